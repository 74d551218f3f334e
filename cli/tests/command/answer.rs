//! `answer`: one answer in three formats, tables by name, notices beside them.

use serde_json::Value;

use crate::support::{Rows, Run, data, run, text};

fn answer(fragment: &str, options: &[&str]) -> Run {
    run(&[&["answer", text(&data("sample")), fragment], options].concat())
}

fn printed(fragment: &str, options: &[&str]) -> String {
    let run = answer(fragment, options);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.lines().all(|line| line.contains("brings no table customers")), "{}", run.err);
    run.out
}

#[test]
fn json_is_the_answer_itself() {
    let json: Value = serde_json::from_str(&printed("#/channels", &[])).unwrap();
    assert_eq!(json["page"], "channels");
    assert_eq!(json["figures"][0]["id"], "leads");
    assert_eq!(json["figures"][0]["value"], 60_000.0);
    assert!(json["tables"].as_array().unwrap().iter().any(|table| table["id"] == "vintage"));
    let read: dealerscope_core::answer::Answer = serde_json::from_value(json).unwrap();
    assert!(read.table("funnel").is_some_and(|table| table.rows.len() == 7));
}

#[test]
fn csv_prints_the_page_s_main_table() {
    for (page, column) in
        [("overview", "month"), ("regions", "key"), ("channels", "channel"), ("dealers", "dealer_id")]
    {
        let text = printed(&format!("#/{page}"), &["--format", "csv"]);
        assert!(text.starts_with(&format!("{column},")), "{page}: {text:.80}");
        assert!(text.ends_with("\r\n"));
    }
    let dealers = printed("#/dealers", &["--format", "csv"]);
    assert_eq!(Rows::parse(&dealers).len(), 520);
}

#[test]
fn the_three_formats_say_the_same() {
    let options = |format| ["--format", format, "--table", "channels"];
    let csv = printed("#/channels?period=2025-01..2025-12", &options("csv"));
    let csv = Rows::parse(&csv);
    let json: Vec<Value> =
        serde_json::from_str(&printed("#/channels?period=2025-01..2025-12", &options("json"))).unwrap();
    assert_eq!(csv.len(), json.len());
    for (row, object) in csv.iter().zip(&json) {
        assert_eq!(row.get("channel"), object["channel"].as_str().unwrap());
        assert_eq!(row.get("leads"), object["leads"].to_string());
        assert_eq!(row.get("cost_per_order").is_empty(), object["cost_per_order"].is_null());
        if row.has("conversion") {
            let same = row.number("conversion") - object["conversion"].as_f64().unwrap();
            assert!(same.abs() < 1e-15, "{same}");
        }
    }
    let shown = printed("#/channels?period=2025-01..2025-12", &options("text"));
    assert_eq!(shown.lines().count(), 1 + csv.len());
    let first = csv.iter().next().unwrap();
    let line = shown.lines().nth(1).unwrap();
    assert!(line.starts_with(first.get("channel")), "{line}");
    assert!(line.contains(&format!("{:.2} %", 100.0 * first.number("conversion"))), "{line}");
}

#[test]
fn text_holds_figures_and_every_table() {
    let shown = printed("#/overview?period=last12&lang=zh", &["--format", "text"]);
    assert!(shown.starts_with("overview, as of 2026-06-30, period 2025-07-01..2026-06-30, compared with "));
    for part in ["\ntrend\n", "\nmovers\n", "\nfindings\n", "\nregions\n", "对比期", "华东"] {
        assert!(shown.contains(part), "{part:?}");
    }
}

#[test]
fn filters_reach_the_numbers() {
    let leads = |fragment: &str| {
        let json: Value = serde_json::from_str(&printed(fragment, &[])).unwrap();
        json["figures"][0]["value"].as_f64().unwrap()
    };
    let all = leads("#/channels?region=华东,华北");
    assert!(all < 60_000.0);
    assert!((leads("#/channels?region=华东") + leads("#/channels?region=华北") - all).abs() < 0.5);
}

#[test]
fn a_table_that_is_not_there_names_those_that_are() {
    let wrong = answer("#/channels", &["--format", "csv", "--table", "chanels"]);
    assert_eq!(wrong.code, Some(1));
    assert_eq!(wrong.out, "");
    assert!(
        wrong.err.starts_with("error: the page channels has no table \"chanels\"; it has: "),
        "{}",
        wrong.err
    );
    assert!(wrong.err.contains("days_to_order") && wrong.err.contains("vintage"), "{}", wrong.err);
}

#[test]
fn notices_go_to_standard_error_and_the_answer_stands() {
    let odd = answer("#/channels?colour=red&basis=sideways&region=火星", &["--format", "csv"]);
    assert_eq!(odd.code, Some(0));
    assert!(odd.out.starts_with("channel,"));
    for says in ["key \"colour\" is not known", "basis=sideways cannot be read", "no region \"火星\""] {
        assert!(odd.err.contains(says), "{}", odd.err);
    }
    assert!(odd.err.lines().all(|line| line.starts_with("notice: ")), "{}", odd.err);
}

#[test]
fn a_snapshot_that_is_refused_has_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let run = run(&["answer", text(folder.path()), "#/overview"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains(" is refused: datapackage.json: there is no such file; "), "{}", run.err);
}
