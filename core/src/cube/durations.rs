//! Days to order and minutes to the first contact.

use crate::cube::scope::{Dimensions, Scope};
use crate::cube::tally::ORDERED;
use crate::query::Basis;
use crate::stats;
use crate::time::{Day, Span};

/// How many orders came after how many days. The last place counts all that took longer.
#[derive(Clone, Debug)]
pub(crate) struct DaysToOrder {
    /// By days, 0 and up.
    pub(crate) days: Vec<u32>,
    /// Orders dated before their lead was created.
    pub(crate) before: u32,
}

impl DaysToOrder {
    /// The quantile over orders that came on or after the day of creation.
    pub(crate) fn quantile(&self, q: f64) -> Option<f64> {
        stats::quantile_of_counts(&self.days, q)
    }

    /// How many orders the quantiles rest on.
    pub(crate) fn count(&self) -> u32 {
        self.days.iter().sum()
    }
}

impl Scope<'_> {
    /// Days to order by group, the filters of `without` left out.
    pub(crate) fn days_to_order(
        &self,
        groups: usize,
        span: Span,
        without: Dimensions,
        group: impl Fn(usize) -> usize,
    ) -> Vec<DaysToOrder> {
        let mut out = vec![DaysToOrder { days: Vec::new(), before: 0 }; groups];
        let (from, to) = Self::bounds(span);
        for lead in 0..self.leads.len() {
            let ordered = self.leads.stages[ORDERED][lead];
            if ordered == Day::NONE || !self.passes(lead, without) {
                continue;
            }
            let created = self.leads.created[lead];
            let counted = match self.basis {
                Basis::Cohort => span.holds(created),
                Basis::Activity => from <= ordered && ordered <= to,
            };
            if !counted || created == Day::NONE {
                continue;
            }
            let entry = &mut out[group(lead)];
            match ordered.checked_sub(created) {
                None => entry.before += 1,
                Some(days) => {
                    let days = usize::from(days);
                    if entry.days.len() <= days {
                        entry.days.resize(days + 1, 0);
                    }
                    entry.days[days] += 1;
                }
            }
        }
        out
    }

    /// Minutes to the first contact of the leads created in the period, by dealer, in ascending order.
    pub(crate) fn responses(&self, span: Span, without: Dimensions) -> Vec<Vec<f64>> {
        let mut out = vec![Vec::new(); self.snapshot.places.len()];
        for lead in 0..self.leads.len() {
            let minutes = self.leads.response[lead];
            if minutes != u32::MAX && self.passes(lead, without) && span.holds(self.leads.created[lead]) {
                out[usize::from(self.leads.dealer[lead])].push(f64::from(minutes));
            }
        }
        for minutes in &mut out {
            minutes.sort_unstable_by(f64::total_cmp);
        }
        out
    }
}
