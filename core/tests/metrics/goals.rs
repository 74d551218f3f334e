//! Targets pro rata, and what they are held against.

use crate::common::{Case, figures, row};

/// As of the middle of June: three orders of dealer `a` in June, two in May.
fn june() -> Case {
    Case::new()
        .dated("2026-06-15")
        .leads(
            "dealer_id,created_at,channel,series,ordered_at",
            "3* a,2026-05-20,website,X,2026-06-10\n2* a,2026-05-02,event,X,2026-05-31\n4* b,2026-05-03,website,Y,",
        )
        .targets("2026-05,a,orders,62\n2026-06,a,orders,30\n2026-07,a,orders,31\n2026-06,b,orders,60")
}

/// Checks a fragment's orders placed, target and attainment in the row of a region.
#[track_caller]
fn check(fragment: &str, region: &str, want: &str) {
    row(&june().ask(&format!("#/regions?{fragment}")), "regions", region, want);
}

#[test]
fn a_running_month_counts_the_days_up_to_as_of() {
    // 15 of June's 30 days: 15 of a's 30, and 30 of b's 60.
    check("period=mtd", "东", "orders_placed=3 target=15 attainment=0.2");
    check("period=2026-06", "东", "orders_placed=3 target=15 attainment=0.2");
    check("period=mtd", "西", "orders_placed=0 target=30 attainment=0");
    figures(
        &june().ask("#/overview?period=mtd"),
        "attainment=0.0667 attainment.numerator=3 attainment.denominator=45",
    );
}

#[test]
fn months_add_up() {
    check("period=2026-05..2026-06", "东", "orders_placed=5 target=77");
    check("period=2026-05..2026-07", "东", "orders_placed=5 target=77");
    check("", "东", "orders_placed=5 target=77");
    check("period=2026-05", "东", "orders_placed=2 target=62");
}

#[test]
fn days_count_their_share_of_the_month() {
    // 31 May is one of 31 days, and 1 to 10 June a third of the month.
    check("period=2026-05-31..2026-06-10", "东", "orders_placed=5 target=12");
    check("period=2026-05-31..2026-05-31", "东", "orders_placed=2 target=2 attainment=1");
    check("period=2026-06-11..2026-06-20", "东", "orders_placed=0 target=5 attainment=0");
}

#[test]
fn attainment_goes_by_order_day_on_both_bases() {
    check("period=mtd&basis=activity", "东", "orders_placed=3 target=15 attainment=0.2");
    // The cohort of June has no order of its own, and yet three were placed.
    check("period=mtd", "东", "orders=0 orders_placed=3");
    check("period=mtd&basis=activity", "东", "orders=3 orders_placed=3");
}

#[test]
fn a_target_is_not_split_by_what_a_lead_is() {
    for filter in ["channel=website", "series=X", "origin=", "kind=", "temperature=closed"] {
        let answer = june().ask(&format!("#/regions?period=mtd&{filter}"));
        figures(&answer, "attainment=- orders.target=-");
        row(&answer, "regions", "东", "attainment=- target=-");
    }
}

#[test]
fn a_target_is_split_by_place() {
    figures(&june().ask("#/overview?period=mtd&region=东"), "attainment=0.2 attainment.denominator=15");
    figures(&june().ask("#/overview?period=mtd&dealer=b"), "attainment=0 attainment.denominator=30");
}

#[test]
fn without_targets_there_is_no_attainment() {
    let case =
        Case::new().leads("dealer_id,created_at,channel,ordered_at", "a,2026-05-20,website,2026-06-10");
    let answer = case.ask("#/regions?period=mtd");
    figures(&answer, "attainment=- orders.target=-");
    row(&answer, "regions", "东", "orders_placed=1 target=- attainment=-");
}

#[test]
fn a_target_of_nothing_has_no_attainment() {
    let case = june().targets("2026-06,a,orders,0\n2026-06,b,orders,60");
    row(&case.ask("#/regions?period=mtd"), "regions", "东", "orders_placed=3 attainment=-");
}

#[test]
fn each_figure_has_its_own_target() {
    let case = june().targets(
        "2026-06,a,leads,300\n2026-06,a,visits,200\n2026-06,a,test_drives,100\n2026-06,a,orders,20\n2026-06,a,deliveries,10",
    );
    figures(
        &case.ask("#/overview?period=mtd"),
        "leads.target=150 visited.target=100 test_drive.target=50 orders.target=10 deliveries.target=5 contacted.target=-",
    );
}

#[test]
fn doubled_rows_add_up() {
    let case = june().targets("2026-06,a,orders,30\n2026-06,a,orders,30");
    row(&case.ask("#/regions?period=mtd"), "regions", "东", "target=30");
}

#[test]
fn a_target_of_nobody_stands_with_the_leads_of_nobody() {
    let leads =
        "a,2026-06-02,website,2026-06-03\n,2026-06-02,website,2026-06-03\nzz,2026-06-02,website,2026-06-03";
    let case = Case::new().dated("2026-06-15").leads("dealer_id,created_at,channel,ordered_at", leads);
    let answer = case.targets("2026-06,zz,orders,8").ask("#/regions?period=mtd");
    row(&answer, "regions", "", "leads=2 orders_placed=2 target=4 attainment=0.5");
}

#[test]
fn the_trend_gives_each_months_target() {
    let answer = june().ask("#/overview?period=mtd");
    row(&answer, "trend", "2026-05", "orders_placed=2 target=62");
    row(&answer, "trend", "2026-06", "orders_placed=3 target=45");
}

#[test]
fn the_comparison_has_its_own_attainment() {
    // 1 to 15 May: 15 of 31 days of 62 are 30, and nothing was placed.
    figures(&june().ask("#/overview?period=mtd"), "attainment.comparison=0");
    // 31 days of May against 30 of April, for which no target stands.
    figures(&june().ask("#/overview?period=2026-05"), "attainment=0.0323 attainment.comparison=-");
}

#[test]
fn an_order_after_as_of_is_not_placed_yet() {
    let leads = "a,2026-06-05,website,2026-06-20\na,2026-06-05,website,2026-07-20";
    let case = Case::new()
        .leads("dealer_id,created_at,channel,ordered_at", leads)
        .targets("2026-06,a,orders,2\n2026-07,a,orders,2");
    for query in ["", "?period=2026-06-01..2026-08-31", "?basis=activity"] {
        figures(
            &case.ask(&format!("#/overview{query}")),
            "attainment=0.5 attainment.numerator=1 attainment.denominator=2",
        );
    }
    row(&case.ask("#/regions"), "regions", "东", "orders=2 orders_placed=1 target=2 attainment=0.5");
}

#[test]
fn a_period_without_targets_has_none() {
    let case = Case::new()
        .leads("dealer_id,created_at,channel,ordered_at", "a,2026-06-05,website,2026-06-20")
        .targets("2026-01,a,orders,2");
    figures(&case.ask("#/overview?period=2026-06"), "attainment=- orders.target=-");
    figures(&case.ask("#/overview?period=2026-01"), "attainment=0 orders.target=2");
}
