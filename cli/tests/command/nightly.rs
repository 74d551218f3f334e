//! `check` in a nightly job: limits, exit codes, lists for programs and spreadsheets, a whole site at once.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Rows, Run, data, run, sample, text};

fn dirty() -> tempfile::TempDir {
    sample(&["--leads", "3000", "--dealers", "60", "--months", "12", "--dirty"])
}

fn check(snapshot: &Path, options: &[&str]) -> Run {
    run(&[&["check", text(snapshot)], options].concat())
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {} {}", run.out, run.err))
}

#[test]
fn more_problems_than_pass_end_with_a_code_of_their_own() {
    let folder = dirty();
    let report = json(&check(folder.path(), &["--json"]));
    let total = report["total"].as_u64().unwrap();
    let of = |kind: &str| {
        let groups = report["problems"].as_array().unwrap();
        groups.iter().find(|g| g["kind"] == kind).map_or(0, |g| g["count"].as_u64().unwrap())
    };
    let orphans = of("orphan_key");
    assert!(orphans > 1);
    let ends = |limits: &[&str], code: i32, says: &str| {
        let options: Vec<&str> = limits.iter().flat_map(|limit| ["--max-problems", limit]).collect();
        let run = check(folder.path(), &options);
        assert_eq!((run.code, run.err.trim_end()), (Some(code), says), "{limits:?}");
        assert!(run.out.contains("orphan key: "), "the report is printed all the same");
    };
    ends(&[], 0, "");
    ends(&[&total.to_string()], 0, "");
    let less = total - 1;
    ends(
        &[&less.to_string()],
        3,
        &format!("too many problems: {total} problems, and --max-problems allows {less}"),
    );
    ends(&[&format!("orphan_key={orphans}"), "stages_out_of_order=1000"], 0, "");
    ends(
        &["orphan_key=0", &total.to_string(), "missing_value=1"],
        3,
        &format!(
            "too many problems: {orphans} orphan_key, and --max-problems allows 0; {} missing_value, and --max-problems allows 1",
            of("missing_value")
        ),
    );
}

#[test]
fn json_says_how_it_ended_and_why() {
    let folder = dirty();
    let passed = json(&check(folder.path(), &["--json"]));
    assert_eq!((&passed["passed"], &passed["limits"]), (&true.into(), &Value::Array(Vec::new())));
    assert_eq!(passed["exit"], serde_json::json!({ "code": 0, "reason": "shown" }));

    let run = check(folder.path(), &["--json", "--max-problems", "orphan_key=0", "--max-problems", "100000"]);
    assert_eq!(run.code, Some(3));
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    let over = json(&run);
    assert_eq!(over["passed"], false);
    assert_eq!(over["exit"], serde_json::json!({ "code": 3, "reason": "too_many_problems" }));
    assert_eq!(
        (&over["limits"][0]["kind"], &over["limits"][0]["passed"]),
        (&"orphan_key".into(), &false.into())
    );
    assert_eq!((&over["limits"][1]["kind"], &over["limits"][1]["passed"]), (&Value::Null, &true.into()));
    assert_eq!(over["limits"][1]["found"], over["total"]);

    let refused = json(&check(&folder.path().join("nowhere"), &["--json", "--max-problems", "0"]));
    assert_eq!(refused["exit"], serde_json::json!({ "code": 1, "reason": "refused" }));
    assert_eq!(refused["passed"], false);
}

#[test]
fn every_problem_is_listed_and_summed_by_place() {
    let folder = dirty();
    let report = json(&check(folder.path(), &["--json", "--all"]));
    let list = report["list"].as_array().unwrap();
    assert_eq!(report["total"], list.len());
    assert_eq!(report["list_is_whole"], true);
    let places = report["places"].as_array().unwrap();
    for place in places {
        let there = |p: &&Value| ["table", "file", "column"].iter().all(|key| p[*key] == place[*key]);
        assert_eq!(place["count"], list.iter().filter(there).count(), "{place}");
        let kinds = place["kinds"].as_object().unwrap();
        assert_eq!(place["count"], kinds.values().map(|n| n.as_u64().unwrap()).sum::<u64>());
    }
    assert_eq!(report["total"], places.iter().map(|p| p["count"].as_u64().unwrap()).sum::<u64>());

    let all = check(folder.path(), &["--all"]);
    assert!(!all.out.contains(" more\n"), "every problem is printed");
    assert!(all.out.contains("\nBy file and column:\n"), "{}", all.out);
    let place = places.iter().find(|p| p["column"] == "channel" && p["table"] == "leads").unwrap();
    let line = format!("\n  leads.csv, column channel: {} (", place["count"]);
    assert!(all.out.contains(&line), "{line}: {}", all.out);
}

#[test]
fn what_is_not_kept_is_counted_by_place_all_the_same() {
    let folder = sample(&["--leads", "3000", "--dealers", "30", "--months", "12"]);
    let path = folder.path().join("leads.csv");
    fs::write(
        &path,
        fs::read_to_string(&path).unwrap().replace(",hq,", ",both,").replace(",dealer,", ",both,"),
    )
    .unwrap();
    let descriptor = folder.path().join("datapackage.json");
    let mut json_of: Value = serde_json::from_slice(&fs::read(&descriptor).unwrap()).unwrap();
    for resource in json_of["resources"].as_array_mut().unwrap() {
        resource.as_object_mut().unwrap().retain(|key, _| key != "hash" && key != "bytes");
    }
    fs::write(&descriptor, json_of.to_string()).unwrap();
    let report = json(&check(folder.path(), &["--json", "--all"]));
    let list = report["list"].as_array().unwrap();
    assert_eq!(list.iter().filter(|p| p["kind"] == "unknown_code").count(), 1000);
    assert_eq!(report["list_is_whole"], false);
    let places = report["places"].as_array().unwrap();
    let place = places.iter().find(|p| p["column"] == "origin").unwrap();
    assert_eq!((&place["count"], &place["file"]), (&3000.into(), &"leads.csv".into()));
    assert_eq!(report["total"], places.iter().map(|p| p["count"].as_u64().unwrap()).sum::<u64>());
}

#[test]
fn the_list_is_written_for_spreadsheets() {
    let folder = dirty();
    let file = folder.path().join("problems.csv");
    let run = check(folder.path(), &["--json", "--all", "--csv", text(&file)]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let report = json(&run);
    let written = Rows::read(&file);
    assert_eq!(report["total"], written.len());
    for (line, problem) in written.iter().zip(report["list"].as_array().unwrap()) {
        assert_eq!(line.get("kind"), problem["kind"]);
        assert_eq!(line.get("row"), problem["row"].as_u64().map_or_else(String::new, |row| row.to_string()));
        assert_eq!(line.get("column"), problem["column"].as_str().unwrap_or_default());
        let value = problem["value"].as_str().unwrap_or_default();
        let safe =
            if value.starts_with(['-', '=', '+', '@']) { format!("'{value}") } else { value.to_owned() };
        assert_eq!(line.get("value"), safe);
        assert!(line.has("remedy") && line.has("done"));
    }
    let nowhere = check(folder.path(), &["--csv", text(&folder.path().join("no/folder.csv"))]);
    assert_eq!(nowhere.code, Some(1));
    assert!(nowhere.err.contains("cannot write the problems to "), "{}", nowhere.err);
}

#[test]
fn a_site_s_data_folder_is_checked_snapshot_by_snapshot() {
    let site = check(&data(""), &["--json"]);
    assert_eq!(site.code, Some(0), "{}", site.err);
    let report = json(&site);
    let names: Vec<&Value> = report["snapshots"].as_array().unwrap().iter().map(|s| &s["snapshot"]).collect();
    assert_eq!(names, ["sample-2026-06-30", "sample-2026-05-31"]);
    assert_eq!(report["passed"], true);
    assert_eq!(check(&data("catalog.json"), &["--json"]).out, site.out);
}

#[test]
fn one_bad_snapshot_fails_the_site_and_is_named() {
    let site = tempfile::tempdir().unwrap();
    let entry = |name: &str, hash: &str| serde_json::json!({ "name": name, "path": name, "hash": hash });
    for name in ["first", "second"] {
        let folder = site.path().join(name);
        let made = run(&["sample", text(&folder), "--leads", "500", "--dealers", "10", "--months", "3"]);
        assert_eq!(made.code, Some(0), "{}", made.err);
    }
    let catalog = |second: &str| {
        let listed = serde_json::json!({ "snapshots": [entry("first", ""), entry("second", second)] });
        fs::write(site.path().join("catalog.json"), listed.to_string()).unwrap();
    };
    catalog("");
    assert_eq!(check(site.path(), &[]).code, Some(0));
    let over = check(site.path(), &["--max-problems", "0"]);
    assert_eq!(over.code, Some(3));
    assert!(over.err.lines().all(|line| line.starts_with("too many problems: sample-")), "{}", over.err);

    catalog("sha256:00");
    let wrong = check(site.path(), &[]);
    assert_eq!(wrong.code, Some(1));
    assert!(wrong.out.contains("leads: 500 rows"), "the first is reported: {}", wrong.out);
    assert!(
        wrong.err.starts_with("refused: second: datapackage.json: its hash is not the one"),
        "{}",
        wrong.err
    );
    let report = json(&check(site.path(), &["--json"]));
    assert_eq!(report["exit"]["reason"], "refused");
    assert_eq!(
        (&report["snapshots"][0]["passed"], &report["snapshots"][1]["passed"]),
        (&true.into(), &false.into())
    );

    fs::write(site.path().join("catalog.json"), "{\"snapshots\":[]}").unwrap();
    assert!(check(site.path(), &[]).err.contains("catalog.json: it lists no snapshot"));
    fs::write(site.path().join("catalog.json"), "[").unwrap();
    assert!(check(site.path(), &[]).err.contains("not a readable catalogue"));
    let outside = serde_json::json!({ "snapshots": [entry("../first", ""), entry("second", "")] });
    fs::write(site.path().join("catalog.json"), outside.to_string()).unwrap();
    let outside = check(site.path(), &[]);
    assert!(
        outside.code == Some(1) && outside.err.contains("leads out of the snapshot's folder"),
        "{}",
        outside.err
    );
}

#[test]
fn a_limit_that_cannot_be_read_is_wrong_usage() {
    for limit in ["many", "-1", "orphan_key", "orphans=1", "orphan_key=x"] {
        let run = check(&data("sample"), &["--max-problems", limit]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{limit}");
    }
    let help = run(&["check", "--help"]).out;
    for code in ["  0  ", "  1  ", "  2  ", "  3  "] {
        assert!(help.contains(code), "{help}");
    }
}
