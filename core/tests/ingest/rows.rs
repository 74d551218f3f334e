//! Rows are numbered as a spreadsheet numbers them, and none is dropped.

use crate::common::{Case, figures, row};
use crate::{check, count};
use dealerscope_core::problem::ProblemKind;

const HEADER: &str = "lead_id,dealer_id,created_at,channel,series";
const BAD: &str = "unreadable value \"soon\"; taken as not stated; the row is kept; write the value in the form that the contract gives for the column";
const RAGGED: &str = "missing cells are taken as not stated, further cells are left out; quote cells that hold the delimiter, and give every row all columns";

/// Checks in which row a bad date is found.
#[track_caller]
fn bad_in(text: &str, at: u32) {
    let case = Case::new().file("leads.csv", text);
    check(&case, &[&format!("leads.csv, row {at}, column created_at: {BAD}")]);
}

#[test]
fn the_header_is_row_one() {
    bad_in(&format!("{HEADER}\nL1,a,soon,website,X\n"), 2);
    bad_in(&format!("{HEADER}\nL1,a,2026-01-05,website,X\nL2,a,soon,website,X\n"), 3);
    bad_in(&format!("{HEADER}\nL1,a,2026-01-05,website,X\nL2,a,soon,website,X"), 3);
}

#[test]
fn every_sort_of_line_break_is_one() {
    bad_in(&format!("{HEADER}\r\nL1,a,2026-01-05,website,X\r\nL2,a,soon,website,X\r\n"), 3);
    bad_in(&format!("{HEADER}\rL1,a,2026-01-05,website,X\rL2,a,soon,website,X\r"), 3);
}

#[test]
fn blank_lines_are_rows_of_a_spreadsheet() {
    bad_in(&format!("{HEADER}\nL1,a,2026-01-05,website,X\n\nL2,a,soon,website,X\n"), 4);
    bad_in(&format!("{HEADER}\r\n\r\n\r\nL2,a,soon,website,X\r\n"), 4);
    bad_in(&format!("{HEADER}\nL2,a,soon,website,X\n\n\n"), 2);
    bad_in(&format!("\n{HEADER}\nL2,a,soon,website,X\n"), 3);
}

#[test]
fn a_line_break_in_quotes_is_no_row() {
    bad_in(&format!("{HEADER}\nL1,a,2026-01-05,website,\"X\nY\"\nL2,a,soon,website,X\n"), 3);
    bad_in(&format!("{HEADER}\r\nL1,a,2026-01-05,website,\"X\r\n\r\nY\"\r\nL2,a,soon,website,X\r\n"), 3);
}

#[test]
fn quoted_cells_hold_delimiters_and_quotes() {
    let case = Case::new().file("leads.csv", format!("{HEADER}\nL1,a,2026-01-05,website,\"X, \"\"Y\"\"\"\n"));
    check(&case, &[]);
    figures(&case.ask("#/overview?series=X%2C%20%22Y%22"), "leads=1");
}

#[test]
fn a_ragged_row_is_kept() {
    let rows = "L1,a,2026-01-05,website\nL2,a,2026-01-05,website,X,more\nL3,a,2026-01-05,website,X\nL4,a,2026-01-05,website\n";
    let case = Case::new().file("leads.csv", format!("{HEADER}\n{rows}"));
    let snapshot = case.load().unwrap();
    let said: Vec<String> = snapshot.problems().kept().iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 3, "{said:#?}");
    for (line, (at, cells)) in said.iter().zip([(2, 4), (3, 6), (5, 4)]) {
        assert!(line.starts_with(&format!("leads.csv, row {at}")) && line.contains(": ragged row"), "{line}");
        assert!(line.ends_with(&format!("({cells} cells, and the header has 5); {RAGGED}")), "{line}");
    }
    figures(&case.ask("#/overview"), "leads=4");
    figures(&case.ask("#/overview?series=X"), "leads=2");
    count(&case, "leads", 4);
}

#[test]
fn a_delimiter_is_seen_in_the_header() {
    for sign in [";", "\t", "|"] {
        bad_in(&format!("{HEADER}\nL1,a,soon,website,X\n").replace(',', sign), 2);
    }
}

#[test]
fn a_dialect_may_have_another_delimiter() {
    let mut case = Case::new()
        .file("leads.csv", "lead_id;dealer_id;created_at;channel;series\nL1;a;2026-01-05;website;'X;Y'\n");
    case.descriptor["resources"] = serde_json::json!([
        { "name": "dealers", "path": "dealers.csv" },
        { "name": "leads", "path": "leads.csv", "dialect": { "delimiter": ";", "quoteChar": "'" } }
    ]);
    check(&case, &[]);
    figures(&case.ask("#/overview?series=X%3BY"), "leads=1");
}

#[test]
fn whatever_is_wrong_no_row_is_dropped() {
    let mut text =
        String::from("lead_id,dealer_id,created_at,channel,ordered_at,amount,prefers_brand,lost_at\n");
    let rows = [
        "L1,a,2026-01-05,website,,,,",
        "L1,a,2026-01-05,website,,,,",
        ",,,,,,,",
        "L3,zz,soon,pigeon,later,-1,perhaps,never",
        "L4",
        "L5,a,2026-01-05,website,2020-01-01,1,1,,too,many,cells",
        "L6,a,2099-01-05,website,,,,",
        "\"L7\n\",a,\"\",\"\",,,,",
    ];
    for row in rows {
        text += row;
        text += "\n";
    }
    let case = Case::new().file("leads.csv", text);
    count(&case, "leads", 8);
    figures(&case.ask("#/overview"), "leads=8 orders=1");
    let regions = case.ask("#/regions");
    row(&regions, "regions", "", "leads=3");
    row(&regions, "regions", "东", "leads=5");
}

#[test]
fn problems_are_told_of_by_table_whichever_is_read_first() {
    let targets = "month,dealer_id,metric,target\n2026-01,a,orders,many\n";
    let leads = format!("{HEADER}\nL1,a,soon,website,X\n");
    let snapshot = Case::new().file("targets.csv", targets).file("leads.csv", leads).load().unwrap();
    let tables: Vec<&str> = snapshot.problems().kept().iter().map(|problem| &*problem.table).collect();
    assert_eq!(tables, ["leads", "targets"]);
    // Of one kind a thousand are kept, those of the leads before others.
    let targets = format!("month,dealer_id,metric,target\n{}", "2026-01,nobody,orders,1\n".repeat(1500));
    let rows: Vec<String> = (0..700).map(|n| format!("L{n},nobody,2026-01-05,website,X\n")).collect();
    let leads = format!("{HEADER}\n{}", rows.concat());
    let snapshot = Case::new().file("targets.csv", targets).file("leads.csv", leads).load().unwrap();
    let orphans = |table: &str| {
        let kept = snapshot.problems().kept().iter();
        kept.filter(|p| p.kind == ProblemKind::OrphanKey && p.table == table).count()
    };
    assert_eq!((orphans("leads"), orphans("targets")), (700, 300));
    assert_eq!(snapshot.problems().count(ProblemKind::OrphanKey), 2200);
}
