//! What holds of each lead within a span of days, one bit a lead.

use crate::cube::bits;
use crate::cube::tally::{DELIVERED, ORDERED};
use crate::query::Basis;
use crate::tables::Leads;
use crate::time::{Day, Span};

/// What a period makes of each of 64 leads, one bit a lead.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Days {
    /// Created within.
    pub(crate) created: u64,
    /// Ordered within, up to `as_of`.
    pub(crate) placed: u64,
    /// Each stage's day within; on the activity basis only, like all that follows.
    pub(crate) stages: [u64; 6],
    pub(crate) lost: u64,
    /// Neither ordered nor lost at the end, and created by then.
    pub(crate) open: u64,
    /// Ordered and not delivered at the end.
    pub(crate) bank: u64,
}

impl Days {
    /// The words of all leads.
    pub(crate) fn of(leads: &Leads<'_>, basis: Basis, span: Span, as_of: Day) -> Vec<Self> {
        let mut words = vec![Self::default(); bits::count_words(leads.len())];
        let everything = span == Span::default();
        let range = Range::of(span);
        mark(&mut words, leads.created, |day| everything || range.holds(day), |w| &mut w.created);
        let placed = Range::of(span.until(as_of));
        mark(&mut words, leads.stages[ORDERED], |day| placed.holds(day), |w| &mut w.placed);
        if basis == Basis::Cohort {
            return words;
        }
        for (stage, days) in leads.stages.iter().enumerate() {
            mark(&mut words, days, |day| range.holds(day), |w| &mut w.stages[stage]);
        }
        mark(&mut words, leads.lost, |day| range.holds(day), |w| &mut w.lost);
        // `Day::NONE` lies behind every day, so that "not yet" and "never" are one comparison.
        let end = range.to;
        let mut later = vec![[0; 3]; words.len()];
        for (at, days) in [leads.stages[ORDERED], leads.lost, leads.stages[DELIVERED]].into_iter().enumerate()
        {
            for (word, bits) in later.iter_mut().zip(bits::test(days, |day| day > end)) {
                word[at] = bits;
            }
        }
        let known = bits::test(leads.created, |day| span.to.is_none() || day <= end);
        for ((word, [ordered, lost, delivered]), known) in words.iter_mut().zip(later).zip(known) {
            word.open = known & ordered & lost;
            word.bank = !ordered & delivered;
        }
        words
    }

    /// The leads that a page looks at: those created within, and on the activity basis those that
    /// anything happened to.
    pub(crate) fn seen(&self) -> u64 {
        self.stages.iter().fold(self.created | self.lost, |seen, stage| seen | stage)
    }
}

fn mark(
    words: &mut [Days],
    days: &[u16],
    holds: impl Fn(u16) -> bool,
    field: impl Fn(&mut Days) -> &mut u64,
) {
    for (word, bits) in words.iter_mut().zip(bits::test(days, holds)) {
        *field(word) = bits;
    }
}

/// The first and last day number of a span, an open end standing for every day that is stated.
#[derive(Clone, Copy)]
pub(crate) struct Range {
    from: u16,
    length: u16,
    pub(crate) to: u16,
    empty: bool,
}

impl Range {
    pub(crate) fn of(span: Span) -> Self {
        let (from, to) = (span.from.map_or(0, |d| d.0), span.to.map_or(Day::MAX.0, |d| d.0));
        Self { from, to, length: to.wrapping_sub(from), empty: to < from }
    }

    /// Whether a day lies within; a day that is not stated does not.
    pub(crate) fn holds(self, day: u16) -> bool {
        !self.empty & (day.wrapping_sub(self.from) <= self.length)
    }
}
