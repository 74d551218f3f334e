//! Leads: stages skipped and out of order, days without a time, stamps after the export, doubled rows,
//! codes and dealers that nobody knows, cells that cannot be read.

use dealerscope_core::time::Day;
use fastrand::Rng;

use super::{Plan, any, once_in};

/// A channel that the snapshot brings itself.
pub(super) const OWN_CHANNEL: &str = "live_stream";

/// All channels that occur: the contract's, the snapshot's, one that nobody knows, and none.
pub(super) const CHANNELS: [&str; 15] = [
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
    "unknown",
    OWN_CHANNEL,
    "pigeon",
    "",
];

const HEADER: [&str; 24] = [
    "lead_id",
    "dealer_id",
    "created_at",
    "channel",
    "origin",
    "routed_at",
    "series",
    "consultant_id",
    "customer_id",
    "kind",
    "prefers_brand",
    "intended_on",
    "contacted_at",
    "visited_at",
    "test_drive_at",
    "quoted_at",
    "ordered_at",
    "delivered_at",
    "lost_at",
    "lost_reason",
    "lost_by",
    "next_contact_on",
    "amount",
    "missing_fields",
];

pub(super) fn csv(rng: &mut Rng, plan: &Plan) -> Vec<u8> {
    // Some exports have no such column at all.
    let columns = if once_in(rng, 4) { HEADER.len() - 1 } else { HEADER.len() };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for n in 0..plan.leads {
        let mut row = row(rng, n, plan);
        row.truncate(columns);
        if once_in(rng, 60) {
            rows.push(row.clone());
        }
        rows.push(row);
    }
    super::csv(&HEADER[..columns], rows)
}

fn row(rng: &mut Rng, n: usize, plan: &Plan) -> Vec<String> {
    let dealer = match rng.u8(..30) {
        0 | 1 => String::new(),
        2 => "D999".to_owned(),
        _ => plan.dealer(rng),
    };
    let created = plan.as_of.plus(-rng.i32(0..plan.days));
    // Few channels carry most leads, so that some groups are large and some small.
    let most = if rng.bool() { 4 } else { CHANNELS.len() };
    let channel = any(rng, &CHANNELS[..most]);
    let stages = stages(rng, created, plan.as_of);
    let lost_on = created.plus(rng.i32(0..120)).min(plan.as_of);
    let lost = if once_in(rng, 3) && (stages[4].is_empty() || once_in(rng, 10)) {
        stamp(rng, lost_on)
    } else {
        String::new()
    };
    let intended = match rng.u8(..6) {
        0 => String::new(),
        1 => plan.as_of.plus_months(rng.i32(0..15)).to_string(),
        _ => plan.as_of.plus(rng.i32(-60..500)).to_string(),
    };
    let amount = match rng.u8(..12) {
        0 => "-5".to_owned(),
        1 => "dear".to_owned(),
        2..=4 => String::new(),
        _ => format!("{}.{}", rng.u32(50_000..400_000), rng.u8(..10)),
    };
    let [contacted, visited, test_drive, quoted, ordered, delivered] = stages;
    vec![
        format!("L{n:05}"),
        dealer.clone(),
        created_cell(rng, created),
        channel,
        any(rng, &["hq", "dealer", "dealer", "", "mars"]),
        routed(rng, created),
        any(rng, &["Alto", "Brio", "Corso", "Corso", ""]),
        if once_in(rng, 9) { String::new() } else { format!("{dealer}/{}", rng.u8(..5)) },
        if once_in(rng, 3) { String::new() } else { format!("C{}", rng.usize(..plan.leads)) },
        any(rng, &["person", "person", "company", "", "robot"]),
        any(rng, &["true", "true", "1", "是", "Y", "false", "0", "否", "N", "", "perhaps"]),
        intended,
        contacted,
        visited,
        test_drive,
        quoted,
        ordered,
        delivered,
        lost,
        any(rng, &["price", "competitor", "no_stock", "", "boredom"]),
        any(rng, &["customer", "customer", "dealer", "", "nobody"]),
        if once_in(rng, 3) { String::new() } else { plan.as_of.plus(rng.i32(-30..30)).to_string() },
        amount,
        any(rng, &["", "", "", "phone", "phone|series", "shoe_size"]),
    ]
}

fn created_cell(rng: &mut Rng, day: Day) -> String {
    match rng.u8(..40) {
        0 => String::new(),
        1 => any(rng, &["n/a", "2025-02-30", "soon"]),
        _ => stamp(rng, day),
    }
}

fn routed(rng: &mut Rng, created: Day) -> String {
    match rng.u8(..5) {
        0 | 1 => String::new(),
        2 if once_in(rng, 9) => "later".to_owned(),
        2 => stamp(rng, created.plus(1)),
        _ => stamp(rng, created),
    }
}

/// Contacted to delivered: how far the lead came, some stamps left out, some before their time.
fn stages(rng: &mut Rng, created: Day, as_of: Day) -> [String; 6] {
    let mut stamps: [String; 6] = Default::default();
    let reached = rng.usize(..9).min(6);
    let mut day = created;
    for stage in &mut stamps[..reached] {
        day = day.plus([0, 0, 1, 3, 9, 25, 60][rng.usize(..7)]);
        // What lies after the export is rarely written, but it is.
        if day > as_of && !once_in(rng, 12) {
            break;
        }
        let before_its_time = day.plus(-rng.i32(0..20));
        *stage = match rng.u8(..14) {
            0 | 1 => String::new(),
            2 => stamp(rng, before_its_time),
            3 if once_in(rng, 4) => "yes".to_owned(),
            _ => stamp(rng, day),
        };
    }
    stamps
}

/// A day, in most cases with a time.
fn stamp(rng: &mut Rng, day: Day) -> String {
    match rng.u8(..5) {
        0 => day.to_string(),
        1 => format!("{day}T{:02}:{:02}:{:02}", rng.u8(..24), rng.u8(..60), rng.u8(..60)),
        _ => format!("{day}T{:02}:{:02}", rng.u8(8..12), rng.u8(..60)),
    }
}
