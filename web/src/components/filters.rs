//! The bar of all filters.

use dealerscope_core::query::{Basis, Compare, Dimension};
use yew::prelude::*;

use super::choice::choice;
use super::period::period;
use super::picker::Picker;
use super::place::Place;
use crate::state::Edit;
use crate::view::use_view;

const PICKED: [Dimension; 5] =
    [Dimension::Channel, Dimension::Series, Dimension::Origin, Dimension::Kind, Dimension::Temperature];

/// Period, comparison, basis, place and the dimensions of a lead. On a narrow screen it opens on demand.
#[component]
pub fn Filters() -> Html {
    let view = use_view();
    let w = view.words();
    let open = use_state_eq(|| false);
    let turn = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let compare = match view.query().compare {
        Compare::Previous => "previous",
        Compare::Year => "year",
        Compare::None => "none",
    };
    let compares = [("previous", w.compare_previous), ("year", w.compare_year), ("none", w.compare_none)];
    let on_compare = {
        let edit = view.edit.clone();
        Callback::from(move |value: String| {
            edit.emit(Edit::Compare(match value.as_str() {
                "year" => Compare::Year,
                "none" => Compare::None,
                _ => Compare::Previous,
            }));
        })
    };
    let basis = if view.query().basis == Basis::Activity { "activity" } else { "cohort" };
    let bases = [("cohort", w.cohort), ("activity", w.activity)];
    let on_basis = {
        let edit = view.edit.clone();
        Callback::from(move |value: String| {
            edit.emit(Edit::Basis(if value == "activity" { Basis::Activity } else { Basis::Cohort }));
        })
    };
    let filtered = view.query().filters.len();
    html! {
        <section class={classes!("filters", open.then_some("is-open"))} aria-label={w.filters}>
            <button class="filters-turn" aria-expanded={open.to_string()} onclick={turn}>
                { w.filters }
                if filtered > 0 {
                    <span class="badge">{ filtered }</span>
                }
            </button>
            <div class="filters-row">
                { period(&view) }
                { choice("compare", w.compare, options(&compares), compare, on_compare) }
                { choice("basis", w.basis, options(&bases), basis, on_basis) }
                <Place />
                { for PICKED.into_iter().map(|dimension| html! { <Picker key={dimension.id()} {dimension} /> }) }
            </div>
        </section>
    }
}

fn options(pairs: &[(&'static str, &'static str)]) -> Vec<(AttrValue, AttrValue)> {
    pairs.iter().map(|&(value, name)| (value.into(), name.into())).collect()
}
