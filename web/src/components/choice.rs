//! One of a few values, as the browser's own list.

use yew::prelude::*;

/// What a choice is made of.
#[derive(Clone, PartialEq, Properties)]
pub struct ChoiceProps {
    /// The key of the fragment that it sets.
    pub filter: AttrValue,
    /// Its label.
    pub label: AttrValue,
    /// Values and what they are called.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// The value that is set.
    pub value: AttrValue,
    /// Receives the value that is chosen.
    pub onchoose: Callback<String>,
}

/// A labelled list to choose one value from.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let onchange = {
        let onchoose = props.onchoose.clone();
        Callback::from(move |event: Event| {
            let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
            onchoose.emit(select.value());
        })
    };
    html! {
        <label class="choice">
            <span class="choice-label">{ &props.label }</span>
            <select data-filter={props.filter.clone()} {onchange}>
                { for props.options.iter().map(|(value, name)| html! {
                    <option key={value.to_string()} value={value.clone()} selected={*value == props.value}>
                        { name }
                    </option>
                }) }
            </select>
        </label>
    }
}
