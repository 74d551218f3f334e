//! The counts that every report is made of, by group, in one pass over the leads.

use crate::cube::scope::{Dimensions, Scope};
use crate::query::Basis;
use crate::stats;
use crate::tables::temperature;
use crate::time::{Day, Span};

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
    pub(crate) lost: u32,
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
        let counts = [self.leads, self.lost, self.open, self.hot, self.overdue, self.bank];
        counts.into_iter().chain(self.reached).all(|n| n == 0)
    }

    fn add_amount(&mut self, amount: f64) {
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

impl Scope<'_> {
    /// Counts leads by group on the scope's basis, the filters of `without` left out.
    pub(crate) fn tally(
        &self,
        groups: usize,
        span: Span,
        without: Dimensions,
        group: impl Fn(usize) -> usize,
    ) -> Vec<Tally> {
        let mut tallies = vec![Tally::default(); groups];
        match self.basis {
            Basis::Cohort => self.cohort(&mut tallies, span, without, group),
            Basis::Activity => self.activity(&mut tallies, span, without, group),
        }
        tallies
    }

    /// The counts of all leads that pass all filters.
    pub(crate) fn total(&self, span: Span) -> Tally {
        self.tally(1, span, Dimensions::NONE, |_| 0)[0]
    }

    fn cohort(&self, tallies: &mut [Tally], span: Span, without: Dimensions, group: impl Fn(usize) -> usize) {
        let leads = &self.leads;
        let as_of = self.snapshot.as_of.0;
        let ripe = self.ripe_until();
        for lead in 0..leads.len() {
            let created = leads.created[lead];
            if !self.passes(lead, without) || !span.holds(created) {
                continue;
            }
            let t = &mut tallies[group(lead)];
            let last = usize::from(leads.last[lead]);
            let ordered = u32::from(last > ORDERED);
            t.leads += 1;
            for reached in &mut t.reached[..last] {
                *reached += 1;
            }
            let skipped = ((1u8 << last) - 1) & !leads.own[lead];
            if skipped != 0 {
                add_bits(&mut t.skipped, skipped);
            }
            if leads.lost[lead] != Day::NONE {
                self.add_lost(t, lead);
            }
            let warmth = leads.temperature[lead];
            if warmth != temperature::CLOSED {
                t.open += 1;
                t.hot += u32::from(warmth == temperature::HOT);
                t.overdue += u32::from(leads.next_contact[lead] < as_of);
            }
            t.bank += u32::from(last == DELIVERED);
            t.complete += u32::from(leads.complete[lead]);
            if created <= ripe {
                t.matured_leads += 1;
                t.matured_orders += ordered;
            }
            if ordered == 1 {
                t.add_amount(leads.amount[lead]);
            }
        }
    }

    fn activity(
        &self,
        tallies: &mut [Tally],
        span: Span,
        without: Dimensions,
        group: impl Fn(usize) -> usize,
    ) {
        let leads = &self.leads;
        let as_of = self.snapshot.as_of.0;
        let (from, to) = Self::bounds(span);
        let within = |day: u16| day != Day::NONE && from <= day && day <= to;
        for lead in 0..leads.len() {
            if !self.passes(lead, without) {
                continue;
            }
            let t = &mut tallies[group(lead)];
            let created = leads.created[lead];
            if span.holds(created) {
                t.leads += 1;
                t.complete += u32::from(leads.complete[lead]);
            }
            let own = leads.own[lead];
            for stage in 0..6 {
                if within(leads.stages[stage][lead]) {
                    t.reached[stage] += 1;
                    t.skipped[stage] += u32::from(own & (1 << stage) == 0);
                }
            }
            let ordered = leads.stages[ORDERED][lead];
            if within(ordered) {
                t.add_amount(leads.amount[lead]);
            }
            let lost = leads.lost[lead];
            if within(lost) {
                self.add_lost(t, lead);
            }
            // `Day::NONE` lies behind every day, so that "not yet" and "never" are one comparison.
            let known = created <= to || span.to.is_none();
            t.open += u32::from(known && ordered > to && lost > to);
            t.bank += u32::from(ordered <= to && leads.stages[DELIVERED][lead] > to);
            let warmth = leads.temperature[lead];
            t.hot += u32::from(warmth == temperature::HOT);
            t.overdue += u32::from(warmth != temperature::CLOSED && leads.next_contact[lead] < as_of);
        }
    }

    fn add_lost(&self, t: &mut Tally, lead: usize) {
        t.lost += 1;
        t.lost_at[usize::from(self.leads.last[lead])] += 1;
        let words = &self.snapshot.words.lost_by;
        let by = words.get(usize::from(self.leads.lost_by[lead])).map_or("", String::as_str);
        t.lost_by_stated += u32::from(!by.is_empty());
        t.lost_by_dealer += u32::from(by == "dealer");
    }

    /// The last day on which a lead was created that has had its time.
    pub(crate) fn ripe_until(&self) -> u16 {
        let days = self.snapshot.descriptor.dealerscope.settings.maturity_days;
        self.snapshot.as_of.0.saturating_sub(days)
    }
}

fn add_bits(counts: &mut [u32; 6], bits: u8) {
    for (stage, count) in counts.iter_mut().enumerate() {
        *count += u32::from(bits >> stage & 1);
    }
}

/// Adds an amount, which is no number where it is not stated.
pub(crate) fn add_amount(sum: &mut Option<f64>, amount: f64) {
    if !amount.is_nan() {
        *sum.get_or_insert(0.0) += amount;
    }
}
