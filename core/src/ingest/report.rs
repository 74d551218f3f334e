//! Where problems are put down, with the file, row and column at hand.

use std::borrow::Cow;

use crate::ingest::personal;
use crate::problem::{Problem, ProblemKind, Problems};

/// The longest part of a cell that a problem shows, in characters.
const CUT: usize = 80;

/// Puts down the problems of one file.
pub(crate) struct Reporter<'a> {
    pub(crate) problems: &'a mut Problems,
    pub(crate) table: &'a str,
    pub(crate) file: &'a str,
    /// The row at hand, as a spreadsheet counts.
    at: u64,
    /// Whether the row at hand has a problem.
    pub(crate) touched: bool,
    /// How many problems were put down.
    pub(crate) count: u64,
}

impl<'a> Reporter<'a> {
    pub(crate) fn new(problems: &'a mut Problems, table: &'a str, file: &'a str) -> Self {
        Self { problems, table, file, at: 0, touched: false, count: 0 }
    }

    /// The file's path, for a refusal.
    pub(crate) fn path(&self) -> &'a str {
        self.file
    }

    /// Begins a row.
    pub(crate) fn begin(&mut self, row: u64) {
        self.at = row;
        self.touched = false;
    }

    /// A problem of the row at hand.
    pub(crate) fn cell(&mut self, kind: ProblemKind, column: &str, value: &str, detail: Option<String>) {
        self.touched = true;
        let row = Some(self.at);
        self.add(kind, row, Some(column), Some(value), detail);
    }

    /// Personal data in a cell of the row at hand, if there is some; gives whether there is.
    pub(crate) fn personal(&mut self, column: &str, text: &str) -> bool {
        let found = personal::find(text);
        if let Some((_, what)) = found {
            self.cell(ProblemKind::PersonalData, column, text, Some(what.to_owned()));
        }
        found.is_some()
    }

    /// A problem of the row at hand as a whole; its first cell is shown.
    pub(crate) fn row(&mut self, kind: ProblemKind, value: &str, detail: Option<String>) {
        self.touched = true;
        self.add(kind, Some(self.at), None, Some(value), detail);
    }

    /// A problem of the whole file.
    pub(crate) fn file(&mut self, kind: ProblemKind, column: Option<&str>, detail: Option<&str>) {
        self.add(kind, None, column, None, detail.map(Into::into));
    }

    fn add(
        &mut self,
        kind: ProblemKind,
        row: Option<u64>,
        column: Option<&str>,
        value: Option<&str>,
        detail: Option<String>,
    ) {
        self.count += 1;
        let column = column.map(cut);
        if !self.problems.keeps(kind) {
            return self.problems.count_up(kind, self.table, column.as_deref());
        }
        self.problems.add(Problem {
            kind,
            table: self.table.to_owned(),
            file: self.file.to_owned(),
            row,
            column: column.map(Cow::into_owned),
            value: value.map(|text| cut(&personal::masked(text)).into_owned()),
            detail,
        });
    }
}

/// A text that is not longer than a problem shows.
fn cut(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(CUT) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}
