//! Leads of which nothing is to be said, by what the texts of their cells are.

use std::ops::Range;

use super::{Leads, at, short};
use crate::contract;
use crate::ingest::cells::{LEAST_PHONE, is_unremarkable};
use crate::ingest::columnar::plain::{self, LATER, NEW, NOTHING, ODD, Plain, SOMETHING};
use crate::ingest::dictionary::{Codes, Dictionary};
use crate::ingest::header::Header;
use crate::ingest::times::{self, Times};
use crate::ingest::{cell, odd, personal};

impl Leads {
    /// What a text is in a column of the contract, for [`Leads::plain_rows`].
    pub(crate) fn plain(&self, column: usize, text: &str, dealers: &Dictionary) -> u32 {
        if text.is_empty() {
            return if contract::LEADS.columns[column].required { ODD } else { NOTHING };
        }
        let fields = &self.fields;
        let read = match column {
            at::ID => (personal::is_plain(text) && !odd::is_total(text)).then_some(SOMETHING),
            at::DEALER => dealers.known(text).filter(|&dealer| dealer != 0 && dealer <= u16::MAX.into()),
            at::CHANNEL => code(&fields.channel, text),
            at::ORIGIN => code(&fields.origin, text),
            at::KIND => code(&fields.kind, text),
            at::REASON => code(&fields.lost_reason, text),
            at::LOST_BY => code(&fields.lost_by, text),
            at::ROUTED_TO => code(&fields.routed_to, text),
            // A new one may look like another.
            at::SERIES => return self.series.known(text).unwrap_or(NEW),
            at::CONSULTANT => return word(&self.consultants, text),
            at::CUSTOMER => return word(&self.customers, text),
            at::PREFERS | at::VERIFIED | at::VALID => cell::boolean(text).map(plain::of_boolean),
            at::CONTACTS => {
                let number = cell::integer(text).filter(|number| (0..LEAST_PHONE).contains(number));
                number.filter(|_| !text.contains('E')).map(|_| SOMETHING)
            }
            at::AMOUNT => {
                let number = cell::number(text).filter(|&number| number >= 0.0);
                number.filter(|_| !text.contains('E')).map(|_| SOMETHING)
            }
            at::MISSING => self.unknown_fields(text).next().is_none().then_some(SOMETHING),
            _ if at::WORDS.contains(&column) => is_unremarkable(text).then_some(SOMETHING),
            _ => cell::moment(text.as_bytes()).map(plain::of_moment),
        };
        read.unwrap_or(ODD)
    }

    /// Takes leads of which the cells are what they are said to be, from one of them on, up to the first of which
    /// something is to be said; gives how many.
    pub(crate) fn plain_rows(&mut self, plain: Plain<'_>, from: usize, header: &Header) -> usize {
        let rows = from..self.plain_dates(plain, from, header);
        self.rows += rows.len() as u64;
        self.columns.add_dates(&self.together, rows.len());
        self.plain_codes(plain, rows.clone(), header);
        rows.len()
    }

    /// Reads the dates of leads and takes their keys, up to the first of which something is to be said; gives its place.
    /// It stands apart so that a browser has the better code for it soon.
    #[inline(never)]
    fn plain_dates(&mut self, plain: Plain<'_>, from: usize, header: &Header) -> usize {
        let dates = Dates::of(plain);
        let id = header.place(at::ID).unwrap_or(usize::MAX);
        self.together.begin_dates(plain.rows());
        let mut to = from;
        while !plain.is_odd(to) {
            let times = dates.times(to);
            let sound = times.faults(self.limits.as_of).iter().all(Option::is_none);
            if !sound || !self.keys.add_new(plain.cell(id, to), plain.content(to), plain.row(to)) {
                break;
            }
            self.together.place(to - from, &times, self.limits);
            to += 1;
        }
        to
    }

    /// Adds the codes, words and amounts of leads.
    #[inline(never)]
    fn plain_codes(&mut self, plain: Plain<'_>, rows: Range<usize>, header: &Header) {
        let numbers = |column: usize| &plain.column(column)[rows.clone()];
        let cell = |column: usize, at: usize| header.place(column).map_or("", |place| plain.cell(place, at));
        let columns = &mut self.columns;
        for (words, column) in [(&mut columns.dealer, at::DEALER), (&mut columns.series, at::SERIES)] {
            words.extend(numbers(column).iter().map(|&number| short(number)));
        }
        for (codes, column) in [
            (&mut columns.channel, at::CHANNEL),
            (&mut columns.origin, at::ORIGIN),
            (&mut columns.kind, at::KIND),
            (&mut columns.lost_reason, at::REASON),
            (&mut columns.lost_by, at::LOST_BY),
        ] {
            #[allow(clippy::cast_possible_truncation, reason = "codes have no higher numbers")]
            codes.extend(numbers(column).iter().map(|&code| code as u8));
        }
        for (words, numbered, column) in [
            (&mut self.consultants, &mut columns.consultant, at::CONSULTANT),
            (&mut self.customers, &mut columns.customer, at::CUSTOMER),
        ] {
            numbered.extend(rows.clone().zip(numbers(column)).map(|(at, &number)| match number {
                LATER => words.number(cell(column, at)),
                number => number,
            }));
        }
        columns.amount.extend(rows.clone().zip(numbers(at::AMOUNT)).map(|(at, &amount)| {
            let amount = (amount != NOTHING).then(|| cell::number(cell(at::AMOUNT, at)));
            amount.flatten().unwrap_or(f64::NAN)
        }));
        let states = header.has(at::MISSING);
        let complete = numbers(at::MISSING).iter().map(|&fields| u8::from(states && fields == NOTHING));
        columns.complete.extend(complete);
        columns.touched.resize(columns.touched.len() + rows.len(), 0);
    }
}

/// The dates of some leads, as numbers.
struct Dates<'a> {
    created: &'a [u32],
    routed: &'a [u32],
    stages: [&'a [u32]; 6],
    lost: &'a [u32],
    prefers: &'a [u32],
    intended: &'a [u32],
    next: &'a [u32],
}

impl<'a> Dates<'a> {
    fn of(plain: Plain<'a>) -> Self {
        Self {
            created: plain.column(times::CREATED),
            routed: plain.column(times::ROUTED),
            stages: times::STAGES.map(|column| plain.column(column)),
            lost: plain.column(times::LOST),
            prefers: plain.column(at::PREFERS),
            intended: plain.column(times::INTENDED),
            next: plain.column(times::NEXT),
        }
    }

    #[inline]
    fn times(&self, at: usize) -> Times {
        let moment = |column: &[u32]| plain::moment(column[at]);
        Times {
            created: moment(self.created),
            routed: moment(self.routed),
            stages: self.stages.map(moment),
            lost: moment(self.lost),
            prefers: plain::boolean(self.prefers[at]),
            intended: moment(self.intended).map(|moment| moment.day),
            next: moment(self.next).map(|moment| moment.day),
        }
    }
}

/// The number of a code that is known, and not that of an empty cell, which may have a label.
fn code(codes: &Codes, text: &str) -> Option<u32> {
    let (number, known) = codes.number(text);
    Some(number.into()).filter(|_| known && number != 0)
}

/// The number of a word among those that are not compared with others.
fn word(words: &Dictionary, text: &str) -> u32 {
    words.known(text).unwrap_or(if personal::is_plain(text) { LATER } else { NEW })
}
