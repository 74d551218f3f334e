//! The explanation of a metric: one popover for the whole page.

use dealerscope_core::glossary::{self, Direction};
use dealerscope_core::query::Lang;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::format::digits;
use crate::view::{Explain, use_view};

/// What is to be explained.
#[derive(Clone, PartialEq, Properties)]
pub struct ExplainerProps {
    /// The metric, and where it stands; nothing before the first press.
    pub asked: Option<Explain>,
    /// Counts the presses, so that the same metric opens again.
    pub presses: u32,
}

/// A popover that stands below what was pressed; the browser closes it on Escape and elsewhere.
#[component]
pub fn Explainer(props: &ExplainerProps) -> Html {
    let view = use_view();
    let node = use_node_ref();
    use_effect_with((node.clone(), props.presses), |(node, presses)| {
        if let Some(element) = node.cast::<HtmlElement>().filter(|_| *presses > 0) {
            // A browser without popovers shows the explanation in the page's flow.
            let _ = element.show_popover();
        }
    });
    let Some(asked) = &props.asked else {
        return html! { <div ref={node} popover="auto" class="explainer" /> };
    };
    let (w, zh) = (view.words(), view.speech.lang() == Lang::Zh);
    let metric = glossary::metric(&asked.id);
    let formula = view.info.as_ref().and_then(|info| info.formulas.iter().find(|f| f.id == *asked.id));
    let style = format!("--x:{}px;--y:{}px", digits(asked.at.0), digits(asked.at.1));
    html! {
        <div ref={node} popover="auto" class="explainer" ~style={style} role="note">
            <p class="explainer-name">{ view.speech.metric(&asked.id) }</p>
            if let (Some(metric), Some(formula)) = (metric, formula) {
                <p>{ if zh { &formula.zh } else { &formula.en } }</p>
                <p class="note">
                    { match metric.direction {
                        Direction::Up => w.more_is_better,
                        Direction::Down => w.less_is_better,
                        Direction::Neutral => w.neither_is_better,
                    } }
                </p>
            } else {
                <p>{ w.no_explanation }</p>
            }
        </div>
    }
}
