//! Every figure and table of the pages, held against SQL on an engine of its own.

use std::collections::BTreeSet;
use std::sync::Mutex;

use dealerscope_core::{answer, ingest, query};
use dealerscope_tests::compare::differences;
use dealerscope_tests::oracle::Oracle;
use dealerscope_tests::{fragments, generate, seeds};

/// The seeds of the snapshots, unless `ORACLE_SEEDS` gives others, such as `100..200`.
const SEEDS: std::ops::Range<u64> = 0..24;
const FRAGMENTS: usize = 10;
/// How many kinds of findings there are.
const FINDING_KINDS: usize = 6;
/// How many differences are printed of each fragment.
const SHOWN: usize = 12;

#[test]
fn every_figure_and_table_equals_the_independent_computation() {
    let seeds = seeds::given("ORACLE_SEEDS", SEEDS);
    let kinds = Mutex::new(BTreeSet::new());
    let reports = seeds::spread(seeds.clone(), |seed| check(seed, &kinds)).concat();
    assert!(reports.is_empty(), "{} of the answers differ:\n{}", reports.len(), reports.join("\n"));
    // What never occurs was never held against anything.
    let kinds = kinds.into_inner().expect("a lock");
    assert!(seeds != SEEDS || kinds.len() == FINDING_KINDS, "the only findings were {kinds:?}");
}

/// Asks a snapshot its fragments; one report for each whose answer differs. Notes the kinds of findings
/// that were met.
fn check(seed: u64, kinds: &Mutex<BTreeSet<String>>) -> Vec<String> {
    let generated = generate::snapshot(seed);
    let snapshot = ingest::read(|path| generated.file(path)).expect("a snapshot that is read");
    let oracle = Oracle::open(&generated.descriptor, |table| generated.table(table));
    let as_of = generated.descriptor.as_of().expect("a date");
    let mut rng = fastrand::Rng::with_seed(seed ^ 0xD1CE);
    let mut reports = Vec::new();
    for n in 0..FRAGMENTS {
        let drawn = fragments::draw(&mut rng, n, as_of, &oracle);
        let fragment = query::to_fragment(&drawn);
        let (query, notices) = query::from_fragment(&fragment);
        assert_eq!((&query, notices.len()), (&drawn, 0), "{fragment} reads back as it was drawn");
        let answer = answer(&snapshot, &query);
        if let Some(findings) = answer.table("findings") {
            kinds.lock().expect("a lock").extend(findings.texts("kind").into_iter().map(str::to_owned));
        }
        let found = differences(&answer, &oracle.expect(&query));
        if !found.is_empty() {
            let shown = found.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n    ");
            reports.push(format!("snapshot {seed}, {fragment}: {} differences\n    {shown}", found.len()));
        }
    }
    reports
}
