//! Response time, follow-up, overdue plans and complete records.

use crate::common::{Case, figures, row};

const COLUMNS: &str = "dealer_id,created_at,channel,routed_at,contacted_at,visited_at";

/// Checks how many responses some leads give, and their median in minutes.
#[track_caller]
fn check(leads: &str, responses: u32, median: &str) {
    let answer = Case::new().leads(COLUMNS, leads).ask("#/dealers");
    row(&answer, "dealers", "a", &format!("responses={responses} median_response_minutes={median}"));
    figures(&answer, &format!("median_response_minutes={median}"));
}

#[test]
fn response_runs_from_routing_or_else_from_creation() {
    check("a,2026-01-05T09:00,website,2026-01-05T10:00,2026-01-05T10:25,", 1, "25");
    check("a,2026-01-05T09:00,website,,2026-01-05T10:25,", 1, "85");
    check("a,2026-01-05,website,2026-01-05T10:00,2026-01-05T10:25,", 1, "25");
    check("a,2026-01-05T23:50,website,,2026-01-06T00:10,", 1, "20");
}

#[test]
fn seconds_are_cut_from_both_stamps() {
    check("a,2026-01-05T09:00:59,website,,2026-01-05T09:12:00,", 1, "12");
    check("a,2026-01-05T09:00:00,website,,2026-01-05T09:00:59,", 1, "0");
}

#[test]
fn a_date_alone_gives_no_response() {
    check("a,2026-01-05T09:00,website,,2026-01-05,", 0, "-");
    check("a,2026-01-05,website,,2026-01-05T09:00,", 0, "-");
    check("a,2026-01-05T08:00,website,2026-01-05,2026-01-05T09:00,", 0, "-");
}

#[test]
fn a_contact_before_the_start_or_without_a_stamp_gives_no_response() {
    check("a,2026-01-05T09:00,website,,2026-01-05T08:59,", 0, "-");
    check("a,2026-01-05T09:00,website,2026-01-05T10:00,2026-01-05T09:30,", 0, "-");
    check("a,2026-01-05T09:00,website,,,2026-01-05T09:30", 0, "-");
}

#[test]
fn the_median_lies_between_two() {
    let lead = |to: &str| format!("a,2026-01-05T09:00,website,,2026-01-05T{to},\n");
    check(&(lead("09:10") + &lead("09:31")), 2, "20.5");
    check(&(lead("09:10") + &lead("09:31") + &lead("12:00")), 3, "31");
}

#[test]
fn half_an_hour_and_a_day_are_included() {
    let leads = "a,2026-01-05T09:00,website,,2026-01-05T09:30,
                 a,2026-01-05T09:00,website,,2026-01-05T09:31,
                 a,2026-01-05T09:00,website,,2026-01-06T09:00,
                 a,2026-01-05T09:00,website,,2026-01-06T09:01,
                 a,2026-01-05T09:00,website,,,";
    let answer = Case::new().leads(COLUMNS, leads).ask("#/dealers");
    figures(
        &answer,
        "within_30_minutes=0.25 within_24_hours=0.75 within_30_minutes.denominator=4 followed_up=0.8",
    );
    row(&answer, "dealers", "a", "responses=4 within_30_minutes=0.25 within_24_hours=0.75 followed_up=0.8");
}

#[test]
fn responses_belong_to_the_leads_created_in_the_period_on_both_bases() {
    let leads =
        "a,2026-01-31T09:00,website,,2026-02-01T09:00,\na,2026-02-02T09:00,website,,2026-02-02T09:07,";
    let case = Case::new().leads(COLUMNS, leads);
    for basis in ["cohort", "activity"] {
        let answer = case.ask(&format!("#/dealers?period=2026-02&basis={basis}"));
        row(&answer, "dealers", "a", "responses=1 median_response_minutes=7");
    }
}

#[test]
fn followed_up_is_reached_contact_over_leads() {
    let leads =
        "a,2026-01-05,website,,,2026-01-09\na,2026-01-05,website,,2026-01-06,\n2* a,2026-01-05,website,,,";
    figures(&Case::new().leads(COLUMNS, leads).ask("#/dealers"), "followed_up=0.5");
}

/// Checks whether a lead with this plan, order and loss is overdue on 2026-06-30.
#[track_caller]
fn overdue(plan: &str, ordered: &str, lost: &str, want: u32) {
    let columns = "dealer_id,created_at,channel,next_contact_on,ordered_at,lost_at";
    let answer = Case::new()
        .leads(columns, &format!("a,2026-01-05,website,{plan},{ordered},{lost}"))
        .ask("#/overview");
    figures(&answer, &format!("overdue={want}"));
}

#[test]
fn overdue_is_open_and_planned_before_as_of() {
    overdue("2026-06-29", "", "", 1);
    overdue("2026-06-30", "", "", 0);
    overdue("2026-07-01", "", "", 0);
    overdue("", "", "", 0);
    overdue("2026-06-29", "2026-02-01", "", 0);
    overdue("2026-06-29", "", "2026-02-01", 0);
}

#[test]
fn a_record_is_complete_when_nothing_is_missing() {
    let columns = "dealer_id,created_at,channel,missing_fields";
    let leads = "3* a,2026-01-05,website,\na,2026-01-05,website,phone|gender";
    let answer = Case::new().leads(columns, leads).ask("#/channels");
    figures(&answer, "qualified_rate=0.75 qualified_rate.numerator=3 qualified_rate.denominator=4");
    row(&answer, "channels", "website", "qualified_rate=0.75");
}

#[test]
fn without_the_column_nobody_knows_what_is_complete() {
    let answer = Case::new().leads("dealer_id,created_at,channel", "a,2026-01-05,website").ask("#/channels");
    figures(&answer, "qualified_rate=-");
    row(&answer, "channels", "website", "qualified_rate=-");
}
