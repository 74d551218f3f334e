//! What of a lead's life is known at a moment: it only censors, and never changes what was before.

use dealerscope_core::time::Day;

use super::life::{Intended, Life, Way, day_of};
use super::paths::ORDERED;

/// What of a life is known at `as_of`.
pub(super) struct Seen {
    /// Whether it came to the dealer.
    pub(super) routed: bool,
    /// The minute of the first contact, where it was logged.
    pub(super) contacted: Option<u32>,
    /// Visit, test drive, quote, order, delivery.
    pub(super) stages: [Option<Day>; 5],
    /// Whether it is lost.
    pub(super) lost: bool,
    /// The plan, while it is open.
    pub(super) next_contact: Option<Day>,
    /// When the buyer means to buy, as of the latest contact.
    pub(super) intended: Option<Day>,
}

impl Seen {
    /// What is known at a minute.
    pub(super) fn of(life: &Life, as_of: u32) -> Self {
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
        let closed = if lost { life.loss.map(|loss| loss.on) } else { stages[ORDERED] };
        let first = contacted.map_or(day_of(life.created), day_of);
        let until = closed.unwrap_or(today).max(first);
        let made = ((until.0 - first.0) / life.pace + 1).min(life.given_up_after);
        let latest = Day(first.0 + (made - 1) * life.pace);
        let next = if contacted.is_some() { Day(latest.0 + life.pace) } else { first.plus(1) };
        Self {
            routed,
            contacted: contacted.filter(|_| !life.unlogged || stages.iter().all(Option::is_none)),
            stages,
            lost,
            next_contact: closed.is_none().then_some(next),
            intended: match life.intended {
                Intended::Ahead(days) => Some(Day(latest.0 + days)),
                Intended::Past(days) => Some(day_of(life.created).plus(-i32::from(days))),
                Intended::Missing => None,
            },
        }
    }
}
