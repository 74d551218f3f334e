//! Columns that look like personal data: which cells of a file do, and when they are too many.

use std::collections::BTreeMap;

use crate::contract::Table;
use crate::ingest::header::Header;
use crate::ingest::personal::{self, What};
use crate::problem::Refusal;

/// Fewer cells than this are slips of single cells, however few others state anything.
const FEWEST: u64 = 3;

/// The cells of a file that look like personal data, by the contract's column.
#[derive(Default)]
pub(crate) struct Suspects(BTreeMap<usize, Suspect>);

/// Those of one column.
struct Suspect {
    cells: u64,
    /// The first of them: its row, its text, covered, and what it looks like.
    row: u64,
    text: String,
    what: What,
}

impl Suspects {
    /// Whether no cell does.
    pub(crate) fn are_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Counts a cell.
    pub(crate) fn add(&mut self, column: usize, row: u64, text: &str, what: What) {
        let new = || Suspect { cells: 0, row, text: personal::masked(text).into_owned(), what };
        self.0.entry(column).or_insert_with(new).cells += 1;
    }

    /// Checks the columns of a file, once all its rows were read; `filled` are the cells of each that state
    /// something.
    ///
    /// # Errors
    /// Refuses a column of which more than half the cells look like personal data.
    pub(crate) fn check(
        &self,
        table: &'static Table,
        header: &Header,
        filled: &[Option<u64>],
        file: &str,
    ) -> Result<(), Refusal> {
        for (&column, Suspect { cells, row, text, what: (what, what_zh) }) in &self.0 {
            let all = filled[column].unwrap_or(0);
            if *cells < FEWEST || cells * 2 <= all {
                continue;
            }
            let name = table.columns[column].name;
            let own = header.own_name(column);
            let said = if own == name { name.to_owned() } else { format!("{own} ({name})") };
            let what = (
                format!(
                    "row {row}, column {said}: {text:?} looks like {what}, as do {cells} of the column's {all} cells; personal data must not stand in a snapshot, which nobody can call back"
                ),
                format!(
                    "第 {row} 行，{said} 列：{text:?} 疑似{what_zh}，该列 {all} 个单元格中有 {cells} 个疑似个人信息；快照一经分发无法撤回，不得含个人信息"
                ),
            );
            let remedy = (
                format!(
                    "put pseudonyms in their place and export again, or, if the column was kept on purpose, list {name} under dealerscope.kept of the table's resource in datapackage.json"
                ),
                format!(
                    "请改用化名后重新导出；若确为有意保留，请在 datapackage.json 中该表资源的 dealerscope.kept 列出 {name}"
                ),
            );
            return Err(Refusal::both(file, what, (&remedy.0, &remedy.1)));
        }
        Ok(())
    }
}
