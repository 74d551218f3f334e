//! Which leads have their day in which month, for each column of days.

use std::sync::OnceLock;

use crate::cube::bits;
use crate::cube::days::Range;
use crate::cube::months::Months;
use crate::tables::Leads;

/// A column of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Created,
    Stage(usize),
    Lost,
}

impl Column {
    const COUNT: usize = 8;

    fn number(self) -> usize {
        match self {
            Self::Created => 0,
            Self::Stage(stage) => 1 + stage,
            Self::Lost => 7,
        }
    }

    /// Its days, one a lead.
    pub(crate) fn days<'a>(self, leads: &Leads<'a>) -> &'a [u16] {
        match self {
            Self::Created => leads.created,
            Self::Stage(stage) => leads.stages[stage],
            Self::Lost => leads.lost,
        }
    }
}

/// The months of a snapshot, and what is known of its columns of days by month. A column is looked through when it is
/// first asked for, and stays: it depends on no question.
#[derive(Debug)]
pub(crate) struct Calendar {
    pub(crate) months: Months,
    columns: [OnceLock<Dated>; Column::COUNT],
}

impl Calendar {
    pub(crate) fn new(months: Months) -> Self {
        Self { months, columns: Default::default() }
    }

    /// A column by month.
    pub(crate) fn column(&self, column: Column, leads: &Leads<'_>) -> &Dated {
        self.columns[column.number()].get_or_init(|| Dated::of(column.days(leads), &self.months))
    }

    /// Asks which leads have their day of a column within each of some ranges.
    pub(crate) fn within<'a, const N: usize>(
        &'a self,
        column: Column,
        leads: &Leads<'a>,
        ranges: [Range; N],
    ) -> Within<'a, N> {
        let holding = |place| Holding::of(ranges.map(|range| self.part(place, range)));
        Within {
            dated: self.column(column, leads),
            days: column.days(leads),
            ranges,
            holding: (0..=self.months.count).map(holding).collect(),
        }
    }

    /// How much of a month a range holds. What lies outside the months has to be looked at.
    fn part(&self, place: usize, range: Range) -> Part {
        let Some(&(first, last)) = self.months.bounds.get(place) else { return Part::Some };
        if range.holds(first) && range.holds(last) {
            Part::All
        } else if range.is_empty() || last < range.from || range.to < first {
            Part::None
        } else {
            Part::Some
        }
    }
}

/// Words that are looked at by one call: neither so few that the calls show, nor so many that the browser's better
/// code is late (see [`crate::blocks`]).
pub(crate) const BLOCK: usize = 64;

/// The leads whose day in a column lies within each of some ranges.
pub(crate) struct Within<'a, const N: usize> {
    dated: &'a Dated,
    days: &'a [u16],
    ranges: [Range; N],
    /// By the place of the month.
    holding: Vec<Holding<N>>,
}

impl<const N: usize> Within<'_, N> {
    /// Those of a block of words that begins with `first`, one bit a lead; none beyond the last word.
    #[inline(never)]
    pub(crate) fn block(&self, first: usize) -> [[u64; N]; BLOCK] {
        let mut words = [[0; N]; BLOCK];
        let mut partly = [0; BLOCK];
        let dated = self.dated;
        let end = (first + BLOCK).min(dated.starts.len() - 1);
        let entries = dated.starts[first] as usize..dated.starts[end] as usize;
        // All words of the block in one loop: a word has so few months that a loop for each would cost more than they do.
        let months = dated.months[entries.clone()].iter().zip(&dated.places[entries.clone()]);
        for ((&month, &place), own) in months.zip(&dated.leads[entries]) {
            let holding = &self.holding[usize::from(month)];
            let place = usize::from(place) % BLOCK;
            for (within, all) in words[place].iter_mut().zip(holding.all) {
                *within |= own & all;
            }
            partly[place] |= own & holding.some;
        }
        for (place, within) in words.iter_mut().enumerate() {
            if partly[place] != 0 {
                self.look(first + place, within, partly[place]);
            }
        }
        words
    }

    /// Adds those whose month lies within one of the ranges in part, or is none of the snapshot's.
    #[inline(never)]
    fn look(&self, word: usize, within: &mut [u64; N], partly: u64) {
        let days = &self.days[word * 64..self.days.len().min(word * 64 + 64)];
        for (within, range) in within.iter_mut().zip(&self.ranges) {
            *within |= partly & bits::of(days, |day| range.holds(day));
        }
    }
}

/// How much of a month lies within a range of days.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    Some,
    None,
}

/// A month and some ranges of days, as masks: for each range whether all of the month lies within, and whether it lies
/// in part within any of them.
struct Holding<const N: usize> {
    all: [u64; N],
    some: u64,
}

impl<const N: usize> Holding<N> {
    fn of(parts: [Part; N]) -> Self {
        let mask = |holds| if holds { u64::MAX } else { 0 };
        Self { all: parts.map(|part| mask(part == Part::All)), some: mask(parts.contains(&Part::Some)) }
    }
}

/// A column of days by month: for each word of leads the months of their days, and which of them are of each. Exports
/// mostly stand in the order of their days, so that 64 leads hold a few months only. A lead without a day is in none.
#[derive(Debug, Default)]
pub(crate) struct Dated {
    /// Where each word's months begin, and where the last one's end.
    starts: Vec<u32>,
    /// The places of months; the number of months for days outside all of them.
    months: Vec<u16>,
    /// The place of the word of each month among [`BLOCK`] of them.
    places: Vec<u8>,
    leads: Vec<u64>,
}

impl Dated {
    fn of(days: &[u16], months: &Months) -> Self {
        let mut dated = Self { starts: vec![0], ..Self::default() };
        for days in days.chunks(64) {
            dated.push(days, months);
        }
        dated.months.shrink_to_fit();
        dated.places.shrink_to_fit();
        dated.leads.shrink_to_fit();
        dated
    }

    #[inline(never)]
    fn push(&mut self, days: &[u16], months: &Months) {
        let word = (self.starts.len() - 1) % BLOCK;
        months.each(days, |place, leads| {
            self.months.push(place.try_into().unwrap_or(u16::MAX));
            self.places.push(word.try_into().unwrap_or(u8::MAX));
            self.leads.push(leads);
        });
        self.starts.push(self.months.len().try_into().unwrap_or(u32::MAX));
    }

    /// The months of a word's leads by their place, and the leads of each.
    pub(crate) fn months(&self, word: usize) -> impl Iterator<Item = (usize, u64)> {
        let range = self.starts[word] as usize..self.starts[word + 1] as usize;
        self.months[range.clone()]
            .iter()
            .map(|&place| usize::from(place))
            .zip(self.leads[range].iter().copied())
    }
}
