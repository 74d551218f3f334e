//! Which cell of a record belongs to which column of the contract.

use crate::contract::Table;
use crate::ingest::report::Reporter;
use crate::problem::{ProblemKind, Refusal};

/// A file's header, matched with its table of the contract.
pub(crate) struct Header {
    /// For each column of the contract, the cell's place in a record.
    at: Vec<Option<usize>>,
    /// How many cells a full record has.
    pub(crate) width: usize,
}

impl Header {
    /// Matches the first record. Columns that the contract does not know and optional ones that are
    /// absent become problems.
    ///
    /// # Errors
    /// Refuses a file that lacks a required column, naming the columns that are there.
    pub(crate) fn read(
        names: &[String],
        table: &'static Table,
        reporter: &mut Reporter<'_>,
    ) -> Result<Self, Refusal> {
        let mut at = vec![None; table.columns.len()];
        for (place, name) in names.iter().enumerate() {
            let known = table.columns.iter().position(|c| c.name.eq_ignore_ascii_case(name.trim()));
            match known {
                Some(column) if at[column].is_none() => at[column] = Some(place),
                Some(_) => reporter.file(
                    ProblemKind::ExtraColumn,
                    Some(name),
                    Some("the column stands twice; the first is read"),
                ),
                None if name.trim().is_empty() => {}
                None => reporter.file(ProblemKind::ExtraColumn, Some(name), None),
            }
        }
        let absent: Vec<&str> = table
            .columns
            .iter()
            .zip(&at)
            .filter(|(c, at)| c.required && at.is_none())
            .map(|(c, _)| c.name)
            .collect();
        if !absent.is_empty() {
            return Err(Refusal::new(
                reporter.path(),
                format!(
                    "the table {} lacks required columns: {}; it has: {}",
                    table.name,
                    absent.join(", "),
                    names.join(", ")
                ),
                "name the columns as the contract does, in the first row",
            ));
        }
        Ok(Self { at, width: names.len() })
    }

    /// Where a column's cell stands in a record, by the column's place in the contract.
    pub(crate) fn place(&self, column: usize) -> Option<usize> {
        self.at[column]
    }

    /// Whether the file has the column.
    pub(crate) fn has(&self, column: usize) -> bool {
        self.at[column].is_some()
    }
}
