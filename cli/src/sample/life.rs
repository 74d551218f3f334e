//! The whole life of a lead, as it will have been when all is over.

use dealerscope_core::time::Day;

use super::calendar::DAY;
use super::chance::{Chance, whole};
use super::market::{CHANNELS, FIELDS, INTENTIONS, SERIES, SHOWROOM, WEBSITE, field};
use super::paths;
use super::stories::GIVEN_BACK;
use super::world::World;

/// A lead's loss.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loss {
    /// The day.
    pub(super) on: Day,
    /// The contract's code.
    pub(super) reason: &'static str,
    /// The dealer's own judgement.
    pub(super) by_dealer: bool,
}

/// How a lead came to a dealer.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    /// The dealer's own.
    Own,
    /// Developed by headquarters and routed to the dealer at this minute.
    Routed(u32),
    /// Still nurtured by headquarters, by mail or by telephone.
    Nurtured {
        /// By mail.
        mail: bool,
    },
}

/// When the buyer means to buy.
#[derive(Clone, Copy, Debug)]
pub(super) enum Intended {
    /// So many days after the last contact.
    Ahead(u16),
    /// So many days before the lead came: an entry that nobody can have meant.
    Past(u16),
    /// Not stated.
    Missing,
}

/// One lead, from its first day to its last.
#[derive(Clone, Debug)]
pub(super) struct Life {
    /// When it came, in minutes since 1970.
    pub(super) created: u32,
    /// The dealer.
    pub(super) dealer: usize,
    /// The channel.
    pub(super) channel: usize,
    /// How it came to the dealer.
    pub(super) way: Way,
    /// The series of interest.
    pub(super) series: usize,
    /// The number of the consultant.
    pub(super) consultant: u32,
    /// A company.
    pub(super) company: bool,
    /// Likes the brand; `None` where nobody asked.
    pub(super) prefers: Option<bool>,
    /// When the buyer means to buy.
    pub(super) intended: Intended,
    /// Bits of [`FIELDS`] that the record lacks.
    pub(super) missing: u16,
    /// Sent back as no real prospect.
    pub(super) sent_back: bool,
    /// The minute of the first contact.
    pub(super) contacted: Option<u32>,
    /// Whether the contact's own stamp was forgotten.
    pub(super) unlogged: bool,
    /// Visit, test drive, quote, order, delivery.
    pub(super) stages: [Option<Day>; 5],
    /// The loss.
    pub(super) loss: Option<Loss>,
    /// Days between two contacts.
    pub(super) pace: u16,
    /// Contacts after which nobody follows up any more.
    pub(super) given_up_after: u16,
    /// The order's price, in yuan.
    pub(super) amount: u32,
}

/// Draws the life of the lead with this number.
pub(super) fn draw(world: &World, index: u64, chance: &mut Chance) -> Life {
    let created = world.calendar.moment(index, chance.unit());
    let dealer = world.dealer(chance);
    let games = world.stories.gaming == Some(dealer);
    let mut channel = chance.pick(CHANNELS.iter().map(|c| c.share));
    if games && channel == SHOWROOM {
        channel = WEBSITE;
    }
    let from = &CHANNELS[channel];
    let at = &world.dealers[dealer];
    let month = day_of(created).month();
    let way = way(chance, from.hq, created);
    let intention = &INTENTIONS[chance.pick(INTENTIONS.iter().map(|i| i.share))];
    let slide = world.stories.slide(at.province.region, month);
    let odds = GIVEN_BACK * from.conversion * at.conversion * intention.conversion * slide;
    let odds = (odds * world.stories.conversion(channel, month)).min(0.92);
    let series = chance.pick(SERIES.iter().map(|s| s.share));
    let skew = chance.unit();
    let mut life = Life {
        created,
        dealer,
        channel,
        way,
        series,
        consultant: at.first_consultant + whole(f64::from(at.consultants) * skew * libm::sqrt(skew)),
        company: chance.happens(from.company),
        prefers: if chance.happens(0.02) { None } else { Some(chance.happens(0.95)) },
        intended: intended(chance, intention.ahead),
        missing: 0,
        sent_back: false,
        contacted: None,
        unlogged: false,
        stages: [None; 5],
        loss: None,
        pace: between(chance, intention.pace),
        given_up_after: if chance.happens(at.neglect) { between(chance, (1, 4)) } else { u16::MAX },
        amount: whole(SERIES[series].price * chance.uniform(0.93, 1.06) / 100.0) * 100,
    };
    life.missing = missing(chance, at.qualified, matches!(life.intended, Intended::Missing));
    let start = match way {
        Way::Own => created,
        Way::Routed(at) => at,
        Way::Nurtured { .. } => {
            life.contacted = chance.happens(0.5).then(|| created + 60 + chance.below(7 * DAY));
            return life;
        }
    };
    let answered =
        if games { start + 1 + chance.below(2) } else { start + paths::response(chance, at.response, start) };
    if chance.happens(odds) {
        paths::buy(&mut life, chance, answered, from.quick);
    } else if chance.happens(from.sent_back / (1.0 - odds)) {
        paths::send_back(&mut life, chance, answered);
    } else {
        paths::look(&mut life, chance, answered, at.visits * slide);
        paths::lose(&mut life, chance, at.gives_up);
    }
    paths::smudge(&mut life, chance);
    life
}

/// The day of a minute.
pub(super) fn day_of(minute: u32) -> Day {
    Day(u16::try_from(minute / DAY).unwrap_or(Day::MAX.0))
}

fn between(chance: &mut Chance, (low, high): (u32, u32)) -> u16 {
    u16::try_from(chance.between(low, high)).unwrap_or(u16::MAX)
}

fn way(chance: &mut Chance, hq: f64, created: u32) -> Way {
    if !chance.happens(hq) {
        Way::Own
    } else if chance.happens(0.024) {
        Way::Nurtured { mail: chance.happens(0.6) }
    } else {
        Way::Routed(created + 1 + whole(chance.lognormal(30.0, 0.9)).min(2 * DAY))
    }
}

fn intended(chance: &mut Chance, ahead: (u32, u32)) -> Intended {
    let unit = chance.unit();
    if unit < 0.01 {
        Intended::Missing
    } else if unit < 0.02 {
        Intended::Past(between(chance, (5, 300)))
    } else {
        Intended::Ahead(between(chance, ahead))
    }
}

/// Which of the eleven fields the record lacks; `qualified` is the share of records that lack none.
fn missing(chance: &mut Chance, qualified: f64, no_intention: bool) -> u16 {
    let mut missing = if no_intention { field::INTENDED_ON } else { 0 };
    if !chance.happens(qualified) {
        let further = [0.35, 0.12].into_iter().filter(|&p| chance.happens(p)).count();
        for _ in 0..=further {
            missing |= 1 << chance.pick(FIELDS.iter().map(|f| f.1));
        }
    }
    missing
}
