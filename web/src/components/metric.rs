//! The name of a metric, which explains itself when it is pressed.

use yew::prelude::*;

use crate::view::{Explain, use_view};

/// Which metric.
#[derive(Clone, PartialEq, Properties)]
pub struct MetricProps {
    /// Its id in the glossary.
    pub id: AttrValue,
    /// The sign that is shown in place of the name, where the name stands beside it already.
    #[prop_or_default]
    pub sign: Option<AttrValue>,
}

/// A button with the metric's name, or a sign beside it; pressing it opens the explanation.
#[component]
pub fn Metric(props: &MetricProps) -> Html {
    let view = use_view();
    let name = view.speech.metric(&props.id).to_owned();
    let onclick = {
        let (explain, id) = (view.explain.clone(), props.id.clone());
        Callback::from(move |event: MouseEvent| {
            let button: web_sys::Element = event.target_unchecked_into();
            let place = button.get_bounding_client_rect();
            explain.emit(Explain { id: id.clone(), at: (place.left(), place.bottom()) });
        })
    };
    let label = crate::i18n::fill(view.words().what_is, &[&name]);
    html! {
        <button class={if props.sign.is_some() { "metric-sign" } else { "metric" }} aria-label={props.sign.is_some().then_some(label)} {onclick}>
            { props.sign.as_ref().map_or(name, ToString::to_string) }
        </button>
    }
}
