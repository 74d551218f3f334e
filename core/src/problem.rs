//! What is wrong with a snapshot: problems that are counted, and refusals that stop it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::query::Lang;

/// A sort of problem. Its [`Display`](fmt::Display) says what is wrong, [`ProblemKind::done`] what
/// was done with it and [`ProblemKind::remedy`] how to mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// A cell that its column's type cannot take.
    UnreadableValue,
    /// A spreadsheet's error, such as `#N/A`, where a value should stand.
    SpreadsheetError,
    /// A number in a spreadsheet's short form, such as `1.38E+10`, whose other digits are lost.
    ShortenedNumber,
    /// A date whose day and month may change places, in a column that does not show which is which.
    AmbiguousDate,
    /// A column of a spreadsheet's serial dates whose first day was not stated and was guessed.
    SerialDates,
    /// A code that neither the contract nor the snapshot's labels know.
    UnknownCode,
    /// A word that differs from an earlier one in capitals, spaces or width alone.
    LookAlike,
    /// A required cell that is empty.
    MissingValue,
    /// A key that stands on an earlier row too, with the same cells.
    DoubledRow,
    /// A key that stands on an earlier row too, with other cells.
    DoubledKey,
    /// A key that the table it points to does not hold.
    OrphanKey,
    /// A stage dated before an earlier one.
    StagesOutOfOrder,
    /// A date after the snapshot's `as_of`.
    AfterAsOf,
    /// A number that cannot be negative.
    NegativeNumber,
    /// A row with more or fewer cells than the header.
    RaggedRow,
    /// A row that sums up others.
    TotalsRow,
    /// A row that holds no data, or cannot be told from others.
    RowSetAside,
    /// A column that the contract does not know.
    ExtraColumn,
    /// What looks like a phone, ID card, e-mail address or number plate.
    PersonalData,
    /// Bytes that are not text in the file's encoding.
    BrokenText,
    /// The encoding was not stated and was guessed.
    GuessedEncoding,
    /// A control total of the descriptor that the loaded rows do not give.
    ControlTotal,
}

impl ProblemKind {
    /// All kinds, in the order of the report.
    pub const ALL: [Self; 22] = [
        Self::UnreadableValue,
        Self::SpreadsheetError,
        Self::ShortenedNumber,
        Self::AmbiguousDate,
        Self::SerialDates,
        Self::UnknownCode,
        Self::LookAlike,
        Self::MissingValue,
        Self::DoubledRow,
        Self::DoubledKey,
        Self::OrphanKey,
        Self::StagesOutOfOrder,
        Self::AfterAsOf,
        Self::NegativeNumber,
        Self::RaggedRow,
        Self::TotalsRow,
        Self::RowSetAside,
        Self::ExtraColumn,
        Self::PersonalData,
        Self::BrokenText,
        Self::GuessedEncoding,
        Self::ControlTotal,
    ];

    /// What was done with what is wrong.
    #[must_use]
    pub fn done(self) -> &'static str {
        match self {
            Self::UnreadableValue | Self::NegativeNumber | Self::SpreadsheetError | Self::AmbiguousDate => {
                "taken as not stated; the row is kept"
            }
            Self::SerialDates => "read as days counted from 1900",
            Self::LookAlike => "counted as a word of its own",
            Self::TotalsRow | Self::RowSetAside => "set aside and not counted",
            Self::PersonalData => "kept, and covered in this list",
            Self::UnknownCode => "counted under \"unknown\"",
            Self::MissingValue => "kept as \"not stated\"",
            Self::DoubledRow | Self::DoubledKey => {
                "both rows are kept and counted; of a dealer the first counts"
            }
            Self::OrphanKey => "kept, with no place of its own",
            Self::StagesOutOfOrder | Self::AfterAsOf | Self::ShortenedNumber => "kept as written",
            Self::RaggedRow => "missing cells are taken as not stated, further cells are left out",
            Self::ExtraColumn => "left out of the reports",
            Self::BrokenText => "shown with a replacement sign",
            Self::GuessedEncoding => "read in the encoding that fits",
            Self::ControlTotal => "the rows are shown as they are in the file",
        }
    }

    /// How to mend it in the export.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        match self {
            Self::UnreadableValue => "write the value in the form that the contract gives for the column",
            Self::SpreadsheetError => "mend the formula, or widen the column, and export again",
            Self::ShortenedNumber => "format the column as text, or with all its digits, and export again",
            Self::AmbiguousDate => "write dates as YYYY-MM-DD",
            Self::SerialDates => "write dates as YYYY-MM-DD, or state the file's epoch in datapackage.json",
            Self::LookAlike => "write the same word in one way",
            Self::TotalsRow => "leave totals out of the export",
            Self::RowSetAside => "give the row its key, or leave it out of the export",
            Self::PersonalData => "take the column out, or put a pseudonym in its place",
            Self::UnknownCode => "use a code of the contract, or give the code a label in datapackage.json",
            Self::MissingValue => "fill the cell in the source system",
            Self::DoubledRow | Self::DoubledKey => "export each key once",
            Self::OrphanKey => "export the row that the key points to, or leave the cell empty",
            Self::StagesOutOfOrder => "correct the time stamps in the source system",
            Self::AfterAsOf => "correct the date, or the descriptor's as_of",
            Self::NegativeNumber => "correct the number in the source system",
            Self::RaggedRow => "quote cells that hold the delimiter, and give every row all columns",
            Self::ExtraColumn => "leave the column out, or name it as the contract does",
            Self::BrokenText => "export as UTF-8, or state the file's encoding in datapackage.json",
            Self::GuessedEncoding => "state the file's encoding in datapackage.json",
            Self::ControlTotal => "compare the export with its source, and export again",
        }
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnreadableValue => "unreadable value",
            Self::SpreadsheetError => "spreadsheet error",
            Self::ShortenedNumber => "shortened number",
            Self::AmbiguousDate => "ambiguous date",
            Self::SerialDates => "serial dates",
            Self::UnknownCode => "unknown code",
            Self::LookAlike => "look-alike word",
            Self::MissingValue => "missing value",
            Self::DoubledRow => "doubled row",
            Self::DoubledKey => "doubled key",
            Self::OrphanKey => "orphan key",
            Self::StagesOutOfOrder => "stages out of order",
            Self::AfterAsOf => "date after as_of",
            Self::NegativeNumber => "negative number",
            Self::RaggedRow => "ragged row",
            Self::TotalsRow => "totals row",
            Self::RowSetAside => "row set aside",
            Self::ExtraColumn => "extra column",
            Self::PersonalData => "personal data",
            Self::BrokenText => "broken text",
            Self::GuessedEncoding => "guessed encoding",
            Self::ControlTotal => "control total differs",
        })
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What sort of problem.
    pub kind: ProblemKind,
    /// The contract's table.
    pub table: String,
    /// The file's path within the snapshot.
    pub file: String,
    /// The row as a spreadsheet counts, the header being row 1; `None` for the whole file.
    pub row: Option<u64>,
    /// The column's header.
    pub column: Option<String>,
    /// The cell, cut to 80 characters.
    pub value: Option<String>,
    /// What stands against it, where the kind alone does not say: the earlier row, the total.
    pub detail: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.kind)?;
        if let Some(value) = self.value.as_ref().filter(|value| !value.is_empty()) {
            write!(f, " {value:?}")?;
        }
        if let Some(detail) = &self.detail {
            write!(f, " ({detail})")?;
        }
        write!(f, "; {}; {}", self.kind.done(), self.kind.remedy())
    }
}

/// How many problems of each kind are kept in full; all are counted.
pub const KEPT: usize = 1000;

/// The problems of a snapshot: all counted, the first [`KEPT`] of each kind kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problems {
    counts: Vec<u64>,
    kept: Vec<Problem>,
}

impl Problems {
    /// Counts a problem, and keeps it while there is room for its kind.
    pub fn add(&mut self, problem: Problem) {
        let keeps = self.keeps(problem.kind);
        self.count_up(problem.kind);
        if keeps {
            self.kept.push(problem);
        }
    }

    /// Whether a problem of this kind would be kept.
    pub(crate) fn keeps(&self, kind: ProblemKind) -> bool {
        self.count(kind) < KEPT as u64
    }

    /// Counts a problem of a kind that is not kept any more.
    pub(crate) fn count_up(&mut self, kind: ProblemKind) {
        self.counts.resize(ProblemKind::ALL.len(), 0);
        self.counts[kind as usize] += 1;
    }

    /// How many of one kind there are.
    #[must_use]
    pub fn count(&self, kind: ProblemKind) -> u64 {
        self.counts.get(kind as usize).copied().unwrap_or(0)
    }

    /// How many there are in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The counts alone.
    #[must_use]
    pub fn counted(&self) -> Self {
        Self { counts: self.counts.clone(), kept: Vec::new() }
    }

    /// Those that were kept, in the order they were met.
    #[must_use]
    pub fn kept(&self) -> &[Problem] {
        &self.kept
    }
}

/// Why a snapshot is not shown at all: one clear error, with the way out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The file that it lies in.
    pub file: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
    /// Both in Chinese, where they are known.
    pub zh: Option<(String, String)>,
}

impl Refusal {
    /// A refusal that names a file, what is wrong with it, and the way out.
    #[must_use]
    pub fn new(file: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: file.into(), what: what.into(), remedy: remedy.into(), zh: None }
    }

    /// The same refusal, which can say what is wrong and the way out in Chinese as well.
    #[must_use]
    pub fn zh(mut self, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        self.zh = Some((what.into(), remedy.into()));
        self
    }

    /// What is wrong and the way out, in a language if they are known in it.
    #[must_use]
    pub fn said(&self, lang: Lang) -> (&str, &str) {
        match &self.zh {
            Some((what, remedy)) if lang == Lang::Zh => (what, remedy),
            _ => (&self.what, &self.remedy),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.file, self.what, self.remedy)
    }
}

impl std::error::Error for Refusal {}
