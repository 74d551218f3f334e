//! The table `leads`: dense codes, the days of the stages, and what is wrong with them.

mod columns;
mod further;
mod plain;

use crate::contract;
use crate::descriptor::Settings;
use crate::frame::Frame;
use crate::ingest::cells::Cells;
use crate::ingest::columns::{Room, renumber};
use crate::ingest::dates::Dates;
use crate::ingest::dictionary::{Codes, Dictionary};
use crate::ingest::keys::Keys;
use crate::ingest::report::{Detail, Reporter};
use crate::ingest::times::{self, Fault, Limits, Times, Waiting};
use crate::problem::ProblemKind;
use crate::time::Day;

use columns::Columns;
pub(crate) use further::Further;

/// The columns of the contract that hold no date, by their place in it.
mod at {
    pub(super) const ID: usize = 0;
    pub(super) const DEALER: usize = 1;
    pub(super) const CHANNEL: usize = 3;
    pub(super) const ORIGIN: usize = 4;
    pub(super) const ROUTED_TO: usize = 5;
    pub(super) const SERIES: usize = 8;
    pub(super) const CONSULTANT: usize = 9;
    pub(super) const CUSTOMER: usize = 10;
    pub(super) const KIND: usize = 11;
    pub(super) const WORDS: [usize; 4] = [7, 12, 13, 14];
    pub(super) const PREFERS: usize = 15;
    pub(super) const MISSING: usize = 17;
    pub(super) const VERIFIED: usize = 18;
    pub(super) const VALID: usize = 19;
    pub(super) const REASON: usize = 27;
    pub(super) const LOST_BY: usize = 28;
    pub(super) const CONTACTS: usize = 30;
    pub(super) const AMOUNT: usize = 31;
    /// Those that no report reads yet.
    pub(super) const OTHERS: u64 = {
        let [a, b, c, d] = WORDS;
        super::bits(&[ROUTED_TO, a, b, c, d, MISSING, VERIFIED, VALID, CONTACTS])
    };
}

/// Columns as bits.
const fn bits(columns: &[usize]) -> u64 {
    let (mut bits, mut at) = (0, 0);
    while at < columns.len() {
        bits |= 1 << columns[at];
        at += 1;
    }
    bits
}

/// The fields whose cells are codes.
pub(crate) struct Fields {
    pub(crate) channel: Codes,
    pub(crate) origin: Codes,
    pub(crate) kind: Codes,
    pub(crate) lost_reason: Codes,
    pub(crate) lost_by: Codes,
    pub(crate) routed_to: Codes,
    pub(crate) missing: Codes,
}

/// `leads` as it is read, column by column.
pub(crate) struct Leads {
    limits: Limits,
    pub(crate) fields: Fields,
    pub(crate) series: Dictionary,
    pub(crate) consultants: Dictionary,
    customers: Dictionary,
    pub(crate) keys: Keys,
    pub(crate) columns: Columns,
    /// The dates of leads that are added together, and what follows from them.
    together: Columns,
    waiting: Vec<Waiting>,
    pub(crate) rows: u64,
}

impl Leads {
    pub(crate) fn new(as_of: Day, settings: &Settings, fields: Fields) -> Self {
        Self {
            limits: Limits {
                as_of,
                hot_until: as_of.plus_months(i32::from(settings.hot_months)),
                warm_until: as_of.plus_months(i32::from(settings.warm_months)),
            },
            fields,
            series: Dictionary::of_dimension(),
            consultants: Dictionary::default(),
            customers: Dictionary::default(),
            keys: Keys::default(),
            columns: Columns::default(),
            together: Columns::default(),
            waiting: Vec::new(),
            rows: 0,
        }
    }

    #[inline(never)]
    pub(crate) fn row(&mut self, cells: &mut Cells<'_, '_>, dealers: &Dictionary) {
        self.rows += 1;
        let id = cells.word(at::ID);
        self.keys.add("lead_id", &id, cells.record, cells.reporter);
        let columns = &mut self.columns;
        columns.dealer.push(cells.dealer(at::DEALER, dealers));
        let created = cells.moment(times::CREATED);
        columns.channel.push(cells.code(at::CHANNEL, &self.fields.channel));
        columns.origin.push(cells.code(at::ORIGIN, &self.fields.origin));
        columns.kind.push(cells.code(at::KIND, &self.fields.kind));
        columns.series.push(short(cells.entry(at::SERIES, &mut self.series)));
        columns.consultant.push(cells.entry(at::CONSULTANT, &mut self.consultants));
        columns.customer.push(cells.entry(at::CUSTOMER, &mut self.customers));

        let times = Times {
            created,
            routed: cells.moment(times::ROUTED),
            stages: if cells.concern(const { bits(&times::STAGES) }) {
                times::STAGES.map(|column| cells.moment(column))
            } else {
                [None; 6]
            },
            lost: cells.moment(times::LOST),
            prefers: cells.boolean(at::PREFERS),
            intended: cells.moment(times::INTENDED).map(|m| m.day),
            next: cells.moment(times::NEXT).map(|m| m.day),
        };
        let index = columns.touched.len();
        columns.add(&times, self.limits);
        columns.lost_reason.push(cells.code(at::REASON, &self.fields.lost_reason));
        columns.lost_by.push(cells.code(at::LOST_BY, &self.fields.lost_by));
        columns.amount.push(cells.amount(at::AMOUNT).unwrap_or(f64::NAN));
        columns.complete.push(u8::from(cells.header.has(at::MISSING) && cells.text(at::MISSING).is_empty()));
        self.check_others(cells);
        if cells.dates.open.is_empty() {
            for fault in times.faults(self.limits.as_of).into_iter().flatten() {
                let text = cells.text(fault.column());
                put_down(fault, text, self.limits.as_of, cells.reporter);
            }
        } else {
            let open = cells.dates.open.drain(..).collect();
            self.waiting.push(Waiting { index, row: cells.record.row, times, open });
        }
        self.columns.touched.push(u8::from(cells.reporter.touched));
    }

    /// Makes room for so many further leads.
    pub(crate) fn expect(&mut self, leads: usize) {
        self.columns.each(&Room(leads));
        self.keys.expect(leads);
    }

    /// Settles the dates that waited for the end of the file.
    pub(crate) fn settle(&mut self, dates: &Dates, reporter: &mut Reporter<'_>) {
        for Waiting { index, row, mut times, open } in std::mem::take(&mut self.waiting) {
            reporter.begin(row);
            for (column, loose) in &open {
                match dates.day_first(*column).and_then(|day_first| loose.moment(day_first)) {
                    Some(moment) => times.set(*column, moment),
                    None => {
                        reporter.cell(ProblemKind::AmbiguousDate, name(*column), &loose.to_string(), None);
                    }
                }
            }
            self.columns.place(index, &times, self.limits);
            for fault in times.faults(self.limits.as_of).into_iter().flatten() {
                let written = open.iter().find(|(column, _)| *column == fault.column());
                let text = written.map(|(_, loose)| loose.to_string()).or_else(|| times.text(fault.column()));
                put_down(fault, &text.unwrap_or_default(), self.limits.as_of, reporter);
            }
            self.columns.touched[index] |= u8::from(reporter.touched);
        }
    }

    /// Columns that no report reads yet are checked all the same.
    fn check_others(&self, cells: &mut Cells<'_, '_>) {
        if !cells.concern(at::OTHERS) {
            return;
        }
        cells.code(at::ROUTED_TO, &self.fields.routed_to);
        let _ = (cells.boolean(at::VERIFIED), cells.boolean(at::VALID), cells.integer(at::CONTACTS));
        for column in at::WORDS.into_iter().filter(|&column| cells.header.has(column)) {
            cells.word(column);
        }
        let fields = cells.text(at::MISSING);
        for field in self.unknown_fields(fields) {
            cells.unknown(at::MISSING, field);
        }
    }

    /// The fields in a cell of `missing_fields` that nobody knows.
    fn unknown_fields<'a>(&self, cell: &'a str) -> impl Iterator<Item = &'a str> {
        let fields = cell.split('|').map(str::trim).filter(|field| !field.is_empty());
        fields.filter(|field| !self.fields.missing.number(field).1)
    }

    /// The words of series and of consultants, numbered in their own order from here on: no answer
    /// may depend on which row came first.
    pub(crate) fn words(&mut self) -> [Vec<String>; 2] {
        let (series, numbers) = std::mem::take(&mut self.series).into_sorted();
        renumber(&mut self.columns.series, &numbers.into_iter().map(short).collect::<Vec<u16>>());
        let (consultants, numbers) = std::mem::take(&mut self.consultants).into_sorted();
        renumber(&mut self.columns.consultant, &numbers);
        [series, consultants]
    }

    /// The table as a frame, one row a lead, by dealer, then by channel, then in the order of the file.
    pub(crate) fn finish(mut self) -> Frame {
        let columns = std::mem::take(&mut self.columns);
        // The room of keys and words is enough for all that follows.
        drop(self);
        columns.into_frame()
    }
}

fn short(n: u32) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

fn name(column: usize) -> &'static str {
    contract::LEADS.columns[column].name
}

fn put_down(fault: Fault, text: &str, as_of: Day, reporter: &mut Reporter<'_>) {
    let (kind, detail) = match fault {
        Fault::Before(_, earlier, other) => {
            let other = format!("{} {}", name(other), earlier.day);
            (ProblemKind::StagesOutOfOrder, Detail::both(format!("before {other}"), format!("早于 {other}")))
        }
        Fault::After(_) => {
            (ProblemKind::AfterAsOf, Detail::both(format!("as_of {as_of}"), format!("数据日 {as_of}")))
        }
    };
    reporter.cell(kind, name(fault.column()), text, Some(detail));
}
