//! The sample that the site opens with, held against the same independent computation.

use std::fs;
use std::path::Path;

use dealerscope_core::descriptor::{DESCRIPTOR, Descriptor};
use dealerscope_core::problem::Refusal;
use dealerscope_core::{answer, ingest, query};
use dealerscope_tests::compare::differences;
use dealerscope_tests::oracle::Oracle;

/// What is asked, unless `SAMPLE_FRAGMENTS` says to ask the first so many only.
const FRAGMENTS: [&str; 8] = [
    // Months of which the period holds a part, over more leads than are looked at by one call.
    "#/overview?period=2026-03-10..2026-05-20&basis=activity",
    "#/dealers?period=last12",
    "#/regions?period=2025-08-17..2026-02-11",
    "#/data?region=华东",
    "#/overview?period=last12",
    "#/regions?period=ytd&compare=year",
    "#/channels",
    "#/overview?period=qtd&basis=activity&channel=website,event",
];

#[test]
fn the_sample_equals_the_independent_computation() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/sample");
    let file = |path: &str| {
        fs::read(folder.join(path)).map_err(|e| Refusal::new(path, e.to_string(), "make the sample again"))
    };
    let descriptor = Descriptor::read(&file(DESCRIPTOR).expect("a descriptor")).expect("a descriptor");
    let snapshot = ingest::read(file).expect("a snapshot that is read");
    let oracle = Oracle::open(&descriptor, |table| file(&descriptor.resource(table)?.path).ok());
    let few = std::env::var("SAMPLE_FRAGMENTS").ok();
    let few = few.map_or(FRAGMENTS.len(), |few| few.parse().expect("SAMPLE_FRAGMENTS as a number"));
    let mut reports = Vec::new();
    for fragment in FRAGMENTS.into_iter().take(few.max(1)) {
        let (query, notices) = query::from_fragment(fragment);
        assert!(notices.is_empty(), "{fragment}");
        let found = differences(&answer(&snapshot, &query), &oracle.expect(&query));
        reports.extend(found.iter().take(12).map(|line| format!("{fragment}: {line}\n")));
    }
    assert!(reports.is_empty(), "{}", reports.concat());
}
