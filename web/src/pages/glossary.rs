//! The glossary: what every number means, to look up by its name.

use dealerscope_core::query::Lang;
use yew::prelude::*;

use crate::answered::Sheet;
use crate::components::{Grid, search};
use crate::download::save_csv;
use crate::view::use_view;

/// The columns in each language; the other one's name stays, as half of the terms are known by it.
const ZH: &[&str] = &[
    "name_zh",
    "name_en",
    "formula_zh",
    "numerator",
    "denominator",
    "unit",
    "direction",
    "mark",
    "source_zh",
];
const EN: &[&str] = &[
    "name_en",
    "name_zh",
    "formula_en",
    "numerator",
    "denominator",
    "unit",
    "direction",
    "mark",
    "source_en",
];

/// Which table.
#[derive(Clone, PartialEq, Properties)]
pub struct GlossaryProps {
    /// The glossary.
    pub sheet: Sheet,
}

/// The table, and a field to search its names and formulas by.
#[component]
pub fn Glossary(props: &GlossaryProps) -> Html {
    let view = use_view();
    let w = view.words();
    let text = use_state_eq(String::new);
    let shown = use_memo((props.sheet.clone(), (*text).clone()), |(sheet, text)| sheet.holding(text));
    let save = {
        let sheet = props.sheet.clone();
        Callback::from(move |_: MouseEvent| save_csv(&sheet))
    };
    html! {
        <section class="chart is-wide glossary">
            <div class="chart-head">
                <h2>{ w.glossary }</h2>
                <div class="chart-tools">
                    { search("glossary-search", w.search_metric, &text) }
                    <button class="quiet" data-action="csv" onclick={save}>{ "CSV" }</button>
                </div>
                <p class="note">{ w.glossary_note }</p>
            </div>
            if shown.rows.is_empty() {
                <p class="nothing">{ w.nothing_found }</p>
            } else {
                <Grid
                    sheet={(*shown).clone()}
                    caption={w.glossary}
                    columns={if view.speech.lang() == Lang::Zh { ZH } else { EN }}
                    below=true
                />
            }
        </section>
    }
}
