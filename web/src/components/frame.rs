//! What of the page's frame the app has brought itself.

use yew::prelude::*;

use crate::hooks::set;
use crate::state::State;

/// What stands on the page: its head, the filters with it, or all of it.
#[derive(Clone, PartialEq, Properties)]
pub struct FrameProps {
    /// What the styles call it.
    pub name: &'static str,
}

/// Tells the root of the page, for the frame in its HTML to make room. It is made anew with each name: what is made
/// is written in one go with all that is made beside it, while an effect would come a painted frame later.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    set("data-frame", props.name);
    html! {}
}

/// The frame of a state.
pub fn frame(state: &State) -> Html {
    let name = match (&state.answered, &state.opened) {
        (Some(_), _) if state.is_prepared() => "prepared",
        (Some(_), _) => "whole",
        (None, Some(_)) => "filters",
        (None, None) => "top",
    };
    html! { <Frame key={name} {name} /> }
}
