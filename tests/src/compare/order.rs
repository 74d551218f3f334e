//! The order of rows, where the page promises one.

use dealerscope_core::answer::{Answer, Table};
use dealerscope_core::query::Page;

/// The contract's channels; what follows are the snapshot's own.
const CHANNELS: [&str; 11] = [
    "showroom",
    "self_developed",
    "telemarketing",
    "referral",
    "key_account",
    "second_tier",
    "event",
    "advertising",
    "co_brand",
    "purchased_data",
    "website",
];

/// Holds the promises of the page.
pub(super) fn check(answer: &Answer, found: &mut Vec<String>) {
    let mut hold = |id: &str, sorted: fn(&Table) -> bool| {
        if answer.table(id).is_some_and(|table| !sorted(table)) {
            found.push(format!("{id}: the rows are not in their order"));
        }
    };
    hold("regions", |table| falling(&table.numbers("leads")));
    hold("channels", |table| table.texts("channel").is_sorted_by_key(|channel| place(channel)));
    hold("trend", |table| table.texts("month").is_sorted());
    if answer.page == Page::Dealers {
        hold("dealers", by_rank);
    }
}

fn falling(numbers: &[Option<f64>]) -> bool {
    numbers.is_sorted_by(|a, b| a >= b)
}

/// The contract's order, then the snapshot's own, then unknown, then not stated.
fn place(channel: &str) -> usize {
    match channel {
        "" => CHANNELS.len() + 2,
        "unknown" => CHANNELS.len() + 1,
        other => CHANNELS.iter().position(|c| *c == other).unwrap_or(CHANNELS.len()),
    }
}

/// Best rank first; those without a rank follow; within one rank most leads first.
fn by_rank(table: &Table) -> bool {
    let ranks = table.numbers("rank");
    let leads = table.numbers("leads");
    let keys: Vec<_> = ranks
        .iter()
        .zip(leads)
        .map(|(rank, leads)| (rank.unwrap_or(f64::MAX), -leads.unwrap_or(0.0)))
        .collect();
    keys.is_sorted()
}
