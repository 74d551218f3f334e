//! What is shown where the filters leave nothing.

use yew::prelude::*;

use super::chips::chips;
use crate::state::Edit;
use crate::view::View;

/// Says that no lead is left, which filters did it, and offers the ways out.
pub fn empty(view: &View) -> Html {
    let w = view.words();
    html! {
        <section class="empty" data-empty="">
            <h2>{ w.empty_title }</h2>
            <p>{ if view.query().filters.is_empty() { w.empty_period } else { w.empty_filters } }</p>
            { chips(view) }
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
