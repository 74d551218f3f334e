//! Leads and stages by month.

use crate::cube::bits;
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
    /// The first and the last day of each.
    bounds: Vec<(u16, u16)>,
}

/// Leads that are looked at one by one rather than all days at once.
const ONE_BY_ONE: u32 = 3;

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
        Self::from_to(first, last)
    }

    fn from_to(first: Month, last: Month) -> Self {
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

    /// Calls for each month of the days of a set of up to 64 leads, with its place and those of them that are its own.
    /// Exports mostly stand in the order of their days, and most words hold leads of a month or two.
    fn each(&self, days: &[u16], mut leads: u64, mut take: impl FnMut(usize, u64)) {
        while leads != 0 {
            let first = leads.trailing_zeros();
            let day = days[first as usize];
            let place = self.place(day);
            let own = match self.bounds.get(place) {
                Some(&(from, to)) if leads.count_ones() > ONE_BY_ONE => leads & bits::between(days, from, to),
                _ => 1 << first,
            };
            take(place, own);
            leads &= !own;
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

    /// Adds a cell's leads, word by word.
    fn add_months(&self, cell: &Cell, months: &Months, counts: &mut [u32]) {
        for word in bits::words(&cell.rows) {
            let mask = self.mask.as_ref().map_or(u64::MAX, |mask| mask[word]);
            let leads = bits::within(&cell.rows, word) & mask;
            if leads != 0 {
                self.add_word(word, leads, months, counts);
            }
        }
    }

    #[inline(never)]
    fn add_word(&self, word: usize, leads: u64, months: &Months, counts: &mut [u32]) {
        let rows = word * 64..self.leads.len().min(word * 64 + 64);
        let reached = &self.snapshot.index.words[word].reached;
        let created = &self.leads.created[rows.clone()];
        let ordered = &self.leads.stages[ORDERED][rows.clone()];
        months.each(created, leads, |place, leads| {
            let counts = &mut counts[place * MEASURES..][..MEASURES];
            counts[0] += leads.count_ones();
            if self.basis == Basis::Cohort {
                for (count, reached) in counts[1..PLACED].iter_mut().zip(reached) {
                    *count += (leads & reached).count_ones();
                }
            }
        });
        let mut add = |measure: usize, days: &[u16], leads: u64| {
            months.each(days, leads, |place, leads| counts[place * MEASURES + measure] += leads.count_ones());
        };
        if self.basis == Basis::Activity {
            for (stage, days) in self.leads.stages.iter().enumerate() {
                add(stage + 1, &days[rows.clone()], leads & reached[stage]);
            }
        }
        let placed = leads & reached[ORDERED];
        if placed != 0 {
            add(PLACED, ordered, placed & bits::at_most(ordered, self.snapshot.as_of.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Day;

    #[test]
    fn each_lead_is_given_once_with_its_month() {
        let months = Months::from_to(Month::new(2025, 11), Month::new(2026, 2));
        let first = Day::parse("2025-10-20").unwrap().0;
        // In order, all over the place, on one day, and without any; some lie outside the months.
        let ordered: Vec<u16> = (0..64).map(|n| first + 3 * n).collect();
        let mixed: Vec<u16> = (0..50).map(|n| first + n * 37 % 200).collect();
        for days in [ordered, mixed, vec![first + 40; 64], vec![Day::NONE; 7]] {
            let all = bits::within(&(0..days.len()), 0);
            for leads in [all, all & 0x00F0_F00F_1248_8421, all & 0b111, 0] {
                let mut seen = 0;
                months.each(&days, leads, |place, own| {
                    assert_eq!((own & seen, own & !leads), (0, 0));
                    assert_ne!(own, 0);
                    seen |= own;
                    for lead in bits::places(0, own) {
                        let holds = months.span(place.min(3)).holds(days[lead]);
                        assert_eq!(holds, place < months.count, "{place} {lead}");
                    }
                });
                assert_eq!(seen, leads);
            }
        }
    }
}
