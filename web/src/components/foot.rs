//! The foot of the page: the rules that were used, the remarks and what is wrong with the data.

use dealerscope_core::answer::Rule;
use dealerscope_core::info::SnapshotInfo;
use yew::prelude::*;

use crate::answered::Answered;
use crate::view::View;

/// What stands behind the numbers, for whoever wants to know.
pub fn foot(view: &View, answered: Option<&Answered>, problems: Html) -> Html {
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
            { problems }
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
