//! What is shown where the filters leave nothing.

use yew::prelude::*;

use super::chips::Chips;
use crate::state::Edit;
use crate::view::use_view;

/// Says that no lead is left, which filters did it, and offers the ways out.
#[component]
pub fn Empty() -> Html {
    let view = use_view();
    let w = view.words();
    html! {
        <section class="empty" data-empty="">
            <h2>{ w.empty_title }</h2>
            <p>{ if view.query().filters.is_empty() { w.empty_period } else { w.empty_filters } }</p>
            <Chips />
            <p class="empty-ways">
                if view.query().period.is_some() {
                    <button class="button" onclick={view.on(Edit::Period(None))}>{ w.show_all_time }</button>
                }
                if view.query().filters.is_empty() {
                    <button class="quiet" data-action="reset" onclick={view.on(Edit::Reset)}>{ w.reset }</button>
                }
            </p>
        </section>
    }
}
