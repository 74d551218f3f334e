//! Dealers: ranked fairly, and one of them in full.

use dealerscope_core::query::Dimension;
use yew::prelude::*;

use super::PageProps;
use super::figures::Figures;
use super::profile::Profile;
use super::ranking::Ranking;
use crate::components::{Chart, TableBlock};
use crate::view::use_view;

const FIRST: &[&str] = &["conversion", "median_response_minutes", "within_30_minutes", "followed_up"];

/// The profile of the dealer that is filtered by, the ranking, and who is short of staff.
#[component]
pub fn Dealers(props: &PageProps) -> Html {
    let view = use_view();
    let (w, answered) = (view.words(), &props.answered);
    let single = view.query().filter(Dimension::Dealer).filter(|set| set.len() == 1);
    let single = single.and_then(|set| set.first()).filter(|_| answered.sheet("profile").is_some());
    html! {
        <div class="page page-dealers">
            <h1>{ w.dealers }</h1>
            if let Some(dealer) = single {
                <Profile answered={answered.clone()} dealer={dealer.clone()} />
            }
            <Figures answered={answered.clone()} first={FIRST} />
            if let Some(sheet) = answered.sheet("dealers") {
                <Ranking {sheet} />
            }
            <TableBlock sheet={answered.sheet("staffing")} title={w.staffing} note={w.staffing_note} />
            <Chart class="is-wide" sheet={answered.sheet("dealers")} title={w.intervals} note={w.intervals_note} />
        </div>
    }
}
