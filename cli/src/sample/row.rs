//! A lead as the snapshot sees it: its life up to `as_of`, as a line of CSV.

use dealerscope_core::time::Day;

use super::calendar::DAY;
use super::cells::Line;
use super::life::{Life, Way, day_of};
use super::market::{CHANNELS, FIELDS, SERIES, field};
use super::paths::ORDERED;
use super::seen::Seen;
use super::world::World;

/// The columns, in the order of [`write`].
pub(super) const COLUMNS: [&str; 26] = [
    "lead_id",
    "dealer_id",
    "created_at",
    "channel",
    "origin",
    "routed_to",
    "routed_at",
    "series",
    "consultant_id",
    "customer_id",
    "kind",
    "prefers_brand",
    "intended_on",
    "missing_fields",
    "valid",
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
];

/// Sums of the rows written, for the control totals.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    /// Rows.
    pub(super) rows: u64,
    /// Prices of the orders, in yuan.
    pub(super) amount: u64,
}

impl Sums {
    /// Both together.
    pub(super) fn plus(self, other: Self) -> Self {
        Self { rows: self.rows + other.rows, amount: self.amount + other.amount }
    }
}

/// Writes one lead as the snapshot sees it.
pub(super) fn write(cells: &mut Line<'_>, world: &World, index: u64, life: &Life, sums: &mut Sums) {
    let seen = Seen::of(life, world.options.as_of);
    let lacks = |bit: u16| life.missing & bit != 0;
    cells.numbered('L', index + 1, id_width(world.options.leads));
    cells.text(if seen.routed { &world.dealers[life.dealer].id } else { "" });
    cells.moment(Some(life.created));
    cells.text(CHANNELS[life.channel].code);
    let (origin, to, at) = match life.way {
        Way::Own => ("dealer", "", None),
        Way::Routed(at) if seen.routed => ("hq", "dealer", Some(at)),
        Way::Nurtured { mail: true } => ("hq", "direct_mail", None),
        Way::Routed(_) | Way::Nurtured { mail: false } => ("hq", "call_center", None),
    };
    cells.text(origin).text(to).moment(at);
    cells.text(if lacks(field::SERIES) { "" } else { SERIES[life.series].code });
    if seen.routed && !lacks(field::CONSULTANT) {
        cells.numbered('C', u64::from(life.consultant), 4);
    } else {
        cells.text("");
    }
    cells.pseudonym('K', customer(world, index), pseudonym_width(world.options.leads));
    cells.text(match (lacks(field::PERSON_COMPANY), life.company) {
        (true, _) => "",
        (false, true) => "company",
        (false, false) => "person",
    });
    cells.text(life.prefers.map_or("", |yes| if yes { "1" } else { "0" }));
    cells.day(seen.intended);
    cells.codes((0..FIELDS.len()).filter(|&f| lacks(1 << f)).map(|f| FIELDS[f].0));
    cells.text(if life.sent_back && seen.lost { "0" } else { "" });
    cells.moment(seen.contacted);
    for stage in seen.stages {
        cells.day(stage);
    }
    let loss = life.loss.filter(|_| seen.lost);
    cells.day(loss.map(|l| l.on));
    cells.text(loss.map_or("", |l| l.reason));
    cells.text(loss.map_or("", |l| if l.by_dealer { "dealer" } else { "customer" }));
    cells.day(seen.next_contact.filter(|_| !lacks(field::NEXT_CONTACT)));
    let amount = seen.stages[ORDERED].map(|_| u64::from(life.amount));
    match amount {
        Some(amount) => cells.number(amount).end(),
        None => cells.text("").end(),
    }
    *sums = sums.plus(Sums { rows: 1, amount: amount.unwrap_or(0) });
}

/// How many digits the leads' numbers have.
fn id_width(leads: u64) -> usize {
    leads.to_string().len().max(5)
}

/// How many signs the customers' pseudonyms have: room for many times the leads.
fn pseudonym_width(leads: u64) -> u32 {
    (4..6).find(|&width| 36_u64.pow(width) / 4 > leads).unwrap_or(6)
}

/// The pseudonym's number of a lead's customer: three in a hundred stand on an earlier lead too.
fn customer(world: &World, index: u64) -> u64 {
    const NEAR: u64 = 20_000;
    let mut person = index;
    loop {
        let draw = scramble(world.options.seed ^ scramble(person));
        if person == 0 || draw % 1000 >= 30 {
            break scramble_within(person, 36_u64.pow(pseudonym_width(world.options.leads)));
        }
        person -= 1 + (draw / 1000) % person.min(NEAR);
    }
}

/// Spreads a number over all of 64 bits, one to one.
fn scramble(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// Spreads a lead's number over a power of 36 pseudonyms, one to one, as the factor is prime to it.
fn scramble_within(x: u64, pseudonyms: u64) -> u64 {
    (x % pseudonyms * 1_320_985_277 + 917_263) % pseudonyms
}

/// The days that lines are written for: from the world's first, with room for past intentions, on.
pub(super) fn days_written(world: &World) -> (Day, Day) {
    let last = day_of(world.options.as_of).max(world.calendar.last.last_day());
    debug_assert!(world.options.as_of / DAY <= u32::from(last.0), "as_of lies within");
    (world.calendar.first.first_day().plus(-400), last.plus(1500))
}
