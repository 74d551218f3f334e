//! The tables of a snapshot as dense slices, borrowed from its columns.
//!
//! Codes are numbers of a dictionary, 0 meaning "not stated"; days are numbers since 1970-01-01,
//! [`Day::NONE`](crate::time::Day::NONE) meaning none.

use polars_lite::prelude::PolarsResult;

use crate::frame::Frame;

/// The stages after the lead itself, in their order; also the names of their columns of days.
pub const STAGES: [&str; 6] = ["contacted", "visited", "test_drive", "quoted", "ordered", "delivered"];

/// The numbers of the temperatures.
pub(crate) mod temperature {
    pub(crate) const HOT: u8 = 1;
    pub(crate) const WARM: u8 = 2;
    pub(crate) const COLD: u8 = 3;
    pub(crate) const UNCLASSIFIED: u8 = 4;
    pub(crate) const CLOSED: u8 = 5;
}

/// The dense columns of `leads`, one value a lead.
#[derive(Clone, Copy)]
pub(crate) struct Leads<'a> {
    /// The dealer's row, from 1; 0 for none.
    pub(crate) dealer: &'a [u16],
    pub(crate) created: &'a [u16],
    pub(crate) channel: &'a [u8],
    pub(crate) origin: &'a [u8],
    pub(crate) kind: &'a [u8],
    pub(crate) series: &'a [u16],
    pub(crate) consultant: &'a [u32],
    pub(crate) customer: &'a [u32],
    /// The day of each stage; of a skipped stage, the earliest day of the later ones.
    pub(crate) stages: [&'a [u16]; 6],
    /// Bit s is set where stage s has a stamp of its own.
    pub(crate) own: &'a [u8],
    /// How many stages were reached.
    pub(crate) last: &'a [u8],
    pub(crate) lost: &'a [u16],
    pub(crate) lost_reason: &'a [u8],
    pub(crate) lost_by: &'a [u8],
    pub(crate) temperature: &'a [u8],
    pub(crate) next_contact: &'a [u16],
    /// Minutes to the first contact; `u32::MAX` where unknown.
    pub(crate) response: &'a [u32],
    /// The price of the order; no number where it is not stated.
    pub(crate) amount: &'a [f64],
    /// 1 where all eleven fields are there.
    pub(crate) complete: &'a [u8],
    /// 1 where the row has a problem.
    pub(crate) touched: &'a [u8],
}

impl<'a> Leads<'a> {
    /// Borrows the columns of a frame that ingest made.
    pub(crate) fn of(frame: &'a Frame) -> PolarsResult<Self> {
        let mut stages: [&[u16]; 6] = [&[]; 6];
        for (slice, name) in stages.iter_mut().zip(STAGES) {
            *slice = frame.u16(name)?;
        }
        Ok(Self {
            dealer: frame.u16("dealer")?,
            created: frame.u16("created")?,
            channel: frame.u8("channel")?,
            origin: frame.u8("origin")?,
            kind: frame.u8("kind")?,
            series: frame.u16("series")?,
            consultant: frame.u32("consultant")?,
            customer: frame.u32("customer")?,
            stages,
            own: frame.u8("own")?,
            last: frame.u8("last")?,
            lost: frame.u16("lost")?,
            lost_reason: frame.u8("lost_reason")?,
            lost_by: frame.u8("lost_by")?,
            temperature: frame.u8("temperature")?,
            next_contact: frame.u16("next_contact")?,
            response: frame.u32("response")?,
            amount: frame.f64("amount")?,
            complete: frame.u8("complete")?,
            touched: frame.u8("touched")?,
        })
    }

    /// How many leads there are.
    pub(crate) fn len(&self) -> usize {
        self.dealer.len()
    }
}

/// The columns of `targets`, one value a row.
#[derive(Clone, Copy)]
pub(crate) struct Targets<'a> {
    pub(crate) month: &'a [i32],
    pub(crate) dealer: &'a [u16],
    pub(crate) metric: &'a [u8],
    pub(crate) target: &'a [f64],
}

impl<'a> Targets<'a> {
    /// Borrows the columns of a frame that ingest made.
    pub(crate) fn of(frame: &'a Frame) -> PolarsResult<Self> {
        Ok(Self {
            month: frame.i32("month")?,
            dealer: frame.u16("dealer")?,
            metric: frame.u8("metric")?,
            target: frame.f64("target")?,
        })
    }
}

/// The columns of `spend`, one value a row.
#[derive(Clone, Copy)]
pub(crate) struct Spend<'a> {
    pub(crate) month: &'a [i32],
    pub(crate) channel: &'a [u8],
    pub(crate) dealer: &'a [u16],
    /// 1 where the row names a dealer, known or not.
    pub(crate) named: &'a [u8],
    /// No number where it is not stated.
    pub(crate) actual: &'a [f64],
}

impl<'a> Spend<'a> {
    /// Borrows the columns of a frame that ingest made.
    pub(crate) fn of(frame: &'a Frame) -> PolarsResult<Self> {
        Ok(Self {
            month: frame.i32("month")?,
            channel: frame.u8("channel")?,
            dealer: frame.u16("dealer")?,
            named: frame.u8("named")?,
            actual: frame.f64("actual")?,
        })
    }
}
