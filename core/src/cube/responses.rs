//! The median of the minutes to the first contact.

use std::ops::Range;
use std::sync::Arc;

use crate::cube::days::Days;
use crate::cube::index::{Cell, RESPONSE_MINUTES, Word};
use crate::cube::scope::{Dimensions, Scope};
use crate::cube::tally::Tally;
use crate::stats;
use crate::time::Span;

/// Minutes below which each has a count of its own: six weeks.
const COUNTED: usize = 1 << 16;

/// Where the median lies among responses that are counted by [`RESPONSE_MINUTES`] already: those alone have to be
/// looked at.
#[derive(Clone, Debug)]
struct Middle {
    /// The ranks of the two middle ones among those that are looked at.
    ranks: [usize; 2],
    /// Which of the counts those that are looked at begin and end with.
    among: Range<usize>,
}

impl Middle {
    /// Of responses within each of [`RESPONSE_MINUTES`]; `None` if there are none.
    fn of(within: [u32; RESPONSE_MINUTES.len()]) -> Option<Self> {
        let within = within.map(|count| count as usize);
        let [.., known] = within;
        let ranks = stats::middle_ranks(known)?;
        let [Some(from), Some(to)] = ranks.map(|rank| within.iter().position(|&count| count > rank)) else {
            return None;
        };
        let shorter = from.checked_sub(1).map_or(0, |below| within[below]);
        Some(Self { ranks: ranks.map(|rank| rank - shorter), among: from..to + 1 })
    }

    /// The leads of a word that are looked at.
    fn leads(&self, word: &Word) -> u64 {
        let shorter = self.among.start.checked_sub(1).map_or(0, |below| word.responded[below]);
        word.responded[self.among.end - 1] & !shorter
    }
}

impl Scope<'_> {
    /// The median over the leads created in the period, under all filters.
    pub(crate) fn median_response(&self, span: Span) -> Option<f64> {
        let middle = Middle::of(self.total(span).responded)?;
        let days = self.days(span);
        let mut counts = vec![0u32; COUNTED];
        let mut longer = Vec::new();
        for cell in self.cells_but(Dimensions::NONE) {
            self.each_response(cell, &days, &middle, |minutes| match counts.get_mut(minutes as usize) {
                Some(count) => *count += 1,
                None => longer.push(minutes),
            });
        }
        stats::midway_of_counts(&counts, &mut longer, middle.ranks)
    }

    /// The medians of all dealers, "no dealer" included, under all filters but those on places.
    pub(crate) fn median_responses(&self, span: Span) -> Arc<Vec<Option<f64>>> {
        self.keep_medians(span, || {
            let days = self.days(span);
            let tallies = self.by_dealer(span);
            let of =
                |(dealer, tally): (usize, &Tally)| self.median_of(dealer, Dimensions::PLACES, tally, &days);
            tallies.iter().enumerate().map(of).collect()
        })
    }

    /// The median of one dealer under all filters, for a dealer that they let through.
    pub(crate) fn median_response_of(&self, span: Span, dealer: usize) -> Option<f64> {
        self.median_of(dealer, Dimensions::NONE, &self.by_dealer(span)[dealer], &self.days(span))
    }

    fn median_of(&self, dealer: usize, without: Dimensions, tally: &Tally, days: &Days) -> Option<f64> {
        let middle = Middle::of(tally.responded)?;
        let mut minutes = Vec::new();
        for cell in self.cells_of(dealer).filter(|cell| self.has(cell, without)) {
            self.each_response(cell, days, &middle, |more| minutes.push(more));
        }
        stats::midway(&mut minutes, middle.ranks)
    }

    /// Calls with the minutes of each lead of a cell that is looked at.
    fn each_response(&self, cell: &Cell, days: &Days, middle: &Middle, mut take: impl FnMut(u32)) {
        let words = &self.snapshot.index.words;
        let select = |word: usize| days.created[word] & middle.leads(&words[word]);
        self.each_in(cell, select, |lead| take(self.leads.response[lead]));
    }
}
