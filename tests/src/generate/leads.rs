//! Leads: stages skipped and out of order, days without a time, leads and stamps after the export, doubled
//! rows, codes and dealers that nobody knows, dealers who answer before they can, cells that cannot be read.

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
        answer_at_once(rng, &mut row);
        if plan.neat && !once_in(rng, 40) {
            neaten(&mut row, plan);
        }
        row.truncate(columns);
        if once_in(rng, 60) {
            let mut again = row.clone();
            again[3] = any(rng, &[&row[3], "event"]);
            rows.push(again);
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
    let ago = if once_in(rng, 50) { -rng.i32(1..40) } else { rng.i32(0..plan.days) };
    let created = plan.as_of.plus(-ago);
    // Few channels carry most leads, so that some groups are large and some small.
    let most = if rng.bool() { 4 } else { CHANNELS.len() };
    let channel = any(rng, &CHANNELS[..most]);
    let stages = stages(rng, created, plan);
    let lost_on = created.plus(rng.i32(0..120)).min(plan.as_of.max(created));
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
        _ if plan.priced => format!("{}.{}", rng.u32(50_000..400_000), rng.u8(..10)),
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

/// Takes what is wrong with a row from it.
fn neaten(row: &mut [String], plan: &Plan) {
    const WRONG: [&str; 15] = [
        "pigeon",
        "D999",
        "mars",
        "robot",
        "perhaps",
        "boredom",
        "nobody",
        "-5",
        "dear",
        "shoe_size",
        "n/a",
        "2025-02-30",
        "soon",
        "later",
        "yes",
    ];
    const CREATED: usize = 2;
    for cell in row.iter_mut().filter(|cell| WRONG.contains(&cell.as_str())) {
        cell.clear();
    }
    let as_of = plan.as_of.to_string();
    if row[CREATED].is_empty() || row[CREATED].as_str() > as_of.as_str() {
        row[CREATED].clone_from(&as_of);
    }
    if row[CREATED + 1].is_empty() {
        "showroom".clone_into(&mut row[CREATED + 1]);
    }
    // A stage is not before the one before it; the loss is one more.
    let mut earliest = row[CREATED].clone();
    for cell in row[12..19].iter_mut().filter(|cell| !cell.is_empty()) {
        let day = (&cell[..10]).clamp(&earliest[..10], &as_of).to_owned();
        if day != cell[..10] || *cell < earliest {
            *cell = day;
        }
        earliest.clone_from(cell);
    }
}

/// At every sixth dealer a call is put down within minutes, and seldom does anybody come.
fn answer_at_once(rng: &mut Rng, row: &mut [String]) {
    let [created, routed, contacted] = [2, 5, 12];
    let hasty = row[1].strip_prefix('D').and_then(|n| n.parse::<u32>().ok()).is_some_and(|n| n % 6 == 0);
    let Some((hour, minute)) = row[created].rsplit_once(':').filter(|(hour, _)| hasty && hour.len() == 13)
    else {
        return;
    };
    let minute: u32 = minute.parse().expect("a minute");
    row[contacted] = format!("{hour}:{:02}", (minute + rng.u32(..4)).min(59));
    row[routed].clear();
    if !once_in(rng, 3) {
        row[contacted + 1..contacted + 6].fill(String::new());
    }
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
fn stages(rng: &mut Rng, created: Day, plan: &Plan) -> [String; 6] {
    let mut stamps: [String; 6] = Default::default();
    let further = if created < plan.turn { 3 } else { 0 };
    let reached = (rng.usize(..9) + further).min(6);
    let mut day = created;
    for stage in &mut stamps[..reached] {
        day = day.plus([0, 0, 1, 3, 9, 25, 60][rng.usize(..7)]);
        // What lies after the export is rarely written, but it is.
        if day > plan.as_of && !once_in(rng, 12) {
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
