//! What was broken, and what of it the answers show.

use std::collections::BTreeMap;

use dealerscope_core::problem::ProblemKind;
use serde::Serialize;

/// Something that was broken, as the report should name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Fault {
    /// What sort of problem it is.
    pub(super) kind: ProblemKind,
    /// The contract's table.
    pub(super) table: &'static str,
    /// The file.
    pub(super) file: String,
    /// The row as a spreadsheet counts, the header being row 1; `None` for the whole file.
    pub(super) row: Option<usize>,
    /// The contract's name of the column, or the file's where the contract has none.
    pub(super) column: Option<String>,
    /// What stands there.
    pub(super) value: Option<String>,
    /// The row of the clean sample that the row is; `None` for one that the clean sample lacks.
    pub(super) clean_row: Option<usize>,
    /// What of the answers it changes: nothing, one cell, the cells that a ragged row lacks, or a row.
    pub(super) effect: Vec<Effect>,
}

/// How the answers differ from those of the clean sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Effect {
    /// They are those of the clean sample with this text in the cell.
    Reads {
        /// The row of the clean file, the header being row 1.
        row: usize,
        /// The contract's name of the column.
        column: String,
        /// The text.
        value: String,
    },
    /// They are those of the clean sample with one more row, of these cells by column.
    Adds(BTreeMap<String, String>),
}

/// What stands beside a dirty sample.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// The seed of sample and dirt.
    pub(super) seed: u64,
    /// How many faults of each kind were planted.
    pub(super) counts: BTreeMap<ProblemKind, usize>,
    /// The faults, by table and row.
    pub(super) faults: Vec<Fault>,
    /// What is odd and no fault, by table: a reader must take it without a word.
    pub(super) habits: BTreeMap<&'static str, BTreeMap<&'static str, usize>>,
}
