//! The ranking of dealers.

use crate::common::{Case, figures, row, rows, table};

const LEADS: &str = "dealer_id,created_at,channel,ordered_at";

/// Five dealers of one region, province and band; each is given leads and, of those, orders in January 2026.
fn five(counts: [(u32, u32); 5]) -> Case {
    let mut dealers = String::new();
    let mut leads = String::new();
    for (id, (all, ordered)) in ["a", "b", "c", "d", "e"].into_iter().zip(counts) {
        dealers += &format!("{id},{id},东,广东,500\n");
        leads += &format!("{ordered}* {id},2026-01-05,website,2026-01-08\n");
        leads += &format!("{}* {id},2026-01-05,website,\n", all - ordered);
    }
    Case::new().dealers("dealer_id,name,region,province,annual_sales_target", &dealers).leads(LEADS, &leads)
}

#[test]
fn the_best_rate_comes_first_and_then_the_most_leads() {
    let case = five([(10, 2), (20, 10), (4, 2), (10, 3), (1, 1)]).setting("smallest_group", 4);
    rows(
        &case.ask("#/dealers"),
        "dealers",
        "dealer_id leads orders conversion rank small",
        "b 20 10 0.5 1 0
         c 4  2  0.5 1 0
         d 10 3  0.3 3 0
         a 10 2  0.2 4 0
         e 1  1  1   - 1",
    );
    figures(&case.ask("#/dealers"), "ranked_dealers=4");
}

#[test]
fn the_smallest_group_is_ranked() {
    let case = five([(30, 2), (29, 2), (0, 0), (0, 0), (0, 0)]).setting("smallest_group", 30);
    let answer = case.ask("#/dealers");
    row(&answer, "dealers", "a", "rank=1 small=0");
    row(&answer, "dealers", "b", "rank=- small=1");
    row(&answer, "dealers", "c", "rank=- leads=0 conversion=-");
}

#[test]
fn quartiles_go_by_how_many_peers_are_better() {
    // Of five, 0, 1, 2, 3 and 4 are better: 1 + ⌊4 × k / 5⌋.
    let answer = five([(10, 9), (10, 8), (10, 7), (10, 6), (10, 5)]).ask("#/dealers");
    for (id, quartile) in [("a", 1), ("b", 1), ("c", 2), ("d", 3), ("e", 4)] {
        row(&answer, "dealers", id, &format!("quartile={quartile} peer_group=东/1"));
    }
}

#[test]
fn ties_share_a_quartile() {
    // Of four ranked, 0, 0, 2 and 3 are better; the fifth is too small to be ranked.
    let case = five([(10, 9), (10, 9), (10, 7), (10, 6), (1, 1)]).setting("smallest_group", 2);
    let answer = case.ask("#/dealers");
    for (id, quartile) in [("a", "1"), ("b", "1"), ("c", "3"), ("d", "4"), ("e", "-")] {
        row(&answer, "dealers", id, &format!("quartile={quartile}"));
    }
    // With all the same nobody is better than anybody.
    let same = five([(10, 5); 5]).ask("#/dealers");
    assert!(table(&same, "dealers").numbers("quartile").iter().all(|q| *q == Some(1.0)));
    assert!(table(&same, "dealers").numbers("rank").iter().all(|r| *r == Some(1.0)));
}

#[test]
fn fewer_than_four_have_no_quartiles() {
    let case = five([(10, 9), (10, 8), (10, 7), (1, 1), (1, 1)]).setting("smallest_group", 2);
    let answer = case.ask("#/dealers");
    row(&answer, "dealers", "a", "rank=1 quartile=-");
    row(&answer, "dealers", "c", "rank=3 quartile=-");
}

#[test]
fn rank_prior_is_the_rank_of_the_comparison() {
    let leads = "2* a,2026-01-05,website,2026-01-08\n2* b,2026-01-05,website,
                 2* a,2026-02-05,website,\n2* b,2026-02-05,website,2026-02-08";
    let case = Case::new().setting("smallest_group", 2).leads(LEADS, leads);
    rows(&case.ask("#/dealers?period=2026-02"), "dealers", "dealer_id rank rank_prior", "b 1 2\na 2 1");
    rows(&case.ask("#/dealers?period=2026-01"), "dealers", "dealer_id rank rank_prior", "a 1 -\nb 2 -");
    rows(&case.ask("#/dealers"), "dealers", "dealer_id rank rank_prior leads_prior", "a 1 - -\nb 1 - -");
}

#[test]
fn rank_is_among_the_rows_and_quartiles_among_all() {
    let mut case = five([(10, 9), (10, 8), (10, 7), (10, 6), (10, 5)]);
    let places = "a,a,东,广东,500\nb,b,东,江苏,500\nc,c,东,江苏,500\nd,d,东,江苏,500\ne,e,东,江苏,500";
    case = case.dealers("dealer_id,name,region,province,annual_sales_target", places);
    let answer = case.ask("#/dealers?province=江苏");
    rows(&answer, "dealers", "dealer_id rank quartile", "b 1 1\nc 2 2\nd 3 3\ne 4 4");
}

#[test]
fn a_row_has_every_measure() {
    let leads = "a,2026-01-05,website,2026-01-08,c1,,2026-01-08\n3* a,2026-01-05,website,,c1,2026-06-01,\n2* a,2026-01-05,website,,c2,,";
    let case = Case::new()
        .dealers(
            "dealer_id,name,region,province,city,consultants,annual_sales_target",
            "a,甲店,东,44,深圳,4,1200",
        )
        .leads("dealer_id,created_at,channel,ordered_at,consultant_id,next_contact_on,delivered_at", leads);
    row(
        &case.ask("#/dealers"),
        "dealers",
        "a",
        "name=甲店 region=东 province=广东 city=深圳 leads=6 orders=1 deliveries=1 open=5 overdue=3 order_bank=0
         consultants=4 leads_per_consultant=1.5 annual_sales_target=1200 peer_group=东/3 conversion=0.1667",
    );
}

#[test]
fn intervals_are_wilsons() {
    // 10 of 100: centre (0.1 + 1.9207/100) / 1.038415, half 1.95996 √(0.09/100 + 0.9604/10000) / 1.038415.
    let leads = "10* a,2026-01-05,website,2026-01-08\n90* a,2026-01-05,website,";
    let answer = Case::new().leads(LEADS, leads).ask("#/dealers");
    row(&answer, "dealers", "a", "conversion=0.1 conversion_low=0.0552 conversion_high=0.1744");
    row(&answer, "dealers", "b", "conversion=- conversion_low=- conversion_high=-");
}

#[test]
fn more_hits_than_cases_have_no_interval() {
    let leads = "2* a,2026-01-05,website,2026-02-08\na,2026-02-05,website,";
    let answer = Case::new().leads(LEADS, leads).ask("#/dealers?period=2026-02&basis=activity");
    row(&answer, "dealers", "a", "leads=1 orders=2 conversion=2 conversion_low=- conversion_high=-");
}

#[test]
fn leads_of_nobody_have_no_row() {
    let answer = Case::new()
        .leads(LEADS, "a,2026-01-05,website,\n,2026-01-05,website,\nzz,2026-01-05,website,")
        .ask("#/dealers");
    figures(&answer, "leads=3");
    rows(&answer, "dealers", "dealer_id leads", "a 1\nb 0");
}
