//! Reached, skipped and lost, on both bases.

use crate::common::{Case, figures, row, rows};

const STAMPS: &str = "dealer_id,created_at,channel,contacted_at,visited_at,test_drive_at,quoted_at,ordered_at,delivered_at,lost_at";

/// Seven leads, one for each way of going on.
fn seven() -> Case {
    Case::new().leads(
        STAMPS,
        "a,2026-01-05,website,,,,,,,
         a,2026-01-05,website,2026-01-06,,,,,,2026-01-20
         a,2026-01-10,website,,2026-01-12,,,,,
         a,2026-01-11,website,,,,,2026-02-03,,
         a,2026-02-01,website,2026-02-01,2026-02-02,2026-02-03,2026-02-04,2026-02-05,2026-03-01,
         a,2026-01-15,website,,,,,,,2026-01-16
         a,2026-01-20,website,2026-01-28,,,,2026-01-25,,2026-02-10",
    )
}

const FUNNEL: &str = "stage reached skipped lost";

#[test]
fn a_later_stamp_counts_for_the_stages_before() {
    // Contacted: the second, fifth and seventh by their own stamp, the third and fourth by a later one.
    rows(
        &seven().ask("#/channels"),
        "funnel",
        FUNNEL,
        "leads      7 0 1
         contacted  5 2 1
         visited    4 2 0
         test_drive 3 2 0
         quoted     3 2 0
         ordered    3 0 1
         delivered  1 0 0",
    );
}

#[test]
fn rates_name_the_stage_before_and_the_leads() {
    let answer = seven().ask("#/channels");
    // 5/7, 4/5, 3/4, 3/3, 3/3, 1/3 and, of the leads, 5/7, 4/7, 3/7, 3/7, 3/7, 1/7.
    row(&answer, "funnel", "contacted", "step_rate=0.7143 overall_rate=0.7143");
    row(&answer, "funnel", "visited", "step_rate=0.8 overall_rate=0.5714");
    row(&answer, "funnel", "test_drive", "step_rate=0.75 overall_rate=0.4286");
    row(&answer, "funnel", "quoted", "step_rate=1 overall_rate=0.4286");
    row(&answer, "funnel", "ordered", "step_rate=1 overall_rate=0.4286");
    row(&answer, "funnel", "delivered", "step_rate=0.3333 overall_rate=0.1429");
}

#[test]
fn a_cohort_is_what_was_created_and_became_of_it_whenever() {
    let answer = seven().ask("#/channels?period=2026-01");
    // All but the fifth; the fourth's order of February counts.
    rows(
        &answer,
        "funnel",
        FUNNEL,
        "leads      6 0 1
         contacted  4 2 1
         visited    3 2 0
         test_drive 2 2 0
         quoted     2 2 0
         ordered    2 0 1
         delivered  0 0 0",
    );
    figures(
        &answer,
        "leads=6 orders=2 conversion=0.3333 conversion.numerator=2 conversion.denominator=6 lost=3",
    );
}

#[test]
fn activity_dates_each_stage_by_its_own_day() {
    // The third is contacted on the day of its visit, 12 January; the seventh visits, drives and is quoted
    // on the day of its order, 25 January, and is contacted on its own stamp, the 28th. Its loss is February's.
    let january = seven().ask("#/channels?period=2026-01&basis=activity");
    rows(
        &january,
        "funnel",
        FUNNEL,
        "leads      6 0 1
         contacted  3 1 1
         visited    2 1 0
         test_drive 1 1 0
         quoted     1 1 0
         ordered    1 0 0
         delivered  0 0 0",
    );
    figures(&january, "lost=2 orders=1");
    let february = seven().ask("#/channels?period=2026-02&basis=activity");
    rows(
        &february,
        "funnel",
        FUNNEL,
        "leads      1 0 0
         contacted  2 1 0
         visited    2 1 0
         test_drive 2 1 0
         quoted     2 1 0
         ordered    2 0 1
         delivered  0 0 0",
    );
    figures(&february, "leads=1 orders=2 conversion=2");
}

#[test]
fn a_stage_without_a_stamp_takes_the_earliest_of_the_later_ones() {
    let case = Case::new().leads(STAMPS, "a,2026-01-01,website,,,2026-03-20,,2026-02-10,,");
    let visited = |month: &str, want: &str| {
        let answer = case.ask(&format!("#/channels?period={month}&basis=activity"));
        row(&answer, "funnel", "visited", &format!("reached={want}"));
    };
    visited("2026-02", "1");
    visited("2026-03", "0");
    row(&case.ask("#/channels?period=2026-03&basis=activity"), "funnel", "test_drive", "reached=1 skipped=0");
}

#[test]
fn delivery_without_an_order_is_an_order_on_that_day() {
    let case = Case::new().leads(STAMPS, "a,2026-01-01,website,,,,,,2026-02-10,");
    figures(&case.ask("#/overview?period=2026-02&basis=activity"), "orders=1 deliveries=1 leads=0");
    row(&case.ask("#/overview"), "trend", "2026-02", "orders_placed=1");
}

#[test]
fn without_a_period_undated_leads_count() {
    let case = Case::new()
        .leads(STAMPS, "a,,website,,,,,2026-02-10,,\na,soon,website,,,,,,,\na,2026-02-01,website,,,,,,,");
    figures(&case.ask("#/overview"), "leads=3 orders=1");
    figures(&case.ask("#/overview?basis=activity"), "leads=3 orders=1");
    figures(&case.ask("#/overview?period=2026-02"), "leads=1 orders=0");
    figures(&case.ask("#/overview?period=2026-02&basis=activity"), "leads=1 orders=1");
}

#[test]
fn an_order_before_creation_is_an_order() {
    let case = Case::new().leads(STAMPS, "a,2026-03-05,website,,,,,2026-03-01,,");
    let answer = case.ask("#/channels");
    figures(&answer, "orders=1 conversion=1 median_days_to_order=-");
    row(&answer, "days_to_order", "before", "orders=1 share=1");
    assert_eq!(answer.coverage.touched, 1);
}

#[test]
fn a_rate_over_few_is_marked() {
    let case = Case::new().setting("smallest_group", 3);
    let two = case.clone().leads(STAMPS, "2* a,2026-01-05,website,,,,,,,");
    figures(&two.ask("#/overview"), "conversion=0 conversion.small=1");
    let three = case.leads(STAMPS, "3* a,2026-01-05,website,,,,,,,");
    figures(&three.ask("#/overview"), "conversion=0 conversion.small=0");
}
