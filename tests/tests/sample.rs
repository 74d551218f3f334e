//! The sample that the site opens with, held against the same independent computation.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dealerscope_core::descriptor::{DESCRIPTOR, Descriptor};
use dealerscope_core::problem::Refusal;
use dealerscope_core::{answer, ingest, query};
use dealerscope_tests::compare::differences;
use dealerscope_tests::oracle::Oracle;
use dealerscope_tests::seeds;

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
    let few = std::env::var("SAMPLE_FRAGMENTS").ok();
    let few = few.map_or(FRAGMENTS.len(), |few| few.parse().expect("SAMPLE_FRAGMENTS as a number"));
    let few = few.clamp(1, FRAGMENTS.len());
    // An oracle answers one question after the other, so that there are two of them.
    let reports = seeds::spread(0..few.min(2), |half| {
        let oracle = Oracle::open(&descriptor, |table| file(&descriptor.resource(table)?.path).ok());
        let mut reports = String::new();
        for fragment in FRAGMENTS[..few].iter().skip(half).step_by(2) {
            let (query, notices) = query::from_fragment(fragment);
            assert!(notices.is_empty(), "{fragment}");
            for difference in differences(&answer(&snapshot, &query), &oracle.expect(&query)).iter().take(12)
            {
                writeln!(reports, "{fragment}: {difference}").expect("a text takes any line");
            }
        }
        reports
    });
    assert!(reports.iter().all(String::is_empty), "{}", reports.concat());
}
