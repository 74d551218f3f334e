//! Cells that their column cannot take.

use dealerscope_core::problem::ProblemKind;

use crate::check;
use crate::common::{Case, figures, row};

const UNREADABLE: &str = "unreadable value";
const DONE: &str = "taken as not stated; the row is kept; write the value in the form that the contract gives for the column";
const NEGATIVE: &str = "taken as not stated; the row is kept; correct the number in the source system";
const EMPTY: &str = "kept as \"not stated\"; fill the cell in the source system";

/// Checks what is said of one lead with a cell in a column.
#[track_caller]
fn lead(column: &str, cell: &str, want: &[&str]) {
    check(
        &Case::new().leads(
            &format!("dealer_id,created_at,channel,{column}"),
            &format!("a,2026-01-05,website,{cell}"),
        ),
        want,
    );
}

/// Checks that a cell of a lead cannot be read, and that its row counts all the same.
#[track_caller]
fn unreadable(column: &str, cell: &str) {
    lead(column, cell, &[&format!("leads.csv, row 2, column {column}: {UNREADABLE} {cell:?}; {DONE}")]);
    let case = Case::new()
        .leads(&format!("dealer_id,created_at,channel,{column}"), &format!("a,2026-01-05,website,{cell}"));
    figures(&case.ask("#/overview"), "leads=1");
}

#[test]
fn dates_are_dates() {
    for cell in [
        "soon",
        "2026-02-30",
        "2026-13-01",
        "2026-00-10",
        "20260",
        "2026-01-05T25:00",
        "2026-01-05T10:60",
        "-",
    ] {
        unreadable("contacted_at", cell);
    }
    for cell in ["", "2026-01-05", "2026-01-05T10:00", "2026-01-05T10:00:59", "2026-01-05 10:00"] {
        lead("contacted_at", cell, &[]);
    }
    // Other forms that can mean one day only.
    for cell in ["2026/1/5", "2026.01.05", "20260105", "2026年1月5日", "2026/01/05 9:05"] {
        lead("contacted_at", cell, &[]);
        let case = Case::new()
            .leads("dealer_id,created_at,channel,contacted_at", &format!("a,2026-01-05,website,{cell}"));
        figures(&case.ask("#/overview?basis=activity&period=2026-01-05"), "contacted=1");
    }
    for cell in ["1/5/26", "2026-01/05", "31/02/2026", "4500"] {
        unreadable("contacted_at", cell);
    }
    unreadable("intended_on", "next spring");
    unreadable("next_contact_on", "2026-06-31");
}

#[test]
fn a_whole_number_without_its_last_digits_is_said() {
    let said = "shortened number \"1.20E+03\"; kept as written; \
        format the column as text, or with all its digits, and export again";
    lead("contacts", "1.20E+03", &[&format!("leads.csv, row 2, column contacts: {said}")]);
    lead("contacts", "1200", &[]);
}

#[test]
fn numbers_are_numbers() {
    unreadable("amount", "much");
    unreadable("contacts", "2.5");
    unreadable("contacts", "two");
    unreadable("amount", "NaN");
    unreadable("amount", "inf");
    unreadable("amount", "¥100");
    for cell in ["", "0", "12", "123456.78", "1e3"] {
        lead("amount", cell, &[]);
    }
}

#[test]
fn booleans_have_a_few_ways_to_be_written() {
    unreadable("prefers_brand", "perhaps");
    unreadable("valid", "2");
    for cell in ["true", "false", "1", "0", "是", "否", "Y", "N", "y", "True", ""] {
        lead("verified", cell, &[]);
    }
}

#[test]
fn negative_numbers_are_not_taken() {
    lead("amount", "-5", &[&format!("leads.csv, row 2, column amount: negative number \"-5\"; {NEGATIVE}")]);
    lead(
        "contacts",
        "-1",
        &[&format!("leads.csv, row 2, column contacts: negative number \"-1\"; {NEGATIVE}")],
    );
    let case = Case::new()
        .leads("dealer_id,created_at,channel,ordered_at,amount", "a,2026-01-05,website,2026-01-06,-5");
    row(&case.ask("#/channels"), "channels", "website", "ordered=1 amount=-");
}

#[test]
fn required_cells_are_missed_when_empty() {
    let case = Case::new().file("leads.csv", "lead_id,created_at,channel,dealer_id\n,2026-01-05,website,a\nL2,,website,a\nL3,2026-01-05,,a\nL4,2026-01-05,website,\n");
    check(
        &case,
        &[
            &format!("leads.csv, row 2, column lead_id: missing value; {EMPTY}"),
            &format!("leads.csv, row 3, column created_at: missing value; {EMPTY}"),
            &format!("leads.csv, row 4, column channel: missing value; {EMPTY}"),
        ],
    );
    figures(&case.ask("#/overview"), "leads=4");
}

#[test]
fn required_cells_of_dealers_are_missed_too() {
    check(
        &Case::new().dealers("dealer_id,name,region,province", "a,,东,广东\nb,乙店,,\nc,丙店,西,四川"),
        &[
            &format!("dealers.csv, row 2, column name: missing value; {EMPTY}"),
            &format!("dealers.csv, row 3, column region: missing value; {EMPTY}"),
            &format!("dealers.csv, row 3, column province: missing value; {EMPTY}"),
        ],
    );
}

#[test]
fn months_of_targets_and_spend_are_months() {
    check(
        &Case::new().targets("2026-13,a,orders,5\n2026-01,a,orders,few\n2026-02,a,orders,-1"),
        &[
            &format!("targets.csv, row 2, column month: {UNREADABLE} \"2026-13\"; {DONE}"),
            &format!("targets.csv, row 3, column target: {UNREADABLE} \"few\"; {DONE}"),
            &format!("targets.csv, row 4, column target: negative number \"-1\"; {NEGATIVE}"),
        ],
    );
    check(
        &Case::new().spend("January,website,a,5\n2026-01,website,a,-3"),
        &[
            &format!("spend.csv, row 2, column month: {UNREADABLE} \"January\"; {DONE}"),
            &format!("spend.csv, row 3, column actual: negative number \"-3\"; {NEGATIVE}"),
        ],
    );
}

#[test]
fn longitude_may_be_negative_and_a_tier_may_not() {
    let columns = "dealer_id,name,region,province,lng,city_tier";
    check(&Case::new().dealers(columns, "a,甲店,东,广东,-46.6,1"), &[]);
    check(
        &Case::new().dealers(columns, "a,甲店,东,广东,east,-1"),
        &[
            &format!("dealers.csv, row 2, column city_tier: negative number \"-1\"; {NEGATIVE}"),
            &format!("dealers.csv, row 2, column lng: {UNREADABLE} \"east\"; {DONE}"),
        ],
    );
}

#[test]
fn a_long_cell_is_cut() {
    let case = Case::new()
        .leads("dealer_id,created_at,channel,amount", &format!("a,2026-01-05,website,{}", "长".repeat(200)));
    let snapshot = case.load().unwrap();
    let value = snapshot.problems().kept()[0].value.clone().unwrap();
    assert!(value.chars().count() <= 81 && value.starts_with("长长"), "{}", value.chars().count());
}

#[test]
fn stages_have_an_order() {
    let columns = "dealer_id,created_at,channel,contacted_at,visited_at,ordered_at";
    let mend = "kept as written; correct the time stamps in the source system";
    let case = Case::new().leads(
        columns,
        "a,2026-01-05,website,2026-01-04,,
         a,2026-01-05,website,2026-01-05,2026-01-05,2026-01-05
         a,2026-01-05,website,2026-01-09,,2026-01-08
         a,2026-01-05T10:00,website,2026-01-05T09:59,,
         a,2026-01-05T10:00,website,2026-01-05,,",
    );
    check(
        &case,
        &[
            &format!(
                "leads.csv, row 2, column contacted_at: stages out of order \"2026-01-04\" (before created_at 2026-01-05); {mend}"
            ),
            &format!(
                "leads.csv, row 4, column ordered_at: stages out of order \"2026-01-08\" (before contacted_at 2026-01-09); {mend}"
            ),
            &format!(
                "leads.csv, row 5, column contacted_at: stages out of order \"2026-01-05T09:59\" (before created_at 2026-01-05); {mend}"
            ),
        ],
    );
    // Kept as written: they still count.
    figures(&case.ask("#/overview"), "leads=5 contacted=5 orders=2");
}

#[test]
fn a_stamp_without_a_time_hides_no_disorder_around_it() {
    let leads = "a,2026-01-05T10:00,website,2026-01-05,2026-01-05T09:00";
    check(
        &Case::new().leads("dealer_id,created_at,channel,contacted_at,visited_at", leads),
        &[
            "leads.csv, row 2, column visited_at: stages out of order \"2026-01-05T09:00\" (before created_at 2026-01-05); kept as written; correct the time stamps in the source system",
        ],
    );
}

#[test]
fn nothing_has_happened_after_as_of() {
    let mend = "kept as written; correct the date, or the descriptor's as_of";
    let columns = "dealer_id,created_at,channel,ordered_at,intended_on,next_contact_on";
    check(
        &Case::new().leads(columns, "a,2026-07-01,website,,,\na,2026-06-30,website,2026-07-01,,\na,2026-06-30T23:59,website,,2027-01-01,2026-08-01"),
        &[
            &format!("leads.csv, row 2, column created_at: date after as_of \"2026-07-01\" (as_of 2026-06-30); {mend}"),
            &format!("leads.csv, row 3, column ordered_at: date after as_of \"2026-07-01\" (as_of 2026-06-30); {mend}"),
        ],
    );
}

#[test]
fn what_stands_in_a_column_that_is_not_read_is_no_excuse_in_one_that_is() {
    let rows = "a,2026-01-05,website,#N/A,\na,2026-01-05,website,1.2E+10,\na,2026-01-05,website,,#N/A\na,2026-01-05,website,,1.2E+10";
    let snapshot = Case::new().leads("dealer_id,created_at,channel,mood,series", rows).load().unwrap();
    let count = |kind| snapshot.problems().count(kind);
    assert_eq!((count(ProblemKind::SpreadsheetError), count(ProblemKind::ShortenedNumber)), (1, 1));
}

#[test]
fn a_sign_that_stands_for_a_lost_letter_is_put_down_wherever_it_stands() {
    let text = |more: &str| {
        format!("lead_id,dealer_id,created_at,channel,series\nL1,a,2026-01-05,website,Pas\u{fffd}co\n{more}")
    };
    for (more, count) in [("", 1), ("L2,a,2026-01-05,website,A\0\n", 2), ("L2,a,2026-01-05,website,，\n", 1)]
    {
        let snapshot = Case::new().file("leads.csv", text(more)).load().unwrap();
        assert_eq!(snapshot.problems().count(ProblemKind::BrokenText), count, "{more:?}");
    }
}
