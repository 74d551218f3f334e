//! Leads and stages by month.

use std::sync::Arc;

use crate::cube::bits;
use crate::cube::dated::{Column, Dated};
use crate::cube::index::Cell;
use crate::cube::scope::{Dimensions, Scope};
use crate::cube::tally::ORDERED;
use crate::query::Basis;
use crate::time::{Day, Month, Span};

/// The months of a snapshot, and the place of each day's month among them.
#[derive(Debug)]
pub(crate) struct Months {
    first: Month,
    pub(crate) count: usize,
    of_day: Vec<u16>,
    /// The first and the last day of each.
    pub(crate) bounds: Vec<(u16, u16)>,
}

/// The counts of one month: leads, the six stages, and orders placed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct MonthCounts([u32; MEASURES]);

const MEASURES: usize = 8;
const PLACED: usize = 7;

impl MonthCounts {
    /// Leads created in the month.
    pub(crate) fn leads(&self) -> u32 {
        self.0[0]
    }

    /// Leads of the month that reached each stage, or on the activity basis reached it in the month.
    pub(crate) fn reached(&self) -> [u32; 6] {
        std::array::from_fn(|stage| self.0[stage + 1])
    }

    /// Orders dated in the month up to `as_of`, on both bases.
    pub(crate) fn placed(&self) -> u32 {
        self.0[PLACED]
    }
}

impl Months {
    pub(crate) fn from_to((first, last): (Month, Month)) -> Self {
        let count = usize::try_from(last.0 - first.0 + 1).unwrap_or(1);
        let mut of_day = vec![u16::MAX; usize::from(u16::MAX) + 1];
        let mut bounds = Vec::with_capacity(count);
        for place in 0..u16::try_from(count).unwrap_or(u16::MAX) {
            let month = first.plus(i32::from(place));
            let (from, to) = (month.first_day().0, month.last_day().0);
            of_day[usize::from(from)..=usize::from(to)].fill(place);
            bounds.push((from, to));
        }
        Self { first, count, of_day, bounds }
    }

    /// The place of a day's month; the number of months for a day outside them or none.
    pub(crate) fn place(&self, day: u16) -> usize {
        usize::from(self.of_day[usize::from(day)]).min(self.count)
    }

    /// Calls for each month of up to 64 days, with its place and the bits of the days that are its own.
    pub(crate) fn each(&self, days: &[u16], mut take: impl FnMut(usize, u64)) {
        let mut left = bits::at_most(days, Day::MAX.0);
        while left != 0 {
            let place = self.place(days[left.trailing_zeros() as usize]);
            let own = match self.bounds.get(place) {
                Some(&(from, to)) => bits::between(days, from, to),
                None => left & bits::of(days, |day| usize::from(self.of_day[usize::from(day)]) >= self.count),
            };
            take(place, own);
            left &= !own;
        }
    }

    pub(crate) fn month(&self, place: usize) -> Month {
        self.first.plus(i32::try_from(place).unwrap_or(0))
    }

    /// A month's days.
    pub(crate) fn span(&self, place: usize) -> Span {
        let month = self.month(place);
        Span::new(month.first_day(), month.last_day())
    }
}

/// What [`Scope::by_month`] looks at.
struct Looked<'a> {
    created: &'a Dated,
    ordered: &'a Dated,
    /// On the activity basis.
    stages: Option<[&'a Dated; 6]>,
}

impl Scope<'_> {
    /// The months of the snapshot.
    pub(crate) fn months(&self) -> &Months {
        &self.calendar().months
    }

    /// The counts of each month under all filters, that on the period left out. On the cohort basis
    /// stages stand in the month of creation.
    pub(crate) fn by_month(&self) -> Arc<Vec<MonthCounts>> {
        self.keep_months(|| self.count_months())
    }

    fn count_months(&self) -> Vec<MonthCounts> {
        let column = |column| self.calendar().column(column, &self.leads);
        let looked = Looked {
            created: column(Column::Created),
            ordered: column(Column::Stage(ORDERED)),
            stages: (self.basis == Basis::Activity)
                .then(|| std::array::from_fn(|s| column(Column::Stage(s)))),
        };
        let months = self.months().count;
        // One place more takes what lies outside the months.
        let mut counts = vec![[0; MEASURES]; months + 1];
        for cell in self.cells_but(Dimensions::NONE) {
            self.add_months(cell, &looked, &mut counts);
        }
        counts.truncate(months);
        counts.into_iter().map(MonthCounts).collect()
    }

    /// Adds a cell's leads, word by word.
    #[inline(never)]
    fn add_months(&self, cell: &Cell, looked: &Looked<'_>, counts: &mut [[u32; MEASURES]]) {
        self.each_word(cell, |word, leads| self.add_word(word, leads, looked, counts));
    }

    fn add_word(&self, word: usize, leads: u64, looked: &Looked<'_>, counts: &mut [[u32; MEASURES]]) {
        let reached = &self.snapshot.index.words[word].reached;
        for (month, own) in looked.created.months(word) {
            let (counts, own) = (&mut counts[month], leads & own);
            counts[0] += own.count_ones();
            if looked.stages.is_none() {
                for (count, reached) in counts[1..PLACED].iter_mut().zip(reached) {
                    *count += (own & reached).count_ones();
                }
            }
        }
        for (measure, dated) in (1..).zip(looked.stages.iter().flatten()) {
            for (month, own) in dated.months(word) {
                counts[month][measure] += (leads & own).count_ones();
            }
        }
        let last = counts.len().saturating_sub(2);
        for (month, mut own) in looked.ordered.months(word) {
            own &= leads;
            if own != 0 && month >= last {
                let rows = word * 64..self.leads.len().min(word * 64 + 64);
                own &= bits::at_most(&self.leads.stages[ORDERED][rows], self.snapshot.as_of.0);
            }
            counts[month][PLACED] += own.count_ones();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lead_is_given_once_with_its_month() {
        let months = Months::from_to((Month::new(2025, 11), Month::new(2026, 2)));
        let first = Day::parse("2025-10-20").unwrap().0;
        // In order, all over the place, on one day, and without any; some lie outside the months.
        let ordered: Vec<u16> = (0..64).map(|n| first + 3 * n).collect();
        let mixed: Vec<u16> = (0..50).map(|n| first + n * 37 % 200).collect();
        let mut some = mixed.clone();
        some.iter_mut().step_by(3).for_each(|day| *day = Day::NONE);
        for days in [ordered, mixed, some, vec![first + 40; 64], vec![Day::NONE; 7]] {
            let mut seen = 0;
            months.each(&days, |place, own| {
                assert_eq!(own & seen, 0);
                assert_ne!(own, 0);
                seen |= own;
                for lead in bits::places(0, own) {
                    let holds = months.span(place.min(3)).holds(days[lead]);
                    assert_eq!(holds, place < months.count, "{place} {lead}");
                }
            });
            assert_eq!(seen, bits::of(&days, |day| day != Day::NONE));
        }
    }
}
