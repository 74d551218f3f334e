//! What stands out, in sentences from fixed rules.

use yew::prelude::*;

use crate::answered::Answered;
use crate::findings::{self, Finding};
use crate::view::View;

/// The first sentence large, the others below it. One that speaks of a place or channel filters by it.
pub fn findings(view: &View, answered: &Answered) -> Html {
    let w = view.words();
    let movers = answered.sheet("movers");
    let said = answered.sheet("findings").map_or_else(Vec::new, |sheet| {
        findings::findings(answered.query.basis, &sheet, movers.as_deref(), view.speech.lang())
    });
    let line = |(row, finding): (usize, Finding)| {
        let said = match finding.target {
            Some(target) => html! {
                <button class="finding-link" onclick={view.on(target.toggled(view.query()))}>{ finding.said }</button>
            },
            None => html! { <span>{ finding.said }</span> },
        };
        html! {
            <li key={row} data-finding={finding.kind}>
                { said }
                if !finding.evidence.is_empty() {
                    { " " }<span class="note">{ finding.evidence }</span>
                }
            </li>
        }
    };
    html! {
        <section class="findings" aria-labelledby="findings-title">
            <h2 id="findings-title" class="kicker">{ w.findings }</h2>
            if said.is_empty() {
                <p class="finding-none">{ w.no_findings }</p>
            } else {
                <ol>{ for said.into_iter().enumerate().map(line) }</ol>
            }
        </section>
    }
}
