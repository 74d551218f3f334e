//! Open `<details>` that close when the reader turns to something else.

use gloo::events::EventListener;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, Node};
use yew::{NodeRef, hook, use_effect_with};

/// Closes a `<details>` on a press outside it and on Escape, which gives the focus back to its summary.
#[hook]
pub fn use_dismiss(node: &NodeRef) {
    use_effect_with(node.clone(), |node| {
        let open = |node: &NodeRef| node.cast::<Element>().filter(|e| e.has_attribute("open"));
        let outside = {
            let node = node.clone();
            EventListener::new(&document(), "pointerdown", move |event| {
                let target: Option<Node> = event.target().and_then(|t| t.dyn_into().ok());
                if let Some(details) = open(&node)
                    && !details.contains(target.as_ref())
                {
                    close(&details);
                }
            })
        };
        let escape = {
            let node = node.clone();
            EventListener::new(&document(), "keydown", move |event| {
                let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
                if key.as_deref() == Some("Escape")
                    && let Some(details) = open(&node)
                {
                    close(&details);
                    let summary = details.query_selector("summary").ok().flatten();
                    if let Some(summary) = summary.and_then(|s| s.dyn_into::<HtmlElement>().ok()) {
                        // A summary that cannot take the focus leaves it where it is.
                        let _ = summary.focus();
                    }
                }
            })
        };
        move || drop((outside, escape))
    });
}

fn close(details: &Element) {
    // Taking off an attribute cannot fail.
    let _ = details.remove_attribute("open");
}
