//! Targets and spend: months before, within and after the leads' own; dealers that nobody knows,
//! channels without any row, rows without an amount.

use dealerscope_core::time::Month;
use fastrand::Rng;

use super::{Plan, any, csv, leads, once_in};

fn months(plan: &Plan, after: i32) -> impl Iterator<Item = Month> + use<> {
    let last = plan.as_of.month();
    let first = plan.as_of.plus(-plan.days).month();
    (first.0..=last.0 + after).map(Month)
}

pub(super) fn targets(rng: &mut Rng, plan: &Plan) -> Vec<u8> {
    let mut rows = Vec::new();
    for dealer in (0..plan.dealers).map(|n| format!("D{n:03}")).chain(["D999".to_owned()]) {
        if once_in(rng, 5) {
            continue;
        }
        for metric in ["leads", "visits", "test_drives", "orders", "deliveries", "calls"] {
            for month in months(plan, 3) {
                let target = if once_in(rng, 40) { String::new() } else { rng.u32(..12).to_string() };
                for _ in 0..=u32::from(once_in(rng, 60)) {
                    rows.push(vec![month.to_string(), dealer.clone(), metric.to_owned(), target.clone()]);
                }
            }
        }
    }
    csv(&["month", "dealer_id", "metric", "target"], rows)
}

pub(super) fn spend(rng: &mut Rng, plan: &Plan) -> Vec<u8> {
    let mut rows = Vec::new();
    // Of some channels nothing is said at all.
    let channels: Vec<&str> = leads::CHANNELS.into_iter().filter(|_| rng.u8(..3) > 0).collect();
    let named = rng.bool();
    for channel in channels {
        let by_dealer = named || rng.bool();
        for month in months(plan, 2) {
            for _ in 0..if by_dealer { rng.usize(..5) } else { 1 } {
                let dealer = match rng.u8(..20) {
                    0 => "D999".to_owned(),
                    _ if by_dealer => plan.dealer(rng),
                    _ => String::new(),
                };
                let budget = rng.u32(1..90_000);
                let actual = match rng.u8(..20) {
                    0 if !plan.paid => String::new(),
                    1 if !plan.paid => any(rng, &["-3", "much", "0"]),
                    _ => format!("{}.{:02}", rng.u32(1..90_000), rng.u32(..100)),
                };
                rows.push(vec![month.to_string(), channel.to_owned(), dealer, budget.to_string(), actual]);
            }
        }
    }
    // A row by which no channel is made; it has an amount like any other.
    let whose = if named { plan.dealer(rng) } else { String::new() };
    rows.push(vec![
        plan.as_of.month().to_string(),
        any(rng, &leads::CHANNELS),
        whose,
        String::new(),
        "0".into(),
    ]);
    csv(&["month", "channel", "dealer_id", "budget", "actual"], rows)
}
