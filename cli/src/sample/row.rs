//! A lead as the snapshot sees it: its life up to `as_of`, as a line of CSV.

use dealerscope_core::time::Day;

use super::calendar::DAY;
use super::cells::Line;
use super::life::{Intended, Life, Way, day_of};
use super::market::{CHANNELS, FIELDS, SERIES, field};
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

/// What of a life is known at `as_of`.
struct Seen {
    routed: bool,
    contacted: Option<u32>,
    stages: [Option<Day>; 5],
    lost: bool,
    next_contact: Option<Day>,
    intended: Option<Day>,
}

impl Seen {
    fn of(life: &Life, as_of: u32) -> Self {
        let today = day_of(as_of);
        let routed = match life.way {
            Way::Own => true,
            Way::Routed(at) => at <= as_of,
            Way::Nurtured { .. } => false,
        };
        let contacted = life.contacted.filter(|&at| at <= as_of);
        let known = |day: Option<Day>| day.filter(|&day| contacted.is_some() && day <= today);
        let stages = life.stages.map(known);
        let lost = life.loss.is_some_and(|loss| routed && loss.on <= today);
        let closed = if lost { life.loss.map(|loss| loss.on) } else { stages[3] };
        let first = contacted.map_or(day_of(life.created), day_of);
        let until = closed.unwrap_or(today).max(first);
        let made = ((until.0 - first.0) / life.pace + 1).min(life.given_up_after);
        let last = Day(first.0 + (made - 1) * life.pace);
        let next = if contacted.is_some() { Day(last.0 + life.pace) } else { first.plus(1) };
        Self {
            routed,
            contacted: contacted.filter(|_| !life.unlogged || stages.iter().all(Option::is_none)),
            stages,
            lost,
            next_contact: closed.is_none().then_some(next),
            intended: match life.intended {
                Intended::Ahead(days) => Some(Day(last.0 + days)),
                Intended::Past(days) => Some(day_of(life.created).plus(-i32::from(days))),
                Intended::Missing => None,
            },
        }
    }
}

/// Writes one lead as the snapshot sees it.
pub(super) fn write(line: &mut Line<'_>, world: &World, index: u64, life: &Life, sums: &mut Sums) {
    let seen = Seen::of(life, world.options.as_of);
    let lacks = |bit: u16| life.missing & bit != 0;
    line.numbered('L', index + 1, id_width(world.options.leads));
    line.text(if seen.routed { &world.dealers[life.dealer].id } else { "" });
    line.moment(Some(life.created));
    line.text(CHANNELS[life.channel].code);
    let (origin, to, at) = match life.way {
        Way::Own => ("dealer", "", None),
        Way::Routed(at) if seen.routed => ("hq", "dealer", Some(at)),
        Way::Routed(_) => ("hq", "call_center", None),
        Way::Nurtured { mail: true } => ("hq", "direct_mail", None),
        Way::Nurtured { mail: false } => ("hq", "call_center", None),
    };
    line.text(origin).text(to).moment(at);
    line.text(if lacks(field::SERIES) { "" } else { SERIES[life.series].code });
    if seen.routed && !lacks(field::CONSULTANT) {
        line.numbered('C', u64::from(life.consultant), 4);
    } else {
        line.text("");
    }
    line.pseudonym('K', customer(world, index), pseudonym_width(world.options.leads));
    line.text(match (lacks(field::PERSON_COMPANY), life.company) {
        (true, _) => "",
        (false, true) => "company",
        (false, false) => "person",
    });
    line.text(life.prefers.map_or("", |yes| if yes { "1" } else { "0" }));
    line.day(seen.intended);
    line.codes((0..FIELDS.len()).filter(|&f| lacks(1 << f)).map(|f| FIELDS[f].0));
    line.text(if life.sent_back && seen.lost { "0" } else { "" });
    line.moment(seen.contacted);
    for stage in seen.stages {
        line.day(stage);
    }
    let loss = life.loss.filter(|_| seen.lost);
    line.day(loss.map(|l| l.on));
    line.text(loss.map_or("", |l| l.reason));
    line.text(loss.map_or("", |l| if l.by_dealer { "dealer" } else { "customer" }));
    line.day(seen.next_contact.filter(|_| !lacks(field::NEXT_CONTACT)));
    let amount = seen.stages[3].map(|_| u64::from(life.amount));
    match amount {
        Some(amount) => line.number(amount).end(),
        None => line.text("").end(),
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
