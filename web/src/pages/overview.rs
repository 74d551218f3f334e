//! Overview: what moved, and where.

use implicit_clone::unsync::IArray;
use yew::prelude::*;

use super::figures::figures;
use super::findings::findings;
use crate::answered::Answered;
use crate::components::Chart;
use crate::view::View;

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
pub(super) fn overview(view: &View, answered: &Answered) -> Html {
    let w = view.words();
    html! {
        <div class="page page-overview">
            <h1 class="unseen">{ w.overview }</h1>
            <div class="overview-lead">
                { findings(view, answered) }
                <Chart
                    sheet={answered.sheet("regions")}
                    title={w.regions_ranked}
                    measures={IArray::Static(RANKED)}
                />
            </div>
            { figures(view, answered, FIRST) }
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
