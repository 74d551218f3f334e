//! The dense columns of leads.

use crate::cube::index;
use crate::frame::{Column, Frame};
use crate::ingest::columns::{Arrange, Change};
use crate::ingest::times::{self, Limits, Times};
use crate::tables::STAGES;
use crate::time::Day;

/// The dense columns, one value a lead; see [`crate::tables`] for what they mean.
#[derive(Default)]
pub(crate) struct Columns {
    pub(super) dealer: Vec<u16>,
    pub(super) created: Vec<u16>,
    pub(super) channel: Vec<u8>,
    pub(super) origin: Vec<u8>,
    pub(super) kind: Vec<u8>,
    pub(super) series: Vec<u16>,
    pub(super) consultant: Vec<u32>,
    pub(super) customer: Vec<u32>,
    pub(super) stages: [Vec<u16>; 6],
    pub(super) own: Vec<u8>,
    pub(super) last: Vec<u8>,
    pub(super) lost: Vec<u16>,
    pub(super) lost_reason: Vec<u8>,
    pub(super) lost_by: Vec<u8>,
    pub(super) temperature: Vec<u8>,
    pub(super) next_contact: Vec<u16>,
    pub(super) response: Vec<u32>,
    pub(super) amount: Vec<f64>,
    pub(super) complete: Vec<u8>,
    pub(super) touched: Vec<u8>,
}

impl Columns {
    /// Lets something be done to each column.
    pub(crate) fn each(&mut self, change: &impl Change) {
        let days = [&mut self.created, &mut self.lost, &mut self.next_contact];
        let codes = [&mut self.channel, &mut self.origin, &mut self.kind, &mut self.temperature];
        let losses = [&mut self.lost_reason, &mut self.lost_by];
        let flags = [&mut self.own, &mut self.last, &mut self.complete, &mut self.touched];
        for column in self.stages.iter_mut().chain(days).chain([&mut self.dealer, &mut self.series]) {
            change.of(column);
        }
        for column in codes.into_iter().chain(losses).chain(flags) {
            change.of(column);
        }
        for column in [&mut self.consultant, &mut self.customer, &mut self.response] {
            change.of(column);
        }
        change.of(&mut self.amount);
    }

    /// Puts down a further lead's dates and what follows from them.
    pub(super) fn add(&mut self, times: &Times, limits: Limits) {
        let (days, own, last) = times.reached();
        self.created.push(times::number(times.created));
        for (column, day) in self.stages.iter_mut().zip(days) {
            column.push(day);
        }
        self.own.push(own);
        self.last.push(last);
        self.lost.push(times::number(times.lost));
        self.response.push(times.response());
        self.temperature.push(times.temperature(last, limits));
        self.next_contact.push(times.next.map_or(Day::NONE, |d| d.0));
    }

    /// Puts down anew what follows from a lead's dates.
    pub(super) fn place(&mut self, index: usize, times: &Times, limits: Limits) {
        let (days, own, last) = times.reached();
        self.created[index] = times::number(times.created);
        for (column, day) in self.stages.iter_mut().zip(days) {
            column[index] = day;
        }
        self.own[index] = own;
        self.last[index] = last;
        self.lost[index] = times::number(times.lost);
        self.response[index] = times.response();
        self.temperature[index] = times.temperature(last, limits);
        self.next_contact[index] = times.next.map_or(Day::NONE, |d| d.0);
    }

    /// Has room for the dates of so many leads and what follows from them.
    pub(super) fn begin_dates(&mut self, leads: usize) {
        if self.created.len() >= leads {
            return;
        }
        for column in
            self.stages.iter_mut().chain([&mut self.created, &mut self.lost, &mut self.next_contact])
        {
            column.resize(leads, 0);
        }
        for column in [&mut self.own, &mut self.last, &mut self.temperature] {
            column.resize(leads, 0);
        }
        self.response.resize(leads, 0);
    }

    /// Adds the dates of so many leads and what follows from them.
    pub(super) fn add_dates(&mut self, others: &Self, leads: usize) {
        for (column, other) in self.stages.iter_mut().zip(&others.stages) {
            column.extend_from_slice(&other[..leads]);
        }
        self.created.extend_from_slice(&others.created[..leads]);
        self.lost.extend_from_slice(&others.lost[..leads]);
        self.next_contact.extend_from_slice(&others.next_contact[..leads]);
        self.own.extend_from_slice(&others.own[..leads]);
        self.last.extend_from_slice(&others.last[..leads]);
        self.temperature.extend_from_slice(&others.temperature[..leads]);
        self.response.extend_from_slice(&others.response[..leads]);
    }

    /// The columns as a frame, one row a lead, by dealer, then by channel, then in the order of the file.
    pub(super) fn into_frame(mut self) -> Frame {
        let places = index::places(&self.dealer, &self.channel);
        self.each(&Arrange(&places));
        let mut columns: Vec<(&'static str, Column)> = vec![
            ("dealer", self.dealer.into()),
            ("created", self.created.into()),
            ("channel", self.channel.into()),
            ("origin", self.origin.into()),
            ("kind", self.kind.into()),
            ("series", self.series.into()),
            ("consultant", self.consultant.into()),
            ("customer", self.customer.into()),
            ("own", self.own.into()),
            ("last", self.last.into()),
            ("lost", self.lost.into()),
            ("lost_reason", self.lost_reason.into()),
            ("lost_by", self.lost_by.into()),
            ("temperature", self.temperature.into()),
            ("next_contact", self.next_contact.into()),
            ("response", self.response.into()),
            ("amount", self.amount.into()),
            ("complete", self.complete.into()),
            ("touched", self.touched.into()),
        ];
        for (name, days) in STAGES.into_iter().zip(self.stages) {
            columns.push((name, days.into()));
        }
        Frame::new(columns)
    }
}
