//! Which filters each table leaves out.

use crate::common::{Case, figures, row, table};

/// Leads that differ in everything that can be filtered.
fn case() -> Case {
    Case::new()
        .leads(
            "dealer_id,created_at,channel,series,origin,kind,ordered_at,lost_at,lost_reason",
            "5* a,2026-01-05,website,X,hq,person,2026-01-08,,
             3* a,2026-01-05,event,Y,dealer,company,,2026-01-09,price
             2* b,2026-01-05,website,Y,hq,person,,2026-01-09,finance
             b,2026-02-05,referral,X,dealer,person,2026-02-08,,",
        )
        .spend("2026-01,website,a,100\n2026-01,event,a,100")
}

/// How many leads a table counts in all under a fragment.
#[track_caller]
fn leads(fragment: &str, id: &str) -> f64 {
    table(&case().ask(fragment), id).numbers("leads").into_iter().flatten().sum()
}

/// Checks how many leads the figures and a table count.
#[track_caller]
fn check(fragment: &str, id: &str, of_figures: f64, of_table: f64) {
    assert_eq!(case().ask(fragment).figure("leads").unwrap().value, Some(of_figures), "{fragment}");
    assert_eq!(leads(fragment, id), of_table, "{fragment} {id}");
}

#[test]
fn figures_apply_every_filter() {
    for (filter, want) in [
        ("", 11),
        ("region=东", 8),
        ("province=四川", 3),
        ("dealer=a", 8),
        ("dealer=a,b", 11),
        ("channel=website", 7),
        ("channel=website,event", 10),
        ("series=X", 6),
        ("origin=hq", 7),
        ("kind=company", 3),
        ("temperature=closed", 11),
        ("temperature=hot", 0),
        ("channel=website&series=X&dealer=a", 5),
        ("channel=event&series=X", 0),
        ("period=2026-02", 1),
        ("period=2026-02&dealer=a", 0),
    ] {
        for page in ["overview", "regions", "channels", "dealers"] {
            figures(&case().ask(&format!("#/{page}?{filter}")), &format!("leads={want}"));
        }
    }
}

#[test]
fn channels_leave_out_the_channel() {
    check("#/channels?channel=website", "channels", 7.0, 11.0);
    check("#/channels?channel=website&series=X", "channels", 5.0, 6.0);
    let answer = case().ask("#/channels?channel=website");
    row(&answer, "days_by_channel", "referral", "orders=1");
    assert!(table(&answer, "strengths").texts("channel").contains(&"referral"));
    // Spend of other channels is shown whatever the filter.
    row(&answer, "channels", "event", "leads=3 spend=100");
}

#[test]
fn the_funnel_applies_the_channel() {
    row(&case().ask("#/channels?channel=website"), "funnel", "leads", "reached=7");
    let reasons = case().ask("#/channels?channel=website");
    assert_eq!(table(&reasons, "lost_reasons").texts("reason"), ["finance"]);
    let days: f64 = table(&reasons, "days_to_order").numbers("orders").into_iter().flatten().sum();
    assert_eq!(days, 5.0);
}

#[test]
fn the_trend_and_the_vintage_leave_out_the_period() {
    check("#/overview?period=2026-02", "trend", 1.0, 11.0);
    check("#/overview?period=2026-02&channel=website", "trend", 0.0, 7.0);
    row(&case().ask("#/channels?period=2026-02"), "vintage", "2026-01", "leads=10");
    row(&case().ask("#/channels?period=2026-02&channel=event"), "vintage", "2026-01", "leads=3");
}

#[test]
fn dealers_leave_out_the_dealer() {
    check("#/dealers?dealer=a", "dealers", 8.0, 11.0);
    check("#/dealers?dealer=a&region=西", "dealers", 0.0, 3.0);
    check("#/dealers?channel=website", "dealers", 7.0, 7.0);
}

#[test]
fn regions_stand_below_the_drilled_level_and_apply_all() {
    check("#/regions?region=东", "regions", 8.0, 8.0);
    check("#/regions?dealer=a", "regions", 8.0, 8.0);
    check("#/regions?province=四川&channel=website", "regions", 2.0, 2.0);
}

#[test]
fn the_regions_of_the_overview_leave_out_the_region() {
    check("#/overview?region=东", "regions", 8.0, 11.0);
    check("#/overview?region=东&channel=website", "regions", 5.0, 7.0);
    check("#/overview?province=四川", "regions", 3.0, 3.0);
}

#[test]
fn tables_by_region_leave_out_the_region() {
    let answer = case().ask("#/regions?region=东");
    row(&answer, "customer_regions", "2026", "year=2026");
    let keys = table(&answer, "customer_regions").texts("key");
    assert_eq!(keys.join(" "), "东 西");
    let teams = case().dealers("dealer_id,name,region,province,crm_team", "a,A,东,广东,1\nb,B,西,四川,0");
    assert_eq!(table(&teams.ask("#/regions?region=东"), "crm_team").texts("key").len(), 2);
}

#[test]
fn the_empty_value_selects_what_is_not_stated() {
    let case = Case::new().leads(
        "dealer_id,created_at,channel,series,origin",
        "2* a,2026-01-05,website,,hq\na,2026-01-05,website,X,\na,2026-01-05,website,Y,dealer",
    );
    figures(&case.ask("#/overview?series="), "leads=2");
    figures(&case.ask("#/overview?series=,X"), "leads=3");
    figures(&case.ask("#/overview?origin="), "leads=1");
}

#[test]
fn a_filter_on_something_that_is_not_there_is_left_out_and_said() {
    let answer = case().ask("#/overview?region=北");
    figures(&answer, "leads=11");
    let notice = dealerscope_core::answer::Notice::NotInSnapshot("region".into(), "北".into());
    assert!(answer.notices.contains(&notice), "{:?}", answer.notices);
    let answer = case().ask("#/overview?region=北,东");
    figures(&answer, "leads=8");
    assert!(answer.notices.contains(&notice), "{:?}", answer.notices);
}
