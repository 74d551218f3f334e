//! Spend pro rata, what a lead and an order cost, and the return.

use crate::common::{Case, figures, row};

/// In January dealer `a` had ten leads by website, four of them ordered, and `b` five, one ordered.
fn case() -> Case {
    Case::new().leads(
        "dealer_id,created_at,channel,series,ordered_at,amount",
        "4* a,2026-01-05,website,X,2026-01-20,1000\n6* a,2026-01-05,website,X,,\nb,2026-01-05,website,Y,2026-01-20,500
         4* b,2026-01-05,website,Y,,",
    )
}

/// Checks the row of a channel.
#[track_caller]
fn check(case: &Case, query: &str, channel: &str, want: &str) {
    row(&case.ask(&format!("#/channels?{query}")), "channels", channel, want);
}

#[test]
fn spend_counts_the_days_of_the_month_that_lie_within() {
    let case = case().spend("2026-01,website,a,310\n2026-02,website,b,280");
    check(&case, "period=2026-01", "website", "spend=310 leads=15 cost_per_lead=20.6667 cost_per_order=62");
    check(&case, "period=2026-01-01..2026-01-10", "website", "spend=100");
    check(&case, "period=2026-01-31..2026-02-01", "website", "spend=20");
    check(&case, "", "website", "spend=590");
}

#[test]
fn the_month_of_as_of_counts_whole_up_to_it() {
    let case = case().dated("2026-01-20").spend("2026-01,website,a,200");
    check(&case, "period=mtd", "website", "spend=200");
    check(&case, "period=2026-01", "website", "spend=200");
    check(&case, "", "website", "spend=200");
    check(&case, "period=2026-01-01..2026-01-05", "website", "spend=50");
    check(&case, "period=2026-01-16..2026-01-31", "website", "spend=50");
}

#[test]
fn the_return_is_the_margin_on_the_orders_less_the_spend() {
    // Four orders of 1000 and one of 500 at a margin of 10 % are 450; less 300 and over 300, a half.
    let with = case().setting("margin", 0.1).spend("2026-01,website,a,300");
    check(&with, "", "website", "amount=4500 spend=300 return=0.5");
    let without = case().spend("2026-01,website,a,300");
    check(&without, "", "website", "amount=4500 return=-");
}

#[test]
fn without_amounts_no_return_is_known() {
    let leads = "a,2026-01-05,website,2026-01-20";
    let case = Case::new().leads("dealer_id,created_at,channel,ordered_at", leads);
    check(&case.setting("margin", 0.1).spend("2026-01,website,a,300"), "", "website", "amount=- return=-");
}

#[test]
fn places_count_the_rows_that_name_them() {
    let case = case().spend("2026-01,website,a,300\n2026-01,website,b,200");
    check(&case, "", "website", "spend=500");
    check(&case, "dealer=a", "website", "spend=300 cost_per_lead=30 cost_per_order=75");
    check(&case, "region=西", "website", "spend=200 cost_per_lead=40 cost_per_order=200");
}

#[test]
fn headquarters_spend_cannot_be_given_to_a_place() {
    let case = case().spend("2026-01,website,a,300\n2026-02,website,,100\n2026-01,event,b,70");
    check(&case, "", "website", "spend=400");
    check(&case, "region=东", "website", "spend=- cost_per_lead=- cost_per_order=-");
    figures(&case.ask("#/overview?region=东"), "cost_per_order=-");
    // In January no row stands without a dealer.
    check(&case, "region=东&period=2026-01", "website", "spend=300");
    check(&case, "region=东&period=2026-02", "website", "spend=-");
    figures(&case.ask("#/overview?region=东&period=2026-01"), "cost_per_order=75");
}

#[test]
fn spend_is_not_split_by_what_a_lead_is() {
    let case = case().spend("2026-01,website,a,300");
    for filter in ["series=X", "origin=", "kind=", "temperature=closed"] {
        check(&case, filter, "website", "spend=- cost_per_lead=- cost_per_order=-");
        figures(&case.ask(&format!("#/overview?{filter}")), "cost_per_order=-");
    }
}

#[test]
fn a_channel_has_spend_of_its_own() {
    let case = case().spend("2026-01,website,a,300\n2026-01,event,a,700");
    figures(&case.ask("#/overview"), "cost_per_order=200");
    figures(&case.ask("#/overview?channel=website"), "cost_per_order=60");
    check(&case, "", "event", "leads=0 spend=700 cost_per_lead=- cost_per_order=-");
}

#[test]
fn without_the_table_nothing_is_known() {
    check(&case(), "", "website", "spend=- cost_per_lead=- cost_per_order=- return=-");
    figures(&case().ask("#/overview"), "cost_per_order=-");
}

#[test]
fn doubled_rows_add_up() {
    let case = case().spend("2026-01,website,a,300\n2026-01,website,a,300");
    check(&case, "", "website", "spend=600");
}

#[test]
fn regions_have_a_cost_per_order() {
    let case = case().spend("2026-01,website,a,300\n2026-01,website,b,200");
    let answer = case.ask("#/regions");
    row(&answer, "regions", "东", "cost_per_order=75");
    row(&answer, "regions", "西", "cost_per_order=200");
    figures(&answer, "cost_per_order=100");
}

#[test]
fn spend_of_an_unknown_dealer_is_not_headquarters() {
    let case = case().spend("2026-01,website,a,300\n2026-01,website,zz,200");
    check(&case, "", "website", "spend=500");
    row(&case.ask("#/regions"), "regions", "东", "cost_per_order=75");
}

#[test]
fn the_comparison_has_a_cost_of_its_own() {
    let leads = "2* a,2026-01-05,website,2026-01-20\n4* a,2026-02-05,website,2026-02-20";
    let case = Case::new().leads("dealer_id,created_at,channel,ordered_at", leads);
    let answer = case.spend("2026-01,website,a,300\n2026-02,website,a,400").ask("#/overview?period=2026-02");
    figures(&answer, "cost_per_order=100 cost_per_order.comparison=150");
}

#[test]
fn what_no_row_states_is_not_known() {
    let leads =
        "a,2026-01-05,website,2026-01-20\na,2026-01-05,referral,2026-01-20\nb,2026-01-05,event,2026-01-20";
    let case = Case::new()
        .leads("dealer_id,created_at,channel,ordered_at", leads)
        .spend("2026-01,website,a,300\n2026-02,event,b,50");
    // Referral has no row in any month; event has one in another month, and cost nothing in January.
    check(&case, "period=2026-01", "referral", "leads=1 spend=- cost_per_order=-");
    check(&case, "period=2026-01", "event", "spend=0 cost_per_order=0");
    check(&case, "period=2026-01&region=西", "event", "leads=1 spend=0");
    check(&case, "period=2026-01&region=东", "referral", "leads=1 spend=-");
    figures(&case.ask("#/overview?period=2026-01"), "cost_per_order=100");
    figures(&case.ask("#/overview?period=2026-01&channel=referral"), "cost_per_order=-");
    row(&case.ask("#/regions?period=2026-01&channel=website"), "regions", "西", "orders=0 cost_per_order=-");
}

#[test]
fn a_row_without_its_amount_is_not_nought() {
    let case = case().spend("2026-01,website,a,300\n2026-02,website,b,\n2026-01,event,b,");
    check(&case, "", "website", "spend=-");
    check(&case, "period=2026-01", "website", "spend=300");
    check(&case, "region=东", "website", "spend=300");
    check(&case, "period=2026-02", "website", "spend=-");
    figures(&case.ask("#/overview?period=2026-01"), "cost_per_order=-");
    figures(&case.ask("#/overview?period=2026-01&channel=website"), "cost_per_order=60");
    let regions = case.ask("#/regions?period=2026-01");
    row(&regions, "regions", "东", "cost_per_order=75");
    row(&regions, "regions", "西", "orders=1 cost_per_order=-");
}

#[test]
fn an_order_without_its_amount_leaves_the_return_open() {
    let leads =
        "a,2026-01-05,website,2026-01-20,1000\na,2026-01-05,website,2026-01-20,\na,2026-01-05,website,,";
    let case = Case::new()
        .setting("margin", 0.5)
        .leads("dealer_id,created_at,channel,ordered_at,amount", leads)
        .spend("2026-01,website,a,100");
    check(&case, "", "website", "amount=1000 spend=100 return=-");
    check(&case, "basis=activity", "website", "amount=1000 spend=100 return=-");
}
