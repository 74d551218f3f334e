//! What staff a sales target asks for.

use crate::common::{Case, figures, row, rows};

const DEALERS: &str = "dealer_id,name,region,province,annual_sales_target,crm_managers,crm_specialists";

/// Checks the staff that an annual sales target asks for, and what a dealer without any is short of.
#[track_caller]
fn check(target: u32, managers: u32, specialists: u32) {
    let answer = Case::new().dealers(DEALERS, &format!("a,甲店,东,广东,{target},0,0")).ask("#/dealers");
    let needed = format!("managers_needed={managers} specialists_needed={specialists}");
    row(&answer, "dealers", "a", &format!("{needed} staff_short={}", managers + specialists));
    row(
        &answer,
        "staffing",
        "a",
        &format!("{needed} managers_short={managers} specialists_short={specialists}"),
    );
}

#[test]
fn a_shared_edge_belongs_to_the_band_below() {
    check(1, 1, 1);
    check(600, 1, 1);
    check(601, 1, 2);
    check(1000, 1, 2);
    check(1001, 1, 3);
    check(1500, 1, 3);
    check(1501, 1, 4);
    check(50_000, 1, 4);
}

#[test]
fn the_shortest_comes_first_and_the_well_staffed_are_left_out() {
    let dealers = "a,甲店,东,广东,600,1,1
                   b,乙店,东,广东,1500,1,2
                   c,丙店,西,四川,2000,0,1
                   d,丁店,西,四川,700,5,0
                   e,戊店,西,四川,,0,0
                   f,己店,西,四川,700,,
                   g,庚店,西,四川,700,3,9";
    let answer = Case::new().dealers(DEALERS, dealers).ask("#/dealers");
    // c is short of one manager and three specialists; d's managers do not stand in for specialists.
    rows(
        &answer,
        "staffing",
        "dealer_id name region annual_sales_target crm_managers crm_specialists managers_short specialists_short",
        "c 丙店 西 2000 0 1 1 3
         d 丁店 西 700  5 0 0 2
         b 乙店 东 1500 1 2 0 1",
    );
    figures(&answer, "short_of_staff=3");
    row(&answer, "dealers", "a", "staff_short=0");
    row(&answer, "dealers", "d", "staff_short=2");
    row(&answer, "dealers", "e", "managers_needed=- specialists_needed=- staff_short=-");
    row(&answer, "dealers", "f", "managers_needed=1 specialists_needed=2 staff_short=-");
}

#[test]
fn the_snapshot_sets_the_rule() {
    let case = Case::new()
        .setting("staffing_edges", vec![10])
        .setting("staffing_needs", vec![vec![0, 1], vec![2, 2]])
        .dealers(DEALERS, "a,甲店,东,广东,10,0,0\nb,乙店,东,广东,11,0,0");
    rows(
        &case.ask("#/dealers"),
        "staffing",
        "dealer_id managers_needed specialists_needed",
        "b 2 2
         a 0 1",
    );
}
