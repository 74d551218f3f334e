//! What the numbers below rest on: basis, period, comparison, and how sound the rows are.

use dealerscope_core::answer::{Answer, Unit};
use dealerscope_core::query::Basis;
use yew::prelude::*;

use super::problems::to_problems;
use crate::i18n::fill;
use crate::view::View;

/// One line that every page begins with.
pub fn context(view: &View, answer: &Answer) -> Html {
    html! {
        <p class="context" data-context="">
            <strong>{ if answer.basis == Basis::Cohort { view.words().cohort } else { view.words().activity } }</strong>
            { " · " }
            { if answer.basis == Basis::Cohort { view.words().cohort_means } else { view.words().activity_means } }
            { " " }
            { period(view, answer) }
            { " " }
            if view.info.as_ref().is_some_and(|info| info.problems.total() > 0) {
                <button class="link" data-action="problems" onclick={to_problems()}>{ coverage(view, answer) }</button>
            } else {
                { coverage(view, answer) }
            }
        </p>
    }
}

fn period(view: &View, answer: &Answer) -> String {
    let (w, format) = (view.words(), &view.speech.format);
    let span = format.span(answer.period).unwrap_or_else(|| w.all_time.to_owned());
    match answer.comparison.and_then(|c| format.span(c)) {
        Some(before) => fill(w.period_against, &[&span, &before]),
        None => fill(w.period_alone, &[&span]),
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn coverage(view: &View, answer: &Answer) -> String {
    let (w, format) = (view.words(), &view.speech.format);
    let (rows, touched) = (answer.coverage.rows as f64, answer.coverage.touched as f64);
    let share = (rows > 0.0).then_some(touched / rows);
    fill(w.coverage, &[&format.count(answer.coverage.rows), &format.measure(Unit::Rate, share)])
}
