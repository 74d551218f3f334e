//! The first row: its order, its capitals, and columns too many or too few.

use crate::check;
use crate::common::{Case, figures, row};

/// A case whose leads are this file.
fn leads(text: &str) -> Case {
    Case::new().file("leads.csv", text)
}

#[test]
fn columns_stand_in_any_order() {
    let case = leads("channel,ordered_at,created_at,lead_id,dealer_id\nwebsite,2026-01-08,2026-01-05,L1,b\n");
    check(&case, &[]);
    row(&case.ask("#/dealers"), "dealers", "b", "leads=1 orders=1");
}

#[test]
fn capitals_and_spaces_in_headers_do_not_matter() {
    let case = leads("Lead_ID, CREATED_AT ,Channel,DEALER_ID\nL1,2026-01-05,website,a\n");
    check(&case, &[]);
    row(&case.ask("#/dealers"), "dealers", "a", "leads=1");
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_header() {
    let case = leads("\u{feff}lead_id,created_at,channel,dealer_id\nL1,2026-01-05,website,a\n");
    check(&case, &[]);
    figures(&case.ask("#/overview"), "leads=1");
}

#[test]
fn further_columns_are_named_and_left_out() {
    let case =
        leads("lead_id,created_at,channel,dealer_id,weather,mood\nL1,2026-01-05,website,a,rain,good\n");
    let mend = "left out of the reports; leave the column out, or name it as the contract does";
    check(
        &case,
        &[
            &format!("leads.csv, column weather: extra column; {mend}"),
            &format!("leads.csv, column mood: extra column; {mend}"),
        ],
    );
    assert_eq!(case.ask("#/overview").coverage.touched, 0);
}

#[test]
fn of_a_column_that_stands_twice_the_first_is_read() {
    let case = leads("lead_id,dealer_id,created_at,channel,Channel\nL1,a,2026-01-05,website,event\n");
    let mend = "left out of the reports; leave the column out, or name it as the contract does";
    check(
        &case,
        &[&format!(
            "leads.csv, column Channel: extra column (the column stands twice; the first is read); {mend}"
        )],
    );
    figures(&case.ask("#/overview?channel=website"), "leads=1");
}

#[test]
fn a_required_column_cannot_be_missing() {
    let said = leads("lead_id,dealer_id,channel\nL1,a,website\n").load().err().expect("refused").to_string();
    assert!(said.starts_with("leads.csv: ") && said.contains("created_at"), "{said}");
    let said =
        Case::new().dealers("dealer_id,name,region", "a,甲店,东").load().err().expect("refused").to_string();
    assert!(said.starts_with("dealers.csv: ") && said.contains("province"), "{said}");
    let case = Case::new().file("targets.csv", "month,dealer_id,target\n2026-01,a,5\n");
    let said = case.load().err().expect("refused").to_string();
    assert!(said.starts_with("targets.csv: ") && said.contains("metric"), "{said}");
}

#[test]
fn an_empty_file_has_no_columns() {
    assert!(leads("").load().is_err());
    assert!(leads("\n\n").load().is_err());
}
