//! What is known of the leads before anything is asked: where each dealer's leads of a channel lie,
//! and one bit a lead for everything that does not depend on a period.
//!
//! Leads stand by dealer, then by channel. A *cell* is the run of one dealer's leads of one channel;
//! whatever is counted is counted by cell, and every place, channel and total is a sum over cells.

use std::ops::Range;

use crate::blocks;
use crate::cube::bits;
use crate::cube::tally::{DELIVERED, ORDERED};
use crate::tables::{Leads, temperature};
use crate::time::Day;

/// A run of leads of one dealer and one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) dealer: u16,
    pub(crate) channel: u8,
    pub(crate) rows: Range<usize>,
}

/// What holds of each of 64 leads, one bit a lead.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    pub(crate) reached: [u64; 6],
    pub(crate) skipped: [u64; 6],
    /// Lost, by the number of stages that were reached.
    pub(crate) lost_at: [u64; 7],
    pub(crate) lost_by_dealer: u64,
    pub(crate) lost_by_stated: u64,
    pub(crate) open: u64,
    pub(crate) hot: u64,
    pub(crate) overdue: u64,
    pub(crate) bank: u64,
    pub(crate) complete: u64,
    /// Created long enough ago to have had its time.
    pub(crate) matured: u64,
    /// The row has a problem.
    pub(crate) touched: u64,
    /// The time to the first contact is known, and is at most so many minutes.
    pub(crate) responded: [u64; RESPONSE_MINUTES.len()],
    /// Ordered by a customer who has no other order here.
    pub(crate) single: u64,
}

/// What first contacts are counted within; the last counts all that are known.
pub(crate) const RESPONSE_MINUTES: [u32; 4] = [3, 30, 1440, u32::MAX - 1];

/// The leads of a snapshot, made ready to be counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    pub(crate) cells: Vec<Cell>,
    pub(crate) words: Vec<Word>,
}

impl Index {
    /// Looks through leads that stand by dealer, then by channel. Those created up to
    /// `ripe_until` are matured; `dealer` is the number of that word among `lost_by`, 0 where it is not there.
    pub(crate) fn of(leads: &Leads<'_>, as_of: Day, ripe_until: Day, dealer: u8) -> Self {
        let orders = orders_by_customer(leads);
        let looked = Looked { leads, orders: &orders, as_of, ripe_until, dealer };
        let words = (0..bits::count_words(leads.len())).map(|word| looked.word(word)).collect();
        Self { cells: cells(leads), words }
    }
}

/// What is looked at to say what holds of a lead.
struct Looked<'a> {
    leads: &'a Leads<'a>,
    /// How many orders each customer has, two standing for more.
    orders: &'a [u8],
    as_of: Day,
    ripe_until: Day,
    dealer: u8,
}

impl Looked<'_> {
    /// What holds of the leads of a word. A function of its own, and not a part of the loop over all of them, for
    /// the reason that [`crate::blocks`] gives.
    #[inline(never)]
    fn word(&self, word: usize) -> Word {
        let Self { leads, orders, as_of, ripe_until, dealer } = *self;
        let mut bits_of = Word::default();
        let first = word * 64;
        for lead in first..leads.len().min(first + 64) {
            let bit = 1 << (lead % 64);
            let word = &mut bits_of;
            let last = usize::from(leads.last[lead]);
            let own = leads.own[lead];
            for stage in 0..last {
                word.reached[stage] |= bit;
                if own >> stage & 1 == 0 {
                    word.skipped[stage] |= bit;
                }
            }
            if leads.lost[lead] != Day::NONE {
                word.lost_at[last] |= bit;
                let by = leads.lost_by[lead];
                set(&mut word.lost_by_stated, bit, by != 0);
                set(&mut word.lost_by_dealer, bit, by == dealer && by != 0);
            }
            let warmth = leads.temperature[lead];
            let open = warmth != temperature::CLOSED;
            set(&mut word.open, bit, open);
            set(&mut word.hot, bit, warmth == temperature::HOT);
            set(&mut word.overdue, bit, open && leads.next_contact[lead] < as_of.0);
            set(&mut word.bank, bit, last == DELIVERED);
            set(&mut word.complete, bit, leads.complete[lead] != 0);
            set(&mut word.matured, bit, leads.created[lead] <= ripe_until.0);
            set(&mut word.touched, bit, leads.touched[lead] != 0);
            for (set_of, limit) in word.responded.iter_mut().zip(RESPONSE_MINUTES) {
                set(set_of, bit, leads.response[lead] <= limit);
            }
            let customer = leads.customer[lead];
            set(&mut word.single, bit, customer == 0 || (orders[customer as usize] == 1));
        }
        bits_of
    }
}

fn orders_by_customer(leads: &Leads<'_>) -> Vec<u8> {
    #[inline(never)]
    fn count(orders: &mut [u8], customers: &[u32], last: &[u8]) {
        for (&customer, &last) in customers.iter().zip(last) {
            let count = &mut orders[customer as usize];
            *count = (*count + u8::from(usize::from(last) > ORDERED)).min(2);
        }
    }
    let customers = blocks::most(leads.customer).map_or(1, |c| c as usize + 1);
    let mut orders = vec![0u8; customers];
    // Without customers there is nobody to have ordered twice.
    if customers > 1 {
        for (customers, last) in leads.customer.chunks(blocks::ROWS).zip(leads.last.chunks(blocks::ROWS)) {
            count(&mut orders, customers, last);
        }
    }
    orders
}

fn set(bits: &mut u64, bit: u64, holds: bool) {
    *bits |= if holds { bit } else { 0 };
}

fn cells(leads: &Leads<'_>) -> Vec<Cell> {
    #[inline(never)]
    fn go_on(cells: &mut Vec<Cell>, first: usize, dealers: &[u16], channels: &[u8]) {
        for (lead, (&dealer, &channel)) in (first..).zip(dealers.iter().zip(channels)) {
            match cells.last_mut() {
                Some(cell) if cell.dealer == dealer && cell.channel == channel => cell.rows.end = lead + 1,
                _ => cells.push(Cell { dealer, channel, rows: lead..lead + 1 }),
            }
        }
    }
    let mut cells: Vec<Cell> = Vec::new();
    let blocks = leads.dealer.chunks(blocks::ROWS).zip(leads.channel.chunks(blocks::ROWS));
    for (block, (dealers, channels)) in blocks.enumerate() {
        go_on(&mut cells, block * blocks::ROWS, dealers, channels);
    }
    cells
}

/// Where each lead goes so that they stand by dealer, then by channel, and otherwise as they were:
/// the old row of each new one.
pub(crate) fn order(dealer: &[u16], channel: &[u8]) -> Vec<u32> {
    let rows = u32::try_from(dealer.len()).unwrap_or(u32::MAX);
    let by_channel = counting_sort(&(0..rows).collect::<Vec<u32>>(), channel);
    counting_sort(&by_channel, dealer)
}

/// Brings rows into the order of their keys, and otherwise leaves them as they are.
fn counting_sort<K: Copy + Ord + Into<usize>>(rows: &[u32], keys: &[K]) -> Vec<u32> {
    let most = blocks::most(keys).map_or(0, Into::into);
    let mut next = vec![0u32; most + 2];
    for block in keys.chunks(blocks::ROWS) {
        count(&mut next, block);
    }
    for at in 1..next.len() {
        next[at] += next[at - 1];
    }
    let mut sorted = vec![0; rows.len()];
    for block in rows.chunks(blocks::ROWS) {
        place(&mut sorted, &mut next, block, keys);
    }
    sorted
}

#[inline(never)]
fn count<K: Copy + Into<usize>>(counts: &mut [u32], keys: &[K]) {
    for &key in keys {
        counts[key.into() + 1] += 1;
    }
}

#[inline(never)]
fn place<K: Copy + Into<usize>>(sorted: &mut [u32], next: &mut [u32], rows: &[u32], keys: &[K]) {
    for &row in rows {
        let at = &mut next[keys[row as usize].into()];
        sorted[*at as usize] = row;
        *at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn rows_go_by_dealer_then_channel_and_keep_their_order() {
        let dealer = [2, 0, 2, 1, 2, 0];
        let channel = [3, 9, 1, 0, 3, 9];
        assert_eq!(order(&dealer, &channel), [1, 5, 3, 2, 0, 4]);
        assert!(order(&[], &[]).is_empty());
    }
}
