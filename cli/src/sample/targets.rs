//! `targets.csv`: what headquarters asks of each dealer, month by month.
//!
//! A sample of some ten thousand leads brings far fewer orders than its dealers' annual sales targets
//! add up to. Those targets stay as they are, since the staffing rule goes by them; the months' targets
//! are drawn up for the orders that the sample's leads bring, so that attainment can be judged.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use dealerscope_core::time::{Day, Month};

use super::chance::{Chance, Stream, whole};
use super::delays::{LONGEST, delivery_lags, expected_push, order_lags};
use super::market::CHANNELS;
use super::places::execution;
use super::sink::{Sink, Written};
use super::world::World;

/// How much more is asked for than is to be expected.
const STRETCH: f64 = 1.07;

/// Writes the targets; gives rows and sum.
pub(super) fn write(folder: &Path, world: &World) -> Result<(Written, u64, f64)> {
    let mut chance = Chance::new(world.options.seed, Stream::Targets);
    let plans = expected(world);
    let mut sink = Sink::create(folder, "targets.csv")?;
    sink.write(b"month,dealer_id,metric,target\n")?;
    let (mut rows, mut sum) = (0, 0.0);
    let fair: Vec<f64> = (0..world.dealers.len()).map(|d| ambition(world, d, &mut chance)).collect();
    let mut carried: Vec<[f64; 3]> = fair.iter().map(|_| std::array::from_fn(|_| chance.unit())).collect();
    for (at, month) in world.calendar.months().enumerate() {
        let mut lines = Vec::new();
        for (dealer, carried) in carried.iter_mut().enumerate() {
            for (metric, (name, plan)) in plans.iter().enumerate() {
                let ambition = if metric == 0 { 1.0 } else { fair[dealer] };
                carried[metric] += plan[at] * world.weight(dealer) * ambition * STRETCH;
                let target = whole(carried[metric]);
                if target > 0 {
                    carried[metric] -= f64::from(target);
                    writeln!(lines, "{month},{},{name},{target}", world.dealers[dealer].id)?;
                    rows += 1;
                    sum += f64::from(target);
                }
            }
        }
        sink.write(&lines)?;
    }
    Ok((sink.finish()?, rows, sum))
}

/// How much is asked of a dealer for its weight: part of what is known of its region, and a planner's error.
fn ambition(world: &World, dealer: usize, chance: &mut Chance) -> f64 {
    let known = execution(world.dealers[dealer].province.region).conversion;
    libm::pow(known, 0.75) * chance.lognormal(1.0, 0.1)
}

/// What all dealers together should bring in each month: leads, orders and deliveries.
fn expected(world: &World) -> [(&'static str, Vec<f64>); 3] {
    let first = world.calendar.first.first_day();
    let last = world.calendar.last.last_day();
    let days = usize::from(last.0 - first.0) + 1;
    let conversion = CHANNELS.iter().map(|c| c.share / 100.0 * c.conversion).sum::<f64>();
    let quick = CHANNELS.iter().map(|c| c.share / 100.0 * c.conversion * c.quick).sum::<f64>() / conversion;
    let at = |day: Day| usize::from(day.0 - first.0);
    let mut orders = vec![0.0; days];
    let lags = order_lags(quick);
    for created in (first.0..=last.0).map(Day) {
        let brought = leads(world, created.month()) * world.calendar.share(created) * conversion;
        for (lag, share) in (0..=LONGEST).zip(&lags) {
            let ordered = Day(created.0 + lag);
            let (stays, pushed) = expected_push(ordered, created);
            for (day, part) in [(Some(ordered), stays), (pushed, 1.0 - stays)] {
                if let Some(day) = day.filter(|&day| day <= last) {
                    orders[at(day)] += brought * share * part;
                }
            }
        }
    }
    let mut deliveries = vec![0.0; days];
    for (ordered, brought) in orders.iter().enumerate() {
        for (lag, share) in delivery_lags().iter().enumerate().take(days - ordered) {
            deliveries[ordered + lag] += brought * share * 0.97;
        }
    }
    let by_month = |daily: &[f64]| -> Vec<f64> {
        let sum = |m: Month| daily[at(m.first_day())..=at(m.last_day())].iter().sum();
        world.calendar.months().map(sum).collect()
    };
    let leads = world.calendar.months().map(|m| leads(world, m)).collect();
    [("leads", leads), ("orders", by_month(&orders)), ("deliveries", by_month(&deliveries))]
}

#[expect(clippy::cast_precision_loss, reason = "leads of a month stay far below 2^53")]
fn leads(world: &World, month: Month) -> f64 {
    world.calendar.leads(month) as f64
}
