//! How a figure has changed: by an arrow, a sign and words, never by colour alone.

use std::cmp::Ordering;

use dealerscope_core::answer::Unit;
use dealerscope_core::glossary::{self, Direction};
use yew::prelude::*;

use crate::view::View;

/// Whether a change is for the better; `None` where there is no better or nothing has changed.
#[must_use]
pub fn is_better(direction: Direction, change: f64) -> Option<bool> {
    match direction {
        _ if change == 0.0 => None,
        Direction::Up => Some(change > 0.0),
        Direction::Down => Some(change < 0.0),
        Direction::Neutral => None,
    }
}

/// The change in absolute terms, and relative for what is not a rate already; nothing where there is nothing
/// to compare with.
pub fn change(view: &View, id: &str, unit: Unit, now: Option<f64>, before: Option<f64>) -> Html {
    let (Some(now), Some(before)) = (now, before) else { return html! {} };
    let by = now - before;
    let direction = glossary::metric(id).map_or(Direction::Neutral, |m| m.direction);
    let tone = match is_better(direction, by) {
        Some(true) => "is-good",
        Some(false) => "is-bad",
        None => "is-level",
    };
    let arrow = match by.partial_cmp(&0.0) {
        Some(Ordering::Greater) => "▲",
        Some(Ordering::Less) => "▼",
        _ => "＝",
    };
    let format = &view.speech.format;
    let rate = matches!(unit, Unit::Rate | Unit::Points);
    html! {
        <span class={classes!("change", tone)}>
            <span aria-hidden="true">{ arrow }</span>
            { " " }
            { format.difference(unit, by) }
            if !rate && before != 0.0 {
                <span class="change-relative">{ format.relative(by / before.abs()) }</span>
            }
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn better_depends_on_the_metric() {
        assert_eq!(is_better(Direction::Up, 2.0), Some(true));
        assert_eq!(is_better(Direction::Down, 2.0), Some(false));
        assert_eq!(is_better(Direction::Neutral, 2.0), None);
        assert_eq!(is_better(Direction::Up, 0.0), None);
    }
}
