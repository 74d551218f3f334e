//! Days by number, and the periods of a query as days.

use dealerscope_core::query::{Compare, Period, Query};
use jiff::ToSpan;
use jiff::civil::Date;

/// Days since 1970-01-01.
pub(super) fn number(date: Date) -> i32 {
    (date - Date::constant(1970, 1, 1)).get_days()
}

/// The same day `n` months later, or the end of that month.
pub(super) fn months_later(date: Date, n: i32) -> Date {
    date.saturating_add(n.months())
}

/// First and last day, both included.
pub(super) type Days = (Date, Date);

/// The days that a query counts, and those it compares them with; `None` for no bounds.
pub(super) fn of(query: &Query, as_of: Date, fiscal_year_start: u8) -> (Option<Days>, Option<Days>) {
    let Some(period) = query.period else { return (None, None) };
    let this_month = as_of.first_of_month();
    let (first, last) = match period {
        Period::Months(a, b) => (date(&format!("{a}-01")), date(&format!("{b}-01")).last_of_month()),
        Period::Days(a, b) => (date(&a.to_string()), date(&b.to_string())),
        Period::Last12 => (months_later(this_month, -11), as_of.last_of_month()),
        Period::MonthToDate => (this_month, as_of.last_of_month()),
        Period::QuarterToDate => block(this_month, fiscal_year_start, 3),
        Period::YearToDate => block(this_month, fiscal_year_start, 12),
    };
    // Nothing is left of a period that has not begun, and nothing to compare it with.
    let counted = (first, last.min(as_of));
    let begun = first <= as_of;
    (Some(counted), begun.then(|| comparison(query, first, last, (as_of < last).then_some(as_of))).flatten())
}

fn comparison(query: &Query, first: Date, last: Date, running_to: Option<Date>) -> Option<Days> {
    let by_months = !matches!(query.period, Some(Period::Days(..)));
    let back = match query.compare {
        Compare::None => return None,
        Compare::Year => 12,
        Compare::Previous => {
            let between = |a: Date, b: Date| {
                (i32::from(b.year()) - i32::from(a.year())) * 12 + i32::from(b.month()) - i32::from(a.month())
            };
            between(first, last) + 1
        }
    };
    let earlier = |day: Date| {
        if query.compare == Compare::Previous && !by_months {
            day.saturating_sub((number(last) - number(first) + 1).days())
        } else {
            months_later(day, -back)
        }
    };
    let start = earlier(first);
    let end = match running_to {
        // A period that is not over is compared with the same number of days.
        Some(today) => start.saturating_add((number(today) - number(first)).days()),
        None if by_months => earlier(last.first_of_month()).last_of_month(),
        None => earlier(last),
    };
    Some((start, end))
}

/// The fiscal block of so many months that a month lies in.
fn block(month: Date, fiscal_year_start: u8, length: i32) -> Days {
    let into = (i32::from(month.month()) - i32::from(fiscal_year_start)).rem_euclid(12) % length;
    let first = months_later(month, -into);
    (first, months_later(first, length - 1).last_of_month())
}

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}
