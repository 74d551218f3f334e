//! A table that is no chart's twin.

use yew::prelude::*;

use super::grid::Grid;
use crate::answered::Sheet;
use crate::download::save_csv;
use crate::view::use_view;

/// What stands in the block.
#[derive(Clone, PartialEq, Properties)]
pub struct TableBlockProps {
    /// The table; nothing is shown without one.
    pub sheet: Option<Sheet>,
    /// The heading.
    pub title: AttrValue,
    /// One sentence on how to read it.
    pub note: AttrValue,
}

/// A table with a heading, to read and to take along.
#[component]
pub fn TableBlock(props: &TableBlockProps) -> Html {
    let view = use_view();
    let Some(sheet) = props.sheet.clone() else { return html! {} };
    let save = {
        let sheet = sheet.clone();
        Callback::from(move |_: MouseEvent| save_csv(&sheet))
    };
    html! {
        <section class="chart is-wide">
            <div class="chart-head">
                <h2>{ &props.title }</h2>
                <div class="chart-tools">
                    <button class="quiet" data-action="csv" onclick={save}>{ "CSV" }</button>
                </div>
                <p class="note">{ &props.note }</p>
            </div>
            if sheet.rows.is_empty() {
                <p class="nothing">{ view.words().nothing_here }</p>
            } else {
                <Grid {sheet} caption={props.title.clone()} />
            }
        </section>
    }
}
