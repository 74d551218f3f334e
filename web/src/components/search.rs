//! A field to search a table by.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The field, by its name and what it says of itself; what is entered becomes the state.
pub fn search(name: &'static str, label: &'static str, text: &UseStateHandle<String>) -> Html {
    let setter = text.setter();
    let oninput = Callback::from(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        setter.set(input.value());
    });
    html! {
        <input
            type="search"
            data-filter={name}
            placeholder={label}
            aria-label={label}
            value={(**text).clone()}
            {oninput}
        />
    }
}
