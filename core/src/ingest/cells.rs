//! The cells of one record by column of the contract, with their problems put down.
//!
//! A cell is read in the plain form of the contract first; only what that cannot read is looked at
//! more closely.

use std::borrow::Cow;

use crate::contract::Table;
use crate::ingest::cell::{self, Moment};
use crate::ingest::dates::{self, Dates, Meaning};
use crate::ingest::dictionary::{Codes, Dictionary};
use crate::ingest::header::Header;
use crate::ingest::memo::Memo;
use crate::ingest::record::Record;
use crate::ingest::report::{Detail, Reporter};
use crate::ingest::suspects::Suspects;
use crate::ingest::{fold, odd, personal};
use crate::problem::ProblemKind;
use crate::time::Month;

/// The least whole number that is a mobile phone's.
pub(crate) const LEAST_PHONE: i64 = 13_000_000_000;

/// Whether nothing is to be said of a word, whatever its column.
pub(crate) fn is_unremarkable(text: &str) -> bool {
    personal::is_plain(text)
        || !odd::is_error(text) && !odd::is_shortened(text) && personal::what(text).is_none()
}

/// One record, read by the columns of its table.
pub(crate) struct Cells<'a, 'p> {
    pub(crate) record: &'a Record<'a>,
    /// The columns that the record states something in, a bit each.
    pub(crate) stated: u64,
    /// Those that it must state something in, and does not.
    pub(crate) lacks: u64,
    pub(crate) header: &'a Header,
    pub(crate) table: &'static Table,
    pub(crate) dates: &'a mut Dates,
    pub(crate) clean: &'a Memo<()>,
    pub(crate) suspects: &'a mut Suspects,
    pub(crate) reporter: &'a mut Reporter<'p>,
}

impl<'a> Cells<'a, '_> {
    /// The words of a cell as they are; empty where the file lacks the column.
    #[inline]
    pub(crate) fn text(&self, column: usize) -> &'a str {
        if self.stated >> column & 1 == 0 {
            return "";
        }
        self.header.place(column).map_or("", |place| self.record.cell(place))
    }

    /// Whether there is anything to be read or said of some columns, a bit each.
    #[inline]
    pub(crate) fn concern(&self, columns: u64) -> bool {
        (self.stated | self.lacks) & columns != 0
    }

    fn put_down(&mut self, kind: ProblemKind, column: usize, text: &str) {
        self.reporter.cell(kind, self.table.columns[column].name, text, None);
    }

    /// The words of a cell; `None` where it states nothing, which is put down where every row must.
    #[inline]
    fn stated_text(&mut self, column: usize) -> Option<&'a str> {
        if self.stated >> column & 1 == 1 {
            return Some(self.text(column));
        }
        if self.lacks >> column & 1 == 1 {
            self.missing(column);
        }
        None
    }

    /// Puts down an empty cell where every row must state one.
    #[cold]
    fn missing(&mut self, column: usize) {
        if self.table.columns[column].required {
            self.put_down(ProblemKind::MissingValue, column, "");
        }
    }

    fn personal(&mut self, column: usize, text: &str) {
        if self.header.keeps(column) {
            return;
        }
        if let Some(what) = self.reporter.personal(self.table.columns[column].name, text) {
            self.suspects.add(column, self.record.row, text, what);
        }
    }

    /// Puts down a cell that its column's type cannot take.
    #[cold]
    fn unreadable(&mut self, column: usize, text: &str) {
        let error = odd::is_error(text);
        let kind = if error { ProblemKind::SpreadsheetError } else { ProblemKind::UnreadableValue };
        self.put_down(kind, column, text);
        self.personal(column, text);
    }

    fn read<T>(
        &mut self,
        column: usize,
        plain: impl FnOnce(&str) -> Option<T>,
        odd: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.stated_text(column)?;
        let value = plain(text).or_else(|| odd(text));
        if value.is_none() {
            self.unreadable(column, text);
        }
        value
    }

    /// The words of a cell, put down where they are missing, an error or destroyed.
    pub(crate) fn word(&mut self, column: usize) -> Cow<'a, str> {
        let Some(text) = self.stated_text(column) else { return Cow::Borrowed("") };
        if personal::is_plain(text) {
            return Cow::Borrowed(text);
        }
        let mut word = None;
        let clean = self.clean;
        clean.find(text, || {
            let before = self.reporter.count;
            let read = self.odd_word(column, text);
            // What is kept on purpose in one column is still to be said of another.
            let nothing = self.reporter.count == before && *read == *text && !self.header.keeps(column);
            word = Some(read);
            nothing.then_some(())
        });
        word.unwrap_or(Cow::Borrowed(text))
    }

    #[cold]
    fn odd_word(&mut self, column: usize, text: &'a str) -> Cow<'a, str> {
        if odd::is_error(text) {
            self.put_down(ProblemKind::SpreadsheetError, column, text);
            return Cow::Borrowed("");
        }
        if odd::is_shortened(text) {
            self.put_down(ProblemKind::ShortenedNumber, column, text);
        }
        self.personal(column, text);
        fold::width(text)
    }

    /// The number of a cell's words in a dictionary.
    pub(crate) fn entry(&mut self, column: usize, words: &mut Dictionary) -> u32 {
        let Some(text) = self.stated_text(column) else { return 0 };
        words.known(text).unwrap_or_else(|| self.new_entry(column, words))
    }

    fn new_entry(&mut self, column: usize, words: &mut Dictionary) -> u32 {
        let before = self.reporter.count;
        let word = self.word(column);
        let number = words.number(&word);
        if let Some(twin) = words.twin(number) {
            let detail = Detail::both(format!("beside {twin:?}"), format!("另有 {twin:?}"));
            let name = self.table.columns[column].name;
            self.reporter.cell(ProblemKind::LookAlike, name, self.text(column), Some(detail));
        }
        if self.reporter.count > before {
            words.mark(number);
        }
        number
    }

    #[inline]
    pub(crate) fn moment(&mut self, column: usize) -> Option<Moment> {
        let text = self.stated_text(column)?;
        self.read_moment(column, text)
    }

    #[inline(never)]
    fn read_moment(&mut self, column: usize, text: &str) -> Option<Moment> {
        cell::moment(text.as_bytes()).or_else(|| self.odd_moment(column, text))
    }

    #[cold]
    fn odd_moment(&mut self, column: usize, text: &str) -> Option<Moment> {
        self.dates.read(column, text).unwrap_or_else(|()| {
            self.unreadable(column, text);
            None
        })
    }

    pub(crate) fn month(&mut self, column: usize) -> Option<Month> {
        let text = self.stated_text(column)?;
        cell::month(text.as_bytes()).or_else(|| self.odd_month(column, text))
    }

    /// A month in another form. A day that may mean two months is no month: nothing else in the
    /// column can settle it, since a month's first day is written for the month.
    #[cold]
    fn odd_month(&mut self, column: usize, text: &str) -> Option<Month> {
        if let Some(month) = dates::month(text) {
            return Some(month);
        }
        if let Some(Meaning::Either(_)) = dates::meaning(text) {
            self.put_down(ProblemKind::AmbiguousDate, column, text);
            return None;
        }
        self.odd_moment(column, text).map(|m| m.day.month())
    }

    pub(crate) fn boolean(&mut self, column: usize) -> Option<bool> {
        self.read(column, cell::boolean, odd::boolean)
    }

    pub(crate) fn number(&mut self, column: usize) -> Option<f64> {
        let value = self.read(column, cell::number, odd::number)?;
        self.check_digits(true, column);
        Some(value)
    }

    /// Puts down a number that was read and whose last digits may be lost.
    fn check_digits(&mut self, read: bool, column: usize) {
        if read && self.text(column).contains('E') {
            self.shortened(column);
        }
    }

    #[cold]
    fn shortened(&mut self, column: usize) {
        let text = self.text(column);
        if odd::is_shortened(text) {
            self.put_down(ProblemKind::ShortenedNumber, column, text);
        }
    }

    /// A number that cannot be negative.
    pub(crate) fn amount(&mut self, column: usize) -> Option<f64> {
        let value = self.number(column)?;
        if value < 0.0 {
            self.put_down(ProblemKind::NegativeNumber, column, self.text(column));
            return None;
        }
        Some(value)
    }

    /// A whole number that cannot be negative.
    pub(crate) fn integer(&mut self, column: usize) -> Option<i64> {
        let value = self.read(column, cell::integer, odd::integer)?;
        self.check_digits(true, column);
        if value >= LEAST_PHONE {
            self.personal(column, self.text(column));
        }
        if value < 0 {
            self.put_down(ProblemKind::NegativeNumber, column, self.text(column));
            return None;
        }
        Some(value)
    }

    /// The number of a code.
    #[inline]
    pub(crate) fn code(&mut self, column: usize, codes: &Codes) -> u8 {
        let Some(text) = self.stated_text(column) else { return 0 };
        let (number, known) = codes.number(text);
        if known { number } else { self.odd_code(column, text, number) }
    }

    #[cold]
    fn odd_code(&mut self, column: usize, text: &str, unknown: u8) -> u8 {
        self.unknown(column, text);
        if odd::is_error(text) { 0 } else { unknown }
    }

    /// Puts down a code that nobody knows.
    pub(crate) fn unknown(&mut self, column: usize, text: &str) {
        let error = odd::is_error(text);
        let kind = if error { ProblemKind::SpreadsheetError } else { ProblemKind::UnknownCode };
        self.put_down(kind, column, text);
        self.personal(column, text);
    }

    /// A key into the dealers; 0 for one that is empty, or that the table does not hold.
    pub(crate) fn dealer(&mut self, column: usize, dealers: &Dictionary) -> u16 {
        let text = self.text(column);
        let number = match dealers.known(text) {
            Some(0) | None => self.odd_dealer(column, dealers),
            Some(number) => number,
        };
        u16::try_from(number).unwrap_or(0)
    }

    fn odd_dealer(&mut self, column: usize, dealers: &Dictionary) -> u32 {
        let word = self.word(column);
        dealers.find(&word).unwrap_or_else(|| {
            self.put_down(ProblemKind::OrphanKey, column, &word);
            0
        })
    }
}
