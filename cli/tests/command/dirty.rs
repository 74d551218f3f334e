//! A thoroughly dirty sample: `check` names everything that was broken, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use dealerscope_core::problem::ProblemKind;
use serde_json::Value;

use crate::support::{run, sample, text};

const SIZE: [&str; 6] = ["--leads", "6000", "--dealers", "60", "--months", "18"];

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn dirty(seed: &str) -> tempfile::TempDir {
    sample(&[&SIZE[..], &["--dirty", "--seed", seed]].concat())
}

/// Where a fault lies and what stands there, as the report shows a cell: without the white space and the
/// formula that keeps it as text, and with personal data covered.
fn place(fault: &Value) -> [String; 6] {
    let covers = ["personal_data", "unreadable_value"].contains(&fault["kind"].as_str().unwrap());
    ["kind", "table", "file", "row", "column", "value"].map(|key| match (&fault[key], key) {
        (Value::Null, _) => String::new(),
        (Value::String(value), "value") => {
            let bare = value.trim_matches(char::is_whitespace);
            let bare = bare.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(bare);
            if covers { covered(bare) } else { bare.to_owned() }
        }
        (value, _) => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
    })
}

/// With all letters and figures covered that the report may cover, or not.
fn covered(value: &str) -> String {
    value.replace(|c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '-'), "*")
}

#[test]
fn every_planted_fault_is_named_and_none_is_invented() {
    let mut kinds = BTreeSet::new();
    let mut counts = BTreeSet::new();
    for seed in ["1", "2", "3", "4", "5", "6", "7", "8"] {
        let folder = dirty(seed);
        let run = run(&["check", text(folder.path()), "--json", "--all"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        let report: Value = serde_json::from_str(&run.out).unwrap();
        let planted = read(&folder.path().join("faults.json"));
        assert_eq!(planted["seed"].to_string(), seed);
        let places = |list: &Value| {
            let mut places = BTreeMap::<_, i32>::new();
            for fault in list.as_array().unwrap() {
                *places.entry(place(fault)).or_default() += 1;
            }
            places
        };
        let (said, planted_places) = (places(&report["list"]), places(&planted["faults"]));
        let missed: Vec<_> = planted_places.iter().filter(|(p, n)| said.get(*p) != Some(*n)).collect();
        let invented: Vec<_> = said.iter().filter(|(p, n)| planted_places.get(*p) != Some(*n)).collect();
        assert!(
            missed.is_empty() && invented.is_empty(),
            "seed {seed}: missed {missed:#?}, invented {invented:#?}"
        );
        for problem in report["list"].as_array().unwrap() {
            let Some(detail) = problem["detail"].as_str() else { continue };
            // The name of an encoding is the same everywhere.
            let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            let zh = problem["detail_zh"].as_str();
            assert!(problem["kind"] == "guessed_encoding" || zh.is_some_and(han), "{detail}");
        }
        let of_seed = planted["counts"].as_object().unwrap();
        for group in report["problems"].as_array().unwrap() {
            assert_eq!(
                group["count"],
                of_seed[group["kind"].as_str().unwrap()],
                "seed {seed}: {}",
                group["kind"]
            );
        }
        kinds.extend(of_seed.keys().cloned());
        counts.insert(planted["counts"].to_string());
    }
    let all: BTreeSet<String> = ProblemKind::ALL
        .into_iter()
        .map(|kind| serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, all, "every kind there is was planted");
    assert_eq!(counts.len(), 8, "each seed plants its own number of each kind");
}

#[test]
fn every_kind_is_planted_in_the_sample_of_the_usual_size() {
    let folder = sample(&["--dirty"]);
    let planted = read(&folder.path().join("faults.json"));
    assert_eq!(planted["counts"].as_object().unwrap().len(), ProblemKind::ALL.len());
    let run = run(&["check", text(folder.path()), "--json", "--examples", "0"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["total"], planted["faults"].as_array().unwrap().len());
    assert_eq!(report["refused"], Value::Null);
}

#[test]
fn a_dirty_sample_has_habits_that_are_no_fault() {
    let planted = read(&dirty("7").path().join("faults.json"));
    let habits: BTreeSet<String> = planted["habits"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|of_table| of_table.as_object().unwrap().keys().cloned())
        .collect();
    for habit in [
        "Chinese headers",
        "blanks around",
        "codes by their names",
        "dates with 年月日",
        "dates with the year last",
        "empty lines",
        "full-width digits",
        "keys kept as text by a formula",
        "numbers in 万",
        "thousands separators",
        "yes and no in other words",
    ] {
        assert!(habits.contains(habit), "{habit}: {habits:?}");
    }
}

#[test]
fn the_same_seed_breaks_the_same() {
    let (one, two, other) = (dirty("5"), dirty("5"), dirty("6"));
    for file in ["datapackage.json", "dealers.csv", "leads.csv", "spend.csv", "complaints.csv", "faults.json"]
    {
        let bytes = |folder: &tempfile::TempDir| fs::read(folder.path().join(file)).unwrap();
        assert!(bytes(&one) == bytes(&two), "{file}");
        assert!(bytes(&one) != bytes(&other), "{file}");
    }
}

#[test]
fn a_clean_sample_takes_the_place_of_a_dirty_one() {
    let folder = dirty("5");
    let again = run(&[&["sample", text(folder.path())], &SIZE[..]].concat());
    assert_eq!(again.code, Some(0), "{}", again.err);
    assert!(!folder.path().join("faults.json").exists());
    let clean = sample(&SIZE);
    for file in ["datapackage.json", "leads.csv", "dealers.csv"] {
        assert!(
            fs::read(folder.path().join(file)).unwrap() == fs::read(clean.path().join(file)).unwrap(),
            "{file}"
        );
    }
}

#[test]
fn a_dirty_sample_that_is_too_large_names_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let refused = run(&["sample", text(folder.path()), "--dirty", "--leads", "1000001"]);
    assert_eq!(refused.code, Some(1));
    assert!(refused.err.contains("with --dirty, give a number from 1 to 1000000"), "{}", refused.err);
}
