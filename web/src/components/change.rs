//! How a figure has changed: by an arrow, a sign and words, never by colour alone.

use dealerscope_core::answer::Unit;
use dealerscope_core::glossary::{self, Direction};
use yew::prelude::*;

use crate::view::use_view;

/// Two values of one metric.
#[derive(Clone, PartialEq, Properties)]
pub struct ChangeProps {
    /// The metric, which knows its better direction.
    pub id: AttrValue,
    /// What both measure.
    pub unit: Unit,
    /// The value now.
    pub now: Option<f64>,
    /// The value that it is compared with.
    pub before: Option<f64>,
}

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

/// The change in absolute terms, and relative for what is not a rate already.
#[component]
pub fn Change(props: &ChangeProps) -> Html {
    let view = use_view();
    let (Some(now), Some(before)) = (props.now, props.before) else {
        return html! { <span class="change">{ view.words().no_comparison }</span> };
    };
    let change = now - before;
    let direction = glossary::metric(&props.id).map_or(Direction::Neutral, |m| m.direction);
    let tone = match is_better(direction, change) {
        Some(true) => "is-good",
        Some(false) => "is-bad",
        None => "is-level",
    };
    let arrow = if change > 0.0 {
        "▲"
    } else if change < 0.0 {
        "▼"
    } else {
        "＝"
    };
    let format = &view.speech.format;
    let rate = matches!(props.unit, Unit::Rate | Unit::Points);
    html! {
        <span class={classes!("change", tone)}>
            <span aria-hidden="true">{ arrow }</span>
            { " " }
            { format.difference(props.unit, change) }
            if !rate && before != 0.0 {
                <span class="change-relative">{ format.relative(change / before.abs()) }</span>
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
