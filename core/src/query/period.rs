//! Periods, and what they are compared with.

use serde::{Deserialize, Serialize};

use crate::time::{Day, Month, Span};

/// A period as the reader names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Period {
    /// Whole months, first and last included, in this order.
    Months(Month, Month),
    /// Days, first and last included, in this order.
    Days(Day, Day),
    /// The twelve calendar months that end with the month of `as_of`.
    Last12,
    /// The fiscal year of `as_of`, up to it.
    YearToDate,
    /// The fiscal quarter of `as_of`, up to it.
    QuarterToDate,
    /// The month of `as_of`, up to it.
    MonthToDate,
}

/// What a period is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compare {
    /// The period before, of equal length.
    #[default]
    Previous,
    /// The same period a year before.
    Year,
    /// Nothing.
    None,
}

/// A period as days: what is counted, and what it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The days that are counted, cut at `as_of`.
    pub span: Span,
    /// The days that they are compared with, as many as were counted when the period is not over.
    pub comparison: Option<Span>,
}

impl Period {
    /// The period's first and last day, before it is cut at `as_of`.
    #[must_use]
    pub fn bounds(self, as_of: Day, fiscal_year_start: u8) -> (Day, Day) {
        let (first, last) = match self {
            Self::Days(first, last) => return (first, last),
            Self::Months(first, last) => (first, last),
            Self::Last12 => (as_of.month().plus(-11), as_of.month()),
            Self::YearToDate => fiscal(as_of, fiscal_year_start, 12),
            Self::QuarterToDate => fiscal(as_of, fiscal_year_start, 3),
            Self::MonthToDate => (as_of.month(), as_of.month()),
        };
        (first.first_day(), last.last_day())
    }

    /// The days to count and the days to compare them with.
    ///
    /// A period of whole months is compared with as many whole months; one that is not over at
    /// `as_of`, with the same number of days from the other's start.
    #[must_use]
    pub fn resolve(self, compare: Compare, as_of: Day, fiscal_year_start: u8) -> Resolved {
        let (from, nominal) = self.bounds(as_of, fiscal_year_start);
        let running = as_of < nominal;
        // Of a period that has not begun nothing is left: it ends before it starts.
        let to = nominal.min(as_of);
        let whole_months = !matches!(self, Self::Days(..));
        let length = i32::from(nominal.0) - i32::from(from.0) + 1;
        let months = nominal.month().0 - from.month().0 + 1;
        let shifted = |day: Day| match compare {
            Compare::Year => day.plus_months(-12),
            _ if whole_months => day.plus_months(-months),
            _ => day.plus(-length),
        };
        let comparison = (compare != Compare::None && from.0 > 0 && from <= as_of).then(|| {
            let start = shifted(from);
            let end = if running {
                start.plus(i32::from(to.0) - i32::from(from.0))
            } else if whole_months {
                shifted(nominal.month().first_day()).month().last_day()
            } else {
                shifted(nominal)
            };
            Span::new(start, end)
        });
        Resolved { span: Span::new(from, to), comparison }
    }
}

/// The block of `length` months that holds `as_of`, counted from the start of the fiscal year.
fn fiscal(as_of: Day, start: u8, length: i32) -> (Month, Month) {
    let month = as_of.month();
    let into = (month.of_year() - i32::from(start.clamp(1, 12))).rem_euclid(12) % length;
    let first = month.plus(-into);
    (first, first.plus(length - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(period: Period, compare: Compare, as_of: &str, want: &str) {
        let got = period.resolve(compare, Day::parse(as_of).unwrap(), 1);
        let write = |s: Span| format!("{}..{}", s.from.unwrap(), s.to.unwrap());
        let text = got.comparison.map_or(write(got.span), |c| format!("{} vs {}", write(got.span), write(c)));
        assert_eq!(text, want);
    }

    fn months(a: &str, b: &str) -> Period {
        Period::Months(Month::parse(a).unwrap(), Month::parse(b).unwrap())
    }

    #[test]
    fn whole_months_meet_whole_months() {
        let half = months("2026-01", "2026-06");
        check(half, Compare::Previous, "2026-06-30", "2026-01-01..2026-06-30 vs 2025-07-01..2025-12-31");
        check(half, Compare::Year, "2026-12-31", "2026-01-01..2026-06-30 vs 2025-01-01..2025-06-30");
        check(half, Compare::None, "2026-12-31", "2026-01-01..2026-06-30");
        let feb = months("2024-02", "2024-02");
        check(feb, Compare::Year, "2026-12-31", "2024-02-01..2024-02-29 vs 2023-02-01..2023-02-28");
    }

    #[test]
    fn a_running_period_meets_the_same_number_of_days() {
        check(
            Period::MonthToDate,
            Compare::Previous,
            "2026-03-10",
            "2026-03-01..2026-03-10 vs 2026-02-01..2026-02-10",
        );
        check(
            Period::QuarterToDate,
            Compare::Previous,
            "2026-05-10",
            "2026-04-01..2026-05-10 vs 2026-01-01..2026-02-09",
        );
        check(
            Period::YearToDate,
            Compare::Previous,
            "2026-05-10",
            "2026-01-01..2026-05-10 vs 2025-01-01..2025-05-10",
        );
        check(
            Period::Last12,
            Compare::Previous,
            "2026-06-30",
            "2025-07-01..2026-06-30 vs 2024-07-01..2025-06-30",
        );
    }

    #[test]
    fn days_meet_days() {
        let ten = Period::Days(Day::parse("2026-03-11").unwrap(), Day::parse("2026-03-20").unwrap());
        check(ten, Compare::Previous, "2026-06-30", "2026-03-11..2026-03-20 vs 2026-03-01..2026-03-10");
        check(ten, Compare::Year, "2026-06-30", "2026-03-11..2026-03-20 vs 2025-03-11..2025-03-20");
    }

    #[test]
    fn the_fiscal_year_may_start_in_april() {
        let as_of = Day::parse("2026-02-10").unwrap();
        let (from, to) = Period::YearToDate.bounds(as_of, 4);
        assert_eq!((from.to_string(), to.to_string()), ("2025-04-01".into(), "2026-03-31".into()));
        let (from, to) = Period::QuarterToDate.bounds(as_of, 4);
        assert_eq!((from.to_string(), to.to_string()), ("2026-01-01".into(), "2026-03-31".into()));
    }
}
