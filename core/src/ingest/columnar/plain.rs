//! Rows of which every cell was found to be plain before, by what its text is.
//!
//! A column in which texts repeat comes from Parquet as numbers of texts. What a text is need then be found out once,
//! and a row of which nothing is to be said is taken by numbers alone. All others are read as those of a CSV are.

use super::column::Column;
use crate::ingest::cell::Moment;
use crate::ingest::record::trim;
use crate::time::Day;

/// An empty cell.
pub(crate) const NOTHING: u32 = 0;
/// A cell that holds what a cell of its column may, where no more than that need be known.
pub(crate) const SOMETHING: u32 = 1;
/// A word that was not met so far, of which nothing is to be said: it has a number once its row is taken.
pub(crate) const LATER: u32 = u32::MAX - 2;
/// A text that its row must be read for, whatever row that is. So must the row of whatever is higher.
pub(crate) const ODD: u32 = u32::MAX - 1;
/// A text that nothing is known of yet; its row must be read.
pub(crate) const NEW: u32 = u32::MAX;

/// What the cells of some rows are, by column of the contract.
#[derive(Clone, Copy)]
pub(crate) struct Plain<'a> {
    pub(super) columns: &'a [Vec<u32>],
    /// Where those of a column of the file stand.
    pub(super) places: &'a [usize],
    pub(super) texts: &'a [Column],
    /// The hashes of what the rows hold.
    pub(super) contents: &'a [u32],
    /// The rows that must be read.
    pub(super) odd: &'a [bool],
    /// The first of the rows, the header being row 1.
    pub(super) row: u64,
}

impl<'a> Plain<'a> {
    /// What the cells of a column are, row by row.
    pub(crate) fn column(self, column: usize) -> &'a [u32] {
        self.columns.get(column).map_or(&[], |values| values.as_slice())
    }

    /// What the cells of each column of the file are, row by row.
    pub(crate) fn file(self) -> impl Iterator<Item = &'a [u32]> {
        self.places.iter().map(move |&place| self.column(place))
    }

    /// A cell of one of the rows, by its place in the file, without the white space around it.
    #[inline]
    pub(crate) fn cell(self, place: usize, at: usize) -> &'a str {
        self.texts.get(place).map_or("", |column| trim(column.cell(at)))
    }

    /// How many rows there are.
    pub(crate) fn rows(self) -> usize {
        self.odd.len()
    }

    /// Whether one of the rows must be read.
    #[inline]
    pub(crate) fn is_odd(self, at: usize) -> bool {
        self.odd.get(at).is_none_or(|odd| *odd)
    }

    /// The row of the file that one of the rows is.
    #[inline]
    pub(crate) fn row(self, at: usize) -> u64 {
        self.row + at as u64
    }

    /// The hash of what one of the rows holds.
    #[inline]
    pub(crate) fn content(self, at: usize) -> u32 {
        self.contents.get(at).copied().unwrap_or(0)
    }
}

/// A moment as a number, which [`moment`] takes.
pub(crate) fn of_moment(Moment { day, minute }: Moment) -> u32 {
    1 + (u32::from(day.0) << 12 | minute.map_or(0, |minute| u32::from(minute) + 1))
}

/// The moment of a cell.
#[inline]
pub(crate) fn moment(number: u32) -> Option<Moment> {
    let number = number.checked_sub(1)?;
    #[allow(clippy::cast_possible_truncation, reason = "sixteen bits and twelve are packed")]
    let (day, minute) = ((number >> 12) as u16, (number & 0xfff) as u16);
    Some(Moment { day: Day(day), minute: minute.checked_sub(1) })
}

/// An answer as a number, which [`boolean`] takes.
pub(crate) fn of_boolean(yes: bool) -> u32 {
    1 + u32::from(yes)
}

/// What a cell answers.
#[inline]
pub(crate) fn boolean(number: u32) -> Option<bool> {
    number.checked_sub(1).map(|number| number == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_out_as_they_went_in() {
        for minute in [None, Some(0), Some(1439)] {
            for day in [0, 1, Day::MAX.0] {
                let number = of_moment(Moment { day: Day(day), minute });
                assert_eq!(moment(number), Some(Moment { day: Day(day), minute }));
                assert!(number < ODD);
            }
        }
        assert_eq!(moment(NOTHING), None);
        let answers = [NOTHING, of_boolean(false), of_boolean(true)].map(boolean);
        assert_eq!(answers, [None, Some(false), Some(true)]);
    }
}
