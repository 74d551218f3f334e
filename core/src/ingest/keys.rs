//! Keys that stand twice.

use std::collections::HashMap;
use std::hash::BuildHasher;

use crate::ingest::csv::Record;
use crate::ingest::report::Reporter;
use crate::problem::ProblemKind;
use crate::seed::Seeded;

/// The keys of a table, by a 64-bit hash with a random seed: where each stood first, and what its
/// row held.
#[derive(Default)]
pub(crate) struct Keys {
    seen: HashMap<u64, (u64, u64), Seeded>,
    hasher: Seeded,
}

impl Keys {
    /// Puts down a key; one that stood on an earlier row becomes a problem. Gives whether it is new,
    /// as an empty one always is.
    pub(crate) fn add(
        &mut self,
        column: &str,
        key: &str,
        record: &Record<'_>,
        reporter: &mut Reporter<'_>,
    ) -> bool {
        if key.is_empty() {
            return true;
        }
        let content = self.hasher.hash_one(record.text());
        let hash = self.hasher.hash_one(key);
        let Some(&(row, earlier)) = self.seen.get(&hash) else {
            self.seen.insert(hash, (record.row, content));
            return true;
        };
        let kind = if earlier == content { ProblemKind::DoubledRow } else { ProblemKind::DoubledKey };
        let kept = reporter.problems.keeps(kind);
        reporter.cell(kind, column, key, kept.then(|| format!("first on row {row}")));
        false
    }
}
