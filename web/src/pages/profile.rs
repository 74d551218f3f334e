//! One dealer in full, against its peers.

use dealerscope_core::query::Dimension;
use implicit_clone::unsync::IArray;
use yew::prelude::*;

use crate::answered::Answered;
use crate::components::Chart;
use crate::i18n::fill;
use crate::places::key;
use crate::state::Edit;
use crate::view::View;

const LEADS: &[AttrValue] =
    &[AttrValue::Static("leads"), AttrValue::Static("orders"), AttrValue::Static("conversion")];
const TREND: &[AttrValue] = &[AttrValue::Static("orders_placed"), AttrValue::Static("leads")];
const PEOPLE: &[AttrValue] =
    &[AttrValue::Static("leads"), AttrValue::Static("open"), AttrValue::Static("overdue")];

/// Name and place, then its figures, course, funnel, channels and consultants.
pub fn profile(view: &View, answered: &Answered, id: &str) -> Html {
    let w = view.words();
    let sheet = |id: &str| answered.sheet(id);
    let dealer = view.info.as_ref().and_then(|i| i.dealers.iter().find(|d| d.id == id));
    let place = dealer.map(|dealer| {
        let levels = [Dimension::Region, Dimension::Province, Dimension::City].into_iter();
        let names =
            levels.filter(|l| !key(dealer, *l).is_empty()).map(|l| view.speech.value(l, key(dealer, l)));
        names.collect::<Vec<_>>().join(" · ")
    });
    let leave = Edit::Toggle(Dimension::Dealer, id.to_owned());
    html! {
        <section class="profile" data-profile={id.to_owned()} aria-labelledby="profile-title">
            <div class="profile-head">
                <h2 id="profile-title">
                    { fill(w.profile_of, &[&view.speech.value(Dimension::Dealer, id)]) }
                </h2>
                <p class="note">{ place }</p>
                <button class="quiet" data-action="leave-profile" onclick={view.on(leave)}>{ w.leave_profile }</button>
            </div>
            <Chart class="is-wide" sheet={sheet("profile")} title={w.profile_against} note={w.profile_against_note} />
            <Chart class="is-half" sheet={sheet("profile_trend")} title={w.profile_trend} measures={IArray::Static(TREND)} />
            <Chart class="is-half" sheet={sheet("profile_funnel")} title={w.profile_funnel} />
            <Chart class="is-half" sheet={sheet("profile_channels")} title={w.profile_channels} measures={IArray::Static(LEADS)} />
            <Chart class="is-half" sheet={sheet("profile_consultants")} title={w.profile_consultants} measures={IArray::Static(PEOPLE)} />
        </section>
    }
}
