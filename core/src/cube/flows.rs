//! Leads and orders by what is not a cell's.

use std::ops::AddAssign;

use crate::cube::bits;
use crate::cube::days::Days;
use crate::cube::index::Cell;
use crate::cube::memory::LARGEST;
use crate::cube::planes::Planes;
use crate::cube::scope::{Dimensions, Scope};
use crate::cube::tally::{ORDERED, share};
use crate::query::Dimension;
use crate::time::Span;

/// Leads, and orders of the basis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flow {
    pub(crate) leads: u32,
    pub(crate) orders: u32,
}

impl Flow {
    /// Orders over leads.
    pub(crate) fn conversion(self) -> Option<f64> {
        share(self.orders, self.leads)
    }
}

impl Scope<'_> {
    /// Leads and orders by series, under all filters.
    pub(crate) fn flows_by_series(&self, span: Span) -> Vec<Flow> {
        let members = self.snapshot.words.series.len();
        let cells = &self.snapshot.index.cells;
        let mut sums = vec![Flow::default(); members];
        let planes =
            self.snapshot.memory.planes(Dimension::Series, || Planes::of(self.leads.series, members));
        let series =
            Series { days: &self.days(span), planes: &planes, members: &self.passing(Dimension::Series) };
        if cells.len() * members * 2 > LARGEST {
            let passing = cells.iter().filter(|cell| self.has(cell, Dimensions::NONE));
            passing.for_each(|cell| self.add_flows(cell, &series, &mut sums));
            return sums;
        }
        let by_cell = self.keep_flows(span, || {
            let mut flows = vec![Flow::default(); cells.len() * members];
            for (cell, flows) in cells.iter().zip(flows.chunks_exact_mut(members)) {
                self.add_flows(cell, &series, flows);
            }
            flows
        });
        for (cell, flows) in cells.iter().zip(by_cell.chunks_exact(members)) {
            if self.has(cell, Dimensions::NONE) {
                sums.iter_mut().zip(flows).for_each(|(sum, flow)| *sum += *flow);
            }
        }
        sums
    }

    /// Adds the leads and orders of a cell by series, word by word.
    #[inline(never)]
    fn add_flows(&self, cell: &Cell, series: &Series<'_>, flows: &mut [Flow]) {
        let words = &self.snapshot.index.words;
        for word in bits::words(&cell.rows) {
            let mask = self.mask.as_ref().map_or(u64::MAX, |mask| mask[word]);
            let passing = bits::within(&cell.rows, word) & mask;
            let leads = passing & series.days.created[word];
            let orders = passing & series.days.ordered(word, words[word].reached[ORDERED]);
            if leads.count_ones() as usize > series.members.len() {
                series.add(word, leads, orders, flows);
            } else if leads | orders != 0 {
                let series = |lead: usize| usize::from(self.leads.series[lead]);
                bits::places(word, leads).for_each(|lead| flows[series(lead)].leads += 1);
                bits::places(word, orders).for_each(|lead| flows[series(lead)].orders += 1);
            }
        }
    }
}

/// What leads and orders are split by.
struct Series<'a> {
    days: &'a Days,
    planes: &'a Planes,
    /// Those that pass.
    members: &'a [usize],
}

impl Series<'_> {
    /// Adds the leads and orders of a word, all at once for each series.
    fn add(&self, word: usize, leads: u64, orders: u64, flows: &mut [Flow]) {
        for &member in self.members {
            let own = self.planes.equal(word, member);
            let flow = &mut flows[member];
            flow.leads += (own & leads).count_ones();
            flow.orders += (own & orders).count_ones();
        }
    }
}

impl AddAssign for Flow {
    fn add_assign(&mut self, other: Self) {
        self.leads += other.leads;
        self.orders += other.orders;
    }
}
