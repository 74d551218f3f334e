//! One lead.

use datealgo::{date_to_rd, rd_to_date};

use crate::chance::Chance;
use crate::{DEALERS, REGIONS, dealer_id, region_of};

/// Leads are created on so many days, the last of which is that of the snapshot.
const CREATED: u32 = 730;
/// Days after the snapshot that intentions may reach.
const AHEAD: u32 = 500;
/// Of a hundred leads that reached the stage before, so many reach this one.
const STEPS: [u32; 6] = [58, 50, 60, 65, 60, 80];
/// Channels, and of a hundred leads how many they bring.
const CHANNELS: [(&str, u32); 11] = [
    ("showroom", 24),
    ("website", 22),
    ("event", 14),
    ("referral", 10),
    ("telemarketing", 9),
    ("advertising", 7),
    ("self_developed", 6),
    ("second_tier", 3),
    ("key_account", 2),
    ("purchased_data", 2),
    ("co_brand", 1),
];

/// The days of the snapshot as they are written, by number.
pub(crate) struct Days(Vec<String>);

impl Days {
    pub(crate) fn new() -> Self {
        let last = date_to_rd((2026, 6, 30));
        let written = |back: u32| {
            let (year, month, day) =
                rd_to_date(last + 1 - i32::try_from(CREATED).unwrap_or(0) + back.cast_signed());
            format!("{year:04}-{month:02}-{day:02}")
        };
        Self((0..CREATED + AHEAD).map(written).collect())
    }
}

/// Writes a row.
pub(crate) fn write(lead: u32, chance: &mut Chance, days: &Days, out: &mut Vec<u8>) {
    let day = |at: u32| days.0[at as usize].as_bytes();
    // The smaller of two, because some dealers are larger than others.
    let dealer = 1 + chance.below(DEALERS).min(chance.below(DEALERS));
    let dealer = (!chance.percent(1)).then_some(dealer);
    let created = chance.below(CREATED);
    key(lead, out);
    cell(out, dealer.map(dealer_id).unwrap_or_default().as_bytes());
    cell(out, dealer.map_or("", |dealer| REGIONS[region_of(dealer)]).as_bytes());
    cell(out, day(created));
    cell(out, channel(chance).as_bytes());
    let series =
        if chance.percent(2) { Vec::new() } else { vec![b'S', b'1' + chance.below(8).to_le_bytes()[0]] };
    cell(out, &series);
    let prefers = chance.percent(30);
    cell(out, if prefers { b"1" } else { b"" });
    cell(out, if prefers { day(created + chance.below(AHEAD)) } else { b"" });
    let (last, ordered) = stages(created, chance, |stamp| cell(out, stamp.map_or(b"", day)));
    let given_up = last + chance.below(60);
    let is_lost = !ordered && chance.percent(30) && given_up < CREATED;
    cell(out, if is_lost { day(given_up) } else { b"" });
    let stated = ordered && !chance.percent(3);
    cell(out, if stated { (800 + chance.below(3000)).to_string() + "00" } else { String::new() }.as_bytes());
    out.push(b'\n');
}

/// Goes from stage to stage, and gives the day of the last one and whether it was an order or a delivery.
fn stages(created: u32, chance: &mut Chance, mut put: impl FnMut(Option<u32>)) -> (u32, bool) {
    let (mut last, mut reached) = (created, 0);
    for (stage, step) in STEPS.into_iter().enumerate() {
        let next = last + chance.below(12);
        let goes_on = reached == stage && chance.percent(step) && next < CREATED;
        if goes_on {
            (last, reached) = (next, stage + 1);
        }
        // Some stages are reached by what comes after them alone; an order always has its own stamp.
        put((goes_on && (stage == 4 || !chance.percent(4))).then_some(next));
    }
    (last, reached > 4)
}

fn channel(chance: &mut Chance) -> &'static str {
    let mut left = chance.below(100);
    for (code, share) in CHANNELS {
        if left < share {
            return code;
        }
        left -= share;
    }
    ""
}

/// A key of six characters for every number up to 36⁵.
fn key(lead: u32, out: &mut Vec<u8>) {
    out.push(b'L');
    for place in (0..5).rev() {
        let digit = lead / 36_u32.pow(place) % 36;
        out.push(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit as usize]);
    }
}

fn cell(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b',');
    out.extend_from_slice(text);
}
