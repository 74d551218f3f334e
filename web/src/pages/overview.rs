//! Overview: what moved, and where.

use implicit_clone::unsync::IArray;
use yew::prelude::*;

use super::PageProps;
use super::figures::Figures;
use super::findings::Findings;
use crate::components::Chart;
use crate::view::use_view;

const FIRST: &[&str] = &["orders", "leads", "conversion", "attainment"];
const TREND: &[AttrValue] = &[
    AttrValue::Static("leads"),
    AttrValue::Static("visited"),
    AttrValue::Static("test_drive"),
    AttrValue::Static("ordered"),
    AttrValue::Static("delivered"),
    AttrValue::Static("conversion"),
    AttrValue::Static("orders_placed"),
];
const RANKED: &[AttrValue] = &[
    AttrValue::Static("orders"),
    AttrValue::Static("leads"),
    AttrValue::Static("conversion"),
    AttrValue::Static("attainment"),
    AttrValue::Static("deliveries"),
];

/// Sentences first, then the figures, then what explains them.
#[component]
pub fn Overview(props: &PageProps) -> Html {
    let view = use_view();
    let (w, answered) = (view.words(), &props.answered);
    html! {
        <div class="page page-overview">
            <h1 class="unseen">{ w.overview }</h1>
            <div class="overview-lead">
                <Findings answered={answered.clone()} />
                <Chart
                    sheet={answered.sheet("regions")}
                    title={w.regions_ranked}
                    measures={IArray::Static(RANKED)}
                />
            </div>
            <Figures answered={answered.clone()} first={FIRST} />
            <Chart
                class="is-wide"
                sheet={answered.sheet("trend")}
                title={w.trend}
                note={w.trend_note}
                measures={IArray::Static(TREND)}
            />
            <Chart class="is-wide" sheet={answered.sheet("movers")} title={w.movers} note={w.movers_note} />
        </div>
    }
}
