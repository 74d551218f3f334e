//! Regions and the levels below them.

use crate::common::{Case, figures, row, rows};

const DEALERS: &str = "dealer_id,name,region,center,province,city,crm_team";

/// Three dealers in two regions, with every level filled.
fn nested() -> Case {
    Case::new()
        .dealers(
            DEALERS,
            "a,甲店,东,沪宁,上海,上海市,是
             b,乙店,东,杭州,浙江,宁波,否
             c,丙店,西,成都,四川,成都,",
        )
        .leads(
            "dealer_id,created_at,channel,ordered_at,customer_id,amount",
            "3* a,2026-01-05,website,2026-01-20,k,100
             a,2026-01-05,website,2025-12-31,,50
             2* b,2026-01-05,website,,,
             4* c,2026-01-05,website,2026-02-20,,200",
        )
}

/// Checks the keys and the level of the table `regions`.
#[track_caller]
fn check(case: &Case, filters: &str, level: &str, keys: &str) {
    let answer = case.ask(&format!("#/regions?{filters}"));
    let table = crate::common::table(&answer, "regions");
    assert_eq!(table.texts("key").join(" "), keys);
    assert!(table.texts("level").iter().all(|text| *text == level), "{:?}", table.texts("level"));
}

#[test]
fn each_filter_drills_one_level_down() {
    check(&nested(), "", "region", "东 西");
    check(&nested(), "region=东", "center", "沪宁 杭州");
    check(&nested(), "region=东&center=杭州", "province", "浙江");
    check(&nested(), "province=四川", "city", "成都");
    check(&nested(), "city=宁波", "dealer", "b");
    check(&nested(), "dealer=a", "dealer", "a");
    check(&nested(), "dealer=a&region=东", "dealer", "a");
}

#[test]
fn an_empty_level_is_skipped() {
    let flat =
        Case::new().leads("dealer_id,created_at,channel", "2* a,2026-01-05,website\nb,2026-01-05,website");
    check(&flat, "region=东", "province", "广东");
    // No dealer has a city either.
    check(&flat, "province=广东", "dealer", "a");
}

#[test]
fn a_level_that_one_dealer_fills_is_shown() {
    let partly = nested().dealers(DEALERS, "a,甲店,东,沪宁,上海,,\nb,乙店,东,,浙江,,\nc,丙店,西,,四川,,");
    check(&partly, "region=东", "center", "沪宁 ");
    check(&partly, "region=西", "center", "");
}

#[test]
fn regions_have_counts_and_shares() {
    rows(
        &nested().ask("#/regions"),
        "regions",
        "key name dealers leads orders conversion share_of_leads share_of_orders open",
        "东 东 2 6 4 0.6667 0.6 0.5 2
         西 西 1 4 4 1      0.4 0.5 0",
    );
}

#[test]
fn dealers_are_named_where_they_are_the_level() {
    rows(&nested().ask("#/regions?city=宁波"), "regions", "key name leads", "b 乙店 2");
}

#[test]
fn leads_without_a_dealer_stand_under_the_empty_key_at_every_level() {
    let leads = "a,2026-01-05,website\n,2026-01-05,website\nnobody,2026-01-05,website";
    let case = nested().leads("dealer_id,created_at,channel", leads);
    check(&case, "", "region", " 东 西");
    figures(&case.ask("#/regions?region="), "leads=2");
    figures(&case.ask("#/regions?city="), "leads=2");
    row(&case.ask("#/regions?dealer="), "regions", "", "leads=2");
}

#[test]
fn comparison_stands_beside() {
    let leads =
        "2* a,2026-01-05,website,2026-01-20\n3* a,2026-02-05,website,2026-02-20\na,2026-02-05,website,";
    let case = nested().leads("dealer_id,created_at,channel,ordered_at", leads);
    let answer = case.ask("#/regions?period=2026-02");
    row(&answer, "regions", "东", "leads=4 orders=3 leads_prior=2 orders_prior=2 conversion_prior=1");
    row(
        &case.ask("#/regions?period=2026-02&compare=none"),
        "regions",
        "东",
        "leads=4 leads_prior=- conversion_prior=-",
    );
}

#[test]
fn the_share_with_a_team_is_of_those_that_state_it() {
    let answer = nested().ask("#/regions");
    figures(&answer, "dealers=3 crm_team_rate=0.5");
    row(&answer, "crm_team", "东", "dealers=2 with_team=1 rate=0.5 mark=0.8");
    row(&answer, "regions", "东", "crm_team_rate=0.5");
    row(&answer, "regions", "西", "crm_team_rate=-");
}

#[test]
fn customers_are_counted_by_year_of_order_and_once_each() {
    // In 2026 the three orders of customer k are one customer of 300; c's four orders name nobody and are four.
    rows(
        &nested().ask("#/regions?period=2026-03"),
        "customer_regions",
        "year key customers share_of_customers amount share_of_amount",
        "2025 东 1 1   50  1
         2026 西 4 0.8 800 0.7273
         2026 东 1 0.2 300 0.2727",
    );
}

#[test]
fn the_gap_spreads_the_ranked_dealers_of_each_member() {
    let case = Case::new()
        .setting("smallest_group", 2)
        .dealers(
            "dealer_id,name,region,province",
            "a,A,东,广东\nb,B,东,广东\nc,C,东,广东\nd,D,东,广东\ne,E,东,广东\nf,F,西,四川",
        )
        .leads(
            "dealer_id,created_at,channel,ordered_at",
            "2* a,2026-01-05,website,
             b,2026-01-05,website,2026-01-06
             3* b,2026-01-05,website,
             c,2026-01-05,website,2026-01-06
             c,2026-01-05,website,
             2* d,2026-01-05,website,2026-01-06
             e,2026-01-05,website,2026-01-06
             2* f,2026-01-05,website,2026-01-06",
        );
    // The rates 0, 1/4, 1/2 and 1; e has one lead only and is not ranked.
    let answer = case.ask("#/regions");
    row(&answer, "gap", "东", "dealers=4 min=0 q1=0.1875 median=0.375 q3=0.625 max=1");
    row(&answer, "gap", "西", "dealers=1 min=1 q1=1 median=1 q3=1 max=1");
    assert!(crate::common::table(&case.ask("#/regions?province=广东"), "gap").rows.is_empty());
}
