//! What one cell means: days, moments, numbers, yes and no.

use crate::ingest::decimal::decimal;
use crate::time::{Day, Month};

/// A day, and the minute of it where the cell says one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) day: Day,
    /// Minutes since midnight.
    pub(crate) minute: Option<u16>,
}

impl Moment {
    /// Whole minutes from `earlier` to here, where both carry a time of day.
    pub(crate) fn minutes_since(self, earlier: Self) -> Option<i64> {
        let days = i64::from(self.day.0) - i64::from(earlier.day.0);
        Some(days * 1440 + i64::from(self.minute?) - i64::from(earlier.minute?))
    }

    /// Whether it lies before `other`, by the day alone where either carries no time.
    pub(crate) fn is_before(self, other: Self) -> bool {
        self.minutes_since(other).map_or(self.day < other.day, |m| m < 0)
    }
}

/// Reads one or two digits at the front, and the rest.
fn digits(b: &[u8], at_most: usize) -> Option<(u16, &[u8])> {
    let n = b.iter().take(at_most).take_while(|c| c.is_ascii_digit()).count();
    let value = b[..n].iter().fold(0u16, |v, c| v * 10 + u16::from(c - b'0'));
    (n > 0).then_some((value, &b[n..]))
}

/// Skips one of the signs that may follow a year or a month.
fn mark<'a>(b: &'a [u8], word: &str) -> Option<(&'a [u8], u8)> {
    if let Some(rest) = b.strip_prefix(word.as_bytes()) {
        return Some((rest, b'c'));
    }
    let sign = *b.first()?;
    matches!(sign, b'-' | b'/' | b'.').then(|| (&b[1..], sign))
}

/// The day at the front of a cell as the contract writes it, `2026-06-30`, and what follows it.
#[inline]
fn plain_day(b: &[u8]) -> Option<(Day, &[u8])> {
    let (front, rest) = b.split_first_chunk()?;
    let (&[d0, d1], rest) = rest.split_first_chunk()?;
    // All eight at once: what is left of each is a digit, and nothing of the two signs between them.
    let digits = u64::from_le_bytes(*front) ^ u64::from_le_bytes(*b"0000-00-");
    let beyond = digits.wrapping_add(0x7f76_767f_7676_7676) | digits;
    let (d0, d1) = (d0.wrapping_sub(b'0'), d1.wrapping_sub(b'0'));
    if beyond & 0x8080_8080_8080_8080 != 0 || d0 > 9 || d1 > 9 {
        return None;
    }
    let [y0, y1, y2, y3, _, m0, m1, _] = digits.to_le_bytes().map(u16::from);
    let year = y0 * 1000 + y1 * 100 + y2 * 10 + y3;
    Some((make(year, m0 * 10 + m1, (d0 * 10 + d1).into())?, rest))
}

/// The day at the front of a cell, the year first, and what follows it.
fn day_prefix(b: &[u8]) -> Option<(Day, &[u8])> {
    if b.len() == 8 && b.iter().all(u8::is_ascii_digit) {
        let (year, rest) = digits(b, 4)?;
        let (month, rest) = digits(rest, 2)?;
        let (day, rest) = digits(rest, 2)?;
        return Some((make(year, month, day)?, rest));
    }
    let (year, rest) = digits(b, 4)?;
    if b.len() - rest.len() != 4 {
        return None;
    }
    let (rest, first) = mark(rest, "年")?;
    let (month, rest) = digits(rest, 2)?;
    let (rest, second) = mark(rest, "月")?;
    let (day, rest) = digits(rest, 2)?;
    let rest = if first == b'c' { rest.strip_prefix("日".as_bytes()).unwrap_or(rest) } else { rest };
    if first != second {
        return None;
    }
    Some((make(year, month, day)?, rest))
}

#[inline]
fn make(year: u16, month: u16, day: u16) -> Option<Day> {
    Day::new(year.into(), month.try_into().ok()?, day.try_into().ok()?)
}

/// The time of day that follows a day, in minutes since midnight; seconds are cut off.
#[inline]
pub(crate) fn time(b: &[u8]) -> Option<u16> {
    let b = b.strip_prefix(b"T").or_else(|| b.strip_prefix(b" "))?;
    let b = b.trim_ascii_start();
    let (hour, rest) = digits(b, 2)?;
    let (minute, rest) = digits(rest.strip_prefix(b":")?, 2)?;
    let rest = match rest.strip_prefix(b":") {
        Some(rest) => {
            let (second, rest) = digits(rest, 2)?;
            if second > 60 {
                return None;
            }
            match rest.strip_prefix(b".") {
                Some(fraction) => fraction.trim_ascii_start_matches_digits(),
                None => rest,
            }
        }
        None => rest,
    };
    (rest.is_empty() && hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

trait Digits {
    fn trim_ascii_start_matches_digits(&self) -> &[u8];
}

impl Digits for [u8] {
    fn trim_ascii_start_matches_digits(&self) -> &[u8] {
        let n = self.iter().take_while(|c| c.is_ascii_digit()).count();
        &self[n..]
    }
}

/// A day, the year first: `2026-06-30`, `2026/6/30`, `2026.6.30`, `20260630`, `2026年6月30日`. A time
/// that follows it is cut off.
pub(crate) fn day(cell: &[u8]) -> Option<Day> {
    moment(cell).map(|m| m.day)
}

/// A day as in [`day`], with the time of day where one follows.
pub(crate) fn moment(cell: &[u8]) -> Option<Moment> {
    let (day, rest) = plain_day(cell).or_else(|| day_prefix(cell))?;
    if rest.is_empty() {
        return Some(Moment { day, minute: None });
    }
    Some(Moment { day, minute: Some(time(rest)?) })
}

/// A month: `2026-06`, `2026/6`, `2026年6月`, `202606`, or a day of it.
pub(crate) fn month(cell: &[u8]) -> Option<Month> {
    if let Some(day) = day(cell) {
        return Some(day.month());
    }
    let (year, rest) = digits(cell, 4)?;
    if cell.len() - rest.len() != 4 {
        return None;
    }
    let rest = mark(rest, "年").map_or(rest, |(rest, _)| rest);
    let (month, rest) = digits(rest, 2)?;
    let rest = rest.strip_prefix("月".as_bytes()).unwrap_or(rest);
    let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    let year = i32::from(year);
    if !(1970..2149).contains(&year) {
        return None;
    }
    rest.is_empty().then(|| Month::new(year, month))
}

/// Yes or no, as the contract writes them.
pub(crate) fn boolean(cell: &str) -> Option<bool> {
    match cell {
        "1" | "是" => return Some(true),
        "0" | "否" => return Some(false),
        _ => {}
    }
    for (word, value) in
        [("true", true), ("false", false), ("y", true), ("n", false), ("yes", true), ("no", false)]
    {
        if cell.eq_ignore_ascii_case(word) {
            return Some(value);
        }
    }
    None
}

/// A decimal number; thousands may be set off by commas where they stand at every third digit.
pub(crate) fn number(cell: &str) -> Option<f64> {
    let plain = |text: &str| {
        let first = text.bytes().find(|b| !matches!(b, b'-' | b'+' | b'.'))?;
        if first.is_ascii_digit() { decimal(text) } else { None }
    };
    if !cell.contains(',') {
        return plain(cell);
    }
    let (whole, fraction) = cell.split_once('.').unwrap_or((cell, ""));
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) && groups.all(|g| g.len() == 3) && !fraction.contains(',');
    if fits { plain(&cell.replace(',', "")) } else { None }
}

/// A whole number, also when it is written with an empty fraction.
pub(crate) fn integer(cell: &str) -> Option<i64> {
    whole(number(cell)?)
}

/// A number as a whole one, where it is one.
pub(crate) fn whole(value: f64) -> Option<i64> {
    #[allow(clippy::cast_possible_truncation, reason = "the value is whole and below 2^53")]
    (value.fract() == 0.0 && value.abs() < 9e15).then_some(value as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_every_form_that_means_one_thing() {
        for cell in
            ["2026-06-05", "2026/6/5", "2026.06.05", "20260605", "2026年6月5日", "2026-06-05T23:59:59"]
        {
            assert_eq!(day(cell.as_bytes()).map(|d| d.to_string()).as_deref(), Some("2026-06-05"), "{cell}");
        }
        for cell in
            ["05/06/2026", "2026-6", "2026-06/05", "2026-02-30", "26-06-05", "2026-06-05x", "", "0000-00-00"]
        {
            assert_eq!(day(cell.as_bytes()), None, "{cell}");
        }
    }

    #[test]
    fn every_day_of_the_range_has_its_number() {
        for n in 0..Day::NONE {
            let text = Day(n).to_string();
            assert_eq!(day(text.as_bytes()), Some(Day(n)), "{text}");
        }
        assert_eq!(day(b"1969-12-31"), None);
        assert_eq!(day(b"2149-06-06"), None);
    }

    #[test]
    fn a_byte_that_is_no_digit_is_no_part_of_a_day() {
        for place in 0..10 {
            for byte in 0..=u8::MAX {
                let mut cell = *b"2011-11-11";
                cell[place] = byte;
                let plain = match place {
                    4 | 7 => byte == b'-',
                    // The year 1011 is too early, 2211 too late, and November has thirty days.
                    5 => matches!(byte, b'0' | b'1'),
                    6 | 8 => matches!(byte, b'0'..=b'2'),
                    0 => matches!(byte, b'2'),
                    1 => matches!(byte, b'0' | b'1'),
                    _ => byte.is_ascii_digit(),
                };
                let read = plain_day(&cell).map(|(day, rest)| (day.to_string(), rest.len()));
                assert_eq!(read, plain.then(|| (String::from_utf8(cell.to_vec()).unwrap(), 0)), "{cell:?}");
            }
        }
    }

    #[test]
    fn a_moment_carries_its_minute() {
        let read = |cell: &str| moment(cell.as_bytes()).and_then(|m| m.minute);
        assert_eq!(read("2026-06-05T08:30"), Some(510));
        assert_eq!(read("2026-06-05 08:30:59.123"), Some(510));
        assert_eq!(read("2026-06-05"), None);
        assert_eq!(moment(b"2026-06-05T24:00"), None);
        assert_eq!(moment(b"2026-06-05T08:30Z"), None);
        let a = moment(b"2026-06-05T23:50").unwrap();
        let b = moment(b"2026-06-06T00:10").unwrap();
        assert_eq!((b.minutes_since(a), a.is_before(b), b.is_before(a)), (Some(20), true, false));
        let c = moment(b"2026-06-05").unwrap();
        assert!(!a.is_before(c) && !c.is_before(a) && c.is_before(b));
    }

    #[test]
    fn months_numbers_and_truth() {
        for cell in ["2026-06", "2026/6", "2026年6月", "202606", "2026-06-30"] {
            assert_eq!(month(cell.as_bytes()).map(|m| m.to_string()).as_deref(), Some("2026-06"), "{cell}");
        }
        assert_eq!((month(b"2026-13"), month(b"June")), (None, None));
        assert_eq!(
            (number("1,234,567.5"), number("12,34"), number("1e3")),
            (Some(1_234_567.5), None, Some(1000.0))
        );
        assert_eq!((number("nan"), number("inf"), number(""), number("-")), (None, None, None, None));
        assert_eq!((integer("12.0"), integer("12.5"), integer("-3")), (Some(12), None, Some(-3)));
        assert_eq!(
            (boolean("是"), boolean("FALSE"), boolean("Y"), boolean("2")),
            (Some(true), Some(false), Some(true), None)
        );
    }
}
