//! What stands out, in sentences from fixed rules.

use dealerscope_core::narrative::sentences;
use yew::prelude::*;

use crate::answered::Answered;
use crate::targets::{Target, named};
use crate::view::use_view;

/// Which answer.
#[derive(Clone, PartialEq, Properties)]
pub struct FindingsProps {
    /// The answer of the overview.
    pub answered: Answered,
}

/// The first sentence large, the others below it. One that speaks of a place or channel filters by it.
#[component]
pub fn Findings(props: &FindingsProps) -> Html {
    let view = use_view();
    let w = view.words();
    let sheet = props.answered.sheet("findings");
    let said = sentences(&props.answered.answer, view.speech.lang());
    let line = |row: usize, text: &str| {
        let cell = |column| sheet.as_ref().and_then(|s| s.cell(row, column).text().map(str::to_owned));
        let target = cell("dimension").and_then(|d| Some(Target::Value(named(&d)?, cell("key")?)));
        let kind = cell("kind").unwrap_or_default();
        let body = match target {
            Some(target) => html! {
                <button class="finding-link" onclick={view.on(target.toggled(view.query()))}>{ text }</button>
            },
            None => html! { <span>{ text }</span> },
        };
        html! { <li key={row} data-finding={kind}>{ body }</li> }
    };
    html! {
        <section class="findings" aria-labelledby="findings-title">
            <h2 id="findings-title" class="kicker">{ w.findings }</h2>
            if said.is_empty() {
                <p class="finding-none">{ w.no_findings }</p>
            } else {
                <ol>{ for said.iter().enumerate().map(|(row, text)| line(row, text)) }</ol>
            }
        </section>
    }
}
