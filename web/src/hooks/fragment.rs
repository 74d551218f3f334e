//! The URL fragment: read when it changes, written when the reader does something.

use dealerscope_core::query::{Query, from_fragment, to_fragment};
use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::JsValue;
use yew::{UseReducerDispatcher, hook, use_effect_with};

use crate::state::{Action, Edit, Link, State, is_empty};

/// The fragment of the address as it is now, decoded as little as the browser allows.
#[must_use]
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Makes one change to what the address says *now*: no handle to an older state can undo a newer one.
pub fn navigate(edit: Edit, dispatch: &UseReducerDispatcher<State>) {
    let step = edit.is_step();
    let next = to_fragment(&edit.apply(Link::read(&fragment()).query));
    write(&next, step);
    dispatch.dispatch(Action::Linked(next));
}

/// Follows the address, and fills it in where it says nothing.
#[hook]
pub fn use_fragment(dispatch: UseReducerDispatcher<State>) {
    use_effect_with((), move |()| {
        if is_empty(&fragment()) {
            write(&to_fragment(&Query::opening()), false);
        }
        let follow = move || dispatch.dispatch(Action::Linked(fragment()));
        let again = follow.clone();
        let listeners = [
            EventListener::new(&window(), "hashchange", move |_| follow()),
            EventListener::new(&window(), "popstate", move |_| again()),
        ];
        move || drop(listeners)
    });
}

/// Writes a fragment as a new step of the history, or in place of the last one.
fn write(next: &str, step: bool) {
    // What the browser escapes by itself must not look like a change.
    if from_fragment(&fragment()).0 == from_fragment(next).0 && !is_empty(&fragment()) {
        return;
    }
    let Ok(history) = window().history() else { return };
    let state = &JsValue::NULL;
    let written = if step {
        history.push_state_with_url(state, "", Some(next))
    } else {
        history.replace_state_with_url(state, "", Some(next))
    };
    if written.is_err() {
        // Browsers refuse many changes within seconds: the state goes on, the address catches up later.
        gloo::console::warn!("the address could not be changed");
    }
}
