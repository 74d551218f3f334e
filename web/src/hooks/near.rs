//! Whether somebody has come near: what a closed panel holds is written only then.

use yew::{Callback, Event, FocusEvent, PointerEvent, UseStateSetter, hook, use_state_eq};

/// Whether somebody has come near, and what notices it.
pub struct Near {
    /// Somebody has.
    pub has_come: bool,
    set: UseStateSetter<bool>,
}

impl Near {
    /// A pointer comes over it, a finger's included, which does so before it presses.
    #[must_use]
    pub fn onpointerover(&self) -> Callback<PointerEvent> {
        let set = self.set.clone();
        Callback::from(move |_| set.set(true))
    }

    /// The focus comes to it.
    #[must_use]
    pub fn onfocusin(&self) -> Callback<FocusEvent> {
        let set = self.set.clone();
        Callback::from(move |_| set.set(true))
    }

    /// It is opened, by whatever means.
    #[must_use]
    pub fn ontoggle(&self) -> Callback<Event> {
        let set = self.set.clone();
        Callback::from(move |_| set.set(true))
    }
}

/// Notices who comes near, and remembers it.
#[hook]
pub fn use_near() -> Near {
    let near = use_state_eq(|| false);
    Near { has_come: *near, set: near.setter() }
}
