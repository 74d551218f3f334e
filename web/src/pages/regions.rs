//! Regions: from the region down to the dealer.

use implicit_clone::unsync::IArray;
use yew::prelude::*;

use super::PageProps;
use super::breadcrumb::Breadcrumb;
use super::figures::Figures;
use crate::components::{Chart, TableBlock};
use crate::i18n::fill;
use crate::targets::named;
use crate::view::use_view;

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
#[component]
pub fn Regions(props: &PageProps) -> Html {
    let view = use_view();
    let (w, answered) = (view.words(), &props.answered);
    let ranked = answered.sheet("regions");
    let level = ranked.as_ref().and_then(|s| named(s.cell(0, "level").text()?));
    let below = level.map_or(w.dealer, |d| view.speech.dimension(d));
    html! {
        <div class="page page-regions">
            <h1>{ w.regions }</h1>
            <Breadcrumb />
            <Figures answered={answered.clone()} first={FIRST} />
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
            <TableBlock
                sheet={answered.sheet("customer_regions")}
                title={w.customer_regions}
                note={w.customer_regions_note}
            />
        </div>
    }
}
