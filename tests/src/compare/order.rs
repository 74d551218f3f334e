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
    for id in ["strengths", "days_by_channel", "profile_channels"] {
        hold(id, |table| table.texts("channel").is_sorted_by_key(|channel| place(channel)));
    }
    hold("trend", |table| table.texts("month").is_sorted());
    hold("profile_trend", |table| table.texts("month").is_sorted());
    hold("movers", by_change);
    hold("customer_regions", by_year);
    hold("crm_team", |table| falling(&table.numbers("dealers")));
    hold("staffing", by_shortfall);
    hold("profile_consultants", |table| falling(&table.numbers("leads")));
    hold("dealer_quality", |table| falling(&table.numbers("touched")));
    if answer.page == Page::Dealers {
        hold("dealers", by_rank);
    }
}

fn falling(numbers: &[Option<f64>]) -> bool {
    numbers.is_sorted_by(|a, b| a >= b)
}

/// One dimension after the other; within each the largest change first.
fn by_change(table: &Table) -> bool {
    const DIMENSIONS: [&str; 4] = ["region", "dealer", "channel", "series"];
    let place = |dimension: &str| DIMENSIONS.iter().position(|d| *d == dimension);
    let changes = table.numbers("change").into_iter().map(|change| -change.unwrap_or(0.0).abs());
    let keys: Vec<_> = table.texts("dimension").into_iter().map(place).zip(changes).collect();
    keys.is_sorted()
}

/// Year after year; within each most customers first.
fn by_year(table: &Table) -> bool {
    let customers = table.numbers("customers").into_iter().map(|n| -n.unwrap_or(0.0));
    let keys: Vec<_> = table.texts("year").into_iter().zip(customers).collect();
    keys.is_sorted()
}

/// Those who lack most people first.
fn by_shortfall(table: &Table) -> bool {
    let [managers, specialists] = ["managers_short", "specialists_short"].map(|id| table.numbers(id));
    let short: Vec<_> =
        managers.iter().zip(specialists).map(|(m, s)| Some(m.unwrap_or(0.0) + s.unwrap_or(0.0))).collect();
    falling(&short)
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
