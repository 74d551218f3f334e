//! Leads and orders by what is not a cell's.

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
        let mut flows = vec![Flow::default(); self.snapshot.words.series.len()];
        let days = self.days(span);
        let words = &self.snapshot.index.words;
        let series = |lead: usize| usize::from(self.leads.series[lead]);
        self.each(Dimensions::NONE, |word| days[word].created, |lead, _| flows[series(lead)].leads += 1);
        let ordered = |word: usize| match self.basis {
            Basis::Cohort => days[word].created & words[word].reached[ORDERED],
            Basis::Activity => days[word].stages[ORDERED],
        };
        self.each(Dimensions::NONE, ordered, |lead, _| flows[series(lead)].orders += 1);
        flows
    }
}
