//! What stands at the edge of a snapshot: empty tables, blank first lines, two files for one table.

use serde_json::json;

use crate::common::{Case, figures};
use crate::{check, count, refused};

#[test]
fn a_json_table_without_rows_is_a_table() {
    let case = Case::new().file("targets.json", "[]");
    check(&case, &[]);
    count(&case, "targets", 0);
}

#[test]
fn blank_lines_before_the_header_hide_no_delimiter() {
    let text = "\n\r\nlead_id;dealer_id;created_at;channel\nL1;a;2026-01-05;website\n";
    let case = Case::new().file("leads.csv", text);
    check(&case, &[]);
    figures(&case.ask("#/overview?channel=website"), "leads=1");
}

#[test]
fn a_ragged_row_names_no_column() {
    let case = Case::new().file("leads.csv", "lead_id,dealer_id,created_at,channel\nL1,a,2026-01-05\n");
    let said = case.load().unwrap().problems().kept()[0].to_string();
    assert!(
        said.starts_with("leads.csv, row 2: ragged row \"L1\" (3 cells, and the header has 4);"),
        "{said}"
    );
}

#[test]
fn a_table_has_one_file() {
    let mut case = Case::new().file("more.csv", "lead_id,dealer_id,created_at,channel\n");
    case.descriptor["resources"] = json!([
        { "name": "dealers", "path": "dealers.csv" },
        { "name": "leads", "path": "leads.csv" },
        { "name": "leads", "path": "more.csv" }
    ]);
    refused(
        &case,
        "datapackage.json: the table leads is given twice, by leads.csv and more.csv; join the two files, or list one of them",
    );
}

#[test]
fn totals_of_a_table_that_is_not_there_are_said() {
    let mut case = Case::new();
    case.descriptor["dealerscope"]["controls"] = json!({ "spend": { "rows": 5 } });
    let said = case.load().unwrap().problems().kept()[0].to_string();
    assert!(
        said.starts_with(
            "datapackage.json: control total differs (totals are stated for a table that is not there);"
        ),
        "{said}"
    );
}

#[test]
fn a_broken_json_string_is_unreadable_and_not_empty() {
    let leads = r#"[{"lead_id":"1","created_at":"2026-01-05","channel":"website","amount":"\ud800"}]"#;
    let mut case = Case::new();
    case.files.remove("leads.csv");
    let said = case.file("leads.json", leads).load().unwrap().problems().kept()[0].to_string();
    assert!(said.contains("column amount: unreadable value"), "{said}");
}

#[test]
fn a_period_that_has_not_begun_holds_nothing() {
    let case =
        Case::new().leads("dealer_id,created_at,channel,ordered_at", "a,2026-07-05,website,2026-07-08");
    for fragment in ["#/overview?period=2026-07", "#/overview?period=2026-07&basis=activity"] {
        figures(&case.ask(fragment), "leads=0 leads.comparison=- orders=0");
    }
}
