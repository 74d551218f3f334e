//! The figures and tables of each page.

use dealerscope_core::query::{Basis, Dimension, Page};

use super::expected::{Expected, ExpectedFigure, ExpectedTable};
use super::profile;
use super::rows::{Cell, Row};
use super::scope::Scope;

type Keys = &'static [&'static str];

pub(super) fn expect(scope: &Scope) -> Expected {
    let tables = match scope.query.page {
        Page::Overview => overview(scope),
        Page::Regions => regions(scope),
        Page::Channels => channels(scope),
        Page::Dealers => dealers(scope),
    };
    let findings = (scope.query.page == Page::Overview).then(|| findings(scope));
    Expected { figures: figures(scope), tables, findings }
}

fn findings(scope: &Scope) -> Vec<Row> {
    let pass = scope.pass(&[]);
    scope.rows(
        include_str!("sql/findings.sql"),
        &[
            ("measures_region", scope.measures("region", &pass)),
            ("measures_channel", scope.measures("channel", &pass)),
            ("measures_dealer", scope.measures("dealer", &pass)),
            ("quantiles", scope.quantiles("dealer", "answered", &pass)),
            ("spend_by_channel", spend_by_channel(scope)),
            ("places", scope.places(&[])),
        ],
    )
}

/// A table from rows; `beside` are columns of SQL's own.
pub(super) fn table(id: &'static str, keys: Keys, rows: Vec<Row>) -> ExpectedTable {
    ExpectedTable { id, keys, rows, beside: &[], optional: &[] }
}

fn figures(scope: &Scope) -> Vec<ExpectedFigure> {
    let pass = scope.pass(&[]);
    let rows = scope.rows(
        include_str!("sql/figures.sql"),
        &[
            ("measures", scope.measures("''", &pass)),
            ("quantiles_days", scope.quantiles("''", "days", &pass)),
            ("quantiles_response", scope.quantiles("''", "answered", &pass)),
            ("spend_by_channel", spend_by_channel(scope)),
            ("places", scope.places(&[])),
        ],
    );
    let of = |span: &str, id: &str| {
        rows.iter().find(|row| row["span"].text() == span).and_then(|row| row[id].number())
    };
    let smallest = f64::from(scope.oracle.descriptor.dealerscope.settings.smallest_group);
    let figure = |id: &'static str| {
        let column = match id {
            "qualified_rate" if !scope.oracle.brought.missing_fields => return unknown(id),
            other => other,
        };
        let target = match id {
            "leads" | "visited" | "test_drive" | "orders" | "deliveries" => {
                Some(of("cur", &format!("target_{id}")))
            }
            _ => None,
        };
        let below = |n: Option<f64>| Some(n.unwrap_or(0.0) < smallest);
        let small = match id {
            "conversion" => below(of("cur", "leads")),
            // On the activity basis there is no such rate, small or not.
            "conversion_matured" if scope.query.basis == Basis::Cohort => below(of("cur", "matured_leads")),
            _ => None,
        };
        ExpectedFigure { id, value: of("cur", column), comparison: Some(of("pri", column)), target, small }
    };
    let mut figures: Vec<ExpectedFigure> = [
        "leads",
        "contacted",
        "visited",
        "test_drive",
        "orders",
        "deliveries",
        "conversion",
        "conversion_matured",
        "attainment",
        "open",
        "hot",
        "overdue",
        "order_bank",
        "cost_per_order",
    ]
    .map(figure)
    .into();
    match scope.query.page {
        Page::Overview => {}
        Page::Regions => figures.extend(figures_of_regions(scope)),
        Page::Channels => figures.extend(
            ["lost", "lost_by_dealer", "median_days_to_order", "qualified_rate", "event_share"].map(figure),
        ),
        Page::Dealers => {
            figures.extend(
                ["median_response_minutes", "within_30_minutes", "within_24_hours", "followed_up"]
                    .map(figure),
            );
            figures.extend(figures_of_dealers(scope));
        }
    }
    figures
}

fn unknown(id: &'static str) -> ExpectedFigure {
    ExpectedFigure { id, value: None, comparison: Some(None), target: None, small: None }
}

fn standing(id: &'static str, value: Option<f64>) -> ExpectedFigure {
    ExpectedFigure { id, value, comparison: None, target: None, small: None }
}

fn figures_of_regions(scope: &Scope) -> [ExpectedFigure; 2] {
    let sql = "select count(*) as dealers, {ratio:sum(case when crm_team then 1 else 0 end)/count(crm_team)} as teams \
               from shop where {places}";
    let row = scope.rows(sql, &[("places", scope.places(&[]))]).remove(0);
    [standing("dealers", row["dealers"].number()), standing("crm_team_rate", row["teams"].number())]
}

fn figures_of_dealers(scope: &Scope) -> [ExpectedFigure; 2] {
    let measures = scope.measures("dealer", &scope.pass(&[]));
    let sql = "select count(*) as n from ({measures}) m join shop d on d.dealer_id = m.key \
               where m.span = 'cur' and m.leads >= {smallest} and m.leads > 0";
    let ranked = scope.rows(sql, &[("measures", measures)]).remove(0);
    let short = scope.rows(include_str!("sql/staffing.sql"), &[("places", scope.places(&[]))]).len();
    [
        standing("ranked_dealers", ranked["n"].number()),
        standing("short_of_staff", u32::try_from(short).ok().map(f64::from)),
    ]
}

fn spend_by_channel(scope: &Scope) -> String {
    scope.once(&scope.sql(
        include_str!("sql/spend_by_channel.sql"),
        &[("places", scope.places(&[])), ("channels", scope.channels())],
    ))
}

fn overview(scope: &Scope) -> Vec<ExpectedTable> {
    let pass = scope.pass(&[]);
    let trend =
        scope.rows(include_str!("sql/trend.sql"), &[("pass", pass.clone()), ("places", scope.places(&[]))]);
    let mut movers = Vec::new();
    if scope.compared {
        for dimension in ["region", "dealer", "channel", "series"] {
            let measures = scope.measures(dimension, &pass);
            movers.extend(scope.rows(
                include_str!("sql/movers.sql"),
                &[("key", dimension.to_owned()), ("measures", measures)],
            ));
        }
    }
    vec![
        table("trend", &["month"], trend),
        table("movers", &["dimension", "key"], movers),
        table("regions", &["key"], places(scope, Dimension::Region, &[Dimension::Region])),
    ]
}

/// The level that the page on regions shows.
fn level(scope: &Scope) -> Dimension {
    let drilled = Dimension::PLACES.iter().rposition(|d| scope.query.filter(*d).is_some());
    let filled = |d: &&Dimension| {
        let sql = format!("select count(*) as n from shop where {} <> ''", d.id());
        scope.oracle.rows(&sql)[0]["n"].number() > Some(0.0)
    };
    let below = &Dimension::PLACES[drilled.map_or(0, |n| n + 1)..];
    below.iter().find(filled).copied().unwrap_or(Dimension::Dealer)
}

fn places(scope: &Scope, level: Dimension, without: &[Dimension]) -> Vec<Row> {
    scope.rows(&places_sql(scope, level, without), &[])
}

fn places_sql(scope: &Scope, level: Dimension, without: &[Dimension]) -> String {
    let (key, places) = (level.id(), scope.places(without));
    let spend = scope.once(&scope.sql(
        include_str!("sql/spend_by_place.sql"),
        &[("key", key.to_owned()), ("places", places.clone()), ("channels", scope.channels())],
    ));
    let name = if level == Dimension::Dealer { "name" } else { key };
    scope.sql(
        include_str!("sql/places.sql"),
        &[
            ("key", key.to_owned()),
            ("name", name.to_owned()),
            ("places", places),
            ("measures", scope.measures(key, &scope.pass(without))),
            ("spend_by_place", spend),
        ],
    )
}

fn regions(scope: &Scope) -> Vec<ExpectedTable> {
    let level = level(scope);
    let provinces = scope.rows(
        include_str!("sql/provinces.sql"),
        &[("places_table", places_sql(scope, Dimension::Province, &[Dimension::Province]))],
    );
    let gap = if level == Dimension::Dealer {
        Vec::new()
    } else {
        let measures = scope.measures("dealer", &scope.pass(&[]));
        scope.rows(include_str!("sql/gap.sql"), &[("key", level.id().to_owned()), ("measures", measures)])
    };
    let without = [Dimension::Region];
    let customers = scope.rows(include_str!("sql/customer_regions.sql"), &[("pass", scope.pass(&without))]);
    let teams = scope.rows(include_str!("sql/crm_team.sql"), &[("places", scope.places(&without))]);
    vec![
        table("regions", &["key"], places(scope, level, &[])),
        ExpectedTable {
            beside: &["on_map"],
            optional: &["on_map", "dealers", "leads", "orders"],
            ..table("provinces", &["key"], provinces)
        },
        table("gap", &["key"], gap),
        table("customer_regions", &["year", "key"], customers),
        table("crm_team", &["key"], teams),
    ]
}

fn channels(scope: &Scope) -> Vec<ExpectedTable> {
    let but_channel = scope.pass(&[Dimension::Channel]);
    let measures = scope.measures("channel", &but_channel);
    let days = scope.quantiles("channel", "days", &but_channel);
    let spend = scope.once(&scope.sql(
        include_str!("sql/spend_by_channel.sql"),
        &[("places", scope.places(&[])), ("channels", "true".to_owned())],
    ));
    let mut channels = scope.rows(
        include_str!("sql/channels.sql"),
        &[("measures", measures.clone()), ("quantiles", days.clone()), ("spend_by_channel", spend)],
    );
    if !scope.oracle.brought.missing_fields {
        for row in &mut channels {
            row.insert("qualified_rate".to_owned(), Cell::Null);
        }
    }
    let all = [("pass", scope.pass(&[]))];
    vec![
        ExpectedTable {
            optional: &["leads", "leads_prior", "spend"],
            ..table("channels", &["channel"], channels)
        },
        table("funnel", &["stage"], scope.rows(include_str!("sql/funnel.sql"), &all)),
        table(
            "strengths",
            &["channel", "stage"],
            scope.rows(include_str!("sql/strengths.sql"), &[("measures", measures)]),
        ),
        table("lost_reasons", &["reason"], scope.rows(include_str!("sql/lost_reasons.sql"), &all)),
        table("days_to_order", &["bucket"], scope.rows(include_str!("sql/days_to_order.sql"), &all)),
        table(
            "days_by_channel",
            &["channel"],
            scope.rows(include_str!("sql/days_by_channel.sql"), &[("quantiles", days)]),
        ),
        table("vintage", &["month", "age"], scope.rows(include_str!("sql/vintage.sql"), &all)),
    ]
}

fn dealers(scope: &Scope) -> Vec<ExpectedTable> {
    let pass = scope.pass(&Dimension::PLACES);
    let places = scope.places(&[Dimension::Dealer]);
    let mut all = scope.rows(
        include_str!("sql/dealers.sql"),
        &[
            ("measures", scope.measures("dealer", &pass)),
            ("quantiles", scope.quantiles("dealer", "answered", &pass)),
            ("places", places.clone()),
        ],
    );
    if !scope.oracle.brought.missing_fields {
        for row in &mut all {
            row.insert("qualified_rate".to_owned(), Cell::Null);
        }
    }
    let shown = all.iter().filter(|row| row["shown"] == Cell::Number(1.0)).cloned().collect();
    let staffing = scope.rows(include_str!("sql/staffing.sql"), &[("places", places)]);
    let mut tables = vec![
        ExpectedTable { beside: &["ranked", "shown"], ..table("dealers", &["dealer_id"], shown) },
        table("staffing", &["dealer_id"], staffing),
    ];
    let one = scope.query.filter(Dimension::Dealer).filter(|set| set.len() == 1).and_then(|set| set.first());
    if let Some(own) = one.and_then(|id| all.iter().find(|row| row["dealer_id"].text() == id.as_str())) {
        tables.extend(profile::tables(scope, own, &all));
    }
    tables
}
