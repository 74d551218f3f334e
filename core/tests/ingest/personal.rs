//! Personal data: cells that are said and covered, and columns for which a snapshot is refused.

use dealerscope_core::problem::ProblemKind;
use dealerscope_core::query::Lang;
use serde_json::json;

use crate::common::{Case, figures};
use crate::{check, count, refused};

const PHONE: &str = "a mobile phone's number";
const WAY_OUT: &str =
    "put pseudonyms in their place and export again, or, if the column was kept on purpose, list";

/// Checks that personal data in a cell of a lead is said, and shown nowhere.
#[track_caller]
fn single(column: &str, cell: &str, what: &str) {
    let case = Case::new()
        .leads(&format!("dealer_id,created_at,channel,{column}"), &format!("a,2026-01-05,website,{cell}"));
    let snapshot = case.load().unwrap();
    let problems = snapshot.problems();
    let personal: Vec<_> = problems.kept().iter().filter(|p| p.kind == ProblemKind::PersonalData).collect();
    assert_eq!(personal.len(), 1, "{cell}");
    let problem = personal[0];
    assert_eq!((problem.row, problem.column.as_deref()), (Some(2), Some(column)));
    assert_eq!(problem.detail.as_deref(), Some(what));
    for problem in problems.kept() {
        assert!(!problem.to_string().contains(cell), "{problem}");
    }
    let shown = serde_json::to_string(&snapshot.info()).unwrap();
    assert!(!shown.contains(cell), "{shown}");
    assert_eq!(case.ask("#/overview").coverage.touched, 1);
}

#[test]
fn it_is_said_wherever_it_stands() {
    // Whatever the cell is for: a key, a word, a code, a date, a number.
    for column in [
        "series",
        "customer_id",
        "consultant_id",
        "rival_brand",
        "origin",
        "ordered_at",
        "verified",
        "contacts",
    ] {
        single(column, "13812345678", PHONE);
    }
    single("series", "请拨 138-1234-5678", PHONE);
    single("series", "１３８１２３４５６７８", PHONE);
    single("customer_id", "1.3812345678E10", PHONE);
    single("series", "11010519491231002X", "an ID card's number");
    single("current_brand", "京A12345", "a number plate");
    let beside = "; the column is not read, but the file would be published with it";
    single("备注", "13812345678", &format!("{PHONE}{beside}"));
    single("备注", "zhang.san@example.com", &format!("an e-mail address{beside}"));
}

#[test]
fn an_id_card_with_another_check_sign_is_none() {
    let case =
        Case::new().leads("dealer_id,created_at,channel,series", "a,2026-01-05,website,110105194912310021");
    check(&case, &[]);
}

#[test]
fn single_cells_of_it_are_covered_where_they_are_shown_and_nothing_is_refused() {
    let case = Case::new()
        .dealers("dealer_id,name,region,province", "a,甲店,东,广东\nb,李经理 13800138000,西,四川")
        .leads(
            "dealer_id,created_at,channel,series,consultant_id",
            "3* a,2026-01-05,website,S1,C1
             b,2026-01-05,website,13812345678,138 8765 4378
             b,2026-01-05,website,13812345678,C2
             b,2026-01-05,website,13887654378,C2",
        );
    let snapshot = case.load().unwrap();
    assert_eq!(snapshot.problems().count(ProblemKind::PersonalData), 5);
    let info = serde_json::to_string(&snapshot.info()).unwrap();
    let pages = ["#/overview", "#/dealers", "#/dealers?dealer=b", "#/regions?region=西"];
    let shown: String = pages.map(|page| serde_json::to_string(&case.ask(page)).unwrap()).concat() + &info;
    for covered in ["李经理 13*******00", "13*******78", "13*******78 (2)", "13*********78"] {
        assert!(shown.contains(covered), "{covered}");
    }
    for bare in ["13800138000", "13812345678", "13887654378", "138 8765 4378"] {
        assert!(!shown.contains(bare), "{bare}");
    }
    figures(&case.ask("#/overview"), "leads=6");
}

/// Leads of which one column holds these words.
fn leads(header: &str, words: &[&str]) -> Case {
    let lines: Vec<String> = words.iter().map(|word| format!("a,2026-01-05,website,{word}")).collect();
    Case::new().leads(&format!("dealer_id,created_at,channel,{header}"), &lines.join("\n"))
}

const PHONES: [&str; 4] = ["13812345678", "13887654378", "", "C7"];

#[test]
fn a_column_of_it_is_refused_in_both_languages() {
    let words = [&PHONES[..], &["+86 139 1234 5678"]].concat();
    let refusal = leads("手机", &words).load().err();
    // A name that the contract does not know is no column of it.
    assert_eq!(refusal, None);
    let case = leads("客户编号", &words);
    refused(
        &case,
        &format!(
            "leads.csv: row 2, column 客户编号 (customer_id): \"13*******78\" looks like {PHONE}, as do 3 of the column's 4 cells; personal data must not stand in a snapshot, which nobody can call back; {WAY_OUT} customer_id under dealerscope.kept of the table's resource in datapackage.json"
        ),
    );
    let refusal = case.load().err().expect("refused");
    let (what, way_out) = refusal.said(Lang::Zh);
    assert!(
        what.contains("第 2 行") && what.contains("客户编号 (customer_id)") && what.contains("手机号"),
        "{what}"
    );
    assert!(way_out.contains("dealerscope.kept"), "{way_out}");
}

#[test]
fn half_of_a_column_or_two_cells_are_not_a_column() {
    for words in [&["13812345678", "13887654378", "13912345678", "C1", "C2", "C3"][..], &PHONES[..2]] {
        let snapshot = leads("customer_id", words).load().unwrap();
        assert_eq!(snapshot.problems().count(ProblemKind::PersonalData), words.len().min(3) as u64);
    }
}

#[test]
fn every_table_and_key_is_looked_at() {
    let begins = |case: &Case, want: &str| {
        let said = case.load().err().expect(want).to_string();
        assert!(said.starts_with(want), "{said}");
    };
    for column in ["customer_id", "consultant_id", "campaign_id", "series", "contacts", "next_contact_on"] {
        let phones = ["13812345678", "13887654378", "15012345678"];
        begins(&leads(column, &phones), &format!("leads.csv: row 2, column {column}: \"13*******78\""));
    }
    let rows = (0..4).map(|n| format!("1381234567{n},a,2026-01-05,website\n")).collect::<Vec<_>>().concat();
    let header = "lead_id,dealer_id,created_at,channel\n";
    let case = Case::new().file("leads.csv", format!("{header}{rows}"));
    begins(&case, "leads.csv: row 2, column lead_id: \"13*******70\"");
    let rows =
        (0..4).map(|n| format!("V{n},a,maintenance,2026-01-05,1381234567{n}\n")).collect::<Vec<_>>().concat();
    let header = "visit_id,dealer_id,kind,visited_on,customer_id\n";
    let case = Case::new().file("service_visits.csv", format!("{header}{rows}"));
    begins(&case, "service_visits.csv: row 2, column customer_id: ");
    let dealers = "13812345670,甲,东,广东\n13812345671,乙,东,广东\n13812345672,丙,东,广东";
    let case = Case::new().dealers("dealer_id,name,region,province", dealers);
    begins(&case, "dealers.csv: row 2, column dealer_id: ");
}

#[test]
fn numbers_of_json_are_looked_at_too() {
    let lead = |n: u64| json!({ "lead_id": n, "dealer_id": "a", "created_at": "2026-01-05", "channel": "website", "customer_id": 13_812_345_670 + n });
    let rows: Vec<_> = (0..3).map(lead).collect();
    let mut case = Case::new();
    case.files.remove("leads.csv");
    let said = case.file("leads.json", json!(rows).to_string()).load().err().expect("refused").to_string();
    assert!(said.starts_with("leads.json: row 2, column customer_id: \"13*******70\""), "{said}");
}

#[test]
fn one_file_of_several_is_refused_by_its_name() {
    let header = "lead_id,dealer_id,created_at,channel,customer_id\n";
    let clean = (0..9).map(|n| format!("A{n},a,2026-01-05,website,C{n}\n")).collect::<Vec<_>>().concat();
    let phones =
        (0..3).map(|n| format!("B{n},a,2026-01-05,website,1381234567{n}\n")).collect::<Vec<_>>().concat();
    let mut case =
        Case::new().file("one.csv", format!("{header}{clean}")).file("two.csv", format!("{header}{phones}"));
    case.descriptor["resources"] = json!([
        { "name": "dealers", "path": "dealers.csv" },
        { "name": "leads", "path": ["one.csv", "two.csv"] }
    ]);
    let said = case.load().err().expect("refused").to_string();
    assert!(said.starts_with("two.csv: row 2, column customer_id: "), "{said}");
}

#[test]
fn a_column_that_was_kept_on_purpose_is_shown() {
    let mut case = leads("consultant_id", &["13812345678", "13887654378", "13812345678", "C7"]);
    let resources = |kept: &str| {
        json!([
            { "name": "dealers", "path": "dealers.csv" },
            { "name": "leads", "path": "leads.csv", "dealerscope": { "kept": [kept] } }
        ])
    };
    case.descriptor["resources"] = resources("consultant_id");
    check(&case, &[]);
    count(&case, "leads", 4);
    let answer = serde_json::to_string(&case.ask("#/dealers?dealer=a")).unwrap();
    assert!(answer.contains("13812345678") && answer.contains("13887654378"), "{answer}");
    case.descriptor["resources"] = resources("consultant");
    let said = case.load().err().expect("refused").to_string();
    assert!(said.starts_with("leads.csv: \"consultant\" is to be kept"), "{said}");
}
