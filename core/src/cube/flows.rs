//! Leads and orders by what is not a cell's.

use std::ops::AddAssign;

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
        let planes = self.snapshot.planes(Dimension::Series, &self.leads);
        let series =
            Series { days: &self.days(span), planes: &planes, members: &self.passing(Dimension::Series) };
        if cells.len() * members * 2 > LARGEST {
            self.cells_but(Dimensions::NONE).for_each(|cell| self.add_flows(cell, &series, &mut sums));
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
        let Series { days, planes, members } = *series;
        self.each_word(cell, |word, passing| {
            let leads = passing & days.created[word];
            let orders = passing & days.ordered(word, self.snapshot.index.words[word].reached[ORDERED]);
            let of_lead = |at: usize| usize::from(self.leads.series[word * 64 + at]);
            planes.each(word, leads | orders, members, of_lead, |member, own| {
                flows[member].leads += (own & leads).count_ones();
                flows[member].orders += (own & orders).count_ones();
            });
        });
    }
}

/// What leads and orders are split by.
struct Series<'a> {
    days: &'a Days,
    planes: &'a Planes,
    /// Those that pass.
    members: &'a [usize],
}

impl AddAssign for Flow {
    fn add_assign(&mut self, other: Self) {
        self.leads += other.leads;
        self.orders += other.orders;
    }
}
