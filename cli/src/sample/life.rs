//! The whole life of a lead, as it will have been when all is over.

use dealerscope_core::time::Day;

use super::calendar::DAY;
use super::chance::{Chance, whole};
use super::delays::{self, days};
use super::market::{
    CHANNELS, FIELDS, INTENTIONS, LOST_REASONS, SENT_BACK_REASONS, SERIES, SHOWROOM, WEBSITE, field,
};
use super::stories::GIVEN_BACK;
use super::world::World;

/// Where a visit stands among a lead's stages after the contact.
const VISITED: usize = 0;
const TEST_DRIVE: usize = 1;
const QUOTED: usize = 2;
const ORDERED: usize = 3;
const DELIVERED: usize = 4;

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
        if games { start + 1 + chance.below(2) } else { start + response(chance, at.response, start) };
    if chance.happens(odds) {
        buy(&mut life, chance, answered, from.quick);
    } else if chance.happens(from.sent_back / (1.0 - odds)) {
        send_back(&mut life, chance, answered);
    } else {
        let lift = at.visits * slide;
        look(&mut life, chance, answered, lift);
        lose(&mut life, chance, at.gives_up);
    }
    smudge(&mut life, chance);
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

/// Minutes to the first contact. What would fall into the night is left for the morning, unless it is quick.
fn response(chance: &mut Chance, median: f64, start: u32) -> u32 {
    let minutes = whole(chance.lognormal(median, 1.1)).min(20 * DAY);
    let hour = (start + minutes) % DAY / 60;
    minutes + if minutes > 120 && !(8..22).contains(&hour) { 600 } else { 0 }
}

/// Somebody who buys: the order's day is drawn, and the stages lie on the way to it.
fn buy(life: &mut Life, chance: &mut Chance, answered: u32, quick: f64) {
    life.contacted = Some(answered);
    let first = day_of(answered);
    let meant = day_of(life.created).plus(i32::from(delays::to_order(chance, quick))).max(first);
    let ordered = delays::pushed(chance, meant, first);
    let span = f64::from(ordered.0 - first.0);
    let mut on_the_way: [f64; 3] = std::array::from_fn(|_| chance.unit());
    on_the_way.sort_by(f64::total_cmp);
    if life.channel == SHOWROOM {
        on_the_way[VISITED] = 0.0;
    }
    for (stage, part) in on_the_way.into_iter().enumerate() {
        life.stages[stage] = Some(Day(first.0 + days(part * (span + 1.0)).min(ordered.0 - first.0)));
    }
    life.stages[ORDERED] = Some(ordered);
    let delivered = Day(ordered.0.saturating_add(delays::to_delivery(chance)));
    life.stages[DELIVERED] = chance.happens(0.97).then_some(delivered);
}

/// Somebody whom the dealer sends back as no real prospect.
fn send_back(life: &mut Life, chance: &mut Chance, answered: u32) {
    life.sent_back = true;
    life.contacted = chance.happens(0.6).then_some(answered);
    let on = Day(day_of(answered).0 + days(chance.exponential(5.0)));
    let reason = SENT_BACK_REASONS[chance.pick(SENT_BACK_REASONS.iter().map(|r| r.1))].0;
    life.loss = Some(Loss { on, reason, by_dealer: true });
}

/// Somebody who does not buy: how far they come.
fn look(life: &mut Life, chance: &mut Chance, answered: u32, lift: f64) {
    let steps = CHANNELS[life.channel].steps;
    if !chance.happens(steps[0]) {
        return;
    }
    life.contacted = Some(answered);
    let mut day = day_of(answered);
    for (stage, mean) in [(VISITED, 6.0), (TEST_DRIVE, 3.5), (QUOTED, 3.0)] {
        let lift = if stage == VISITED { lift } else { 1.0 };
        if !chance.happens((steps[stage + 1] * lift).min(0.99)) {
            break;
        }
        let at_once = (stage == VISITED && life.channel == SHOWROOM) || chance.happens(0.3);
        day.0 += if at_once { 0 } else { days(chance.exponential(mean)) };
        life.stages[stage] = Some(day);
    }
}

/// The loss of somebody who does not buy; some are never given up.
fn lose(life: &mut Life, chance: &mut Chance, by_dealer: f64) {
    if !chance.happens(0.9) {
        return;
    }
    let last = life.stages.into_iter().flatten().chain(life.contacted.map(day_of)).max();
    let last = last.unwrap_or(day_of(life.created));
    let on = Day(last.0 + 1 + days(chance.lognormal(26.0, 0.9)).min(500));
    let reason = LOST_REASONS[chance.pick(LOST_REASONS.iter().map(|r| r.1))].0;
    life.loss = Some(Loss { on, reason, by_dealer: chance.happens(by_dealer) });
}

/// The dirt of a real system: stages that nobody logged, and dates that stand before earlier ones.
fn smudge(life: &mut Life, chance: &mut Chance) {
    let later = |life: &Life, stage: usize| life.stages[stage + 1..].iter().any(Option::is_some);
    for (stage, forgotten) in [(VISITED, 0.03), (TEST_DRIVE, 0.16), (QUOTED, 0.07)] {
        if chance.happens(forgotten) && later(life, stage) {
            life.stages[stage] = None;
        }
    }
    life.unlogged = chance.happens(0.02) && later(life, VISITED);
    if chance.happens(0.02) && life.stages[VISITED].is_some() {
        let last = life.stages[..DELIVERED].iter().rev().copied().flatten().next();
        let wrong = last.map(|day| Day(day.0 + 1 + days(chance.exponential(4.0))));
        if later(life, VISITED) {
            life.stages[VISITED] = wrong;
        }
    }
}
