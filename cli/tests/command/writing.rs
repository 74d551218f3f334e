//! The sample's bytes: what decides them, and what does not.

use std::fs;
use std::path::Path;

use dealerscope_core::descriptor::{Catalog, Descriptor};

use crate::support::{Rows, data, run, run_alone, sample, text};

const FILES: [&str; 7] = [
    "datapackage.json",
    "dealers.csv",
    "leads.csv",
    "targets.csv",
    "spend.csv",
    "complaints.csv",
    "service_visits.csv",
];
const SMALL: [&str; 6] = ["--leads", "9000", "--dealers", "40", "--months", "6"];

fn same(a: &Path, b: &Path, file: &str) -> bool {
    fs::read(a.join(file)).expect("the file is there") == fs::read(b.join(file)).expect("the file is there")
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_cores() {
    let first = sample(&SMALL);
    let second = tempfile::tempdir().unwrap();
    let alone = run_alone(&[&["sample", text(second.path())], &SMALL[..]].concat());
    assert_eq!(alone.code, Some(0), "{}", alone.err);
    for file in FILES {
        assert!(same(first.path(), second.path(), file), "{file}");
    }
}

#[test]
fn another_seed_gives_other_bytes() {
    let (first, second) = (sample(&SMALL), sample(&[&SMALL[..], &["--seed", "23"]].concat()));
    for file in FILES {
        assert!(!same(first.path(), second.path(), file), "{file}");
    }
}

#[test]
fn the_committed_snapshots_are_what_the_program_writes() {
    for (folder, options) in [("sample", &[][..]), ("sample-2026-05", &["--as-of", "2026-05-31"][..])] {
        let made = sample(options);
        for file in FILES {
            assert!(same(made.path(), &data(folder), file), "{folder}/{file}: write the sample again");
        }
    }
}

#[test]
fn the_catalogue_lists_the_snapshots_newest_first() {
    let catalog: Catalog = serde_json::from_slice(&fs::read(data("catalog.json")).unwrap()).unwrap();
    assert_eq!(catalog.snapshots.len(), 2);
    assert!(catalog.snapshots[0].as_of > catalog.snapshots[1].as_of);
    for entry in &catalog.snapshots {
        let descriptor = fs::read(data(&entry.path).join("datapackage.json")).unwrap();
        let descriptor = Descriptor::read(&descriptor).unwrap();
        assert_eq!(descriptor.name, entry.name);
        assert_eq!(descriptor.title, entry.title);
        assert_eq!(descriptor.dealerscope.as_of, entry.as_of);
    }
}

#[test]
fn rows_stay_compact_and_sizes_are_met() {
    let folder = sample(&SMALL);
    let leads = Rows::read(&folder.path().join("leads.csv"));
    assert_eq!(leads.len(), 9000);
    let bytes = fs::metadata(folder.path().join("leads.csv")).unwrap().len();
    assert!(bytes < 9000 * 160, "{} bytes a lead", bytes / 9000);
    assert_eq!(Rows::read(&folder.path().join("dealers.csv")).len(), 40);
    let months: std::collections::BTreeSet<String> =
        leads.iter().map(|lead| lead.get("created_at")[..7].to_owned()).collect();
    assert_eq!(months.first().map(String::as_str), Some("2026-01"));
    assert_eq!(months.len(), 6);
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), "dear").unwrap();
    let refused = run(&["sample", text(folder.path()), "--leads", "10"]);
    assert_eq!(refused.code, Some(1));
    assert!(refused.err.contains("name an empty or a new folder"), "{}", refused.err);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_snapshot_is_replaced_by_the_next() {
    let folder = sample(&["--leads", "50", "--dealers", "3"]);
    let again = run(&["sample", text(folder.path()), "--leads", "20", "--dealers", "3"]);
    assert_eq!(again.code, Some(0), "{}", again.err);
    assert_eq!(Rows::read(&folder.path().join("leads.csv")).len(), 20);
    assert_eq!(run(&["check", text(folder.path())]).code, Some(0));
}

#[test]
fn sizes_that_cannot_be_made_name_the_way_out() {
    #[track_caller]
    fn check(options: &[&str], code: i32, says: &str) {
        let folder = tempfile::tempdir().unwrap();
        let run = run(&[&["sample", text(folder.path())], options].concat());
        assert_eq!(run.code, Some(code), "{}", run.err);
        assert!(run.err.contains(says), "{}", run.err);
    }
    check(&["--leads", "0"], 1, "--leads 0: give a number from 1");
    check(&["--months", "2000"], 1, "--months 2000: give a number from 1 to 126, back to 2016-01");
    check(&["--as-of", "2019-01-01"], 1, "give a later day, or more --months");
    check(&["--as-of", "yesterday"], 2, "write 2026-06-30 or 2026-06-30T18:00");
    check(&["--seed", "x"], 2, "invalid value 'x'");
}
