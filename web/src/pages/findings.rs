//! What stands out, in sentences from fixed rules.

use dealerscope_core::narrative::sentences;
use yew::prelude::*;

use crate::answered::Answered;
use crate::targets::{Target, named};
use crate::view::View;

/// The first sentence large, the others below it. One that speaks of a place or channel filters by it.
pub fn findings(view: &View, answered: &Answered) -> Html {
    let w = view.words();
    let sheet = answered.sheet("findings");
    let movers = answered.sheet("movers");
    let basis = answered.query.basis;
    let said = sheet
        .as_deref()
        .map_or_else(Vec::new, |s| sentences(basis, s, movers.as_deref(), view.speech.lang()));
    let line = |row: usize, text: &str| {
        let cell = |column| sheet.as_ref().and_then(|s| s.cell(row, column).text().map(str::to_owned));
        let target = cell("dimension").and_then(|d| Some(Target::Value(named(&d)?, cell("key")?)));
        let kind = cell("kind").unwrap_or_default();
        let (said, evidence) = split(text);
        let said = match target {
            Some(target) => html! {
                <button class="finding-link" onclick={view.on(target.toggled(view.query()))}>{ said }</button>
            },
            None => html! { <span>{ said }</span> },
        };
        html! {
            <li key={row} data-finding={kind}>
                { said }
                if !evidence.is_empty() {
                    { " " }<span class="note">{ evidence }</span>
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
                <ol>{ for said.iter().enumerate().map(|(row, text)| line(row, text)) }</ol>
            }
        </section>
    }
}

/// What is said, and the evidence that stands behind it in brackets.
fn split(sentence: &str) -> (&str, &str) {
    let end = sentence.trim_end_matches(['.', '。']);
    match end.rfind(['(', '（']) {
        Some(at) if end.ends_with([')', '）']) => (end[..at].trim_end(), &end[at..]),
        _ => (sentence, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn the_evidence_stands_apart_from_what_is_said() {
        assert_eq!(split("Orders fell to 9 (−2 pp, n = 30)."), ("Orders fell to 9", "(−2 pp, n = 30)"));
        assert_eq!(split("转化率降至 7%（n = 30）。"), ("转化率降至 7%", "（n = 30）"));
        assert_eq!(split("Leads (all) rose."), ("Leads (all) rose.", ""));
        assert_eq!(split("Leads rose."), ("Leads rose.", ""));
    }
}
