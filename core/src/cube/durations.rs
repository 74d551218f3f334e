//! Days to order.

use crate::cube::index::Cell;
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
    /// Days to order by group of cells, the filters of `without` left out.
    pub(crate) fn days_to_order(
        &self,
        groups: usize,
        span: Span,
        without: Dimensions,
        group: impl Fn(&Cell) -> usize,
    ) -> Vec<DaysToOrder> {
        let mut out = vec![DaysToOrder { days: Vec::new(), before: 0 }; groups];
        let days = self.days(span);
        let words = &self.snapshot.index.words;
        let counted = |word: usize| match self.basis {
            Basis::Cohort => days[word].created & words[word].reached[ORDERED],
            Basis::Activity => days[word].stages[ORDERED],
        };
        self.each(without, counted, |lead, cell| {
            let (ordered, created) = (self.leads.stages[ORDERED][lead], self.leads.created[lead]);
            if ordered == Day::NONE || created == Day::NONE {
                return;
            }
            let entry = &mut out[group(cell)];
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
        });
        out
    }
}
