//! Channels: where leads come from, how far they go, what they cost.

use dealerscope_charts::Chart as Kind;
use implicit_clone::unsync::IArray;
use yew::prelude::*;

use super::figures::figures;
use crate::answered::Answered;
use crate::components::Chart;
use crate::view::View;

const FIRST: &[&str] = &["leads", "orders", "conversion", "median_days_to_order"];
const RANKED: &[AttrValue] = &[
    AttrValue::Static("leads"),
    AttrValue::Static("ordered"),
    AttrValue::Static("conversion"),
    AttrValue::Static("conversion_matured"),
    AttrValue::Static("cost_per_order"),
    AttrValue::Static("cost_per_lead"),
    AttrValue::Static("qualified_rate"),
    AttrValue::Static("hot_ratio"),
];

/// The funnel, the channels, and what is behind both.
pub(super) fn channels(view: &View, answered: &Answered) -> Html {
    let w = view.words();
    let sheet = |id: &str| answered.sheet(id);
    html! {
        <div class="page page-channels">
            <h1>{ w.channels }</h1>
            { figures(view, answered, FIRST) }
            <Chart class="is-half" sheet={sheet("funnel")} title={w.funnel} note={w.funnel_note} />
            <Chart class="is-half" sheet={sheet("channels")} title={w.channels_ranked} measures={IArray::Static(RANKED)} />
            <Chart class="is-half" sheet={sheet("strengths")} title={w.strengths} note={w.strengths_note} />
            <Chart
                class="is-half"
                sheet={sheet("channels")}
                kind={Kind::Efficiency}
                title={w.efficiency}
                note={w.efficiency_note}
            />
            <Chart class="is-half" sheet={sheet("days_to_order")} title={w.days_to_order} note={w.days_to_order_note} />
            <Chart class="is-half" sheet={sheet("days_by_channel")} title={w.days_by_channel} note={w.days_by_channel_note} />
            <Chart class="is-half" sheet={sheet("vintage")} title={w.vintage} note={w.vintage_note} />
            <Chart class="is-half" sheet={sheet("lost_reasons")} title={w.lost_reasons} note={w.lost_reasons_note} />
        </div>
    }
}
