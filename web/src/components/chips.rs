//! What is filtered by, one chip a value.

use yew::prelude::*;

use crate::i18n::fill;
use crate::state::Edit;
use crate::view::View;

/// A chip for each value of each filter, and a way back to none.
pub fn chips(view: &View) -> Html {
    let w = view.words();
    let query = view.query();
    if query.filters.is_empty() {
        return html! {};
    }
    let values = query.filters.iter().flat_map(|(dimension, set)| set.iter().map(move |v| (*dimension, v)));
    html! {
        <ul class="chips" aria-label={w.filters}>
            { for values.map(|(dimension, value)| {
                let name = view.speech.value(dimension, value);
                let off = fill(w.take_off, &[view.speech.dimension(dimension), &name]);
                html! {
                    <li key={format!("{}/{value}", dimension.id())}>
                        <button
                            class="chip"
                            data-chip={dimension.id()}
                            data-value={value.clone()}
                            aria-label={off}
                            onclick={view.on(Edit::Toggle(dimension, value.clone()))}
                        >
                            <span class="chip-key">{ view.speech.dimension(dimension) }</span>
                            { name }
                            <span class="chip-off" aria-hidden="true">{ "×" }</span>
                        </button>
                    </li>
                }
            }) }
            <li key="reset">
                <button class="quiet" data-action="reset" onclick={view.on(Edit::Reset)}>{ w.reset }</button>
            </li>
        </ul>
    }
}
