//! Where problems are put down, with the file, row and column at hand.

use std::borrow::Cow;

use crate::ingest::personal::{self, What};
use crate::problem::{Problem, ProblemKind, Problems};

/// The longest part of a cell that a problem shows, in characters.
const CUT: usize = 80;

/// What stands against a problem, in English and Chinese.
pub(crate) struct Detail {
    en: String,
    zh: Option<String>,
}

impl Detail {
    pub(crate) fn both(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: Some(zh.into()) }
    }

    /// A name that is the same in both languages.
    pub(crate) fn name(name: &str) -> Self {
        Self { en: name.to_owned(), zh: None }
    }
}

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
    pub(crate) fn cell(&mut self, kind: ProblemKind, column: &str, value: &str, detail: Option<Detail>) {
        self.touched = true;
        let row = Some(self.at);
        self.add(kind, row, Some(column), Some(value), detail);
    }

    /// Personal data in a cell of the row at hand, if there is some: puts it down and gives what it is.
    pub(crate) fn personal(&mut self, column: &str, text: &str) -> Option<What> {
        let what = personal::what(text)?;
        self.cell(ProblemKind::PersonalData, column, text, Some(Detail::both(what.0, what.1)));
        Some(what)
    }

    /// The same in a column that the contract does not know; gives whether there is some.
    pub(crate) fn personal_beside(&mut self, column: &str, text: &str) -> bool {
        let Some((en, zh)) = personal::what(text) else { return false };
        let detail = Detail::both(
            format!("{en}; the column is not read, but the file would be published with it"),
            format!("{zh}；该列不被读取，但会随文件一同发布"),
        );
        self.cell(ProblemKind::PersonalData, column, text, Some(detail));
        true
    }

    /// A problem of the row at hand as a whole; its first cell is shown.
    pub(crate) fn row(&mut self, kind: ProblemKind, value: &str, detail: Option<Detail>) {
        self.touched = true;
        self.add(kind, Some(self.at), None, Some(value), detail);
    }

    /// A problem of the whole file.
    pub(crate) fn file(&mut self, kind: ProblemKind, column: Option<&str>, detail: Option<Detail>) {
        self.add(kind, None, column, None, detail);
    }

    fn add(
        &mut self,
        kind: ProblemKind,
        row: Option<u64>,
        column: Option<&str>,
        value: Option<&str>,
        detail: Option<Detail>,
    ) {
        self.count += 1;
        let column = column.map(cut);
        if !self.problems.keeps(kind, self.table) {
            return self.problems.count_up(kind, self.table, column.as_deref(), 1);
        }
        let (detail, detail_zh) = detail.map_or((None, None), |detail| (Some(detail.en), detail.zh));
        self.problems.add(Problem {
            kind,
            table: self.table.to_owned(),
            file: self.file.to_owned(),
            row,
            column: column.map(Cow::into_owned),
            value: value.map(|text| cut(&personal::masked(text)).into_owned()),
            detail,
            detail_zh,
        });
    }
}

/// A text that is not longer than a problem shows.
pub(crate) fn cut(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(CUT) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}
