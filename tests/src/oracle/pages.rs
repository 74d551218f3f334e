//! The tables of each page.

use dealerscope_core::query::{Dimension, Page};

use super::data;
use super::expected::{Expected, ExpectedTable};
use super::figures::figures;
use super::notices;
use super::places::{places, regions};
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
        Page::Data => data::tables(scope),
    };
    let findings = (scope.query.page == Page::Overview).then(|| findings(scope));
    let coverage = coverage(scope);
    let mut figures = figures(scope);
    if scope.query.page == Page::Data {
        figures.extend(data::figures(scope, coverage));
    }
    Expected {
        periods: scope.periods(),
        figures,
        tables,
        findings,
        coverage,
        notices: notices::expect(scope),
        settings: notices::settings(scope.oracle),
    }
}

fn coverage(scope: &Scope) -> [f64; 2] {
    let row = scope.rows(include_str!("sql/coverage.sql"), &[("pass", scope.pass(&[]))]).remove(0);
    ["rows", "touched"].map(|id| row[id].number().expect("a count"))
}

fn findings(scope: &Scope) -> Vec<Row> {
    let pass = scope.pass(&[]);
    scope.rows(
        include_str!("sql/findings.sql"),
        &[
            ("measures_all", scope.measures("''", &pass)),
            ("measures_region", scope.measures("region", &pass)),
            ("measures_channel", scope.measures("channel", &pass)),
            ("measures_dealer", scope.measures("dealer", &pass)),
            ("quantiles", scope.quantiles("dealer", "answered", &pass)),
            ("spend", spend(scope, "channel", &[])),
            ("coverage", scope.sql(include_str!("sql/coverage.sql"), &[("pass", pass)])),
            ("places", scope.places(&[])),
        ],
    )
}

/// A table from rows; `beside` are columns of SQL's own.
pub(super) fn table(id: &'static str, keys: Keys, rows: Vec<Row>) -> ExpectedTable {
    ExpectedTable { id, keys, rows, beside: &[] }
}

/// What was spent by a key, under all filters but some.
pub(super) fn spend(scope: &Scope, key: &str, without: &[Dimension]) -> String {
    let words =
        [("key", key.to_owned()), ("places", scope.places(without)), ("channels", scope.channels(without))];
    scope.once(&scope.sql(include_str!("sql/spend.sql"), &words))
}

fn overview(scope: &Scope) -> Vec<ExpectedTable> {
    let pass = scope.pass(&[]);
    let trend =
        scope.rows(include_str!("sql/trend.sql"), &[("pass", pass.clone()), ("places", scope.places(&[]))]);
    let mut movers = Vec::new();
    if scope.compared {
        for dimension in ["region", "dealer", "channel", "series"] {
            let words = [("key", dimension.to_owned()), ("measures", scope.measures(dimension, &pass))];
            movers.extend(scope.rows(include_str!("sql/movers.sql"), &words));
        }
    }
    vec![
        table("trend", &["month"], trend),
        table("movers", &["dimension", "key"], movers),
        table("regions", &["key"], places(scope, Dimension::Region, &[Dimension::Region])),
    ]
}

fn channels(scope: &Scope) -> Vec<ExpectedTable> {
    let but_channel = scope.pass(&[Dimension::Channel]);
    let measures = scope.measures("channel", &but_channel);
    let days = scope.quantiles("channel", "days", &but_channel);
    let by_channel = [
        ("measures", measures),
        ("quantiles", days),
        ("spend", spend(scope, "channel", &[Dimension::Channel])),
    ];
    let mut channels = scope.rows(include_str!("sql/channels.sql"), &by_channel);
    if !scope.oracle.brought.missing_fields {
        for row in &mut channels {
            row.insert("qualified_rate".to_owned(), Cell::Null);
        }
    }
    let mut strengths = scope.rows(include_str!("sql/strengths.sql"), &by_channel);
    for row in strengths.iter_mut().filter(|row| row["undecided"] == Cell::Number(1.0)) {
        row.remove("verdict");
    }
    let all = [("pass", scope.pass(&[]))];
    vec![
        table("channels", &["channel"], channels),
        table("funnel", &["stage"], scope.rows(include_str!("sql/funnel.sql"), &all)),
        ExpectedTable { beside: &["undecided"], ..table("strengths", &["channel", "stage"], strengths) },
        table("lost_reasons", &["reason"], scope.rows(include_str!("sql/lost_reasons.sql"), &all)),
        table("days_to_order", &["bucket"], scope.rows(include_str!("sql/days_to_order.sql"), &all)),
        table(
            "days_by_channel",
            &["channel"],
            scope.rows(include_str!("sql/days_by_channel.sql"), &by_channel),
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
