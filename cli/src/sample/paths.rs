//! The ways that a lead's life can take from its arrival on.

use dealerscope_core::time::Day;

use super::calendar::DAY;
use super::chance::{Chance, whole};
use super::delays::{self, days};
use super::life::{Life, Loss, day_of};
use super::market::{CHANNELS, LOST_REASONS, SENT_BACK_REASONS, SHOWROOM};

/// Where each stage stands among those after the contact.
const VISITED: usize = 0;
const TEST_DRIVE: usize = 1;
const QUOTED: usize = 2;
pub(super) const ORDERED: usize = 3;
const DELIVERED: usize = 4;

/// Minutes to the first contact. What would fall into the night is left for the morning, unless it is quick.
pub(super) fn response(chance: &mut Chance, median: f64, start: u32) -> u32 {
    let minutes = whole(chance.lognormal(median, 1.1)).min(20 * DAY);
    let hour = (start + minutes) % DAY / 60;
    minutes + if minutes > 120 && !(8..22).contains(&hour) { 600 } else { 0 }
}

/// Somebody who buys: the order's day is drawn, and the stages lie on the way to it.
pub(super) fn buy(life: &mut Life, chance: &mut Chance, answered: u32, quick: f64) {
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
pub(super) fn send_back(life: &mut Life, chance: &mut Chance, answered: u32) {
    life.sent_back = true;
    life.contacted = chance.happens(0.6).then_some(answered);
    let on = Day(day_of(answered).0 + days(chance.exponential(5.0)));
    let reason = SENT_BACK_REASONS[chance.pick(SENT_BACK_REASONS.iter().map(|r| r.1))].0;
    life.loss = Some(Loss { on, reason, by_dealer: true });
}

/// Somebody who does not buy: how far they come.
pub(super) fn look(life: &mut Life, chance: &mut Chance, answered: u32, pull: f64) {
    let steps = CHANNELS[life.channel].steps;
    if !chance.happens(steps[0]) {
        return;
    }
    life.contacted = Some(answered);
    let mut day = day_of(answered);
    for (stage, mean) in [(VISITED, 6.0), (TEST_DRIVE, 3.5), (QUOTED, 3.0)] {
        let pull = if stage == VISITED { pull } else { 1.0 };
        if !chance.happens((steps[stage + 1] * pull).min(0.99)) {
            break;
        }
        let at_once = (stage == VISITED && life.channel == SHOWROOM) || chance.happens(0.3);
        day.0 += if at_once { 0 } else { days(chance.exponential(mean)) };
        life.stages[stage] = Some(day);
    }
}

/// The loss of somebody who does not buy; some are never given up.
pub(super) fn lose(life: &mut Life, chance: &mut Chance, by_dealer: f64) {
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
pub(super) fn smudge(life: &mut Life, chance: &mut Chance) {
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
