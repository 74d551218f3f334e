//! What is known of the leads before anything is asked: where each dealer's leads of a channel lie,
//! and one bit a lead for everything that does not depend on a period.
//!
//! Leads stand by dealer, then by channel. A *cell* is the run of one dealer's leads of one channel;
//! whatever is counted is counted by cell, and every place, channel and total is a sum over cells.

use std::array::from_fn;
use std::ops::Range;

use crate::blocks;
use crate::cube::bits;
use crate::cube::orders::Orders;
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
    pub(crate) lost: u64,
    pub(crate) lost_by_dealer: u64,
    pub(crate) lost_by_stated: u64,
    pub(crate) open: u64,
    pub(crate) hot: u64,
    pub(crate) overdue: u64,
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

impl Word {
    /// Lost, by the number of stages that were reached.
    pub(crate) fn lost_at(&self) -> [u64; 7] {
        let [.., last] = self.reached;
        let at = |stages: usize| match stages {
            0 => !self.reached[0],
            6 => last,
            _ => self.reached[stages - 1] & !self.reached[stages],
        };
        from_fn(|stages| self.lost & at(stages))
    }

    /// Ordered and not delivered.
    pub(crate) fn bank(&self) -> u64 {
        self.reached[ORDERED] & !self.reached[DELIVERED]
    }
}

/// What first contacts are counted within; the last counts all that are known.
pub(crate) const RESPONSE_MINUTES: [u32; 4] = [3, 30, 1440, u32::MAX - 1];

/// The leads of a snapshot, made ready to be counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    pub(crate) cells: Vec<Cell>,
    pub(crate) words: Vec<Word>,
    pub(crate) orders: Orders,
}

impl Index {
    /// Looks through leads that stand by dealer, then by channel. Those created up to
    /// `ripe_until` are matured; `dealer` is the number of that word among `lost_by`, 0 where it is not there.
    pub(crate) fn of(leads: &Leads<'_>, as_of: Day, ripe_until: Day, dealer: u8) -> Self {
        let orders = orders_by_customer(leads);
        let looked = Looked { leads, orders: &orders, as_of, ripe_until, dealer };
        let words: Vec<Word> = (0..bits::count_words(leads.len())).map(|word| looked.word(word)).collect();
        Self { cells: cells(leads), orders: Orders::of(&words, leads), words }
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
    /// What holds of the leads of a word, condition by condition: several leads are looked at at once, by functions
    /// so small that the browser soon has the better code of them (see [`crate::blocks`]).
    #[inline(never)]
    fn word(&self, word: usize) -> Word {
        let Self { leads, orders, as_of, ripe_until, dealer } = *self;
        let rows = word * 64..leads.len().min(word * 64 + 64);
        let all = bits::within(&rows, word);
        let last_is: [u64; 7] = from_fn(|at| bits::equal(&leads.last[rows.clone()], code(at)));
        let reached: [u64; 6] = from_fn(|stage| last_is[stage + 1..].iter().fold(0, |bits, at| bits | at));
        let own = &leads.own[rows.clone()];
        let lost = bits::below(&leads.lost[rows.clone()], Day::NONE);
        let by = &leads.lost_by[rows.clone()];
        let stated = all & !bits::equal(by, 0);
        let warmth = &leads.temperature[rows.clone()];
        let open = all & !bits::equal(warmth, temperature::CLOSED);
        let response = &leads.response[rows.clone()];
        let single = |customer: u32| customer == 0 || orders[customer as usize] == 1;
        Word {
            reached,
            skipped: from_fn(|stage| reached[stage] & !bits::sharing(own, 1 << stage)),
            lost,
            lost_by_dealer: lost & stated & bits::equal(by, dealer),
            lost_by_stated: lost & stated,
            open,
            hot: bits::equal(warmth, temperature::HOT),
            overdue: open & bits::below(&leads.next_contact[rows.clone()], as_of.0),
            complete: all & !bits::equal(&leads.complete[rows.clone()], 0),
            matured: bits::at_most(&leads.created[rows.clone()], ripe_until.0),
            touched: all & !bits::equal(&leads.touched[rows.clone()], 0),
            responded: RESPONSE_MINUTES.map(|limit| bits::at_most(response, limit)),
            single: bits::of(&leads.customer[rows.clone()], single),
        }
    }
}

/// The number of stages as the column holds it.
fn code(stages: usize) -> u8 {
    stages.try_into().unwrap_or(u8::MAX)
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

/// Where each lead goes so that they stand by dealer, then by channel, and otherwise as they were: the new row of
/// each old one. Both are sorted by counting, the channels first.
pub(crate) fn places(dealer: &[u16], channel: &[u8]) -> Vec<u32> {
    let mut by_channel = vec![0; channel.len()];
    let mut next = starts(channel);
    for (first, keys) in (0..).step_by(blocks::ROWS).zip(channel.chunks(blocks::ROWS)) {
        place_in_turn(&mut by_channel, &mut next, first, keys);
    }
    let mut places = vec![0; dealer.len()];
    let mut next = starts(dealer);
    for rows in by_channel.chunks(blocks::ROWS) {
        place(&mut places, &mut next, rows, dealer);
    }
    places
}

/// Where the rows of each key begin.
fn starts<K: Copy + Ord + Into<usize>>(keys: &[K]) -> Vec<u32> {
    let most = blocks::most(keys).map_or(0, Into::into);
    let mut counts = vec![0; most + 1];
    blocks::count(&mut counts, keys);
    let start = |next: &mut u32, rows| Some(std::mem::replace(next, *next + rows));
    counts.into_iter().scan(0, start).collect()
}

#[inline(never)]
fn place_in_turn(sorted: &mut [u32], next: &mut [u32], first: u32, keys: &[u8]) {
    for (row, &key) in (first..).zip(keys) {
        let at = &mut next[usize::from(key)];
        sorted[*at as usize] = row;
        *at += 1;
    }
}

#[inline(never)]
fn place(places: &mut [u32], next: &mut [u32], rows: &[u32], keys: &[u16]) {
    for &row in rows {
        let at = &mut next[usize::from(keys[row as usize])];
        places[row as usize] = *at;
        *at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn rows_go_by_dealer_then_channel_and_keep_their_order() {
        let dealer = [2, 0, 2, 1, 2, 0];
        let channel = [3, 9, 1, 0, 3, 9];
        assert_eq!(places(&dealer, &channel), [4, 0, 3, 2, 5, 1]);
        assert!(places(&[], &[]).is_empty());
    }
}
