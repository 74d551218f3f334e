//! The tables `targets` and `spend`: amounts by month.

use crate::frame::Frame;
use crate::ingest::cells::Cells;
use crate::ingest::dictionary::{Codes, Dictionary};
use crate::ingest::keys::Keys;

/// `targets` as it is read. A row without a readable month counts in no period and is let go with
/// its problem put down.
#[derive(Default)]
pub(crate) struct Targets {
    months: Vec<i32>,
    dealers: Vec<u16>,
    metrics: Vec<u8>,
    amounts: Vec<f64>,
    pub(crate) keys: Keys,
    pub(crate) rows: u64,
}

impl Targets {
    #[inline(never)]
    pub(crate) fn row(&mut self, cells: &mut Cells<'_, '_>, dealers: &Dictionary, metrics: &Codes) {
        self.rows += 1;
        let month = cells.month(0);
        let dealer = cells.dealer(1, dealers);
        let metric = cells.code(2, metrics);
        let target = cells.amount(3);
        self.keys.add_amount(month, (2, metrics), Some(1), &[], cells);
        if let (Some(month), Some(target)) = (month, target) {
            self.months.push(month.0);
            self.dealers.push(dealer);
            self.metrics.push(metric);
            self.amounts.push(target);
        }
    }

    pub(crate) fn finish(self) -> Frame {
        Frame::new(vec![
            ("month", self.months.into()),
            ("dealer", self.dealers.into()),
            ("metric", self.metrics.into()),
            ("target", self.amounts.into()),
        ])
    }
}

/// `spend` as it is read. A row without a readable month counts in no period and is let go with its
/// problem put down.
#[derive(Default)]
pub(crate) struct Spend {
    months: Vec<i32>,
    channels: Vec<u8>,
    dealers: Vec<u16>,
    /// Whether the row names a dealer, known or not.
    named: Vec<u8>,
    /// No number where it is not stated.
    actual: Vec<f64>,
    pub(crate) keys: Keys,
    pub(crate) rows: u64,
}

impl Spend {
    #[inline(never)]
    pub(crate) fn row(&mut self, cells: &mut Cells<'_, '_>, dealers: &Dictionary, channels: &Codes) {
        self.rows += 1;
        let month = cells.month(0);
        let channel = cells.code(1, channels);
        let named = !cells.text(2).is_empty();
        let dealer = cells.dealer(2, dealers);
        let _ = (cells.word(3), cells.amount(4));
        let actual = cells.amount(5);
        self.keys.add_amount(month, (1, channels), None, &[2, 3], cells);
        if let Some(month) = month {
            self.months.push(month.0);
            self.channels.push(channel);
            self.dealers.push(dealer);
            self.named.push(u8::from(named));
            self.actual.push(actual.unwrap_or(f64::NAN));
        }
    }

    pub(crate) fn finish(self) -> Frame {
        Frame::new(vec![
            ("month", self.months.into()),
            ("channel", self.channels.into()),
            ("dealer", self.dealers.into()),
            ("named", self.named.into()),
            ("actual", self.actual.into()),
        ])
    }
}
