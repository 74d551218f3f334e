//! What holds of each lead within a span of days, one bit a lead.

use std::array::from_fn;

use crate::cube::bits;
use crate::cube::dated::{Calendar, Column};
use crate::cube::tally::{DELIVERED, ORDERED};
use crate::query::Basis;
use crate::tables::Leads;
use crate::time::{Day, Span};

/// What a period makes of the leads, one bit a lead.
#[derive(Debug)]
pub(crate) struct Days {
    /// Created within.
    pub(crate) created: Vec<u64>,
    /// Ordered within, up to `as_of`.
    pub(crate) placed: Vec<u64>,
    /// On the activity basis.
    happened: Option<Happened>,
}

/// What happened to the leads within a period, one bit a lead.
#[derive(Debug)]
pub(crate) struct Happened {
    /// Each stage's day within.
    pub(crate) stages: [Vec<u64>; 6],
    pub(crate) lost: Vec<u64>,
    /// Neither ordered nor lost at the end, and created by then.
    pub(crate) open: Vec<u64>,
    /// Ordered and not delivered at the end.
    pub(crate) bank: Vec<u64>,
    /// Those of which a stage or the loss lies within.
    pub(crate) any: Vec<u64>,
}

impl Days {
    /// The words of all leads.
    pub(crate) fn of(leads: &Leads<'_>, calendar: &Calendar, basis: Basis, span: Span, as_of: Day) -> Self {
        let created = if span == Span::default() {
            all(leads)
        } else {
            calendar.within(Column::Created, leads, Range::of(span))
        };
        let placed = calendar.within(Column::Stage(ORDERED), leads, Range::of(span.until(as_of)));
        let happened = (basis == Basis::Activity).then(|| Happened::of(leads, calendar, span));
        Self { created, placed, happened }
    }

    /// What happened to the leads; on the activity basis only.
    pub(crate) fn happened(&self) -> Option<&Happened> {
        self.happened.as_ref()
    }

    /// Those of a word that were ordered, as the basis has it: of the leads of the period, or within it. `reached`
    /// are all that were ever ordered.
    pub(crate) fn ordered(&self, word: usize, reached: u64) -> u64 {
        match &self.happened {
            None => self.created[word] & reached,
            Some(happened) => happened.stages[ORDERED][word],
        }
    }

    /// The leads of a word that a page looks at: those created within, and on the activity basis those that
    /// anything happened to.
    pub(crate) fn seen(&self, word: usize) -> u64 {
        let created = self.created[word];
        self.happened.as_ref().map_or(created, |happened| created | happened.any[word])
    }
}

impl Happened {
    fn of(leads: &Leads<'_>, calendar: &Calendar, span: Span) -> Self {
        let range = Range::of(span);
        let by_then = |column| calendar.within(column, leads, Range::until(range.to));
        let stages = from_fn(|stage| calendar.within(Column::Stage(stage), leads, range));
        let lost = calendar.within(Column::Lost, leads, range);
        let mut any = lost.clone();
        for stage in &stages {
            each(&mut any, stage, |any, stage| any | stage);
        }
        let mut bank = by_then(Column::Stage(ORDERED));
        // Without an end every lead is there by then, also one without a day.
        let mut open = if span.to.is_some() { by_then(Column::Created) } else { all(leads) };
        each(&mut open, &bank, |open, ordered| open & !ordered);
        each(&mut open, &by_then(Column::Lost), |open, lost| open & !lost);
        each(&mut bank, &by_then(Column::Stage(DELIVERED)), |bank, delivered| bank & !delivered);
        Self { stages, lost, open, bank, any }
    }
}

/// Every lead.
fn all(leads: &Leads<'_>) -> Vec<u64> {
    (0..bits::count_words(leads.len())).map(|word| bits::within(&(0..leads.len()), word)).collect()
}

/// Makes of each word what it becomes with the other's.
fn each(words: &mut [u64], others: &[u64], becomes: impl Fn(u64, u64) -> u64) {
    words.iter_mut().zip(others).for_each(|(word, other)| *word = becomes(*word, *other));
}

/// The first and last day number of a span, an open end standing for every day that is stated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    pub(crate) from: u16,
    length: u16,
    pub(crate) to: u16,
    empty: bool,
}

impl Range {
    pub(crate) fn of(span: Span) -> Self {
        let (from, to) = (span.from.map_or(0, |d| d.0), span.to.map_or(Day::MAX.0, |d| d.0));
        Self { from, to, length: to.wrapping_sub(from), empty: to < from }
    }

    /// From the first day that is stated to this one.
    fn until(to: u16) -> Self {
        Self { from: 0, length: to, to, empty: false }
    }

    /// Whether no day lies within.
    pub(crate) fn is_empty(self) -> bool {
        self.empty
    }

    /// Whether a day lies within; a day that is not stated does not.
    pub(crate) fn holds(self, day: u16) -> bool {
        !self.empty & (day.wrapping_sub(self.from) <= self.length)
    }
}
