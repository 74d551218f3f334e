//! Days and months without a clock or a time zone.
//!
//! Every date of a snapshot is local to the snapshot's own zone, and "today" is its `as_of`. A day
//! is a number since 1970-01-01, small enough to stand in dense columns of two bytes.

use std::fmt;
#[cfg(feature = "engine")]
use std::sync::LazyLock;

use datealgo::{date_to_rd, rd_to_date};
use serde::{Deserialize, Serialize};

/// A calendar day between 1970-01-01 and 2149-06-05, as days since the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub u16);

const FIRST_YEAR: i32 = 1970;
const MONTHS: usize = 180 * 12;

/// The first day of a month, counted from January 1970; behind the range it is [`Day::NONE`], which is no day.
fn first_day(month: usize) -> u16 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "within the range")]
    let day = date_to_rd((FIRST_YEAR + (month / 12) as i32, (month % 12) as u8 + 1, 1));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1970 on, and below")]
    if day < i32::from(Day::NONE) { day as u16 } else { Day::NONE }
}

/// The same as a table, since a snapshot's dates are read by the million; the page reads few, and does without. It is
/// made when it is first wanted: in the module it would be four kilobytes that nothing makes smaller.
#[cfg(feature = "engine")]
static FIRST_DAYS: LazyLock<[u16; MONTHS + 1]> = LazyLock::new(|| std::array::from_fn(first_day));

/// The first days of a month and of the one behind it; `None` behind the range.
fn bounds(month: usize) -> Option<[u16; 2]> {
    #[cfg(feature = "engine")]
    return FIRST_DAYS.get(month..)?.first_chunk().copied();
    #[cfg(not(feature = "engine"))]
    (month < MONTHS).then(|| [first_day(month), first_day(month + 1)])
}

impl Day {
    /// Stands in dense columns for a day that is not stated.
    pub const NONE: u16 = u16::MAX;
    /// The last day that can be written.
    pub const MAX: Self = Self(u16::MAX - 1);

    /// The day of a calendar date; `None` for one that there is not, and outside the range.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let year = usize::try_from(year - FIRST_YEAR).ok()?;
        let month = usize::from(month).checked_sub(1).filter(|&month| month < 12)?;
        let [first, next] = bounds(year * 12 + month)?;
        let number = first.checked_add(u16::from(day).checked_sub(1)?)?;
        (number < next).then_some(Self(number))
    }

    /// The calendar date: year, month and day.
    #[must_use]
    pub fn date(self) -> (i32, u8, u8) {
        rd_to_date(i32::from(self.0))
    }

    /// The month that the day lies in.
    #[must_use]
    pub fn month(self) -> Month {
        let (year, month, _) = self.date();
        Month::new(year, month)
    }

    /// The day `n` days later, or earlier for a negative `n`, held within the range.
    #[must_use]
    pub fn plus(self, n: i32) -> Self {
        let day = (i32::from(self.0) + n).clamp(0, i32::from(Self::MAX.0));
        Self(u16::try_from(day).unwrap_or(Self::MAX.0))
    }

    /// The same day `n` calendar months later; the end of the month where that has no such day.
    #[must_use]
    pub fn plus_months(self, n: i32) -> Self {
        let (_, _, day) = self.date();
        let month = self.month().plus(n);
        let last = month.last_day();
        Self(month.first_day().0 + u16::from(day) - 1).min(last)
    }

    /// Reads `YYYY-MM-DD`, and nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let b = text.as_bytes();
        if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
            return None;
        }
        let number = |range: std::ops::Range<usize>| -> Option<u16> {
            let digits = text.get(range)?;
            digits.bytes().all(|c| c.is_ascii_digit()).then(|| digits.parse().ok())?
        };
        let part = |range| u8::try_from(number(range)?).ok();
        Self::new(i32::from(number(0..4)?), part(5..7)?, part(8..10)?)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// A calendar month, as months since January of the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month(pub i32);

impl Month {
    /// The month of a year, counted from 1.
    #[must_use]
    pub fn new(year: i32, month: u8) -> Self {
        Self(year * 12 + i32::from(month) - 1)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, 1 to 12.
    #[must_use]
    pub fn of_year(self) -> i32 {
        self.0.rem_euclid(12) + 1
    }

    /// The month `n` later, or earlier for a negative `n`.
    #[must_use]
    pub fn plus(self, n: i32) -> Self {
        Self(self.0 + n)
    }

    /// Its first day, held within the range of [`Day`].
    #[must_use]
    pub fn first_day(self) -> Day {
        let month = u8::try_from(self.of_year()).unwrap_or(1);
        Day::new(self.year(), month, 1).unwrap_or(if self.year() < 1970 { Day(0) } else { Day::MAX })
    }

    /// Its last day, held within the range of [`Day`].
    #[must_use]
    pub fn last_day(self) -> Day {
        let next = self.plus(1).first_day();
        if next == Day::MAX { next } else { next.plus(-1) }
    }

    /// How many days it has.
    #[must_use]
    pub fn days(self) -> u16 {
        self.last_day().0 - self.first_day().0 + 1
    }

    /// Reads `YYYY-MM` with a year from 1970 to 2148, and nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 7 || !text.is_ascii() {
            return None;
        }
        let day = Day::parse(&format!("{text}-01"))?;
        (day.date().0 < 2149).then(|| day.month())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.of_year())
    }
}

/// Days from the first to the last, both included; an open end has no bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The first day; `None` for no bound.
    pub from: Option<Day>,
    /// The last day; `None` for no bound.
    pub to: Option<Day>,
}

impl Span {
    /// The days from the first to the last, both included.
    #[must_use]
    pub fn new(from: Day, to: Day) -> Self {
        Self { from: Some(from), to: Some(to) }
    }

    /// The part up to a day.
    #[must_use]
    pub fn until(self, last: Day) -> Self {
        Self { from: self.from, to: Some(self.to.map_or(last, |to| to.min(last))) }
    }

    /// Whether a day of a dense column lies within; a day that is not stated lies only in a span
    /// without any bound.
    #[must_use]
    pub fn holds(self, day: u16) -> bool {
        if self.from.is_none() && self.to.is_none() {
            return true;
        }
        day != Day::NONE && self.from.is_none_or(|from| from.0 <= day) && self.to.is_none_or(|to| day <= to.0)
    }

    /// The part of a month that lies within, as a fraction of the whole month's days.
    #[must_use]
    pub fn share_of(self, month: Month) -> f64 {
        let from = self.from.map_or(month.first_day(), |d| d.max(month.first_day()));
        let to = self.to.map_or(month.last_day(), |d| d.min(month.last_day()));
        if from > to { 0.0 } else { f64::from(to.0 - from.0 + 1) / f64::from(month.days()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_it_is_read() {
        for text in ["1970-01-01", "2000-02-29", "2026-06-30", "2149-06-05"] {
            assert_eq!(Day::parse(text).map(|d| d.to_string()).as_deref(), Some(text));
        }
        for text in ["1969-12-31", "2026-02-30", "2149-06-06", "2026-6-3", "+026-01-01", ""] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn months_keep_to_the_calendar() {
        let feb = Month::parse("2028-02").unwrap();
        assert_eq!(feb.days(), 29);
        assert_eq!(feb.plus(-2).to_string(), "2027-12");
        assert_eq!(Day::parse("2026-05-31").unwrap().plus_months(-3).to_string(), "2026-02-28");
    }

    #[test]
    fn a_span_counts_its_part_of_a_month() {
        let june = Month::parse("2026-06").unwrap();
        let span = Span::new(Day::parse("2026-05-10").unwrap(), Day::parse("2026-06-15").unwrap());
        assert!((span.share_of(june) - 0.5).abs() < 1e-12);
        assert!((Span::default().share_of(june) - 1.0).abs() < 1e-12);
        assert!(!span.holds(Day::NONE) && Span::default().holds(Day::NONE));
    }
}
