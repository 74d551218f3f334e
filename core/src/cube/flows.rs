//! Leads and orders by what is not a cell's.

use std::ops::AddAssign;

use crate::cube::memory::LARGEST;
use crate::cube::scope::{Dimensions, Scope};
use crate::cube::tally::{ORDERED, share};
use crate::query::Basis;
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
        if cells.len() * members * 2 > LARGEST {
            self.each_flow(span, Dimensions::NONE, |_, series, flow| sums[series] += flow);
            return sums;
        }
        let by_cell = self.keep_flows(span, || {
            let mut flows = vec![Flow::default(); cells.len() * members];
            let everything = Dimensions(u16::MAX);
            self.each_flow(span, everything, |cell, series, flow| flows[cell * members + series] += flow);
            flows
        });
        for (cell, flows) in cells.iter().zip(by_cell.chunks_exact(members)) {
            if self.has(cell, Dimensions::NONE) {
                sums.iter_mut().zip(flows).for_each(|(sum, flow)| *sum += *flow);
            }
        }
        sums
    }

    /// Calls for each lead and each order of the period, with the number of its cell and its series.
    fn each_flow(&self, span: Span, without: Dimensions, mut take: impl FnMut(usize, usize, Flow)) {
        let days = self.days(span);
        let words = &self.snapshot.index.words;
        let series = |lead: usize| usize::from(self.leads.series[lead]);
        let ordered = |word: usize| match self.basis {
            Basis::Cohort => days[word].created & words[word].reached[ORDERED],
            Basis::Activity => days[word].stages[ORDERED],
        };
        for (at, cell) in self.snapshot.index.cells.iter().enumerate() {
            if self.has(cell, without) {
                let created = |word: usize| days[word].created;
                self.each_in(cell, created, |lead| take(at, series(lead), Flow { leads: 1, orders: 0 }));
                self.each_in(cell, ordered, |lead| take(at, series(lead), Flow { leads: 0, orders: 1 }));
            }
        }
    }
}

impl AddAssign for Flow {
    fn add_assign(&mut self, other: Self) {
        self.leads += other.leads;
        self.orders += other.orders;
    }
}
