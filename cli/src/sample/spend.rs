//! `spend.csv`: what each channel costs, month by month. Dealers pay for their events, headquarters for the rest.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use dealerscope_core::time::Month;

use super::chance::{Chance, Stream, whole};
use super::market::{CHANNELS, EVENT};
use super::sink::{Sink, Written};
use super::world::World;

/// The share of dealers that hold an event in a month.
const HOLDING: f64 = 0.45;

/// Rows and sums of the spend.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Totals {
    /// Rows.
    pub(super) rows: u64,
    /// Sum of the budgets.
    pub(super) budget: f64,
    /// Sum of the actual amounts.
    pub(super) actual: f64,
}

/// Writes the spend up to `as_of`; of its month, the part of the days that are over.
pub(super) fn write(folder: &Path, world: &World) -> Result<(Written, Totals)> {
    let mut chance = Chance::new(world.options.seed, Stream::Spend);
    let mut sink = Sink::create(folder, "spend.csv")?;
    sink.write(b"month,channel,dealer_id,budget,actual\n")?;
    let mut totals = Totals::default();
    let today = world.options.as_of_day();
    for month in world.calendar.months().take_while(|&m| m <= today.month()) {
        let over = if month == today.month() {
            f64::from(today.0 - month.first_day().0 + 1) / f64::from(month.days())
        } else {
            1.0
        };
        let mut lines = Vec::new();
        let mut add = |channel: &str, dealer: &str, budget: f64, actual: f64| {
            let (budget, actual) = (whole(budget / 10.0) * 10, whole(actual * over));
            writeln!(lines, "{month},{channel},{dealer},{budget},{actual}")?;
            totals.rows += 1;
            totals.budget += f64::from(budget);
            totals.actual += f64::from(actual);
            anyhow::Ok(())
        };
        for (number, channel) in CHANNELS.iter().enumerate() {
            let planned = expected(world, number, month);
            let cost = world.stories.cost(number, month);
            if number == EVENT {
                for dealer in 0..world.dealers.len() {
                    let planned = planned * world.weight(dealer) / HOLDING;
                    let (holds, spread) = (chance.happens(HOLDING), chance.uniform(0.8, 1.2));
                    if holds {
                        add(
                            channel.code,
                            &world.dealers[dealer].id,
                            planned * 1.02,
                            planned * cost * spread,
                        )?;
                    }
                }
            } else {
                add(channel.code, "", planned * 1.03, planned * cost * chance.uniform(0.95, 1.05))?;
            }
        }
        sink.write(&lines)?;
    }
    Ok((sink.finish()?, totals))
}

/// What a channel's leads of a month cost at the usual price.
#[expect(clippy::cast_precision_loss, reason = "leads of a month stay far below 2^53")]
fn expected(world: &World, channel: usize, month: Month) -> f64 {
    let channel = &CHANNELS[channel];
    world.calendar.leads(month) as f64 * channel.share / 100.0 * channel.cost
}
