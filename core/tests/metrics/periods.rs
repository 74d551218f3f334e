//! The days that are counted, and those that they are compared with.

use dealerscope_core::time::Span;

use crate::common::{Case, figures};

fn write(span: Span) -> String {
    format!("{}..{}", span.from.unwrap(), span.to.unwrap())
}

/// Checks the answer's spans for a period, as of a day.
#[track_caller]
fn check(as_of: &str, period: &str, want: &str) {
    let answer = Case::new().dated(as_of).ask(&format!("#/overview?period={period}"));
    let comparison = answer.comparison.map_or(String::new(), |span| format!(" vs {}", write(span)));
    assert_eq!(format!("{}{comparison}", write(answer.period)), want);
}

#[test]
fn a_month_meets_the_month_before() {
    check("2026-06-30", "2026-05", "2026-05-01..2026-05-31 vs 2026-04-01..2026-04-30");
    check("2026-06-30", "2026-05&compare=year", "2026-05-01..2026-05-31 vs 2025-05-01..2025-05-31");
    check("2026-06-30", "2026-05&compare=none", "2026-05-01..2026-05-31");
    check("2026-06-30", "2026-03", "2026-03-01..2026-03-31 vs 2026-02-01..2026-02-28");
}

#[test]
fn a_running_period_meets_as_many_days() {
    check("2026-06-15", "2026-06", "2026-06-01..2026-06-15 vs 2026-05-01..2026-05-15");
    check("2026-06-15", "mtd", "2026-06-01..2026-06-15 vs 2026-05-01..2026-05-15");
    check("2026-06-15", "mtd&compare=year", "2026-06-01..2026-06-15 vs 2025-06-01..2025-06-15");
    // 1 April to 15 June are 76 days, and so are 1 January to 17 March.
    check("2026-06-15", "qtd", "2026-04-01..2026-06-15 vs 2026-01-01..2026-03-17");
    check("2026-06-15", "2026-06-11..2026-06-20", "2026-06-11..2026-06-15 vs 2026-06-01..2026-06-05");
}

#[test]
fn a_running_year_meets_the_year_before() {
    check("2026-06-15", "ytd", "2026-01-01..2026-06-15 vs 2025-01-01..2025-06-15");
    check("2026-06-15", "last12", "2025-07-01..2026-06-15 vs 2024-07-01..2025-06-15");
    check("2026-06-30", "last12", "2025-07-01..2026-06-30 vs 2024-07-01..2025-06-30");
}

#[test]
fn the_moment_of_as_of_does_not_matter() {
    check("2026-06-15T23:59:59+08:00", "mtd", "2026-06-01..2026-06-15 vs 2026-05-01..2026-05-15");
}

#[test]
fn without_a_period_there_is_no_comparison() {
    let answer = Case::new().leads("dealer_id,created_at,channel", "a,2026-05-05,website").ask("#/overview");
    assert_eq!((answer.period, answer.comparison), (Span::default(), None));
    figures(&answer, "leads=1 leads.comparison=-");
}

#[test]
fn the_fiscal_year_starts_where_the_snapshot_says() {
    let case = Case::new().dated("2026-06-15").setting("fiscal_year_start", 4);
    assert_eq!(write(case.ask("#/overview?period=ytd").period), "2026-04-01..2026-06-15");
    let case = case.setting("fiscal_year_start", 7);
    assert_eq!(write(case.ask("#/overview?period=ytd").period), "2025-07-01..2026-06-15");
}

#[test]
fn figures_are_compared_with_the_same_figures_before() {
    let leads = "2* a,2026-05-05,website,2026-05-06\na,2026-05-20,website,\na,2026-06-05,website,\na,2026-06-14,website,2026-06-15";
    let case = Case::new().dated("2026-06-15").leads("dealer_id,created_at,channel,ordered_at", leads);
    let answer = case.ask("#/overview?period=mtd");
    // The lead of 20 May stands outside the first fifteen days.
    figures(
        &answer,
        "leads=2 leads.comparison=2 orders=1 orders.comparison=2 conversion=0.5 conversion.comparison=1",
    );
}

#[test]
fn what_lies_after_as_of_is_not_in_a_bounded_period() {
    let case = Case::new()
        .dated("2026-06-15")
        .leads("dealer_id,created_at,channel", "a,2026-06-15,website\na,2026-06-16,website");
    figures(&case.ask("#/overview?period=2026-06"), "leads=1");
    figures(&case.ask("#/overview?period=2026-01..2026-12"), "leads=1");
    figures(&case.ask("#/overview"), "leads=2");
}
