//! Minutes to the first contact.

use crate::cube::scope::{Dimensions, Scope};
use crate::stats;
use crate::time::Span;

/// Minutes below which each has a count of its own: six weeks.
const COUNTED: usize = 1 << 16;

/// How long the first contact of some leads took.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Responses {
    /// How many are known.
    pub(crate) known: u32,
    pub(crate) within_30_minutes: u32,
    pub(crate) within_24_hours: u32,
    /// The median, in minutes.
    pub(crate) median: Option<f64>,
}

impl Responses {
    fn add(&mut self, minutes: u32) {
        self.known += 1;
        self.within_30_minutes += u32::from(minutes <= 30);
        self.within_24_hours += u32::from(minutes <= 1440);
    }
}

impl Scope<'_> {
    /// The responses to the leads created in the period, under all filters.
    pub(crate) fn responses(&self, span: Span) -> Responses {
        let mut out = Responses::default();
        let mut counts = vec![0u32; COUNTED];
        let mut longer = Vec::new();
        self.each_response(span, Dimensions::NONE, |_, minutes| {
            out.add(minutes);
            match counts.get_mut(minutes as usize) {
                Some(count) => *count += 1,
                None => longer.push(minutes),
            }
        });
        longer.sort_unstable();
        out.median = stats::median_of_counts(&counts, &longer);
        out
    }

    /// The responses by dealer, "no dealer" included. A median is looked for only among those that
    /// `wanted` names, for it costs the most.
    pub(crate) fn responses_by_dealer(
        &self,
        span: Span,
        without: Dimensions,
        wanted: impl Fn(&Responses, &[u32]) -> bool,
    ) -> Vec<Responses> {
        let mut out = vec![Responses::default(); self.snapshot.places.len()];
        let mut minutes_of: (usize, Vec<u32>) = (0, Vec::new());
        let end = |out: &mut Vec<Responses>, (dealer, minutes): &mut (usize, Vec<u32>)| {
            if wanted(&out[*dealer], minutes) {
                out[*dealer].median = stats::median(minutes);
            }
            minutes.clear();
        };
        self.each_response(span, without, |dealer, minutes| {
            if dealer != minutes_of.0 {
                end(&mut out, &mut minutes_of);
                minutes_of.0 = dealer;
            }
            out[dealer].add(minutes);
            minutes_of.1.push(minutes);
        });
        end(&mut out, &mut minutes_of);
        out
    }

    fn each_response(&self, span: Span, without: Dimensions, mut take: impl FnMut(usize, u32)) {
        let days = self.days(span);
        let words = &self.snapshot.index.words;
        let known = |word: usize| days[word].created & words[word].responded;
        self.each(without, known, |lead, cell| take(usize::from(cell.dealer), self.leads.response[lead]));
    }
}
