//! Lines of CSV, written without a detour: no cell of the sample needs quoting.

use std::io::Write;

use dealerscope_core::time::Day;

use super::calendar::DAY;
use super::life::day_of;

/// Days as text, made once.
pub(super) struct DayTexts {
    first: u16,
    texts: Vec<String>,
}

impl DayTexts {
    /// The days from `first` to `last`.
    pub(super) fn new((first, last): (Day, Day)) -> Self {
        Self { first: first.0, texts: (first.0..=last.0).map(|d| Day(d).to_string()).collect() }
    }

    fn get(&self, day: Day) -> &str {
        let at = day.0.checked_sub(self.first).map_or(usize::MAX, usize::from);
        self.texts.get(at).map_or("", String::as_str)
    }
}

/// A line that is being written.
pub(super) struct Line<'a> {
    bytes: &'a mut Vec<u8>,
    days: &'a DayTexts,
}

impl<'a> Line<'a> {
    pub(super) fn new(bytes: &'a mut Vec<u8>, days: &'a DayTexts) -> Self {
        Self { bytes, days }
    }

    /// A cell of words without a comma, quote or line end.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(b',');
        self
    }

    /// A whole number.
    pub(super) fn number(&mut self, number: u64) -> &mut Self {
        self.digits(number, 1);
        self.bytes.push(b',');
        self
    }

    /// A letter and a number of at least `width` digits.
    pub(super) fn numbered(&mut self, letter: char, number: u64, width: usize) -> &mut Self {
        self.bytes.push(u8::try_from(letter).unwrap_or(b'?'));
        self.digits(number, width);
        self.bytes.push(b',');
        self
    }

    /// A letter and a number in `width` signs, figures and capitals.
    pub(super) fn pseudonym(&mut self, letter: char, number: u64, width: u32) -> &mut Self {
        const SIGNS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        self.bytes.push(u8::try_from(letter).unwrap_or(b'?'));
        for place in (0..width).rev() {
            let sign = usize::try_from(number / 36_u64.pow(place) % 36).unwrap_or(0);
            self.bytes.push(SIGNS[sign]);
        }
        self.bytes.push(b',');
        self
    }

    /// A day, or nothing.
    pub(super) fn day(&mut self, day: Option<Day>) -> &mut Self {
        self.text(day.map_or("", |day| self.days.get(day)))
    }

    /// A moment to the minute, or nothing.
    pub(super) fn moment(&mut self, minute: Option<u32>) -> &mut Self {
        if let Some(minute) = minute {
            self.bytes.extend_from_slice(self.days.get(day_of(minute)).as_bytes());
            self.bytes.push(b'T');
            self.digits(u64::from(minute % DAY / 60), 2);
            self.bytes.push(b':');
            self.digits(u64::from(minute % 60), 2);
        }
        self.bytes.push(b',');
        self
    }

    /// Codes with `|` between.
    pub(super) fn codes(&mut self, codes: impl Iterator<Item = &'static str>) -> &mut Self {
        for (at, code) in codes.enumerate() {
            if at > 0 {
                self.bytes.push(b'|');
            }
            self.bytes.extend_from_slice(code.as_bytes());
        }
        self.bytes.push(b',');
        self
    }

    /// Ends the line.
    pub(super) fn end(&mut self) {
        self.bytes.pop();
        self.bytes.push(b'\n');
    }

    fn digits(&mut self, number: u64, width: usize) {
        let written = write!(self.bytes, "{number:0width$}");
        debug_assert!(written.is_ok(), "memory takes every byte");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_its_cells_in_order() {
        let first = Day::parse("2026-06-01").unwrap();
        let days = DayTexts::new((first, first.plus(40)));
        let mut bytes = Vec::new();
        let mut line = Line::new(&mut bytes, &days);
        let minute = u32::from(first.0) * DAY + 545;
        line.numbered('L', 7, 5).text("").moment(Some(minute)).day(Some(first.plus(29))).day(None);
        line.pseudonym('K', 35, 6).codes(["phone", "type"].into_iter()).number(120).end();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "L00007,,2026-06-01T09:05,2026-06-30,,K00000Z,phone|type,120\n"
        );
    }
}
