//! What the numbers below rest on: basis, period, comparison, and how sound the rows are.

use dealerscope_core::answer::{Answer, Unit};
use dealerscope_core::query::Basis;
use yew::prelude::*;

use super::problems::to_problems;
use crate::i18n::fill;
use crate::speech::Speech;
use crate::view::View;

/// What is said of an answer in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// What the basis is called.
    pub basis: &'static str,
    /// What it means.
    pub means: &'static str,
    /// The period, and what it is compared with.
    pub period: String,
    /// How many rows there are, and what share of them has a problem.
    pub coverage: String,
}

impl Context {
    /// Says it in a language.
    #[must_use]
    pub fn of(speech: &Speech, answer: &Answer) -> Self {
        let w = speech.words;
        let (basis, means) = match answer.basis {
            Basis::Cohort => (w.cohort, w.cohort_means),
            Basis::Activity => (w.activity, w.activity_means),
        };
        Self { basis, means, period: period(speech, answer), coverage: coverage(speech, answer) }
    }
}

/// One line that every page begins with.
pub fn context(view: &View, answer: &Answer) -> Html {
    let Context { basis, means, period, coverage } = Context::of(&view.speech, answer);
    html! {
        <p class="context" data-context="">
            <strong>{ basis }</strong>
            { " · " }
            { means }
            { " " }
            { period }
            { " " }
            if view.info.as_ref().is_some_and(|info| info.problems.total() > 0) {
                <button class="link" data-action="problems" onclick={to_problems()}>{ coverage }</button>
            } else {
                { coverage }
            }
        </p>
    }
}

fn period(speech: &Speech, answer: &Answer) -> String {
    let (w, format) = (speech.words, &speech.format);
    let span = format.span(answer.period).unwrap_or_else(|| w.all_time.to_owned());
    match answer.comparison.and_then(|c| format.span(c)) {
        Some(before) => fill(w.period_against, &[&span, &before]),
        None => fill(w.period_alone, &[&span]),
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn coverage(speech: &Speech, answer: &Answer) -> String {
    let (w, format) = (speech.words, &speech.format);
    let (rows, touched) = (answer.coverage.rows as f64, answer.coverage.touched as f64);
    let share = (rows > 0.0).then_some(touched / rows);
    fill(w.coverage, &[&format.count(answer.coverage.rows), &format.measure(Unit::Rate, share)])
}
