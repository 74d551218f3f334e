//! Dealers: ranked fairly, and one of them in full.

use dealerscope_core::query::Dimension;
use yew::prelude::*;

use super::figures::figures;
use super::profile::profile;
use super::ranking::Ranking;
use crate::answered::Answered;
use crate::components::{Chart, table_block};
use crate::view::View;

const FIRST: &[&str] = &["conversion", "median_response_minutes", "within_30_minutes", "followed_up"];

/// What the chart of intervals is drawn from; the ranking has the rest.
const INTERVALS: &[&str] = &[
    "name",
    "region",
    "leads",
    "orders",
    "conversion",
    "conversion_low",
    "conversion_high",
    "peer_group",
    "quartile",
    "rank",
];

/// The profile of the dealer that is filtered by, the ranking, and who is short of staff.
pub(super) fn dealers(view: &View, answered: &Answered) -> Html {
    let w = view.words();
    let single = view.query().filter(Dimension::Dealer).filter(|set| set.len() == 1);
    let single = single.and_then(|set| set.first()).filter(|_| answered.sheet("profile").is_some());
    html! {
        <div class="page page-dealers">
            <h1>{ w.dealers }</h1>
            if let Some(dealer) = single {
                { profile(view, answered, dealer) }
            }
            { figures(view, answered, FIRST) }
            if let Some(sheet) = answered.sheet("dealers") {
                <Ranking {sheet} />
            }
            { table_block(view, answered.sheet("staffing"), w.staffing, w.staffing_note) }
            <Chart
                class="is-wide"
                sheet={answered.sheet("dealers")}
                columns={INTERVALS}
                title={w.intervals}
                note={w.intervals_note}
            />
        </div>
    }
}
