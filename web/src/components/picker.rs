//! Some of the values of a dimension, as boxes to tick.

use std::collections::BTreeSet;

use dealerscope_core::query::Dimension;
use yew::prelude::*;

use crate::hooks::{use_dismiss, use_near};
use crate::state::Edit;
use crate::view::use_view;

/// Which dimension.
#[derive(Clone, PartialEq, Properties)]
pub struct PickerProps {
    /// The dimension.
    pub dimension: Dimension,
}

/// A list of boxes that opens below its name.
#[component]
pub fn Picker(props: &PickerProps) -> Html {
    let view = use_view();
    let node = use_node_ref();
    use_dismiss(&node);
    let near = use_near();
    let dimension = props.dimension;
    let known = view.info.as_ref().and_then(|i| i.dimensions.iter().find(|d| d.dimension == dimension));
    let none = BTreeSet::new();
    let set = view.query().filter(dimension).unwrap_or(&none);
    let mut codes: Vec<&str> =
        known.map_or_else(Vec::new, |d| d.values.iter().map(|v| v.code.as_str()).collect());
    codes.extend(
        set.iter()
            .map(String::as_str)
            .filter(|code| known.is_some_and(|d| d.values.iter().all(|v| v.code != *code))),
    );
    if codes.is_empty() {
        return html! {};
    }
    let leads = |code: &str| known.and_then(|d| d.values.iter().find(|v| v.code == code)).map(|v| v.leads);
    let w = view.words();
    html! {
        <details
            class="picker"
            ref={node}
            data-filter={dimension.id()}
            name="filters"
            onpointerover={near.onpointerover()}
            onfocusin={near.onfocusin()}
            ontoggle={near.ontoggle()}
        >
            <summary>
                <span class="choice-label">{ view.speech.dimension(dimension) }</span>
                <span class={classes!("picker-value", (!set.is_empty()).then_some("is-set"))}>
                    { summary(set, |code| view.speech.value(dimension, code), w.all) }
                </span>
            </summary>
            <fieldset class="panel">
                <legend class="unseen">{ view.speech.dimension(dimension) }</legend>
                { for codes.into_iter().filter(|_| near.has_come).map(|code| {
                    let count = leads(code).map(|n| view.speech.format.count(n));
                    html! {
                        <label key={code.to_owned()} class="tick">
                            <input
                                type="checkbox"
                                value={code.to_owned()}
                                checked={set.contains(code)}
                                onchange={view.on(Edit::Toggle(dimension, code.to_owned()))}
                            />
                            <span>{ view.speech.value(dimension, code) }</span>
                            <span class="count">{ count }</span>
                        </label>
                    }
                }) }
                if !set.is_empty() {
                    <button class="quiet" onclick={view.on(Edit::Only(dimension, BTreeSet::new()))}>{ w.clear }</button>
                }
            </fieldset>
        </details>
    }
}

/// What is chosen, in a few words: the one value, or the first and how many more.
#[must_use]
pub fn summary(set: &BTreeSet<String>, name: impl Fn(&str) -> String, all: &str) -> String {
    let mut values = set.iter();
    match (values.next(), set.len()) {
        (None, _) => all.to_owned(),
        (Some(first), 1) => name(first),
        (Some(first), n) => format!("{} +{}", name(first), n - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_said_in_a_few_words() {
        let say = |values: &[&str]| {
            summary(&values.iter().map(|v| (*v).to_owned()).collect(), str::to_owned, "all")
        };
        assert_eq!(say(&[]), "all");
        assert_eq!(say(&["event"]), "event");
        assert_eq!(say(&["event", "website", "referral"]), "event +2");
    }
}
