//! The cells of one record by column of the contract, with their problems put down.

use crate::contract::Table;
use crate::ingest::cell::{self, Moment};
use crate::ingest::csv::Record;
use crate::ingest::dictionary::Codes;
use crate::ingest::header::Header;
use crate::ingest::report::Reporter;
use crate::problem::ProblemKind;
use crate::time::{Day, Month};

/// One record, read by the columns of its table.
pub(crate) struct Cells<'a, 'p> {
    pub(crate) record: &'a Record<'a>,
    pub(crate) header: &'a Header,
    pub(crate) table: &'static Table,
    pub(crate) reporter: &'a mut Reporter<'p>,
}

impl<'a> Cells<'a, '_> {
    /// The words of a cell; empty where the file lacks the column.
    pub(crate) fn text(&self, column: usize) -> &'a str {
        self.header.place(column).map_or("", |place| self.record.cell(place))
    }

    fn read<T>(&mut self, column: usize, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text(column);
        let spec = &self.table.columns[column];
        if text.is_empty() {
            if spec.required {
                self.reporter.cell(ProblemKind::MissingValue, spec.name, "", None);
            }
            return None;
        }
        let value = parse(text);
        if value.is_none() {
            self.reporter.cell(ProblemKind::UnreadableValue, spec.name, text, None);
        }
        value
    }

    /// The words of a cell, put down as missing where every row must state them.
    pub(crate) fn stated(&mut self, column: usize) -> &'a str {
        let text = self.text(column);
        if text.is_empty() && self.table.columns[column].required {
            self.reporter.cell(ProblemKind::MissingValue, self.table.columns[column].name, "", None);
        }
        text
    }

    pub(crate) fn moment(&mut self, column: usize) -> Option<Moment> {
        self.read(column, |text| cell::moment(text.as_bytes()))
    }

    pub(crate) fn day(&mut self, column: usize) -> Option<Day> {
        self.read(column, |text| cell::day(text.as_bytes()))
    }

    pub(crate) fn month(&mut self, column: usize) -> Option<Month> {
        self.read(column, |text| cell::month(text.as_bytes()))
    }

    pub(crate) fn boolean(&mut self, column: usize) -> Option<bool> {
        self.read(column, cell::boolean)
    }

    pub(crate) fn number(&mut self, column: usize) -> Option<f64> {
        self.read(column, cell::number)
    }

    /// A number that cannot be negative.
    pub(crate) fn amount(&mut self, column: usize) -> Option<f64> {
        let value = self.number(column)?;
        if value < 0.0 {
            self.negative(column);
            return None;
        }
        Some(value)
    }

    /// A whole number that cannot be negative.
    pub(crate) fn integer(&mut self, column: usize) -> Option<i64> {
        let value = self.read(column, cell::integer)?;
        if value < 0 {
            self.negative(column);
            return None;
        }
        Some(value)
    }

    fn negative(&mut self, column: usize) {
        let text = self.text(column);
        self.reporter.cell(ProblemKind::NegativeNumber, self.table.columns[column].name, text, None);
    }

    /// The number of a code.
    pub(crate) fn code(&mut self, column: usize, codes: &Codes) -> u8 {
        let text = self.text(column);
        let (number, known) = codes.number(text);
        if !known {
            self.reporter.cell(ProblemKind::UnknownCode, self.table.columns[column].name, text, None);
        } else if text.is_empty() && self.table.columns[column].required {
            self.reporter.cell(ProblemKind::MissingValue, self.table.columns[column].name, "", None);
        }
        number
    }

    /// A key into the dealers; 0 for one that is empty, or that the table does not hold.
    pub(crate) fn dealer(&mut self, column: usize, find: impl FnOnce(&str) -> Option<u32>) -> u16 {
        let text = self.stated(column);
        let Some(number) = find(text) else {
            self.reporter.cell(ProblemKind::OrphanKey, self.table.columns[column].name, text, None);
            return 0;
        };
        u16::try_from(number).unwrap_or(0)
    }
}
