//! What the reading of a snapshot's files found, beside their problems: the import report.

use crate::contract::Table;

/// What was read of one table's file.
#[derive(Clone, Debug)]
pub(crate) struct Intake {
    /// The table.
    pub(crate) table: &'static Table,
    /// The file's path within the snapshot.
    pub(crate) file: String,
    /// The file's length in bytes, as it lies there.
    pub(crate) bytes: u64,
    /// Whether the descriptor states a hash, which then holds.
    pub(crate) hashed: bool,
    /// The encoding that it was read in, by its usual name.
    pub(crate) encoding: &'static str,
    /// Whether the encoding was found out rather than stated.
    pub(crate) guessed: bool,
    /// The rows that were loaded; rows that sum up others are not.
    pub(crate) rows: u64,
    /// For each column of the contract, the cells that state something; `None` where the file lacks the
    /// column.
    pub(crate) filled: Vec<Option<u64>>,
    /// Columns that the contract does not know.
    pub(crate) extra: u64,
}

/// A control total of the descriptor and what was loaded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reconciliation {
    /// The table's name.
    pub(crate) table: String,
    /// `rows`, or the column that is summed.
    pub(crate) measure: String,
    /// What the descriptor states.
    pub(crate) stated: f64,
    /// What the rows give; `None` where the snapshot lacks the table.
    pub(crate) loaded: Option<f64>,
}

impl Reconciliation {
    /// Whether the two are the same, but for what adding up fractions may cost.
    pub(crate) fn agrees(&self) -> bool {
        self.loaded.is_some_and(|loaded| (loaded - self.stated).abs() <= 0.005 + self.stated.abs() * 1e-9)
    }
}
