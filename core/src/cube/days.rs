//! What holds of each lead within a span of days, one bit a lead.

use std::array::from_fn;

use crate::cube::bits;
use crate::cube::dated::{BLOCK, Calendar, Column};
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
    happened: Vec<Happened>,
}

/// What happened to each of 64 leads within a period, one bit a lead.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Happened {
    /// Each stage's day within.
    pub(crate) stages: [u64; 6],
    pub(crate) lost: u64,
    /// Neither ordered nor lost at the end, and created by then.
    pub(crate) open: u64,
    /// Ordered and not delivered at the end.
    pub(crate) bank: u64,
}

impl Days {
    /// The words of all leads.
    pub(crate) fn of(leads: &Leads<'_>, calendar: &Calendar, basis: Basis, span: Span, as_of: Day) -> Self {
        match basis {
            Basis::Cohort => Self::of_cohort(leads, calendar, span, as_of),
            Basis::Activity => Self::of_activity(leads, calendar, span, as_of),
        }
    }

    fn of_cohort(leads: &Leads<'_>, calendar: &Calendar, span: Span, as_of: Day) -> Self {
        let words = bits::count_words(leads.len());
        let one = |column, range| -> Vec<u64> {
            let within = calendar.within(column, leads, [range]);
            let blocks = (0..words).step_by(BLOCK).flat_map(|first| within.block(first));
            blocks.take(words).map(|[within]| within).collect()
        };
        let created = if span == Span::default() {
            (0..words).map(|word| bits::within(&(0..leads.len()), word)).collect()
        } else {
            one(Column::Created, Range::of(span))
        };
        let placed = one(Column::Stage(ORDERED), Range::of(span.until(as_of)));
        Self { created, placed, happened: Vec::new() }
    }

    fn of_activity(leads: &Leads<'_>, calendar: &Calendar, span: Span, as_of: Day) -> Self {
        let (range, elapsed) = (Range::of(span), Range::of(span.until(as_of)));
        let by_then = Range::until(range.to);
        let of = |column| calendar.within(column, leads, [range, by_then]);
        let [created, lost, delivered] = [Column::Created, Column::Lost, Column::Stage(DELIVERED)].map(of);
        let early: [_; ORDERED] = from_fn(|stage| calendar.within(Column::Stage(stage), leads, [range]));
        let ordered = calendar.within(Column::Stage(ORDERED), leads, [range, by_then, elapsed]);
        let rows = 0..leads.len();
        let words = bits::count_words(rows.len());
        let mut days = Self {
            created: vec![0; words],
            placed: vec![0; words],
            happened: vec![Happened::default(); words],
        };
        for first in (0..words).step_by(BLOCK) {
            let early = early.each_ref().map(|stage| stage.block(first));
            let (created, lost) = (created.block(first), lost.block(first));
            let (ordered, delivered) = (ordered.block(first), delivered.block(first));
            for (at, word) in (first..words.min(first + BLOCK)).enumerate() {
                let ([created, created_by_then], [lost, lost_by_then]) = (created[at], lost[at]);
                let ([ordered, ordered_by_then, placed], [delivered, delivered_by_then]) =
                    (ordered[at], delivered[at]);
                let [contacted, visited, test_drive, quoted] = early.each_ref().map(|stage| stage[at][0]);
                let all = bits::within(&rows, word);
                // Without an end every lead is there by then, also one without a day.
                let there = if span.to.is_some() { created_by_then } else { all };
                days.created[word] = if span == Span::default() { all } else { created };
                days.placed[word] = placed;
                days.happened[word] = Happened {
                    stages: [contacted, visited, test_drive, quoted, ordered, delivered],
                    lost,
                    open: there & !ordered_by_then & !lost_by_then,
                    bank: ordered_by_then & !delivered_by_then,
                };
            }
        }
        days
    }

    /// What happened to the leads of a word; on the activity basis only.
    pub(crate) fn happened(&self, word: usize) -> &Happened {
        &self.happened[word]
    }

    /// Those of a word that were ordered, as the basis has it: of the leads of the period, or within it. `reached`
    /// are all that were ever ordered.
    pub(crate) fn ordered(&self, word: usize, reached: u64) -> u64 {
        match self.happened.get(word) {
            None => self.created[word] & reached,
            Some(happened) => happened.stages[ORDERED],
        }
    }

    /// The leads of a word that a page looks at: those created within, and on the activity basis those that
    /// anything happened to.
    pub(crate) fn seen(&self, word: usize) -> u64 {
        let created = self.created[word];
        self.happened.get(word).map_or(created, |happened| created | happened.any())
    }
}

impl Happened {
    /// Those of which a stage or the loss lies within.
    pub(crate) fn any(&self) -> u64 {
        self.stages.iter().fold(self.lost, |any, stage| any | stage)
    }
}

/// The first and last day number of a span, an open end standing for every day that is stated.
#[derive(Clone, Copy)]
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
