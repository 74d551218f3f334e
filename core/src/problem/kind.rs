//! The sorts of problem.

use std::fmt;

use serde::{Deserialize, Serialize};

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

    /// The kind's name in files and tables.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::UnreadableValue => "unreadable_value",
            Self::SpreadsheetError => "spreadsheet_error",
            Self::ShortenedNumber => "shortened_number",
            Self::AmbiguousDate => "ambiguous_date",
            Self::SerialDates => "serial_dates",
            Self::UnknownCode => "unknown_code",
            Self::LookAlike => "look_alike",
            Self::MissingValue => "missing_value",
            Self::DoubledRow => "doubled_row",
            Self::DoubledKey => "doubled_key",
            Self::OrphanKey => "orphan_key",
            Self::StagesOutOfOrder => "stages_out_of_order",
            Self::AfterAsOf => "after_as_of",
            Self::NegativeNumber => "negative_number",
            Self::RaggedRow => "ragged_row",
            Self::TotalsRow => "totals_row",
            Self::RowSetAside => "row_set_aside",
            Self::ExtraColumn => "extra_column",
            Self::PersonalData => "personal_data",
            Self::BrokenText => "broken_text",
            Self::GuessedEncoding => "guessed_encoding",
            Self::ControlTotal => "control_total",
        }
    }

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
            Self::PersonalData => "kept, and covered wherever it is shown",
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
