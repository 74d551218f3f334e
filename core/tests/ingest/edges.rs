//! What stands at the edge of a snapshot: empty tables, blank first lines, two files for one table.

use serde_json::json;
use sha2::Digest as _;

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
fn a_table_in_several_files_is_one_table() {
    let head = "lead_id,dealer_id,created_at,channel,amount\n";
    let second = format!("{head}L1,a,2026-01-06,pigeon,2\n");
    let hash = format!("sha256:{:x}", sha2::Sha256::digest(&second));
    let mut case = Case::new()
        .file("one.csv", format!("{head}L1,a,2026-01-05,website,1\n"))
        .file("two.csv", second.clone());
    case.files.remove("leads.csv");
    case.descriptor["resources"] = json!([
        { "name": "dealers", "path": "dealers.csv" },
        { "name": "leads", "path": ["one.csv", "two.csv"], "bytes": [null, second.len()], "hash": [null, hash] }
    ]);
    case.descriptor["dealerscope"]["controls"] = json!({ "leads": { "rows": 2, "sums": { "amount": 3 } } });
    let snapshot = case.load().unwrap();
    let said: Vec<String> = snapshot.problems().kept().iter().map(ToString::to_string).collect();
    // What is wrong is said with its own file and row; the totals are those of both.
    assert!(said[0].starts_with("two.csv, row 2, column lead_id: doubled key \"L1\""), "{said:#?}");
    assert!(said[1].starts_with("two.csv, row 2, column channel: unknown code \"pigeon\""), "{said:#?}");
    assert_eq!(said.len(), 2, "{said:#?}");
    let answer = case.ask("#/data");
    figures(&answer, "leads=2 controls_agree=1 rows_read=4");
    let files = answer.table("files").unwrap();
    assert_eq!(files.texts("file")[1..3], ["one.csv", "two.csv"]);
    assert_eq!((files.numbers("hashed")[1], files.numbers("hashed")[2]), (Some(0.0), Some(1.0)));
    let fields = answer.table("fields").unwrap();
    let amount = fields.texts("column").iter().position(|column| *column == "amount").unwrap();
    assert_eq!((fields.numbers("rows")[amount], fields.numbers("filled")[amount]), (Some(2.0), Some(2.0)));
    // Each file is held against its own length and hash.
    case.descriptor["resources"][1]["hash"] = json!([hash, null]);
    let refusal = case.load().err().unwrap();
    assert!(refusal.file == "one.csv" && refusal.what.starts_with("its hash is"), "{refusal}");
    case.descriptor["resources"][1]["path"] = json!([]);
    let refusal = case.load().err().unwrap().to_string();
    assert!(refusal.starts_with("datapackage.json: not a readable descriptor: invalid type"), "{refusal}");
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
