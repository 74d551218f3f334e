//! The counts that every report is made of.

use std::ops::AddAssign;

use crate::query::Basis;
use crate::stats;

/// Which of the six stages is which.
pub(crate) const CONTACTED: usize = 0;
pub(crate) const VISITED: usize = 1;
pub(crate) const ORDERED: usize = 4;
pub(crate) const DELIVERED: usize = 5;

/// The counts of one group. What each means on either basis stands in `docs/answers.md`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    pub(crate) leads: u32,
    pub(crate) reached: [u32; 6],
    pub(crate) skipped: [u32; 6],
    /// By the number of stages that were reached.
    pub(crate) lost_at: [u32; 7],
    pub(crate) lost_by_dealer: u32,
    pub(crate) lost_by_stated: u32,
    pub(crate) open: u32,
    pub(crate) hot: u32,
    pub(crate) overdue: u32,
    pub(crate) bank: u32,
    pub(crate) complete: u32,
    pub(crate) matured_leads: u32,
    pub(crate) matured_orders: u32,
    /// Orders dated within the period up to `as_of`, on both bases.
    pub(crate) placed: u32,
    /// The leads that a page looks at, and those of them whose row has a problem.
    pub(crate) seen: u32,
    pub(crate) touched: u32,
    /// Of the leads created in the period, on both bases, those whose first contact came within 3
    /// minutes, half an hour, a day, or any known time.
    pub(crate) responded: [u32; 4],
    /// What the orders cost that state it; `None` where none does.
    pub(crate) amount: Option<f64>,
    /// How many orders state what they cost.
    pub(crate) amounts: u32,
}

impl Tally {
    pub(crate) fn orders(&self) -> u32 {
        self.reached[ORDERED]
    }

    /// Whether nothing was counted.
    pub(crate) fn is_empty(&self) -> bool {
        let counts = [self.leads, self.lost(), self.open, self.hot, self.overdue, self.bank];
        counts.into_iter().chain(self.reached).all(|n| n == 0)
    }

    /// Lost leads.
    pub(crate) fn lost(&self) -> u32 {
        self.lost_at.iter().sum()
    }

    pub(crate) fn add_amount(&mut self, amount: f64) {
        self.amounts += u32::from(!amount.is_nan());
        add_amount(&mut self.amount, amount);
    }

    /// Orders over leads.
    pub(crate) fn conversion(&self) -> Option<f64> {
        share(self.orders(), self.leads)
    }

    /// Orders over leads, of the leads that have had their time. Only cohorts have a maturity.
    pub(crate) fn conversion_matured(&self, basis: Basis) -> Option<f64> {
        if basis == Basis::Activity { None } else { share(self.matured_orders, self.matured_leads) }
    }

    /// The share of the known responses that came within one of the times they are counted by.
    pub(crate) fn responded_within(&self, at: usize) -> Option<f64> {
        let [.., known] = self.responded;
        share(self.responded[at], known)
    }

    /// Reached at a stage over reached at the one before.
    pub(crate) fn step_rate(&self, stage: usize) -> Option<f64> {
        share(self.reached[stage], self.before(stage))
    }

    /// How many stood at the stage before, the leads themselves being before the first.
    pub(crate) fn before(&self, stage: usize) -> u32 {
        if stage == 0 { self.leads } else { self.reached[stage - 1] }
    }
}

/// Whether a group has any count in the period or in the comparison: only then it has a row.
pub(crate) fn any_counted(now: &[Tally], before: Option<&[Tally]>, group: usize) -> bool {
    !now[group].is_empty() || before.is_some_and(|b| !b[group].is_empty())
}

/// A share of counts; `None` over nothing.
pub(crate) fn share(hits: u32, n: u32) -> Option<f64> {
    stats::ratio(hits.into(), n.into())
}

impl AddAssign<&Self> for Tally {
    fn add_assign(&mut self, other: &Self) {
        self.leads += other.leads;
        add_each(&mut self.reached, &other.reached);
        add_each(&mut self.skipped, &other.skipped);
        add_each(&mut self.lost_at, &other.lost_at);
        self.lost_by_dealer += other.lost_by_dealer;
        self.lost_by_stated += other.lost_by_stated;
        self.open += other.open;
        self.hot += other.hot;
        self.overdue += other.overdue;
        self.bank += other.bank;
        self.complete += other.complete;
        self.matured_leads += other.matured_leads;
        self.matured_orders += other.matured_orders;
        self.placed += other.placed;
        add_each(&mut self.responded, &other.responded);
        self.seen += other.seen;
        self.touched += other.touched;
        self.amounts += other.amounts;
        if let Some(amount) = other.amount {
            *self.amount.get_or_insert(0.0) += amount;
        }
    }
}

fn add_each<const N: usize>(sums: &mut [u32; N], more: &[u32; N]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

/// Adds an amount, which is no number where it is not stated.
pub(crate) fn add_amount(sum: &mut Option<f64>, amount: f64) {
    if !amount.is_nan() {
        *sum.get_or_insert(0.0) += amount;
    }
}
