//! The median of the minutes to the first contact.

use std::sync::Arc;

use crate::cube::index::RESPONSE_MINUTES;
use crate::cube::scope::{Dimensions, Scope};
use crate::stats;
use crate::time::Span;

/// Minutes below which each has a count of its own: six weeks.
const COUNTED: usize = 1 << 16;

impl Scope<'_> {
    /// The median over the leads created in the period, under all filters.
    pub(crate) fn median_response(&self, span: Span) -> Option<f64> {
        let mut counts = vec![0u32; COUNTED];
        let mut longer = Vec::new();
        self.each_response(span, Dimensions::NONE, |_, minutes| match counts.get_mut(minutes as usize) {
            Some(count) => *count += 1,
            None => longer.push(minutes),
        });
        longer.sort_unstable();
        stats::median_of_counts(&counts, &longer)
    }

    /// The medians of all dealers, "no dealer" included, under all filters but those on places.
    pub(crate) fn median_responses(&self, span: Span) -> Arc<Vec<Option<f64>>> {
        self.keep_medians(span, || {
            let mut medians = vec![None; self.snapshot.places.len()];
            let mut minutes: Vec<Vec<u32>> = vec![Vec::new(); medians.len()];
            self.each_response(span, Dimensions::PLACES, |dealer, m| minutes[dealer].push(m));
            for (median, minutes) in medians.iter_mut().zip(&mut minutes) {
                *median = stats::median(minutes);
            }
            medians
        })
    }

    /// The median of one dealer under all filters, for a dealer that they let through.
    pub(crate) fn median_response_of(&self, span: Span, dealer: usize) -> Option<f64> {
        let mut minutes = Vec::new();
        let days = self.days(span);
        for cell in self.cells_of(dealer).filter(|cell| self.has(cell, Dimensions::NONE)) {
            self.each_in(
                cell,
                |word| days.created[word] & self.responded(word),
                |lead| {
                    minutes.push(self.leads.response[lead]);
                },
            );
        }
        stats::median(&mut minutes)
    }

    fn each_response(&self, span: Span, without: Dimensions, mut take: impl FnMut(usize, u32)) {
        let days = self.days(span);
        let known = |word: usize| days.created[word] & self.responded(word);
        self.each(without, known, |lead, cell| take(usize::from(cell.dealer), self.leads.response[lead]));
    }

    fn responded(&self, word: usize) -> u64 {
        self.snapshot.index.words[word].responded[RESPONSE_MINUTES.len() - 1]
    }
}
