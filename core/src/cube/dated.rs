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

    /// The leads whose day of a column lies within a range, one bit a lead.
    pub(crate) fn within(&self, column: Column, leads: &Leads<'_>, range: Range) -> Vec<u64> {
        self.column(column, leads).within(column.days(leads), &self.months, range)
    }
}

/// How much of a month lies within a range of days.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    Some,
    None,
}

impl Part {
    /// Of the month at a place. What lies outside the months has to be looked at.
    fn of(months: &Months, place: usize, range: Range) -> Self {
        let Some(&(first, last)) = months.bounds.get(place) else { return Self::Some };
        if range.holds(first) && range.holds(last) {
            Self::All
        } else if range.is_empty() || last < range.from || range.to < first {
            Self::None
        } else {
            Self::Some
        }
    }
}

/// A column of days by month: for each word of leads the months of their days, and which of them are of each. Exports
/// mostly stand in the order of their days, so that 64 leads hold a few months only. A lead without a day is in none.
///
/// The same stands here twice, by word for whoever walks over all leads, and by month for whoever wants some months.
#[derive(Debug, Default)]
pub(crate) struct Dated {
    /// Where each word's months begin, and where the last one's end.
    starts: Vec<u32>,
    /// The places of months; the number of months for days outside all of them.
    months: Vec<u16>,
    leads: Vec<u64>,
    /// The leads of each word that have a day.
    stated: Vec<u64>,
    /// By the place of the month, days outside all of them last.
    of_month: Vec<OfMonth>,
}

/// The leads of a month.
#[derive(Clone, Debug, Default)]
struct OfMonth {
    /// The words that have any.
    words: Vec<u32>,
    /// Those of each of these words.
    leads: Vec<u64>,
}

/// Words that are looked at by one call: neither so few that the calls show, nor so many that the browser's better
/// code is late (see [`crate::blocks`]).
const BLOCK: usize = 64;

impl Dated {
    fn of(days: &[u16], months: &Months) -> Self {
        let words = bits::count_words(days.len());
        let mut dated = Self { starts: Vec::with_capacity(words + 1), ..Self::default() };
        dated.stated.reserve_exact(words);
        dated.starts.push(0);
        for days in days.chunks(64) {
            dated.push(days, months);
        }
        dated.months.shrink_to_fit();
        dated.leads.shrink_to_fit();
        let mut sizes = vec![0; months.count + 1];
        for months in dated.months.chunks(BLOCK) {
            count(&mut sizes, months);
        }
        let room = |&size| OfMonth { words: Vec::with_capacity(size), leads: Vec::with_capacity(size) };
        let mut of_month: Vec<OfMonth> = sizes.iter().map(room).collect();
        for first in (0..words).step_by(BLOCK) {
            dated.hand_out(first..words.min(first + BLOCK), &mut of_month);
        }
        dated.of_month = of_month;
        dated
    }

    #[inline(never)]
    fn push(&mut self, days: &[u16], months: &Months) {
        let mut stated = 0;
        months.each(days, |place, leads| {
            stated |= leads;
            self.months.push(place.try_into().unwrap_or(u16::MAX));
            self.leads.push(leads);
        });
        self.stated.push(stated);
        self.starts.push(self.months.len().try_into().unwrap_or(u32::MAX));
    }

    /// Gives the months theirs of some words.
    #[inline(never)]
    fn hand_out(&self, words: std::ops::Range<usize>, of_month: &mut [OfMonth]) {
        for word in words {
            for (month, own) in self.months(word) {
                of_month[month].words.push(word.try_into().unwrap_or(u32::MAX));
                of_month[month].leads.push(own);
            }
        }
    }

    /// The months of a word's leads by their place, and the leads of each.
    pub(crate) fn months(&self, word: usize) -> impl Iterator<Item = (usize, u64)> {
        let range = self.starts[word] as usize..self.starts[word + 1] as usize;
        self.months[range.clone()]
            .iter()
            .map(|&place| usize::from(place))
            .zip(self.leads[range].iter().copied())
    }

    /// The leads whose day lies within a range, from whichever side there is less to do: those of the months within are
    /// added to none, or those of the months without are taken from all.
    fn within(&self, days: &[u16], months: &Months, range: Range) -> Vec<u64> {
        let parts: Vec<Part> = (0..=months.count).map(|place| Part::of(months, place, range)).collect();
        let of =
            |part| parts.iter().zip(&self.of_month).filter(move |(own, _)| **own == part).map(|(_, m)| m);
        let size = |part| of(part).map(|month| month.words.len()).sum::<usize>();
        let mut within = if size(Part::All) <= size(Part::None) {
            let mut within = vec![0; self.stated.len()];
            of(Part::All).for_each(|month| month.flip(&mut within));
            within
        } else {
            let mut within = self.stated.clone();
            of(Part::None).chain(of(Part::Some)).for_each(|month| month.flip(&mut within));
            within
        };
        of(Part::Some).for_each(|month| month.look(days, range, &mut within));
        within
    }
}

impl OfMonth {
    /// Adds its leads where they are missing, and takes them out where they are.
    fn flip(&self, all: &mut [u64]) {
        for (words, leads) in self.words.chunks(BLOCK).zip(self.leads.chunks(BLOCK)) {
            flip(all, words, leads);
        }
    }

    /// Adds those of its leads whose days lie within a range.
    fn look(&self, days: &[u16], range: Range, within: &mut [u64]) {
        for (&word, leads) in self.words.iter().zip(&self.leads) {
            let word = word as usize;
            within[word] |= leads & among(&days[word * 64..days.len().min(word * 64 + 64)], range);
        }
    }
}

#[inline(never)]
fn flip(all: &mut [u64], words: &[u32], leads: &[u64]) {
    for (&word, leads) in words.iter().zip(leads) {
        all[word as usize] ^= leads;
    }
}

#[inline(never)]
fn among(days: &[u16], range: Range) -> u64 {
    bits::of(days, |day| range.holds(day))
}

#[inline(never)]
fn count(sizes: &mut [usize], months: &[u16]) {
    for &month in months {
        sizes[usize::from(month)] += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::{Day, Month, Span};

    const FROM: &str = "2025-06-01";

    /// Days around the four months from [`FROM`] on: in the order of an export, anyhow, or not stated.
    fn days() -> impl Strategy<Value = Vec<u16>> {
        let first = Day::parse(FROM).unwrap().0 - 40;
        let day = (0u16..200).prop_map(move |n| first + n);
        let stated = prop::collection::vec(prop_oneof![6 => day, 1 => Just(Day::NONE)], 1..400);
        (stated, any::<bool>()).prop_map(|(mut days, in_order)| {
            if in_order {
                days.sort_unstable();
            }
            days
        })
    }

    fn range() -> impl Strategy<Value = Range> {
        let first = Day::parse(FROM).unwrap().0 - 60;
        let end = prop::option::of((0u16..240).prop_map(move |n| Day(first + n)));
        (end.clone(), end).prop_map(|(from, to)| Range::of(Span { from, to }))
    }

    proptest! {
        #[test]
        fn a_lead_is_within_where_its_day_is(days in days(), range in range()) {
            let months = Months::from_to((Month::new(2025, 6), Month::new(2025, 9)));
            let found = Dated::of(&days, &months).within(&days, &months, range);
            let plain: Vec<u64> = bits::test(&days, |day| range.holds(day)).collect();
            prop_assert_eq!(found, plain);
        }
    }
}
