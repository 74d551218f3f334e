//! A table that is no chart's twin.

use yew::prelude::*;

use super::grid::Grid;
use crate::answered::Sheet;
use crate::download::save_csv;
use crate::view::View;

/// A table with a heading, to read and to take along.
pub fn table_block(view: &View, sheet: Option<Sheet>, heading: &'static str, remark: &'static str) -> Html {
    block(view, sheet, heading, remark, false)
}

/// The same with a bar behind each share.
pub fn bar_block(view: &View, sheet: Option<Sheet>, heading: &'static str, remark: &'static str) -> Html {
    block(view, sheet, heading, remark, true)
}

fn block(view: &View, sheet: Option<Sheet>, heading: &'static str, remark: &'static str, bars: bool) -> Html {
    let Some(sheet) = sheet else { return html! {} };
    let save = {
        let sheet = sheet.clone();
        Callback::from(move |_: MouseEvent| save_csv(&sheet))
    };
    html! {
        <section class="chart is-wide">
            <div class="chart-head">
                <h2>{ heading }</h2>
                <div class="chart-tools">
                    <button class="quiet" data-action="csv" onclick={save}>{ "CSV" }</button>
                </div>
                <p class="note">{ remark }</p>
            </div>
            if sheet.rows.is_empty() {
                <p class="nothing">{ view.words().nothing_here }</p>
            } else {
                <Grid {sheet} caption={heading} {bars} below=true />
            }
        </section>
    }
}
