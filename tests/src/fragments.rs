//! Queries drawn by chance: pages, periods, comparisons, bases and filters in all mixtures.

use dealerscope_core::query::{Basis, Compare, Dimension, Page, Period, Query};
use dealerscope_core::time::Day;
use fastrand::Rng;

use crate::oracle::Oracle;

/// Draws the `n`th query over a snapshot; each page comes in its turn.
#[must_use]
pub fn draw(rng: &mut Rng, n: usize, as_of: Day, oracle: &Oracle) -> Query {
    let mut query = Query { page: Page::ALL[n % 4], period: period(rng, as_of), ..Query::default() };
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
    query
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
    Some(match rng.u8(..10) {
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
        _ => {
            let last = month.plus(-rng.i32(1..8));
            Period::Months(last.plus(-rng.i32(0..6)), last)
        }
    })
}
