//! Counting: sets of leads become tallies, sixty-four leads at a time.

use std::ops::Range;

use crate::cube::bits;
use crate::cube::days::{Days, Happened};
use crate::cube::index::{Index, Word};
use crate::cube::tally::{ORDERED, Tally};

/// What is needed to count leads over a period.
#[derive(Clone, Copy)]
pub(crate) struct Counter<'a> {
    pub(crate) index: &'a Index,
    pub(crate) days: &'a Days,
    /// The leads that pass the filters that are not on places or channels; all when `None`.
    pub(crate) mask: Option<&'a [u64]>,
}

impl Counter<'_> {
    /// Counts the leads of each cell.
    pub(crate) fn cells(self) -> Vec<Tally> {
        self.index.cells.iter().map(|cell| self.rows(&cell.rows)).collect()
    }

    /// Counts a run of leads.
    #[inline(never)]
    pub(crate) fn rows(self, rows: &Range<usize>) -> Tally {
        let mut tally = Tally::default();
        for word in bits::words(rows) {
            let leads = self.selected(rows, word);
            if leads != 0 {
                self.add(&mut tally, word, leads);
            }
        }
        tally
    }

    /// The selected leads of a run within one word.
    pub(crate) fn selected(self, rows: &Range<usize>, word: usize) -> u64 {
        bits::within(rows, word) & self.mask.map_or(u64::MAX, |mask| mask[word])
    }

    /// Adds leads of one word.
    pub(crate) fn add(self, t: &mut Tally, word: usize, leads: u64) {
        let created = leads & self.days.created[word];
        t.placed += (leads & self.days.placed[word]).count_ones();
        let ordered = match self.days.happened() {
            // Of leads that stand in the order of their days, most words hold none of the period.
            None if created == 0 => return,
            None => cohort(t, &self.index.words[word], created),
            Some(days) => self.activity(t, days, word, created, leads),
        };
        let known = &self.index.words[word];
        add(&mut t.responded, &known.responded, created);
        if ordered != 0 {
            let amounts = self.index.orders.amounts(word, known.reached[ORDERED], ordered);
            amounts.for_each(|amount| t.add_amount(amount));
        }
    }

    /// Adds what happened to leads within a period, and gives those that were ordered in it.
    fn activity(self, t: &mut Tally, days: &Happened, word: usize, created: u64, leads: u64) -> u64 {
        let known = &self.index.words[word];
        t.open += (leads & days.open[word]).count_ones();
        t.bank += (leads & days.bank[word]).count_ones();
        t.hot += (leads & known.hot).count_ones();
        t.overdue += (leads & known.overdue).count_ones();
        let seen = created | leads & days.any[word];
        // Of leads that stand in the order of their days, most words see nothing happen within a period.
        if seen == 0 {
            return 0;
        }
        t.leads += created.count_ones();
        t.complete += (created & known.complete).count_ones();
        for stage in 0..6 {
            let reached = leads & days.stages[stage][word];
            t.reached[stage] += reached.count_ones();
            t.skipped[stage] += (reached & known.skipped[stage]).count_ones();
        }
        let lost = leads & days.lost[word];
        add(&mut t.lost_at, &known.lost_at(), lost);
        t.lost_by_dealer += (lost & known.lost_by_dealer).count_ones();
        t.lost_by_stated += (lost & known.lost_by_stated).count_ones();
        t.seen += seen.count_ones();
        t.touched += (seen & known.touched).count_ones();
        leads & days.stages[ORDERED][word]
    }
}

/// Adds the leads of a cohort, and gives those that were ordered.
fn cohort(t: &mut Tally, known: &Word, leads: u64) -> u64 {
    t.leads += leads.count_ones();
    add(&mut t.reached, &known.reached, leads);
    add(&mut t.skipped, &known.skipped, leads);
    add(&mut t.lost_at, &known.lost_at(), leads);
    t.lost_by_dealer += (leads & known.lost_by_dealer).count_ones();
    t.lost_by_stated += (leads & known.lost_by_stated).count_ones();
    t.open += (leads & known.open).count_ones();
    t.hot += (leads & known.hot).count_ones();
    t.overdue += (leads & known.overdue).count_ones();
    t.bank += (leads & known.bank()).count_ones();
    t.complete += (leads & known.complete).count_ones();
    let ordered = leads & known.reached[ORDERED];
    t.matured_leads += (leads & known.matured).count_ones();
    t.matured_orders += (ordered & known.matured).count_ones();
    t.seen += leads.count_ones();
    t.touched += (leads & known.touched).count_ones();
    ordered
}

fn add<const N: usize>(counts: &mut [u32; N], sets: &[u64; N], leads: u64) {
    for (count, set) in counts.iter_mut().zip(sets) {
        *count += (leads & set).count_ones();
    }
}
