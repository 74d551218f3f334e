//! One dealer against its peers.

use crate::common::{Case, row, rows, table};

/// Five peers of 东/1 with ten leads each, of which `a` ordered 5, and the others 1, 2, 3 and 4; `z` is no peer.
fn case() -> Case {
    let mut dealers = String::from("z,Z,西,四川,1,1\n");
    let mut leads = String::from("10* z,2026-01-05,website,x,2026-01-05T09:00,2026-01-06,2026-01-08\n");
    for (id, ordered) in [("a", 5), ("b", 1), ("c", 2), ("d", 3), ("e", 4)] {
        dealers += &format!("{id},{id}店,东,广东,500,{ordered}\n");
        leads += &format!("{ordered}* {id},2026-01-05,event,k1,,,2026-01-08\n");
        leads += &format!("{}* {id},2026-01-05,website,k2,,2026-01-06,\n", 10 - ordered);
    }
    Case::new()
        .dealers("dealer_id,name,region,province,annual_sales_target,consultants", &dealers)
        .leads("dealer_id,created_at,channel,consultant_id,contacted_at,visited_at,ordered_at", &leads)
}

#[test]
fn a_profile_is_given_for_one_dealer_only() {
    let has = |fragment: &str| case().ask(fragment).table("profile").is_some();
    assert!(has("#/dealers?dealer=a"));
    assert!(!has("#/dealers") && !has("#/dealers?dealer=a,b"));
}

#[test]
fn the_value_stands_against_median_and_top_quartile() {
    // The rates 0.1, 0.2, 0.3, 0.4 and 0.5 of the five.
    let answer = case().ask("#/dealers?dealer=a");
    row(&answer, "profile", "conversion", "unit=rate value=0.5 peer_median=0.3 peer_top=0.4 rank=1 peers=5");
    row(&case().ask("#/dealers?dealer=c"), "profile", "conversion", "value=0.2 rank=4");
}

#[test]
fn less_is_better_for_minutes() {
    let mut case = case();
    let mut leads = String::new();
    for (id, minutes) in [("a", 10), ("b", 20), ("c", 30), ("d", 40), ("e", 50)] {
        leads += &format!("{id},2026-01-05T09:00,website,k,2026-01-05T09:{minutes},,\n");
    }
    case =
        case.leads("dealer_id,created_at,channel,consultant_id,contacted_at,visited_at,ordered_at", &leads);
    let answer = case.ask("#/dealers?dealer=b");
    row(&answer, "profile", "median_response_minutes", "value=20 peer_median=30 peer_top=20 rank=2 peers=5");
    row(&answer, "profile", "within_30_minutes", "value=1 peer_median=1");
}

#[test]
fn leads_per_consultant_and_unknown_metrics() {
    let answer = case().ask("#/dealers?dealer=b");
    row(&answer, "profile", "leads_per_consultant", "value=10");
    row(&answer, "profile", "attainment", "value=- peer_median=- peer_top=- rank=- peers=0");
    row(&answer, "profile", "qualified_rate", "value=- peers=0");
}

#[test]
fn a_dealer_that_is_not_ranked_has_no_rank() {
    let small = case().setting("smallest_group", 11);
    let answer = small.ask("#/dealers?dealer=a");
    row(&answer, "profile", "conversion", "value=0.5 rank=- peers=0 peer_median=-");
}

#[test]
fn the_metrics_are_those_that_are_promised() {
    let answer = case().ask("#/dealers?dealer=a");
    let metrics = "conversion conversion_matured attainment visited_rate ordered_rate followed_up median_response_minutes
                   within_30_minutes within_24_hours qualified_rate leads_per_consultant";
    assert_eq!(table(&answer, "profile").texts("metric"), metrics.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn the_funnel_is_pooled_over_the_peers() {
    // All five: 50 leads, all visited, 15 ordered, of 15 quoted.
    let answer = case().ask("#/dealers?dealer=a");
    row(&answer, "profile_funnel", "leads", "reached=10");
    row(&answer, "profile_funnel", "visited", "reached=10 step_rate=1 peer_rate=1");
    row(&answer, "profile_funnel", "test_drive", "reached=5 step_rate=0.5 peer_rate=0.3");
    row(&answer, "profile_funnel", "ordered", "reached=5 step_rate=1 peer_rate=1");
    row(&answer, "profile_funnel", "delivered", "reached=0 step_rate=0 peer_rate=0");
}

#[test]
fn channels_stand_against_those_of_the_peers() {
    let answer = case().ask("#/dealers?dealer=b");
    row(&answer, "profile_channels", "event", "leads=1 orders=1 conversion=1 peer_conversion=1");
    row(&answer, "profile_channels", "website", "leads=9 orders=0 conversion=0 peer_conversion=0");
}

#[test]
fn consultants_have_their_load() {
    let answer = case().ask("#/dealers?dealer=b");
    row(&answer, "profile_consultants", "k1", "leads=1 orders=1 open=0 overdue=0 share_of_leads=0.1");
    row(&answer, "profile_consultants", "k2", "leads=9 orders=0 open=9 share_of_leads=0.9");
}

#[test]
fn the_trend_leaves_the_period_out() {
    let case = Case::new()
        .dated("2026-03-15")
        .leads(
            "dealer_id,created_at,channel,ordered_at",
            "2* a,2026-01-05,website,2026-02-08\na,2026-02-05,website,\nb,2026-01-05,website,",
        )
        .targets("2026-01,a,orders,5\n2026-03,a,orders,31");
    rows(
        &case.ask("#/dealers?dealer=a&period=2026-02"),
        "profile_trend",
        "month leads orders target orders_placed",
        "2026-01 2 2 5  0
         2026-02 1 0 -  2
         2026-03 0 0 15 0",
    );
}

#[test]
fn a_consultant_with_nothing_but_an_overdue_lead_is_shown() {
    let leads = "a,2026-01-05,website,li,2026-02-01,\na,2026-03-05,website,wang,,\nb,2026-01-05,website,zhao,2026-02-01,";
    let case = Case::new().leads("dealer_id,created_at,channel,consultant_id,next_contact_on,lost_at", leads);
    let answer = case.ask("#/dealers?dealer=a&period=2026-03&basis=activity");
    rows(&answer, "profile_consultants", "consultant leads open overdue", "wang 1 1 0\nli 0 1 1");
    row(&answer, "profile_funnel", "leads", "reached=1 step_rate=- peer_rate=-");
    let cohort = case.ask("#/dealers?dealer=a&period=2026-03");
    rows(&cohort, "profile_consultants", "consultant leads", "wang 1");
}
