//! Queries drawn by chance: pages, periods, comparisons, bases and filters in all mixtures, some by
//! values that no snapshot holds, some about days that are still to come.

use dealerscope_core::query::{Basis, Compare, Dimension, Page, Period, Query};
use dealerscope_core::time::Day;
use fastrand::Rng;

use crate::oracle::Oracle;

/// Draws the `n`th query over a snapshot; each page comes in its turn.
#[must_use]
pub fn draw(rng: &mut Rng, n: usize, as_of: Day, oracle: &Oracle) -> Query {
    let mut query =
        Query { page: Page::ALL[n % Page::ALL.len()], period: period(rng, as_of), ..Query::default() };
    query.compare = [Compare::Previous, Compare::Previous, Compare::Year, Compare::None][rng.usize(..4)];
    query.basis = if rng.u8(..5) < 2 { Basis::Activity } else { Basis::Cohort };
    if query.page == Page::Dealers && rng.bool() {
        filter(rng, &mut query, oracle, Dimension::Dealer, 1);
    } else {
        let depth = rng.usize(..9);
        if let Some(&place) = Dimension::PLACES.get(depth) {
            let several = 1 + rng.usize(..3);
            filter(rng, &mut query, oracle, place, several);
        }
    }
    for dimension in Dimension::ALL.into_iter().filter(|d| !Dimension::PLACES.contains(d)) {
        if rng.u8(..9) == 0 {
            let several = 1 + rng.usize(..3);
            filter(rng, &mut query, oracle, dimension, several);
        }
    }
    if rng.u8(..8) == 0 {
        strange(rng, &mut query);
    }
    query
}

/// Filters by something that no snapshot holds, alone or beside what it does.
fn strange(rng: &mut Rng, query: &mut Query) {
    let dimension = Dimension::ALL[rng.usize(..Dimension::ALL.len())];
    // Whether a dealer beside one that is not there is the only one is left open.
    if dimension != Dimension::Dealer || query.filter(dimension).is_none() {
        let value = if dimension == Dimension::Dealer { "D999" } else { "Atlantis" };
        query.filters.entry(dimension).or_default().insert(value.to_owned());
    }
}

fn filter(rng: &mut Rng, query: &mut Query, oracle: &Oracle, dimension: Dimension, several: usize) {
    let values = oracle.values(dimension);
    // One dealer's profile needs a dealer.
    let values: Vec<_> = values.iter().filter(|v| several > 1 || !v.is_empty()).collect();
    if values.is_empty() {
        return;
    }
    for _ in 0..several {
        let value = values[rng.usize(..values.len())].clone();
        query.filters.entry(dimension).or_default().insert(value);
    }
}

fn period(rng: &mut Rng, as_of: Day) -> Option<Period> {
    let month = as_of.month();
    Some(match rng.u8(..11) {
        0 | 1 => return None,
        2 => Period::Last12,
        3 => Period::YearToDate,
        4 => Period::QuarterToDate,
        5 => Period::MonthToDate,
        6 => {
            let last = as_of.plus(-rng.i32(0..200));
            Period::Days(last.plus(-rng.i32(0..120)), last)
        }
        7 => Period::Months(month.plus(-rng.i32(0..4)), month.plus(rng.i32(0..3))),
        8 if rng.bool() => {
            let first = as_of.plus(rng.i32(1..70));
            Period::Days(first, first.plus(rng.i32(0..70)))
        }
        8 => Period::Months(month.plus(1), month.plus(rng.i32(1..4))),
        _ => {
            let last = month.plus(-rng.i32(1..8));
            Period::Months(last.plus(-rng.i32(0..6)), last)
        }
    })
}
