//! Leads and stages by month.

use crate::cube::index::Cell;
use crate::cube::memory::LARGEST;
use crate::cube::scope::{Dimensions, Scope};
use crate::cube::tally::ORDERED;
use crate::query::Basis;
use crate::time::{Month, Span};

/// The months of a snapshot, and the place of each day's month among them.
pub(crate) struct Months {
    first: Month,
    pub(crate) count: usize,
    of_day: Vec<u16>,
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
    pub(crate) fn of(scope: &Scope<'_>) -> Self {
        let (first, last) = scope.snapshot.months;
        let count = usize::try_from(last.0 - first.0 + 1).unwrap_or(1);
        let mut of_day = vec![u16::MAX; usize::from(u16::MAX) + 1];
        for (place, n) in (0..u16::try_from(count).unwrap_or(u16::MAX)).enumerate() {
            let month = first.plus(i32::from(n));
            for day in month.first_day().0..=month.last_day().0 {
                of_day[usize::from(day)] = u16::try_from(place).unwrap_or(u16::MAX);
            }
        }
        Self { first, count, of_day }
    }

    /// The place of a day's month; the number of months for a day outside them or none.
    pub(crate) fn place(&self, day: u16) -> usize {
        usize::from(self.of_day[usize::from(day)]).min(self.count)
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

impl Scope<'_> {
    /// The counts of each month under all filters, that on the period left out. On the cohort basis
    /// stages stand in the month of creation.
    pub(crate) fn by_month(&self, months: &Months) -> Vec<MonthCounts> {
        // One place more takes what lies outside the months.
        let width = (months.count + 1) * MEASURES;
        let cells = &self.snapshot.index.cells;
        let mut sums = vec![0; width];
        let passing = cells.iter().enumerate().filter(|(_, cell)| self.has(cell, Dimensions::NONE));
        if cells.len() * width > LARGEST {
            passing.for_each(|(_, cell)| self.add_months(cell, months, &mut sums));
        } else {
            let by_cell = self.keep_months(|| {
                let mut counts = vec![0; cells.len() * width];
                for (cell, counts) in cells.iter().zip(counts.chunks_exact_mut(width)) {
                    self.add_months(cell, months, counts);
                }
                counts
            });
            for (at, _) in passing {
                let counts = &by_cell[at * width..(at + 1) * width];
                sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            }
        }
        let (counts, _) = sums.as_chunks::<MEASURES>();
        counts[..months.count].iter().copied().map(MonthCounts).collect()
    }

    fn add_months(&self, cell: &Cell, months: &Months, counts: &mut [u32]) {
        let (leads, words) = (&self.leads, &self.snapshot.index.words);
        let cohort = self.basis == Basis::Cohort;
        let mut add = |day: u16, measure: usize| counts[months.place(day) * MEASURES + measure] += 1;
        self.each_in(cell, |_| u64::MAX, |lead| add(leads.created[lead], 0));
        for stage in 0..6 {
            let days = if cohort { leads.created } else { leads.stages[stage] };
            self.each_in(cell, |word| words[word].reached[stage], |lead| add(days[lead], stage + 1));
        }
        let as_of = self.snapshot.as_of.0;
        self.each_in(
            cell,
            |word| words[word].reached[ORDERED],
            |lead| {
                let day = leads.stages[ORDERED][lead];
                if day <= as_of {
                    add(day, PLACED);
                }
            },
        );
    }
}
