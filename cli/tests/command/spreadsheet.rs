//! Exports opened in `LibreOffice`: no cell is run, no text is another, no number is another.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dealerscope_core::answer::{Table, Unit, Value};
use dealerscope_core::export;
use roxmltree::{Document, Node};

use crate::support::{run, text};

/// Words that a spreadsheet would run, or take for something else than words.
const HOSTILE: [&str; 18] = [
    "=HYPERLINK(\"http://x\",\"click\")",
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "=cmd|'/C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "=\"a\"&\"b\"",
    "a\",=1+1,\"b",
    "甲店;=1+1",
    "'=1+1",
    "two\n=1+1",
    "🚗 汽车, \"沪\"",
];
/// Those that no file can bring, as white space around cells is no part of them.
const WITH_BLANKS: [&str; 3] = ["\t=1+1", "\r=1+1", " =1+1"];

/// A cell as a spreadsheet has it.
#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Empty,
    Number(f64),
    Text(String),
    Formula(String),
}

/// The program, unless it is not there.
fn office() -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&paths)
        .flat_map(|folder| ["soffice", "libreoffice"].map(|name| folder.join(name)))
        .find(|path| path.is_file());
    if found.is_none() {
        eprintln!("left out: LibreOffice is not there to open the exports");
    }
    found
}

/// Opens CSV in `LibreOffice`, and gives the cells by row.
fn opened(office: &Path, csv: &str) -> Vec<Vec<Cell>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("export.csv");
    fs::write(&file, csv).unwrap();
    // A profile of its own: nobody's settings count, and several may run side by side. The filter says what
    // the dialog would: commas, quotes, UTF-8, from the first row on, nothing taken for text, formulas run.
    let profile = format!("-env:UserInstallation=file://{}/profile", text(folder.path()));
    let options = ["--headless", "--norestore", "--convert-to", "fods"];
    let filter = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,0,true";
    let output = Command::new(office)
        .args([&[profile.as_str(), filter][..], &options].concat())
        .args(["--outdir", text(folder.path()), text(&file)])
        .output()
        .expect("LibreOffice starts");
    let sheet = fs::read_to_string(folder.path().join("export.fods"))
        .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&output.stderr)));
    let document = Document::parse(&sheet).expect("XML");
    let rows = document.descendants().filter(|node| node.tag_name().name() == "table-row");
    rows.flat_map(|row| repeated(row, "number-rows-repeated", cells(row))).collect()
}

/// The thing as often as the attribute says.
fn repeated<T: Clone>(node: Node<'_, '_>, attribute: &str, thing: T) -> Vec<T> {
    let times = named(node, attribute).and_then(|n| n.parse().ok()).unwrap_or(1);
    vec![thing; times]
}

fn named<'a>(node: Node<'a, '_>, attribute: &str) -> Option<&'a str> {
    node.attributes().find(|a| a.name() == attribute).map(|a| a.value())
}

fn cells(row: Node<'_, '_>) -> Vec<Cell> {
    let cell = |node: Node<'_, '_>| {
        if let Some(formula) = named(node, "formula") {
            return Cell::Formula(formula.to_owned());
        }
        match named(node, "value-type") {
            None => Cell::Empty,
            Some("string") => Cell::Text(words(node)),
            Some(_) => named(node, "value")
                .and_then(|n| n.parse().ok())
                .map_or(Cell::Text(words(node)), Cell::Number),
        }
    };
    let nodes = row.children().filter(|node| node.tag_name().name() == "table-cell");
    nodes.flat_map(|node| repeated(node, "number-columns-repeated", cell(node))).collect()
}

/// The words of a cell: its paragraphs are lines.
fn words(cell: Node<'_, '_>) -> String {
    let paragraphs = cell.children().filter(|node| node.tag_name().name() == "p");
    paragraphs.map(spelled).collect::<Vec<_>>().join("\n")
}

fn spelled(node: Node<'_, '_>) -> String {
    let part = |node: Node<'_, '_>| match node.tag_name().name() {
        "s" => " ".repeat(named(node, "c").and_then(|n| n.parse().ok()).unwrap_or(1)),
        "tab" => "\t".to_owned(),
        "line-break" => "\n".to_owned(),
        _ if node.is_text() => node.text().unwrap_or_default().to_owned(),
        _ => spelled(node),
    };
    node.children().map(part).collect()
}

/// What a text must look like: as it is, or with an apostrophe before what would be run.
fn shown(text: &str) -> String {
    let signs = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let apostrophe = if text.starts_with(signs) { "'" } else { "" };
    // A spreadsheet knows one sort of line end.
    format!("{apostrophe}{text}").replace('\r', "\n")
}

#[track_caller]
fn check_number(cell: &Cell, want: f64) {
    let Cell::Number(got) = *cell else { panic!("{cell:?} is no number; expected {want}") };
    assert!((got - want).abs() <= want.abs() * 1e-14, "{got}, expected {want}");
}

#[test]
fn without_the_apostrophe_a_spreadsheet_runs_the_cell() {
    let Some(office) = office() else { return };
    let rows = opened(&office, "a,b\r\n=1+1,'=1+1\r\n展厅,-3\r\n");
    assert_eq!(rows[1], [Cell::Formula("of:=1+1".to_owned()), Cell::Text("'=1+1".to_owned())]);
    assert_eq!(rows[2], [Cell::Text("展厅".to_owned()), Cell::Number(-3.0)]);
}

#[test]
fn every_text_and_number_of_an_export_comes_back() {
    let Some(office) = office() else { return };
    let numbers = [-0.5, 0.1 + 0.2, 1e-9, 12_345_678_901_234.0, -1e15, 221_800.0, 1.0 / 3.0];
    let mut table =
        Table::new("hostile", &[("name", Unit::Text), ("change", Unit::Number), ("n", Unit::Count)]);
    for (at, name) in HOSTILE.iter().chain(&WITH_BLANKS).enumerate() {
        let number = numbers[at % numbers.len()];
        table.rows.push(vec![(*name).into(), number.into(), Value::Int(-3)]);
    }
    let rows = opened(&office, &export::csv(&table));
    assert_eq!(rows.len(), 1 + table.rows.len());
    for (row, cells) in table.rows.iter().zip(&rows[1..]) {
        let name = row[0].text().unwrap();
        assert_eq!(cells[0], Cell::Text(shown(name)));
        check_number(&cells[1], row[1].number().unwrap());
        check_number(&cells[2], -3.0);
    }
}

/// A snapshot whose dealers, regions, series and consultants are hostile words.
fn snapshot() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (mut dealers, mut leads) =
        (csv::Writer::from_writer(Vec::new()), csv::Writer::from_writer(Vec::new()));
    dealers.write_record(["dealer_id", "name", "region", "province", "consultants"]).unwrap();
    let columns =
        ["lead_id", "dealer_id", "created_at", "channel", "series", "consultant_id", "ordered_at", "amount"];
    leads.write_record(columns).unwrap();
    for (at, word) in HOSTILE.iter().enumerate() {
        dealers.write_record([word, word, word, "广东", "3"]).unwrap();
        for n in 0..40 {
            let (id, amount) = (format!("L{at}-{n}"), (100_000 + n * 7).to_string());
            let ordered = if n % 3 == 0 { "2026-02-01" } else { "" };
            let row: [&str; 8] = [&id, word, "2026-01-05", "website", word, word, ordered, &amount];
            leads.write_record(row).unwrap();
        }
    }
    fs::write(folder.path().join("dealers.csv"), dealers.into_inner().unwrap()).unwrap();
    fs::write(folder.path().join("leads.csv"), leads.into_inner().unwrap()).unwrap();
    let descriptor = serde_json::json!({
        "name": "hostile",
        "resources": [{ "name": "dealers", "path": "dealers.csv" }, { "name": "leads", "path": "leads.csv" }],
        "dealerscope": { "contract": 1, "as_of": "2026-06-30", "timezone": "Asia/Shanghai", "currency": "CNY" },
    });
    fs::write(folder.path().join("datapackage.json"), descriptor.to_string()).unwrap();
    folder
}

#[test]
fn answers_of_a_hostile_snapshot_run_nothing() {
    let Some(office) = office() else { return };
    let folder = snapshot();
    let mut texts = 0;
    for (fragment, table) in [
        ("#/dealers", "dealers"),
        ("#/regions", "regions"),
        ("#/overview?period=last12", "movers"),
        ("#/overview?period=last12", "findings"),
    ] {
        let options = ["answer", text(folder.path()), fragment, "--table", table, "--format"];
        let csv = run(&[&options[..], &["csv"]].concat());
        assert_eq!(csv.code, Some(0), "{}", csv.err);
        let json: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_str(&run(&[&options[..], &["json"]].concat()).out).unwrap();
        let rows = opened(&office, &csv.out);
        assert_eq!(rows.len(), 1 + json.len(), "{table}");
        for (cells, object) in rows[1..].iter().zip(&json) {
            for (column, cell) in rows[0].iter().zip(cells) {
                let Cell::Text(column) = column else { panic!("{column:?} is a header") };
                match (&object[column], cell) {
                    (serde_json::Value::Number(n), cell) => check_number(cell, n.as_f64().unwrap()),
                    (serde_json::Value::String(word), Cell::Text(got)) => {
                        assert_eq!(*got, shown(word), "{table} {column}");
                        texts += usize::from(HOSTILE.contains(&word.as_str()));
                    }
                    (serde_json::Value::Null, Cell::Empty) => {}
                    (serde_json::Value::String(word), Cell::Empty) if word.is_empty() => {}
                    // Figures for a code, such as a quartile: a number to a spreadsheet.
                    (serde_json::Value::String(word), Cell::Number(n)) => assert_eq!(word.parse(), Ok(*n)),
                    (want, got) => panic!("{table} {column}: {got:?}, expected {want}"),
                }
            }
        }
    }
    assert!(texts > 100, "hostile words were exported: {texts}");
}
