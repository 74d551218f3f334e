//! The tables of a snapshot as dense columns, borrowed from its frames.
//!
//! Codes are numbers of a dictionary, 0 meaning "not stated"; days are numbers since 1970-01-01,
//! [`Day::NONE`](crate::time::Day::NONE) meaning none.

use polars_lite::prelude::{DataFrame, PolarsResult};

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
    pub(crate) fn of(frame: &'a DataFrame) -> PolarsResult<Self> {
        let mut stages: [&[u16]; 6] = [&[]; 6];
        for (slice, name) in stages.iter_mut().zip(STAGES) {
            *slice = frame.column(name)?.u16()?.cont_slice()?;
        }
        Ok(Self {
            dealer: frame.column("dealer")?.u16()?.cont_slice()?,
            created: frame.column("created")?.u16()?.cont_slice()?,
            channel: frame.column("channel")?.u8()?.cont_slice()?,
            origin: frame.column("origin")?.u8()?.cont_slice()?,
            kind: frame.column("kind")?.u8()?.cont_slice()?,
            series: frame.column("series")?.u16()?.cont_slice()?,
            consultant: frame.column("consultant")?.u32()?.cont_slice()?,
            customer: frame.column("customer")?.u32()?.cont_slice()?,
            stages,
            own: frame.column("own")?.u8()?.cont_slice()?,
            last: frame.column("last")?.u8()?.cont_slice()?,
            lost: frame.column("lost")?.u16()?.cont_slice()?,
            lost_reason: frame.column("lost_reason")?.u8()?.cont_slice()?,
            lost_by: frame.column("lost_by")?.u8()?.cont_slice()?,
            temperature: frame.column("temperature")?.u8()?.cont_slice()?,
            next_contact: frame.column("next_contact")?.u16()?.cont_slice()?,
            response: frame.column("response")?.u32()?.cont_slice()?,
            amount: frame.column("amount")?.f64()?.cont_slice()?,
            complete: frame.column("complete")?.u8()?.cont_slice()?,
            touched: frame.column("touched")?.u8()?.cont_slice()?,
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
    pub(crate) fn of(frame: &'a DataFrame) -> PolarsResult<Self> {
        Ok(Self {
            month: frame.column("month")?.i32()?.cont_slice()?,
            dealer: frame.column("dealer")?.u16()?.cont_slice()?,
            metric: frame.column("metric")?.u8()?.cont_slice()?,
            target: frame.column("target")?.f64()?.cont_slice()?,
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
    pub(crate) fn of(frame: &'a DataFrame) -> PolarsResult<Self> {
        Ok(Self {
            month: frame.column("month")?.i32()?.cont_slice()?,
            channel: frame.column("channel")?.u8()?.cont_slice()?,
            dealer: frame.column("dealer")?.u16()?.cont_slice()?,
            named: frame.column("named")?.u8()?.cont_slice()?,
            actual: frame.column("actual")?.f64()?.cont_slice()?,
        })
    }
}
