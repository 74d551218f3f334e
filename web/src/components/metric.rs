//! The name of a metric, which explains itself when it is pressed.

use yew::prelude::*;

use crate::view::{Explain, View};

/// A button with the metric's name, or a sign beside it; pressing it opens the explanation.
pub fn metric(view: &View, id: &str, sign: Option<&'static str>) -> Html {
    let name = view.speech.metric(id).to_owned();
    let onclick = {
        let (explain, id) = (view.explain.clone(), AttrValue::from(id.to_owned()));
        Callback::from(move |event: MouseEvent| {
            let button: web_sys::Element = event.target_unchecked_into();
            let place = button.get_bounding_client_rect();
            explain.emit(Explain { id: id.clone(), at: (place.left(), place.bottom()) });
        })
    };
    let label = crate::i18n::fill(view.words().what_is, &[&name]);
    html! {
        <button class={if sign.is_some() { "metric-sign" } else { "metric" }} aria-label={sign.is_some().then_some(label)} {onclick}>
            { sign.map_or(name, str::to_owned) }
        </button>
    }
}
