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

    /// One word for each 64 leads: those whose day in a column lies within a range.
    pub(crate) fn within(
        &self,
        column: Column,
        leads: &Leads<'_>,
        range: Range,
    ) -> impl Iterator<Item = u64> {
        // A function of its own, so that the browser's better code takes over within a walk (see [`crate::blocks`]).
        #[inline(never)]
        fn word(dated: &Dated, word: usize, holding: &[Holding], days: &[u16], range: Range) -> u64 {
            let (mut within, mut partly) = (0, 0);
            for (month, own) in dated.months(word) {
                match holding[month] {
                    Holding::All => within |= own,
                    Holding::Some => partly |= own,
                    Holding::None => {}
                }
            }
            if partly != 0 {
                let days = &days[word * 64..days.len().min(word * 64 + 64)];
                within |= partly & bits::of(days, |day| range.holds(day));
            }
            within
        }
        let (dated, days) = (self.column(column, leads), column.days(leads));
        let holding: Vec<Holding> = (0..=self.months.count).map(|place| self.holding(place, range)).collect();
        (0..bits::count_words(days.len())).map(move |at| word(dated, at, &holding, days, range))
    }

    /// How much of a month a range holds. What lies outside the months has to be looked at.
    fn holding(&self, place: usize, range: Range) -> Holding {
        let Some(&(first, last)) = self.months.bounds.get(place) else { return Holding::Some };
        if range.holds(first) && range.holds(last) {
            Holding::All
        } else if range.is_empty() || last < range.from || range.to < first {
            Holding::None
        } else {
            Holding::Some
        }
    }
}

/// How much of a month lies within a range of days.
#[derive(Clone, Copy)]
enum Holding {
    All,
    Some,
    None,
}

/// A column of days by month: for each word of leads the months of their days, and which of them are of each. Exports
/// mostly stand in the order of their days, so that 64 leads hold a few months only. A lead without a day is in none.
#[derive(Debug, Default)]
pub(crate) struct Dated {
    /// Where each word's months begin, and where the last one's end.
    starts: Vec<u32>,
    /// The places of months; the number of months for days outside all of them.
    months: Vec<u16>,
    leads: Vec<u64>,
}

impl Dated {
    fn of(days: &[u16], months: &Months) -> Self {
        let mut dated = Self { starts: vec![0], ..Self::default() };
        for days in days.chunks(64) {
            dated.push(days, months);
        }
        dated.months.shrink_to_fit();
        dated.leads.shrink_to_fit();
        dated
    }

    #[inline(never)]
    fn push(&mut self, days: &[u16], months: &Months) {
        months.each(days, |place, leads| {
            self.months.push(place.try_into().unwrap_or(u16::MAX));
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
