//! What holds of each lead within a span of days, one bit a lead.

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
        let range = Range::of(span);
        let words = bits::count_words(leads.len());
        let created = if span == Span::default() {
            (0..words).map(|word| bits::within(&(0..leads.len()), word)).collect()
        } else {
            calendar.within(Column::Created, leads, range).collect()
        };
        let until = Range::of(span.until(as_of));
        let placed = calendar.within(Column::Stage(ORDERED), leads, until).collect();
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
    let mut words = vec![Happened::default(); bits::count_words(leads.len())];
    let mut mark = |column, range, put: &dyn Fn(&mut Happened, u64)| {
        for (word, bits) in words.iter_mut().zip(calendar.within(column, leads, range)) {
            put(word, bits);
        }
    };
    let range = Range::of(span);
    for stage in 0..6 {
        mark(Column::Stage(stage), range, &|word, within| word.stages[stage] = within);
    }
    mark(Column::Lost, range, &|word, within| word.lost = within);
    let until = Range::until(range.to);
    if span.to.is_some() {
        mark(Column::Created, until, &|word, created| word.open = created);
    } else {
        for (at, word) in words.iter_mut().enumerate() {
            word.open = bits::within(&(0..leads.len()), at);
        }
    }
    let mut mark = |column, put: &dyn Fn(&mut Happened, u64)| {
        for (word, bits) in words.iter_mut().zip(calendar.within(column, leads, until)) {
            put(word, bits);
        }
    };
    mark(Column::Stage(ORDERED), &|word, ordered| {
        word.open &= !ordered;
        word.bank = ordered;
    });
    mark(Column::Lost, &|word, lost| word.open &= !lost);
    mark(Column::Stage(DELIVERED), &|word, delivered| word.bank &= !delivered);
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
