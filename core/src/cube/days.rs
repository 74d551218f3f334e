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
        let (range, until) = (Range::of(span), Range::of(span.until(as_of)));
        let words = bits::count_words(leads.len());
        let one = |column, range| -> Vec<u64> {
            let within = calendar.within(column, leads, [range]);
            let blocks = (0..words).step_by(BLOCK).flat_map(|first| within.block(first));
            blocks.take(words).map(|[within]| within).collect()
        };
        let created = if span == Span::default() {
            (0..words).map(|word| bits::within(&(0..leads.len()), word)).collect()
        } else {
            one(Column::Created, range)
        };
        let placed = one(Column::Stage(ORDERED), until);
        let happened = if basis == Basis::Activity { happened(leads, calendar, span) } else { Vec::new() };
        Self { created, placed, happened }
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

fn happened(leads: &Leads<'_>, calendar: &Calendar, span: Span) -> Vec<Happened> {
    let range = Range::of(span);
    let of = |column| calendar.within(column, leads, [range, Range::until(range.to)]);
    let (created, lost) = (of(Column::Created), of(Column::Lost));
    let early: [_; ORDERED] = from_fn(|stage| calendar.within(Column::Stage(stage), leads, [range]));
    let late = [ORDERED, DELIVERED].map(|stage| of(Column::Stage(stage)));
    let rows = 0..leads.len();
    let mut words = vec![Happened::default(); bits::count_words(rows.len())];
    for (first, words) in (0..).step_by(BLOCK).zip(words.chunks_mut(BLOCK)) {
        let (created, lost) = (created.block(first), lost.block(first));
        let early = early.each_ref().map(|stage| stage.block(first));
        let late = late.each_ref().map(|stage| stage.block(first));
        for (at, word) in words.iter_mut().enumerate() {
            let ([_, created], [lost, lost_by_then]) = (created[at], lost[at]);
            let [[ordered, ordered_by_then], [delivered, delivered_by_then]] =
                late.each_ref().map(|stage| stage[at]);
            let [contacted, visited, test_drive, quoted] = early.each_ref().map(|stage| stage[at][0]);
            // Without an end every lead is there by then, also one without a day.
            let there = if span.to.is_some() { created } else { bits::within(&rows, first + at) };
            *word = Happened {
                stages: [contacted, visited, test_drive, quoted, ordered, delivered],
                lost,
                open: there & !ordered_by_then & !lost_by_then,
                bank: ordered_by_then & !delivered_by_then,
            };
        }
    }
    words
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
