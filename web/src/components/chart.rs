//! A chart with its heading, its table and what can be done with both.

use dealerscope_charts::Chart as Kind;
use dealerscope_core::query::Dimension;
use implicit_clone::unsync::IArray;
use yew::prelude::*;

use super::grid::Grid;
use super::plot::Plot;
use crate::answered::Sheet;
use crate::download::save_csv;
use crate::view::use_view;

/// What a chart is made of.
#[derive(Clone, PartialEq, Properties)]
pub struct ChartProps {
    /// The table; nothing is shown without one, or where there is no drawing of it.
    pub sheet: Option<Sheet>,
    /// The heading.
    pub title: AttrValue,
    /// One sentence on how to read it.
    #[prop_or_default]
    pub note: AttrValue,
    /// How it is drawn; by the table's own chart where it is not said.
    #[prop_or_default]
    pub kind: Option<Kind>,
    /// Columns that the reader can choose between; the first is shown first.
    #[prop_or_default]
    pub measures: IArray<AttrValue>,
    /// What the rows' keys are, where the table does not say so.
    #[prop_or_default]
    pub level: Option<Dimension>,
    /// The columns of its table; all where none is named.
    #[prop_or_default]
    pub columns: &'static [&'static str],
    /// Classes for the place in the page.
    #[prop_or_default]
    pub class: Classes,
}

/// A figure: the drawing or the table behind it, as the reader likes.
#[component]
pub fn Chart(props: &ChartProps) -> Html {
    let view = use_view();
    let as_table = use_state_eq(|| false);
    let measure = use_state_eq(|| props.measures.get(0).cloned());
    let Some(sheet) = &props.sheet else { return html! {} };
    let w = view.words();
    let Some(kind) = props.kind.or_else(|| Kind::of(&sheet.id)) else { return html! {} };
    let tabular = *as_table;
    let turn = {
        let as_table = as_table.clone();
        Callback::from(move |_: MouseEvent| as_table.set(!*as_table))
    };
    let save = {
        let sheet = sheet.clone();
        Callback::from(move |_: MouseEvent| save_csv(&sheet))
    };
    let choose = {
        let (measure, measures) = (measure.setter(), props.measures.clone());
        Callback::from(move |event: Event| {
            let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
            measure.set(usize::try_from(select.selected_index()).ok().and_then(|i| measures.get(i).cloned()));
        })
    };
    html! {
           <figure class={classes!("chart", props.class.clone())} data-chart={sheet.id.clone()}>
               <figcaption class="chart-head">
                   <h2>{ &props.title }</h2>
                   <div class="chart-tools">
                       if props.measures.len() > 1 && !tabular {
                           <select class="quiet" aria-label={w.measure} onchange={choose}>
                               { for props.measures.iter().map(|id| html! {
                                   <option key={id.to_string()} value={id.clone()} selected={measure.as_ref() == Some(id)}>
                                       { view.speech.metric(id) }
                                   </option>
                               }) }
                           </select>
                       }
                       <button class="quiet" data-action="as-table" aria-pressed={tabular.to_string()} onclick={turn}>
                           { w.as_table }
                       </button>
                       <button class="quiet" data-action="csv" onclick={save}>{ "CSV" }</button>
                   </div>
                   if !props.note.is_empty() {
                       <p class="note">{ &props.note }</p>
                   }
               </figcaption>
               if tabular {
                   <Grid
    sheet={sheet.clone()}
    caption={props.title.clone()}
    columns={props.columns}
    level={props.level}
    />
               } else {
                   <Plot
                       sheet={sheet.clone()}
                       chart={kind}
                       measure={(*measure).clone()}
                       level={props.level}
                       half={props.class.contains("is-half")}
                       label={format!("{}. {}", props.title, w.chart_keys)}
                   />
               }
           </figure>
       }
}
