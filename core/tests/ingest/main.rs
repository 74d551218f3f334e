//! Reading: every problem and refusal as it is said, and that no row is lost.

#[path = "../common/mod.rs"]
mod common;

mod archives;
mod bombs;
mod cells;
mod codes;
mod controls;
mod dates;
mod edges;
mod encodings;
mod habits;
mod headers;
mod integrity;
mod json;
mod keys;
mod kinds;
mod parts;
mod personal;
mod pieces;
mod refusals;
mod rows;
mod same;

use common::Case;

/// Checks all that is said of a snapshot's files, one line a problem.
#[track_caller]
fn check(case: &Case, want: &[&str]) {
    let snapshot = case.load().unwrap_or_else(|refusal| panic!("{refusal}"));
    let got: Vec<String> = snapshot.problems().kept().iter().map(ToString::to_string).collect();
    assert_eq!(got, want);
    assert_eq!(snapshot.problems().total(), want.len() as u64);
}

/// Checks how a snapshot is refused.
#[track_caller]
fn refused(case: &Case, want: &str) {
    let said = case.load().err().map(|refusal| refusal.to_string());
    assert_eq!(said.as_deref(), Some(want));
}

/// Checks how many rows a table has.
#[track_caller]
fn count(case: &Case, table: &str, want: u64) {
    let snapshot = case.load().unwrap_or_else(|refusal| panic!("{refusal}"));
    let rows = snapshot.rows().iter().find(|(name, _)| name == table).map(|(_, rows)| *rows);
    assert_eq!(rows, Some(want), "{table}");
}
