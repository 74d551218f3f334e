//! Regions: from the region down to the dealer.

use implicit_clone::unsync::IArray;
use yew::prelude::*;

use super::breadcrumb::breadcrumb;
use super::figures::figures;
use crate::answered::Answered;
use crate::components::{Chart, table_block};
use crate::i18n::fill;
use crate::targets::named;
use crate::view::View;

const FIRST: &[&str] = &["orders", "conversion", "attainment", "crm_team_rate"];
const TILES: &[AttrValue] = &[
    AttrValue::Static("leads"),
    AttrValue::Static("orders"),
    AttrValue::Static("conversion"),
    AttrValue::Static("attainment"),
    AttrValue::Static("orders_prior"),
];
const RANKED: &[AttrValue] = &[
    AttrValue::Static("leads"),
    AttrValue::Static("orders"),
    AttrValue::Static("conversion"),
    AttrValue::Static("attainment"),
    AttrValue::Static("deliveries"),
    AttrValue::Static("open"),
    AttrValue::Static("hot"),
    AttrValue::Static("overdue"),
    AttrValue::Static("cost_per_order"),
];

/// The map, the places one level below, and how they differ.
pub(super) fn regions(view: &View, answered: &Answered) -> Html {
    let w = view.words();
    let ranked = answered.sheet("regions");
    let level = ranked.as_ref().and_then(|s| named(s.cell(0, "level").text()?));
    let below = level.map_or(w.dealer, |d| view.speech.dimension(d));
    html! {
        <div class="page page-regions">
            <h1>{ w.regions }</h1>
            { breadcrumb(view) }
            { figures(view, answered, FIRST) }
            <Chart
                class="is-half"
                sheet={answered.sheet("provinces")}
                title={w.map}
                note={w.map_note}
                measures={IArray::Static(TILES)}
            />
            <Chart
                class="is-half"
                sheet={ranked}
                title={fill(w.ranked_below, &[below])}
                note={w.ranked_below_note}
                measures={IArray::Static(RANKED)}
            />
            <Chart class="is-half" sheet={answered.sheet("gap")} title={w.gap} note={w.gap_note} {level} />
            <Chart class="is-half" sheet={answered.sheet("crm_team")} title={w.crm_team} note={w.crm_team_note} measures={IArray::Static(&[AttrValue::Static("rate")])} />
            { table_block(view, answered.sheet("customer_regions"), w.customer_regions, w.customer_regions_note) }
        </div>
    }
}
