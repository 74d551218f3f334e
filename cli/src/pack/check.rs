//! The snapshot is read back by the contract, as the dashboard will read it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use dealerscope_core::ingest;
use dealerscope_core::problem::{ProblemKind, Problems, Refusal};

/// How many problems of a kind are shown.
const SHOWN: usize = 3;

/// Reads a snapshot's folder as the dashboard does; a refusal begins with these words.
pub(super) fn read_back(folder: &Path, words: &'static str) -> Result<Problems> {
    let file = |path: &str| {
        fs::read(folder.join(path))
            .map_err(|e| Refusal::new(path, e.to_string(), "see that the disk is whole and has room"))
    };
    let snapshot = ingest::read(file).context(words)?;
    Ok(snapshot.problems().clone())
}

/// Says on stderr what is wrong with the rows: each kind with its count and its first cases.
pub(super) fn print(problems: &Problems) {
    for kind in ProblemKind::ALL.into_iter().filter(|kind| problems.count(*kind) > 0) {
        eprintln!("{kind}: {}", problems.count(kind));
        for problem in problems.kept().iter().filter(|p| p.kind == kind).take(SHOWN) {
            eprintln!("  {problem}");
        }
    }
    if problems.total() > 0 {
        eprintln!("Every row is kept; `dealerscope check` lists them all.");
    }
}
