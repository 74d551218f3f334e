//! One of a few values, as the browser's own list.

use yew::prelude::*;

/// A labelled list to choose one value from: it sets a key of the fragment, and `onchoose` receives what is
/// chosen.
pub fn choice(
    filter: &'static str,
    label: &'static str,
    options: Vec<(AttrValue, AttrValue)>,
    value: &str,
    onchoose: Callback<String>,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
        onchoose.emit(select.value());
    });
    html! {
        <label class="choice">
            <span class="choice-label">{ label }</span>
            <select data-filter={filter} {onchange}>
                { for options.into_iter().map(|(code, name)| { let chosen = code == *value; html! {
                    <option key={code.to_string()} value={code.clone()} selected={chosen}>
                        { name }
                    </option>
                } }) }
            </select>
        </label>
    }
}
