//! The habits of spreadsheets and of those who write CSV.

use dealerscope_core::problem::ProblemKind;
use serde_json::json;

use crate::check;
use crate::common::{Case, figures, row};

const HEADER: &str = "lead_id,dealer_id,created_at,channel,series,amount";
const READ: &str = "taken as not stated; the row is kept";

/// A case whose leads are these lines below the usual header.
fn leads(rows: &str) -> Case {
    Case::new().file("leads.csv", format!("{HEADER}\n{rows}"))
}

/// Checks that a file of leads is read without a word, as two leads of 300 in all.
#[track_caller]
fn understood(text: impl Into<Vec<u8>>) {
    let case = Case::new().file("leads.csv", text);
    check(&case, &[]);
    row(&case.ask("#/channels"), "channels", "website", "leads=2");
    figures(&case.ask("#/overview"), "leads=2");
}

#[test]
fn sep_in_the_first_line_names_the_delimiter() {
    for first in ["sep=;", "SEP=;\r", "\"sep=;\"", "\u{feff}sep=;"] {
        understood(format!(
            "{first}\nlead_id;created_at;channel;dealer_id\nL1;2026-01-05;website;a\nL2;2026-01-05;website;a\n"
        ));
    }
    let case = Case::new()
        .file("leads.csv", "sep=;\nlead_id;created_at;channel;amount\nL1;2026-01-05;website;x,y\n");
    let said = case.load().unwrap().problems().kept()[0].to_string();
    assert!(said.starts_with("leads.csv, row 2, column amount: unreadable value \"x,y\""), "{said}");
}

#[test]
fn quotes_in_cells_are_doubled_or_have_a_backslash() {
    for cell in ["\"the \"\"Star\"\", red\"", "\"the \\\"Star\\\", red\""] {
        let case = leads(&format!("L1,a,2026-01-05,website,{cell},\n"));
        check(&case, &[]);
        figures(&case.ask("#/overview?series=the%20%22Star%22%2C%20red"), "leads=1");
    }
    let case = leads("L1,a,2026-01-05,website,\"C:\\\",\nL2,a,2026-01-05,website,\"C:\\\",\n");
    check(&case, &[]);
    figures(&case.ask("#/overview?series=C%3A%5C"), "leads=2");
}

#[test]
fn a_backslash_before_quotes_is_found_wherever_it_first_stands() {
    let plain = "L1,a,2026-01-05,website,\"X\",\n".repeat(4000);
    let late = "L2,a,2026-01-05,website,\"the \\\"Star\\\", red\",\n";
    assert!(plain.len() > 1 << 16);
    let said = |case: &Case| -> Vec<String> {
        let snapshot = case.load().unwrap();
        let problems = snapshot.problems().kept().iter();
        problems.filter(|p| p.kind == ProblemKind::RaggedRow).map(ToString::to_string).collect()
    };
    let case = leads(&(plain.clone() + late + late));
    figures(&case.ask("#/overview?series=the%20%22Star%22%2C%20red"), "leads=2");
    assert_eq!(said(&case), [""; 0]);
    // A cell before it may have meant another thing: it is read as it looked then, and that is said.
    let before = "L0,a,2026-01-05,website,\"C:\\\",\n";
    let case = leads(&(before.to_owned() + &plain + late));
    figures(&case.ask("#/overview?series=C%3A%5C"), "leads=1");
    figures(&case.ask("#/overview?series=the%20%22Star%22%2C%20red"), "leads=1");
    let said = said(&case);
    assert!(said.len() == 1 && said[0].contains("quotes far down have a backslash before them"), "{said:?}");
}

#[test]
fn a_backslash_before_anything_else_stays() {
    let case = leads("L1,a,2026-01-05,website,\"C:\\dir \\\"x\\\" \\\\\",\n");
    check(&case, &[]);
    figures(&case.ask("#/overview?series=C%3A%5Cdir%20%22x%22%20%5C"), "leads=1");
}

#[test]
fn the_dialect_may_state_the_escape() {
    let mut case = leads("L1,a,2026-01-05,website,'it\\'s',\n");
    case.descriptor["resources"] = json!([
        { "name": "dealers", "path": "dealers.csv" },
        { "name": "leads", "path": "leads.csv", "dialect": { "quoteChar": "'", "escapeChar": "\\" } }
    ]);
    check(&case, &[]);
    figures(&case.ask("#/overview?series=it%27s"), "leads=1");
}

#[test]
fn line_ends_are_of_three_kinds_and_may_stand_in_cells() {
    for end in ["\n", "\r\n", "\r"] {
        let text = format!("{HEADER}\nL1,a,2026-01-05,website,\"two\nlines\",\nL2,a,2026-01-05,website,X,\n");
        let case = Case::new().file("leads.csv", text.replace('\n', end));
        check(&case, &[]);
        figures(&case.ask("#/overview?series=X"), "leads=1");
    }
}

#[test]
fn nul_is_left_out_and_said() {
    let case = leads("L1,a,2026-01-05,web\0site,X\0\0,\nL2,a,2026-01-05,website,X,\n");
    let mend =
        "shown with a replacement sign; export as UTF-8, or state the file's encoding in datapackage.json";
    let said = |column: &str, value: &str| {
        format!("leads.csv, row 2, column {column}: broken text {value:?} (NUL is left out); {mend}")
    };
    check(&case, &[&said("channel", "web\0site"), &said("series", "X")]);
    row(&case.ask("#/channels?series=X"), "channels", "website", "leads=2");
}

#[test]
fn empty_columns_at_the_end_are_none() {
    understood("lead_id,created_at,channel,,\nL1,2026-01-05,website,,\nL2,2026-01-05,website\n");
    understood("lead_id,created_at,channel\nL1,2026-01-05,website,,,\nL2,2026-01-05,website,\" \"\n");
}

#[test]
fn empty_rows_at_the_end_are_set_aside() {
    let case = leads("L1,a,2026-01-05,website,X,1\n,,,,,\n , ,,,,\n\n,,,,,\n");
    check(
        &case,
        &[
            "leads.csv, row 3: row set aside (3 blank to the end of the file); set aside and not counted; give the row its key, or leave it out of the export",
        ],
    );
    figures(&case.ask("#/overview"), "leads=1");
}

#[test]
fn empty_rows_between_others_are_rows() {
    let case = leads("L1,a,2026-01-05,website,X,1\n,,,,,\n,,,,,\nL2,a,2026-01-05,website,X,1\n");
    figures(&case.ask("#/overview"), "leads=4");
    let said = case.load().unwrap().problems().kept().iter().map(|p| p.row).collect::<Vec<_>>();
    assert_eq!(said, [Some(3), Some(3), Some(3), Some(4), Some(4), Some(4)]);
}

#[test]
fn a_blank_row_before_the_totals_is_no_lead() {
    let case = leads("L1,a,2026-01-05,website,X,1\n,,,,,\n合计,,,,,1\n");
    check(
        &case,
        &[
            "leads.csv, row 4: totals row \"合计\"; set aside and not counted; leave totals out of the export",
            "leads.csv, row 3: row set aside (1 blank to the end of the file); set aside and not counted; give the row its key, or leave it out of the export",
        ],
    );
    figures(&case.ask("#/overview"), "leads=1");
    // What follows the sum shows that the file goes on: then the blank row is one like any other.
    let case = leads("L1,a,2026-01-05,website,X,1\n,,,,,\n合计,,,,,1\nL2,a,2026-01-05,website,X,1\n");
    figures(&case.ask("#/overview"), "leads=3");
}

#[test]
fn totals_are_set_aside() {
    let mend = "set aside and not counted; leave totals out of the export";
    for word in ["合计", "总计", "Total", "合 计：", "GRAND TOTAL"] {
        let mut case =
            leads(&format!("L1,a,2026-01-05,website,X,100\nL2,a,2026-01-05,website,X,200\n{word},,,,,300\n"));
        case.descriptor["dealerscope"]["controls"] =
            json!({ "leads": { "rows": 2, "sums": { "amount": 300 } } });
        check(&case, &[&format!("leads.csv, row 4: totals row {word:?}; {mend}")]);
        figures(&case.ask("#/overview"), "leads=2");
    }
    let case = Case::new().targets("2026-01,a,orders,5\n2026-01,合计,orders,5\n总计,,,5");
    check(
        &case,
        &[
            &format!("targets.csv, row 3: totals row \"合计\"; {mend}"),
            &format!("targets.csv, row 4: totals row \"总计\"; {mend}"),
        ],
    );
}

#[test]
fn a_formula_that_keeps_text_is_the_text() {
    let case = Case::new()
        .dealers("dealer_id,name,region,province", "=\"007\",甲店,东,广东")
        .file("leads.csv", format!("{HEADER}\n=\"0001\",\"=\"\"007\"\"\",2026-01-05,website,X,=\"100\"\n0001,007,2026-01-05,website,X,\n"));
    let snapshot = case.load().unwrap();
    let said: Vec<String> = snapshot.problems().kept().iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("leads.csv, row 3, column lead_id: doubled key \"0001\""), "{said:?}");
    row(&case.ask("#/dealers"), "dealers", "007", "leads=2");
}

#[test]
fn errors_of_a_spreadsheet_are_said_as_such() {
    let mend = format!("{READ}; mend the formula, or widen the column, and export again");
    let columns = ["lead_id", "dealer_id", "created_at", "channel", "series", "amount"];
    for error in ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "######"] {
        let case = leads(&format!("{}\n", [error; 6].join(",")));
        let want =
            columns.map(|c| format!("leads.csv, row 2, column {c}: spreadsheet error {error:?}; {mend}"));
        let snapshot = case.load().unwrap();
        let mut got: Vec<String> = snapshot.problems().kept().iter().map(ToString::to_string).collect();
        got.sort_by_key(|line| columns.iter().position(|c| line.contains(&format!("column {c}:"))));
        assert_eq!(got, want);
        row(&case.ask("#/channels"), "channels", "", "leads=1");
        row(&case.ask("#/regions"), "regions", "", "leads=1");
    }
}

#[test]
fn a_number_that_a_spreadsheet_shortened_is_said() {
    let mend = "kept as written; format the column as text, or with all its digits, and export again";
    let case = leads("1.38E+10,a,2026-01-05,website,X,1.23E+05\n");
    check(
        &case,
        &[
            &format!("leads.csv, row 2, column lead_id: shortened number \"1.38E+10\"; {mend}"),
            &format!("leads.csv, row 2, column amount: shortened number \"1.23E+05\"; {mend}"),
        ],
    );
}

/// Checks that an amount is read, and as how much.
#[track_caller]
fn amount(cell: &str, want: &str) {
    let case = Case::new().file(
        "leads.csv",
        format!("lead_id,dealer_id,created_at,channel,ordered_at,amount\nL1,a,2026-01-05,website,2026-01-06,\"{cell}\"\n"),
    );
    check(&case, &[]);
    row(&case.ask("#/channels"), "channels", "website", &format!("amount={want}"));
}

#[test]
fn full_width_digits_are_digits() {
    amount("２２１８００", "221800");
    amount("２２１，８００．５", "221800.5");
    let case = Case::new().file("leads.csv", format!("{HEADER}\nL1,ａ,２０２６-０１-０５,website,X,\n"));
    check(&case, &[]);
    row(&case.ask("#/dealers"), "dealers", "a", "leads=1");
}

#[test]
fn non_breaking_spaces_are_spaces() {
    amount("\u{a0}221\u{a0}800\u{a0}", "221800");
    understood(
        "lead_id,\u{a0}created_at\u{a0},channel\nL1,2026-01-05\u{a0},\u{a0}website\nL2,\u{3000}2026-01-05,website\u{200b}\n",
    );
}

#[test]
fn thousands_may_be_set_off() {
    amount("221,800", "221800");
    amount("1,221,800.50", "1221800.5");
    amount("221 800", "221800");
}

#[test]
fn percent_and_ten_thousands_are_understood() {
    amount("45%", "0.45");
    amount("22.18万", "221800");
    amount("1.2亿元", "120000000");
    let case = leads("L1,a,2026-01-05,website,X,\"12,34\"\nL2,a,2026-01-05,website,X,1万2\n");
    let said = case.load().unwrap().problems().total();
    assert_eq!(said, 2);
}

#[test]
fn a_quote_that_is_never_closed_is_said() {
    let case =
        leads("L1,a,2026-01-05,website,X,\nL2,a,2026-01-05,website,\"X,\nL3,a,2026-01-05,website,X,\n");
    let said: Vec<String> = case.load().unwrap().problems().kept().iter().map(ToString::to_string).collect();
    assert!(
        said.iter().any(|line| line.starts_with("leads.csv, row 3: ragged row (a quote is never closed")),
        "{said:?}"
    );
    let answer = case.ask("#/overview");
    assert_eq!((answer.coverage.rows, answer.coverage.touched), (2, 1));
    // In the header's row it is said as well.
    let case = Case::new().file("leads.csv", "lead_id,created_at,channel,\"series\n1,2026-01-05,event,X\n");
    let said = case.load().unwrap().problems().kept()[0].to_string();
    assert!(said.starts_with("leads.csv, row 1: ragged row (a quote is never closed"), "{said}");
}

#[test]
fn a_row_that_never_ends_is_refused() {
    let case = leads(&format!("L1,\"{}", "x,".repeat(10 << 20)));
    let said = case.load().err().expect("refused").to_string();
    assert_eq!(
        said,
        "leads.csv: row 2 or a later one is longer than a table's can be; look for a quote that is never closed"
    );
    assert!(leads(&",".repeat(1 << 20)).load().is_err());
}

#[test]
fn a_dealer_without_a_key_is_set_aside() {
    check(
        &Case::new().dealers("dealer_id,name,region,province", "a,甲店,东,广东\n,乙店,西,四川"),
        &[
            "dealers.csv, row 3: row set aside (no dealer_id); set aside and not counted; give the row its key, or leave it out of the export",
        ],
    );
}
