//! Peer groups: region and volume band.

use crate::common::{Case, row};

/// Checks the peer group of a dealer by its annual sales target.
#[track_caller]
fn check(target: &str, group: &str) {
    let dealers = format!("a,甲店,东,广东,{target}");
    let answer =
        Case::new().dealers("dealer_id,name,region,province,annual_sales_target", &dealers).ask("#/dealers");
    row(&answer, "dealers", "a", &format!("peer_group={group}"));
}

#[test]
fn an_edge_belongs_to_the_band_below() {
    for (target, group) in [
        ("0", "东/1"),
        ("600", "东/1"),
        ("601", "东/2"),
        ("1000", "东/2"),
        ("1001", "东/3"),
        ("1500", "东/3"),
        ("1501", "东/4"),
        ("99999", "东/4"),
    ] {
        check(target, group);
    }
}

#[test]
fn a_target_that_is_not_stated_is_a_band_of_its_own() {
    check("", "东/-");
    check("many", "东/-");
}

#[test]
fn the_snapshot_sets_the_edges() {
    let dealers = "a,A,东,广东,10\nb,B,东,广东,11";
    let case = Case::new()
        .setting("volume_edges", vec![10])
        .dealers("dealer_id,name,region,province,annual_sales_target", dealers);
    let answer = case.ask("#/dealers");
    row(&answer, "dealers", "a", "peer_group=东/1");
    row(&answer, "dealers", "b", "peer_group=东/2");
}

#[test]
fn peers_do_not_cross_regions_or_bands() {
    // Four ranked peers in 东/1, three in 西/1, and one in 东/2 that sells best of all.
    let dealers = "a,A,东,广东,1\nb,B,东,广东,2\nc,C,东,广东,3\nd,D,东,广东,4
                   e,E,西,四川,1\nf,F,西,四川,1\ng,G,西,四川,1\nh,H,东,广东,700";
    let mut leads = String::new();
    for (at, id) in ["h", "e", "a", "f", "b", "g", "c", "d"].into_iter().enumerate() {
        leads += &format!(
            "{}* {id},2026-01-05,website,2026-01-08\n{}* {id},2026-01-05,website,\n",
            9 - at,
            at + 1
        );
    }
    let case = Case::new()
        .dealers("dealer_id,name,region,province,annual_sales_target", dealers)
        .leads("dealer_id,created_at,channel,ordered_at", &leads);
    let answer = case.ask("#/dealers");
    for (id, rank, quartile) in
        [("h", 1, "-"), ("e", 2, "-"), ("a", 3, "1"), ("b", 5, "2"), ("c", 7, "3"), ("d", 8, "4")]
    {
        row(&answer, "dealers", id, &format!("rank={rank} quartile={quartile}"));
    }
}
