//! The foot of the page: the rules that were used, the remarks and what is wrong with the data.

use dealerscope_core::answer::Rule;
use dealerscope_core::info::SnapshotInfo;
use dealerscope_core::problem::ProblemKind;
use yew::prelude::*;

use crate::answered::Answered;
use crate::i18n::fill;
use crate::view::View;

/// What stands behind the numbers, for whoever wants to know.
pub fn foot(view: &View, answered: Option<&Answered>) -> Html {
    let w = view.words();
    html! {
        <footer class="foot">
            { for view.info.iter().map(|info| notes(view, info)) }
            if let Some(answered) = answered.filter(|a| !a.answer.rules.is_empty()) {
                <details>
                    <summary>{ w.rules }</summary>
                    <dl class="rules">{ for answered.answer.rules.iter().map(|rule| one(view, rule)) }</dl>
                </details>
            }
            { for view.info.iter().map(|info| problems(view, info)) }
            <p class="note">{ w.stays_here }</p>
        </footer>
    }
}

fn one(view: &View, rule: &Rule) -> Html {
    html! {
        <div key={rule.id.clone()} data-rule={rule.id.clone()}>
            <dt>{ view.words().rule(&rule.id).unwrap_or(&rule.id) }</dt>
            <dd>{ &rule.value }</dd>
        </div>
    }
}

/// The remarks that belong to this page.
fn notes(view: &View, info: &SnapshotInfo) -> Html {
    let page = view.query().page.id();
    let mut notes = info.notes.iter().filter(|n| n.page.is_empty() || n.page == page).peekable();
    if notes.peek().is_none() {
        return html! {};
    }
    html! {
        <section class="remarks">
            <h2>{ view.words().remarks }</h2>
            <ul>
                { for notes.map(|n| html! {
                    <li key={format!("{}{}", n.date, n.text)}>
                        <span class="note">{ [n.date.as_str(), n.author.as_str()].join(" ") }</span>
                        { " " }{ &n.text }
                    </li>
                }) }
            </ul>
        </section>
    }
}

fn problems(view: &View, info: &SnapshotInfo) -> Html {
    let (w, format) = (view.words(), &view.speech.format);
    let total = info.problems.total();
    if total == 0 {
        return html! { <p class="note">{ w.no_problems }</p> };
    }
    let kinds =
        ProblemKind::ALL.into_iter().map(|kind| (kind, info.problems.count(kind))).filter(|(_, n)| *n > 0);
    html! {
        <details data-problems={total.to_string()}>
            <summary>{ fill(w.problems, &[&format.count(total)]) }</summary>
            <ul class="problems">
                { for kinds.map(|(kind, n)| html! {
                    <li key={kind as usize}>
                        <span class="figures">{ format.count(n) }</span>
                        { w.problem(kind) }
                    </li>
                }) }
            </ul>
        </details>
    }
}
