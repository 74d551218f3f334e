//! What a sample is made from.

use anyhow::{Result, bail};
use dealerscope_core::time::{Day, Month};

use super::calendar::{DAY, FIRST_YEAR, LAST_MINUTE, LAST_YEAR};

/// The sizes of a sample and the moment that it describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Leads of the whole world, whatever of them `as_of` lets be seen.
    pub leads: u64,
    /// Dealers.
    pub dealers: u32,
    /// Months of the world.
    pub months: u32,
    /// The seed of all draws.
    pub seed: u64,
    /// The world's last month.
    pub until: Month,
    /// The moment that the snapshot describes, in minutes since 1970.
    pub as_of: u32,
}

/// The most leads that can be made: their pseudonyms stay short.
const MOST_LEADS: u64 = 200_000_000;
const MOST_DEALERS: u32 = 20_000;

impl Default for Options {
    fn default() -> Self {
        let until = Month::new(2026, 6);
        Self { leads: 60_000, dealers: 520, months: 24, seed: 22, until, as_of: end_of(until) }
    }
}

/// The moment at which a month's last day ends for the sample.
pub(super) fn end_of(month: Month) -> u32 {
    u32::from(month.last_day().0) * DAY + LAST_MINUTE
}

impl Options {
    /// The first and the last month of the world.
    pub(super) fn window(&self) -> (Month, Month) {
        (self.until.plus(1 - i32::try_from(self.months).unwrap_or(i32::MAX)), self.until)
    }

    /// The day that the snapshot describes.
    pub(super) fn as_of_day(&self) -> Day {
        Day(u16::try_from(self.as_of / DAY).unwrap_or(Day::MAX.0))
    }

    /// Refuses sizes that cannot be made.
    ///
    /// # Errors
    /// Names the option and what it may be.
    pub fn checked(self) -> Result<Self> {
        if !(1..=MOST_LEADS).contains(&self.leads) {
            bail!("--leads {}: give a number from 1 to {MOST_LEADS}", self.leads);
        }
        if !(1..=MOST_DEALERS).contains(&self.dealers) {
            bail!("--dealers {}: give a number from 1 to {MOST_DEALERS}", self.dealers);
        }
        let known = Month(FIRST_YEAR * 12)..=Month(LAST_YEAR * 12 + 11);
        let most = self.until.0 - known.start().0 + 1;
        if !known.contains(&self.until) {
            bail!("--until {}: give a month from {} to {}", self.until, known.start(), known.end());
        }
        if self.months < 1 || i64::from(self.months) > i64::from(most) {
            bail!("--months {}: give a number from 1 to {most}, back to {}", self.months, known.start());
        }
        let first = self.window().0.first_day();
        if self.as_of_day() < first || self.as_of_day() > Month(LAST_YEAR * 12 + 11).last_day() {
            bail!(
                "--as-of {}: the sample begins on {first}; give a later day, or more --months",
                self.as_of_day()
            );
        }
        Ok(self)
    }
}

/// Reads `YYYY-MM-DD`, which ends at 18:00, or `YYYY-MM-DDTHH:MM`, as minutes since 1970.
pub(super) fn parse_moment(text: &str) -> Result<u32, String> {
    let wrong = || format!("{text:?} is not a day or moment; write 2026-06-30 or 2026-06-30T18:00");
    let day = text.get(..10).and_then(Day::parse).ok_or_else(wrong)?;
    let of_day = match text.get(10..).unwrap_or_default() {
        "" => LAST_MINUTE,
        time => minute_of_day(time).ok_or_else(wrong)?,
    };
    Ok(u32::from(day.0) * DAY + of_day)
}

fn minute_of_day(text: &str) -> Option<u32> {
    let (hour, minute) = text.strip_prefix('T')?.split_once(':')?;
    let number = |part: &str| (part.len() == 2).then(|| part.parse::<u32>().ok())?;
    let (hour, minute) = (number(hour)?, number(minute)?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Reads `YYYY-MM`.
pub(super) fn parse_month(text: &str) -> Result<Month, String> {
    Month::parse(text).ok_or_else(|| format!("{text:?} is not a month; write 2026-06"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_to_the_minute() {
        let day = u32::from(Day::parse("2026-05-31").unwrap().0) * DAY;
        assert_eq!(parse_moment("2026-05-31"), Ok(day + 1080));
        assert_eq!(parse_moment("2026-05-31T09:05"), Ok(day + 545));
        for wrong in
            ["2026-05", "2026-05-31T", "2026-05-31T24:00", "2026-05-31 09:05", "2026-05-31T9:5", "昨天昨天"]
        {
            assert!(parse_moment(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes_out_of_range_name_the_option() {
        #[track_caller]
        fn check(options: Options, option: &str) {
            let error = options.checked().unwrap_err().to_string();
            assert!(error.starts_with(option), "{error}");
        }
        let good = Options::default();
        assert_eq!(good.checked().unwrap(), good);
        check(Options { leads: 0, ..good }, "--leads 0");
        check(Options { dealers: 0, ..good }, "--dealers 0");
        check(Options { months: 0, ..good }, "--months 0");
        check(Options { months: 400, ..good }, "--months 400");
        check(Options { until: Month::new(2050, 1), ..good }, "--until 2050-01");
        check(Options { as_of: parse_moment("2020-01-01").unwrap(), ..good }, "--as-of 2020-01-01");
    }
}
