//! Days to order.

use std::ops::AddAssign;
use std::rc::Rc;

use crate::cube::days::Days;
use crate::cube::index::Cell;
use crate::cube::scope::{Dimensions, Scope};
use crate::cube::tally::ORDERED;
use crate::query::Dimension;
use crate::stats;
use crate::time::Span;

/// How many orders came after how many days. The last place counts all that took longer.
#[derive(Clone, Debug, Default)]
pub(crate) struct DaysToOrder {
    /// By days, 0 and up.
    pub(crate) days: Vec<u32>,
    /// Orders dated before their lead was created.
    pub(crate) before: u32,
}

impl DaysToOrder {
    fn add(&mut self, days: i32) {
        let Ok(days) = usize::try_from(days) else {
            self.before += 1;
            return;
        };
        if self.days.len() <= days {
            self.days.resize(days + 1, 0);
        }
        self.days[days] += 1;
    }

    /// The quantile over orders that came on or after the day of creation.
    pub(crate) fn quantile(&self, q: f64) -> Option<f64> {
        stats::quantile_of_counts(&self.days, q)
    }

    /// How many orders the quantiles rest on.
    pub(crate) fn count(&self) -> u32 {
        self.days.iter().sum()
    }
}

impl AddAssign<&Self> for DaysToOrder {
    fn add_assign(&mut self, other: &Self) {
        self.before += other.before;
        if self.days.len() < other.days.len() {
            self.days.resize(other.days.len(), 0);
        }
        self.days.iter_mut().zip(&other.days).for_each(|(sum, count)| *sum += count);
    }
}

impl Scope<'_> {
    /// Days to order under all filters.
    pub(crate) fn days_to_order(&self, span: Span) -> DaysToOrder {
        let mut all = DaysToOrder::default();
        for (days, fail) in self.days_by_channel(span).iter().zip(&self.channel_fail) {
            if *fail == 0 {
                all += days;
            }
        }
        all
    }

    /// Days to order by channel, under all filters but that on the channel. Worked out once for a question.
    pub(crate) fn days_by_channel(&self, span: Span) -> Rc<Vec<DaysToOrder>> {
        let known = self.days_by_channel.borrow().iter().find(|(s, _)| *s == span).map(|(_, d)| Rc::clone(d));
        known.unwrap_or_else(|| {
            let days = Rc::new(self.count_days(span));
            self.days_by_channel.borrow_mut().push((span, Rc::clone(&days)));
            days
        })
    }

    fn count_days(&self, span: Span) -> Vec<DaysToOrder> {
        let mut out = vec![DaysToOrder::default(); self.channel_fail.len()];
        let days = self.days(span);
        for cell in self.cells_but(Dimensions::of(Dimension::Channel)) {
            self.add_days(cell, &days, &mut out[usize::from(cell.channel)]);
        }
        out
    }

    #[inline(never)]
    fn add_days(&self, cell: &Cell, days: &Days, to_order: &mut DaysToOrder) {
        let index = &self.snapshot.index;
        self.each_word(cell, |word, leads| {
            let all = index.words[word].reached[ORDERED];
            for days in index.orders.days(word, all, leads & days.ordered(word, all)) {
                to_order.add(days);
            }
        });
    }
}
