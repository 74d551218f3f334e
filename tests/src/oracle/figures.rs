//! The headline numbers.

use dealerscope_core::query::{Basis, Page};

use super::expected::ExpectedFigure;
use super::pages::spend;
use super::scope::Scope;

/// The figures of the query's page.
pub(super) fn figures(scope: &Scope) -> Vec<ExpectedFigure> {
    let pass = scope.pass(&[]);
    let rows = scope.rows(
        include_str!("sql/figures.sql"),
        &[
            ("measures", scope.measures("''", &pass)),
            ("quantiles_days", scope.quantiles("''", "days", &pass)),
            ("quantiles_response", scope.quantiles("''", "answered", &pass)),
            ("spend", spend(scope, "''", &[])),
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
        Page::Overview | Page::Data => {}
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

/// Of the dealers as the snapshot has them: nothing is known of an earlier day.
fn standing(id: &'static str, value: Option<f64>) -> ExpectedFigure {
    ExpectedFigure { id, value, comparison: Some(None), target: None, small: None }
}

fn figures_of_regions(scope: &Scope) -> [ExpectedFigure; 2] {
    let sql = "select count(*) as dealers, {ratio:sum(case when crm_team then 1 else 0 end)/count(crm_team)} as teams \
               from shop where {places}";
    let row = scope.rows(sql, &[("places", scope.places(&[]))]).remove(0);
    [standing("dealers", row["dealers"].number()), standing("crm_team_rate", row["teams"].number())]
}

fn figures_of_dealers(scope: &Scope) -> [ExpectedFigure; 2] {
    let measures = scope.measures("dealer", &scope.pass(&[]));
    let sql = "select s.span, count(d.dealer_id) as n from spans s \
               left join ({measures}) m on m.span = s.span and m.leads >= {smallest} and m.leads > 0 \
               left join shop d on d.dealer_id = m.key group by s.span";
    let ranked = scope.rows(sql, &[("measures", measures)]);
    let of =
        |span: &str| ranked.iter().find(|row| row["span"].text() == span).and_then(|row| row["n"].number());
    let short = scope.rows(include_str!("sql/staffing.sql"), &[("places", scope.places(&[]))]).len();
    [
        ExpectedFigure { comparison: Some(of("pri")), ..standing("ranked_dealers", of("cur")) },
        standing("short_of_staff", u32::try_from(short).ok().map(f64::from)),
    ]
}
