//! Hot, warm, cold, unclassified and closed.

use crate::common::{Case, figures};

/// Checks the temperature of one lead, by asking for each.
#[track_caller]
fn check(as_of: &str, prefers: &str, intended: &str, end: &str, want: &str) {
    let columns = "dealer_id,created_at,channel,prefers_brand,intended_on,lost_at";
    let case =
        Case::new().dated(as_of).leads(columns, &format!("a,2025-01-05,website,{prefers},{intended},{end}"));
    for temperature in ["hot", "warm", "cold", "unclassified", "closed"] {
        let answer = case.ask(&format!("#/overview?temperature={temperature}"));
        let leads = answer.figure("leads").unwrap().value;
        let expected = if temperature == want { 1.0 } else { 0.0 };
        assert_eq!(leads, Some(expected), "{temperature}: {as_of} {prefers} {intended} {end}");
    }
}

#[test]
fn the_last_day_of_the_third_month_is_hot() {
    check("2026-06-15", "true", "2026-09-15", "", "hot");
    check("2026-06-15", "true", "2026-09-16", "", "warm");
    check("2026-06-15", "true", "2026-06-15", "", "hot");
}

#[test]
fn an_intention_that_is_past_is_hot() {
    check("2026-06-15", "true", "2026-06-14", "", "hot");
    check("2026-06-15", "true", "2020-01-01", "", "hot");
}

#[test]
fn the_last_day_of_the_twelfth_month_is_warm() {
    check("2026-06-15", "true", "2027-06-15", "", "warm");
    check("2026-06-15", "true", "2027-06-16", "", "cold");
}

#[test]
fn a_month_without_that_day_ends_on_its_last() {
    check("2025-11-30", "true", "2026-02-28", "", "hot");
    check("2025-11-30", "true", "2026-03-01", "", "warm");
    check("2026-05-31", "true", "2026-08-31", "", "hot");
    check("2026-05-31", "true", "2026-09-01", "", "warm");
    check("2028-02-29", "true", "2029-02-28", "", "warm");
    check("2028-02-29", "true", "2029-03-01", "", "cold");
}

#[test]
fn without_liking_or_intention_there_is_no_temperature() {
    check("2026-06-15", "false", "2026-07-01", "", "unclassified");
    check("2026-06-15", "", "2026-07-01", "", "unclassified");
    check("2026-06-15", "true", "", "", "unclassified");
    check("2026-06-15", "true", "2026-02-30", "", "unclassified");
}

#[test]
fn a_lost_lead_is_closed_whatever_it_said() {
    check("2026-06-15", "true", "2026-07-01", "2026-06-01", "closed");
    check("2026-06-15", "", "", "2026-06-01", "closed");
}

#[test]
fn an_ordered_lead_is_closed_too() {
    let columns = "dealer_id,created_at,channel,prefers_brand,intended_on,delivered_at";
    let case = Case::new().leads(columns, "a,2026-01-05,website,true,2026-07-01,2026-05-01");
    figures(&case.ask("#/overview?temperature=closed"), "leads=1 hot=0 open=0");
    figures(&case.ask("#/overview?temperature=hot"), "leads=0");
}

#[test]
fn the_snapshot_sets_the_months() {
    let columns = "dealer_id,created_at,channel,prefers_brand,intended_on";
    let case = Case::new().setting("hot_months", 1).setting("warm_months", 2).leads(
        columns,
        "a,2026-01-05,website,true,2026-07-30\na,2026-01-05,website,true,2026-07-31\na,2026-01-05,website,true,2026-08-31",
    );
    figures(&case.ask("#/overview"), "hot=1");
    figures(&case.ask("#/overview?temperature=warm"), "leads=1");
    figures(&case.ask("#/overview?temperature=cold"), "leads=1");
}

#[test]
fn yes_is_written_in_many_ways() {
    for (cell, hot) in
        [("true", 1), ("1", 1), ("是", 1), ("Y", 1), ("TRUE", 1), ("0", 0), ("否", 0), ("N", 0)]
    {
        let columns = "dealer_id,created_at,channel,prefers_brand,intended_on";
        let case = Case::new().leads(columns, &format!("a,2026-01-05,website,{cell},2026-07-30"));
        figures(&case.ask("#/overview"), &format!("hot={hot}"));
        assert_eq!(case.load().unwrap().problems().total(), 0, "{cell}");
    }
}

#[test]
fn the_hot_ratio_is_of_the_open() {
    let columns = "dealer_id,created_at,channel,prefers_brand,intended_on,lost_at";
    let leads = "a,2026-01-05,website,true,2026-07-01,\n3* a,2026-01-05,website,,,\n4* a,2026-01-05,website,,,2026-02-01";
    let answer = Case::new().leads(columns, leads).ask("#/channels");
    figures(&answer, "hot=1 open=4 leads=8");
    crate::common::row(&answer, "channels", "website", "hot_ratio=0.25");
}
