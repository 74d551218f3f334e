//! What is known of the orders alone, one after the other: a walk over them reads nothing of the leads between.

use crate::cube::bits;
use crate::cube::index::Word;
use crate::cube::tally::ORDERED;
use crate::tables::Leads;
use crate::time::Day;

/// The orders of a snapshot, as their leads stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Orders {
    /// How many orders lie before each word of leads.
    before: Vec<u32>,
    /// What each cost; no number where it is not stated.
    amounts: Vec<f64>,
    /// The days from the creation of its lead, [`Orders::UNKNOWN`] where that has none.
    days: Vec<i32>,
}

impl Orders {
    /// Days from a creation that is not stated.
    const UNKNOWN: i32 = i32::MIN;

    pub(crate) fn of(words: &[Word], leads: &Leads<'_>) -> Self {
        let count = words.iter().map(|word| word.reached[ORDERED].count_ones() as usize).sum();
        let mut orders = Self {
            before: Vec::with_capacity(words.len()),
            amounts: Vec::with_capacity(count),
            days: Vec::with_capacity(count),
        };
        for (at, word) in words.iter().enumerate() {
            orders.before.push(orders.amounts.len().try_into().unwrap_or(u32::MAX));
            orders.push(at, word.reached[ORDERED], leads);
        }
        orders
    }

    #[inline(never)]
    fn push(&mut self, word: usize, ordered: u64, leads: &Leads<'_>) {
        for lead in bits::places(word, ordered) {
            let (from, to) = (leads.created[lead], leads.stages[ORDERED][lead]);
            let known = from != Day::NONE && to != Day::NONE;
            self.amounts.push(leads.amount[lead]);
            self.days.push(if known { i32::from(to) - i32::from(from) } else { Self::UNKNOWN });
        }
    }

    /// What each of some orders of a word cost. `all` are all those of the word.
    pub(crate) fn amounts(&self, word: usize, all: u64, some: u64) -> impl Iterator<Item = f64> {
        among(&self.amounts, self.before[word], all, some)
    }

    /// The days that each of some orders of a word took, less than none for those dated before their lead; those of
    /// which that is unknown left out. `all` are all those of the word.
    pub(crate) fn days(&self, word: usize, all: u64, some: u64) -> impl Iterator<Item = i32> {
        among(&self.days, self.before[word], all, some).filter(|&days| days != Self::UNKNOWN)
    }
}

fn among<T: Copy>(values: &[T], before: u32, all: u64, some: u64) -> impl Iterator<Item = T> {
    let values = &values[before as usize..];
    bits::places(0, some).map(move |at| values[(all & !(u64::MAX << at)).count_ones() as usize])
}
