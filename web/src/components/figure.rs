//! A headline number with all that is needed to judge it.

use dealerscope_core::answer::Figure as Values;
use dealerscope_core::answer::Unit;
use yew::prelude::*;

use super::change::change;
use super::metric::metric;
use super::sparkline::Sparkline;
use crate::answered::Sheet;
use crate::format::{Style, digits};
use crate::i18n::fill;
use crate::view::View;

/// How much room a figure takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// One of the few that are read first.
    Lead,
    /// One of the many that are looked up.
    Plain,
}

/// A figure's value, its change, its target and its course.
pub fn figure(view: &View, figure: &Values, size: Size, course: Option<(Sheet, AttrValue)>) -> Html {
    let Values { id, value, unit, comparison, target, small, .. } = figure;
    let raw = value.map(digits).unwrap_or_default();
    let size = if size == Size::Lead { "is-lead" } else { "is-plain" };
    html! {
        <article class={classes!("figure", size)} data-figure={id.clone()} data-value={raw}>
            <h3>{ metric(view, id, None) }</h3>
            <p class={classes!("figure-value", small.then_some("is-small"))}>
                { view.speech.format.short(*unit, *value) }
                if *small {
                    <span class="note">{ small_note(view, figure.denominator) }</span>
                }
            </p>
            <p class="figure-change">
                { change(view, id, *unit, *value, *comparison) }
                // What nothing is compared with says at least what it is a share of.
                if let (Unit::Rate, None, Some(above), Some(below)) = (unit, comparison, figure.numerator, figure.denominator) {
                    <span class="note">{ part_of(view, above, below) }</span>
                }
            </p>
            { for target.zip(*value).filter(|(t, _)| *t > 0.0).map(|(t, v)| bar(view, *unit, v, t)) }
            if let Some((sheet, measure)) = course {
                <Sparkline {sheet} {measure} />
            }
        </article>
    }
}

fn small_note(view: &View, denominator: Option<f64>) -> String {
    let n = view.speech.format.measure(Unit::Count, denominator);
    fill(view.words().small_n, &[&n])
}

fn part_of(view: &View, above: f64, below: f64) -> String {
    let count = |n: f64| view.speech.format.measure(Unit::Count, Some(n));
    fill(view.words().part_of, &[&count(above), &count(below)])
}

/// How much of its target a figure has reached: the bar ends at the target.
fn bar(view: &View, unit: Unit, value: f64, target: f64) -> Html {
    let share = value / target;
    let format = &view.speech.format;
    let (w, aim) = (view.words(), format.short(unit, Some(target)));
    let words = if unit == Unit::Rate {
        // A share of a share would say nothing that the two do not.
        fill(w.mark_at, &[&aim])
    } else {
        fill(w.of_target, &[&format.number(Style::WholePercent, share), &aim])
    };
    let style = format!("--share:{}", digits(share.clamp(0.0, 1.0)));
    html! {
        <div class="attained">
            <div class="attained-bar" ~style={style} aria-hidden="true" />
            <span class="note">{ words }</span>
        </div>
    }
}
