//! Where the drilling down stands, and the ways up.

use dealerscope_core::query::Dimension;
use yew::prelude::*;

use crate::state::Edit;
use crate::view::View;

/// All places, then each level that is filtered by.
pub fn breadcrumb(view: &View) -> Html {
    let w = view.words();
    let levels: Vec<Dimension> =
        Dimension::PLACES.into_iter().filter(|d| view.query().filter(*d).is_some()).collect();
    let said = |dimension: Dimension| {
        let values = view.query().filter(dimension).into_iter().flatten();
        let names: Vec<String> = values.map(|v| view.speech.value(dimension, v)).collect();
        names.join(view.words().and)
    };
    let last = levels.len();
    html! {
        <nav class="breadcrumb" aria-label={w.breadcrumb}>
            <ol>
                <li key="all">
                    if levels.is_empty() {
                        <span aria-current="location">{ w.everywhere }</span>
                    } else {
                        <button class="link" data-level="all" onclick={view.on(Edit::Up(None))}>{ w.everywhere }</button>
                    }
                </li>
                { for levels.into_iter().enumerate().map(|(i, dimension)| html! {
                    <li key={dimension.id()}>
                        if i + 1 == last {
                            <span aria-current="location">{ said(dimension) }</span>
                        } else {
                            <button class="link" data-level={dimension.id()} onclick={view.on(Edit::Up(Some(dimension)))}>
                                { said(dimension) }
                            </button>
                        }
                    </li>
                }) }
            </ol>
        </nav>
    }
}
