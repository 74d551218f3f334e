//! The whole page takes a snapshot that is dropped on it.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::DragEvent;
use yew::prelude::*;

use crate::local::{Dropped, carries_files};
use crate::view::use_view;

/// What becomes of what is dropped.
#[derive(Clone, PartialEq, Properties)]
pub struct DropZoneProps {
    /// Receives what was dropped.
    pub onopen: Callback<Rc<Dropped>>,
}

/// A veil that says what a drop will do, while something is dragged over the page.
#[component]
pub fn DropZone(props: &DropZoneProps) -> Html {
    let view = use_view();
    let over = use_state_eq(|| false);
    let setter = over.setter();
    use_effect_with(props.onopen.clone(), move |onopen| {
        let onopen = onopen.clone();
        let listen = |kind: &'static str, act: Box<dyn Fn(&DragEvent)>| {
            let active = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window(), kind, active, move |event| {
                if let Some(event) = event.dyn_ref::<DragEvent>()
                    && carries_files(event.data_transfer().as_ref())
                {
                    event.prevent_default();
                    act(event);
                }
            })
        };
        let (enter, leave, end) = (setter.clone(), setter.clone(), setter);
        let listeners = [
            listen("dragover", Box::new(move |_| enter.set(true))),
            // Leaving one element for another inside the page has somewhere to go to.
            listen("dragleave", Box::new(move |event| leave.set(event.related_target().is_some()))),
            listen(
                "drop",
                Box::new(move |event| {
                    end.set(false);
                    let Some(transfer) = event.data_transfer() else { return };
                    let (entries, single) = (Dropped::entries(&transfer), Dropped::from_transfer(&transfer));
                    let onopen = onopen.clone();
                    spawn_local(async move {
                        if let Some(dropped) = Dropped::from_entries(entries).await.or(single) {
                            onopen.emit(Rc::new(dropped));
                        }
                    });
                }),
            ),
        ];
        move || drop(listeners)
    });
    html! {
        if *over {
            <div class="veil"><p>{ view.words().drop_here }</p></div>
        }
    }
}
