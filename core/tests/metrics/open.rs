//! What stands open at an end: open leads, the order bank, and cohorts that still ripen.

use crate::common::{Case, figures, row, rows};

/// One lead ordered in March and delivered in May, one lost in March, one open since March, one since May.
fn four() -> Case {
    Case::new().leads(
        "dealer_id,created_at,channel,ordered_at,delivered_at,lost_at",
        "a,2026-01-05,website,2026-03-10,2026-05-31,
         a,2026-02-01,website,,,2026-03-31
         a,2026-03-15,website,,,
         a,2026-05-31,website,,,",
    )
}

/// Checks what stood open, and ordered but not delivered, at the end of a period.
#[track_caller]
fn check(period: &str, open: u32, bank: u32) {
    let answer = four().ask(&format!("#/overview?basis=activity&period={period}"));
    figures(&answer, &format!("open={open} order_bank={bank}"));
}

#[test]
fn activity_looks_at_the_end_of_the_period() {
    check("2025-12", 0, 0);
    check("2026-01", 1, 0);
    check("2026-02", 2, 0);
    check("2026-03", 1, 1);
    check("2026-04", 1, 1);
    check("2026-05", 2, 0);
}

#[test]
fn the_last_day_belongs_to_the_period() {
    check("2026-03-01..2026-03-09", 2, 0);
    check("2026-03-01..2026-03-10", 1, 1);
    check("2026-03-01..2026-03-30", 2, 1);
    check("2026-05-01..2026-05-30", 1, 1);
}

#[test]
fn the_comparison_looks_at_its_own_end() {
    let answer = four().ask("#/overview?basis=activity&period=2026-03");
    figures(&answer, "open=1 open.comparison=2 order_bank=1 order_bank.comparison=0");
}

#[test]
fn a_cohort_looks_at_as_of() {
    let cohort = |month: &str, want: &str| figures(&four().ask(&format!("#/overview?period={month}")), want);
    cohort("2026-01", "open=0 order_bank=0");
    cohort("2026-02", "open=0");
    cohort("2026-03", "open=1");
    cohort("2026-05", "open=1");
    figures(&four().ask("#/overview"), "open=2 order_bank=0");
}

#[test]
fn hot_and_overdue_are_of_all_selected_at_as_of_on_activity() {
    let case = Case::new().leads(
        "dealer_id,created_at,channel,prefers_brand,intended_on,next_contact_on",
        "a,2026-01-05,website,true,2026-07-01,2026-06-01\nb,2026-01-05,website,true,2026-07-01,2026-06-01",
    );
    figures(
        &case.ask("#/overview?basis=activity&period=2026-03"),
        "leads=0 hot=2 overdue=2 hot.comparison=- overdue.comparison=-",
    );
    figures(&case.ask("#/overview?basis=activity&period=2026-03&dealer=a"), "hot=1 overdue=1");
    figures(&case.ask("#/overview?period=2026-03"), "hot=0 overdue=0");
}

#[test]
fn ninety_days_before_as_of_is_mature() {
    // 90 days before 2026-06-30 is 2026-04-01.
    let case = Case::new().leads(
        "dealer_id,created_at,channel,ordered_at",
        "a,2026-03-31,website,\na,2026-04-01,website,2026-04-02\na,2026-04-02,website,2026-04-02",
    );
    let answer = case.ask("#/overview");
    figures(&answer, "conversion=0.6667 conversion_matured=0.5 conversion_matured.denominator=2");
    row(&answer, "trend", "2026-03", "ripening=0");
    row(&answer, "trend", "2026-04", "ripening=1");
    row(&answer, "trend", "2026-06", "ripening=1");
}

#[test]
fn a_quote_is_no_order_of_a_matured_lead() {
    let leads = "a,2026-01-05,website,2026-01-06,,500\na,2026-01-05,website,,2026-01-06,200";
    let case = Case::new().leads("dealer_id,created_at,channel,quoted_at,ordered_at,amount", leads);
    let answer = case.ask("#/channels");
    figures(&answer, "conversion=0.5 conversion_matured=0.5 conversion_matured.numerator=1");
    row(&answer, "channels", "website", "conversion_matured=0.5 amount=200");
}

#[test]
fn the_snapshot_sets_the_maturity() {
    let case = Case::new().setting("maturity_days", 10).leads(
        "dealer_id,created_at,channel,ordered_at",
        "a,2026-06-20,website,\na,2026-06-21,website,2026-06-22",
    );
    figures(&case.ask("#/overview"), "conversion=0.5 conversion_matured=0");
}

#[test]
fn nothing_mature_has_no_rate() {
    let case = Case::new().leads("dealer_id,created_at,channel", "a,2026-06-20,website");
    figures(&case.ask("#/overview"), "conversion=0 conversion_matured=-");
}

#[test]
fn the_trend_has_every_month_and_leaves_the_period_out() {
    let case = Case::new().dated("2026-04-10").leads(
        "dealer_id,created_at,channel,visited_at,ordered_at",
        "a,2026-01-05,website,,2026-03-03\n2* a,2026-03-05,website,2026-03-06,",
    );
    let columns = "month in_period leads contacted visited ordered conversion orders_placed";
    rows(
        &case.ask("#/overview?period=2026-03"),
        "trend",
        columns,
        "2026-01 0 1 1 1 1 1 0
         2026-02 0 0 0 0 0 - 0
         2026-03 1 2 2 2 0 0 1
         2026-04 0 0 0 0 0 - 0",
    );
    // By the stage's day, the first lead is contacted, visits and orders on 3 March.
    rows(
        &case.ask("#/overview?period=2026-03&basis=activity"),
        "trend",
        columns,
        "2026-01 0 1 0 0 0 0 0
         2026-02 0 0 0 0 0 - 0
         2026-03 1 2 3 3 1 0.5 1
         2026-04 0 0 0 0 0 - 0",
    );
}
