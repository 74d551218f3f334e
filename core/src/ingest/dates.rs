//! Dates that the plain reading does not know: the year last, and a spreadsheet's serial numbers.
//!
//! Whether the day or the month stands first is decided for a whole column, and only where its
//! cells can mean one thing: until the file has ended, nobody knows.

use std::fmt;

use crate::ingest::cell::{self, Moment};
use crate::ingest::decimal::decimal;
use crate::ingest::fold;
use crate::time::{Day, Month};

/// A date whose day and month may change places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Loose {
    first: u8,
    second: u8,
    year: u16,
    minute: Option<u16>,
    sign: u8,
    /// Whether the numbers are written with two digits.
    padded: bool,
}

impl Loose {
    /// The moment with the day first, or with the month first.
    pub(crate) fn moment(self, day_first: bool) -> Option<Moment> {
        let (day, month) = if day_first { (self.first, self.second) } else { (self.second, self.first) };
        Some(Moment { day: Day::new(self.year.into(), month, day)?, minute: self.minute })
    }
}

/// Writes the date as the cell does.
impl fmt::Display for Loose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (width, sign) = (if self.padded { 2 } else { 1 }, char::from(self.sign));
        write!(f, "{:0width$}{sign}{:0width$}{sign}{}", self.first, self.second, self.year)?;
        self.minute.map_or(Ok(()), |m| write!(f, " {:02}:{:02}", m / 60, m % 60))
    }
}

/// What a cell can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// One moment.
    One(Moment),
    /// One moment, and that shows that the day stands first, or that the month does.
    Shows(Moment, bool),
    /// A day or a month first.
    Either(Loose),
    /// Days since a spreadsheet's epoch, and the minute.
    Serial(u32, Option<u16>),
}

/// What a cell can mean that [`cell::moment`] cannot read.
pub(crate) fn meaning(text: &str) -> Option<Meaning> {
    let text = fold::width(text);
    if let Some(moment) = cell::moment(text.as_bytes()) {
        return Some(Meaning::One(moment));
    }
    if let Some(serial) = serial(&text) {
        return Some(serial);
    }
    let loose = loose(&text)?;
    match (loose.moment(true), loose.moment(false)) {
        (Some(a), Some(b)) if a == b => Some(Meaning::One(a)),
        (Some(_), Some(_)) => Some(Meaning::Either(loose)),
        (Some(moment), None) => Some(Meaning::Shows(moment, true)),
        (None, Some(moment)) => Some(Meaning::Shows(moment, false)),
        (None, None) => None,
    }
}

/// A date of three numbers, the year last and in full, with a time or without one.
fn loose(text: &str) -> Option<Loose> {
    let (date, time) = text.split_at(text.find([' ', 'T']).unwrap_or(text.len()));
    let sign = date.bytes().find(|b| !b.is_ascii_digit()).filter(|b| matches!(b, b'/' | b'.' | b'-'))?;
    let mut parts = date.split(char::from(sign));
    let mut part = |longest: usize| {
        let part = parts.next().filter(|p| p.len() <= longest && p.bytes().all(|b| b.is_ascii_digit()))?;
        Some((part.parse::<u16>().ok()?, part.len()))
    };
    let ((first, a), (second, b), (year, digits)) = (part(2)?, part(2)?, part(4)?);
    if parts.next().is_some() || digits != 4 {
        return None;
    }
    let minute = if time.is_empty() { None } else { Some(cell::time(time.as_bytes())?) };
    let (first, second) = (u8::try_from(first).ok()?, u8::try_from(second).ok()?);
    Some(Loose { first, second, year, minute, sign, padded: a == 2 && b == 2 })
}

/// A month in full width, or one written first, such as `6/2026`.
pub(crate) fn month(text: &str) -> Option<Month> {
    let text = fold::width(text);
    if let Some(month) = cell::month(text.as_bytes()) {
        return Some(month);
    }
    let (month, year) = text.split_once(['/', '-', '.'])?;
    cell::month(format!("{year}-{month:0>2}").as_bytes()).filter(|_| month.len() <= 2 && year.len() == 4)
}

/// A spreadsheet's serial number, such as `45000` or `45000.375`.
fn serial(text: &str) -> Option<Meaning> {
    let (days, fraction) = text.split_once('.').map_or((text, None), |(d, f)| (d, Some(f)));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if days.len() != 5 || !digits(days) || !fraction.is_none_or(|f| !f.is_empty() && digits(f)) {
        return None;
    }
    let mut days: u32 = days.parse().ok()?;
    let mut minute = None;
    if let Some(fraction) = fraction {
        let part = decimal(&format!("0.{fraction}"))?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 1440")]
        let of_day = (part * 1440.0).round() as u16;
        days += u32::from(of_day / 1440);
        minute = Some(of_day % 1440);
    }
    Some(Meaning::Serial(days, minute))
}

/// The day before the first, as serial numbers count it, in days before 1970.
const SINCE_1900: i64 = 25_569;
const SINCE_1904: i64 = 24_107;

/// What a file's columns of dates have shown so far, by place in the contract.
#[derive(Default)]
pub(crate) struct Dates {
    /// The year that the descriptor says serial numbers count from.
    epoch: Option<u16>,
    /// Columns that hold serial numbers whose epoch is taken for granted.
    pub(crate) serials: u64,
    days_first: u64,
    months_first: u64,
    /// The dates of the row at hand that may mean two days, by column.
    pub(crate) open: Vec<(usize, Loose)>,
    waiting: Vec<(u64, usize, Loose)>,
}

impl Dates {
    /// The dates of a file whose serial numbers count from this year.
    pub(crate) fn new(epoch: Option<u16>) -> Self {
        Self { epoch, ..Self::default() }
    }

    /// Keeps what is left open of a row until the file has ended.
    pub(crate) fn wait(&mut self, row: u64) {
        self.waiting.extend(self.open.drain(..).map(|(column, loose)| (row, column, loose)));
    }

    /// Whether no cell has shown or asked anything beyond its own row.
    pub(crate) fn are_untouched(&self) -> bool {
        self.serials | self.days_first | self.months_first == 0
            && self.waiting.is_empty()
            && self.open.is_empty()
    }

    /// The dates that were kept and may still mean two days: row, column and date.
    pub(crate) fn unsettled(&self) -> impl Iterator<Item = (u64, usize, Loose)> + '_ {
        self.waiting.iter().copied().filter(|(_, column, _)| self.day_first(*column).is_none())
    }

    /// The moment of a cell that the plain reading does not know; `None` also for one that stays
    /// open until the file has ended.
    ///
    /// # Errors
    /// A cell that can be no date.
    pub(crate) fn read(&mut self, column: usize, text: &str) -> Result<Option<Moment>, ()> {
        match meaning(text).ok_or(())? {
            Meaning::One(moment) => Ok(Some(moment)),
            Meaning::Shows(moment, day_first) => {
                *(if day_first { &mut self.days_first } else { &mut self.months_first }) |= 1 << column;
                Ok(Some(moment))
            }
            Meaning::Either(loose) => {
                self.open.push((column, loose));
                Ok(None)
            }
            Meaning::Serial(days, minute) => {
                let before = if self.epoch == Some(1904) { SINCE_1904 } else { SINCE_1900 };
                let day = u16::try_from(i64::from(days) - before).map_err(|_| ())?;
                if day == Day::NONE {
                    return Err(());
                }
                self.serials |= u64::from(self.epoch.is_none()) << column;
                Ok(Some(Moment { day: Day(day), minute }))
            }
        }
    }

    /// Whether the day stands first in a column; `None` where its cells do not show it, or show both.
    pub(crate) fn day_first(&self, column: usize) -> Option<bool> {
        let shown = |set: u64| set >> column & 1 == 1;
        match (shown(self.days_first), shown(self.months_first)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        match meaning(text)? {
            Meaning::One(moment) => Some(moment.day.to_string()),
            Meaning::Shows(moment, true) => Some(format!("{} day first", moment.day)),
            Meaning::Shows(moment, false) => Some(format!("{} month first", moment.day)),
            Meaning::Either(loose) => Some(format!("{loose}?")),
            Meaning::Serial(days, minute) => Some(format!("{days}+{minute:?}")),
        }
    }

    #[test]
    fn a_date_with_the_year_last_means_one_day_or_two() {
        for (cell, want) in [
            ("31/01/2026", "2026-01-31 day first"),
            ("1.31.2026", "2026-01-31 month first"),
            ("05-05-2026 9:05", "2026-05-05"),
            ("05/06/2026", "05/06/2026?"),
            ("5/6/2026 9:05", "5/6/2026 09:05?"),
            ("２０２６／６／５", "2026-06-05"),
            ("45000", "45000+None"),
            ("45000.375", "45000+Some(540)"),
            ("45000.99999", "45001+Some(0)"),
        ] {
            assert_eq!(day(cell).as_deref(), Some(want), "{cell}");
        }
        for cell in [
            "",
            "32/13/2026",
            "31/02/2026",
            "1/5/26",
            "1/5",
            "1/5.2026",
            "5/6/2026x",
            "450000",
            "4500",
            "45000.",
            "-45000",
        ] {
            assert_eq!(day(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_column_shows_its_order_once_and_for_all() {
        let mut dates = Dates::default();
        assert_eq!((dates.read(3, "05/06/2026"), dates.open.len(), dates.day_first(3)), (Ok(None), 1, None));
        assert!(dates.read(3, "13/06/2026").is_ok_and(|m| m.is_some()));
        assert_eq!((dates.day_first(3), dates.day_first(4)), (Some(true), None));
        assert!(dates.read(3, "06/13/2026").is_ok_and(|m| m.is_some()));
        assert_eq!(dates.day_first(3), None);
    }

    #[test]
    fn serial_numbers_count_from_one_of_two_days() {
        let read = |epoch, text| {
            let mut dates = Dates { epoch, ..Dates::default() };
            (dates.read(0, text).map(|m| m.map(|m| m.day.to_string()).unwrap_or_default()), dates.serials)
        };
        assert_eq!(read(None, "45000"), (Ok("2023-03-15".into()), 1));
        assert_eq!(read(Some(1900), "45000"), (Ok("2023-03-15".into()), 0));
        assert_eq!(read(Some(1904), "45000"), (Ok("2027-03-16".into()), 0));
        assert_eq!(read(None, "20000"), (Err(()), 0));
    }
}
