//! The width of an element, followed as it changes.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::{NodeRef, hook, use_effect_with, use_state_eq};

/// The width of an element in whole CSS pixels; 0 before it stands on the page.
#[hook]
pub fn use_width(node: &NodeRef) -> u32 {
    let width = use_state_eq(|| 0);
    let setter = width.setter();
    use_effect_with(node.clone(), move |node| {
        let watched = node.cast::<Element>().map(|element| {
            let read = {
                let element = element.clone();
                move || setter.set(u32::try_from(element.client_width()).unwrap_or(0))
            };
            read();
            let told = Closure::<dyn Fn(Array)>::new(move |_| read());
            let observer = ResizeObserver::new(told.as_ref().unchecked_ref()).ok();
            if let Some(observer) = &observer {
                observer.observe(&element);
            }
            (observer, told)
        });
        move || {
            if let Some((Some(observer), told)) = watched {
                observer.disconnect();
                drop(told);
            }
        }
    });
    *width
}
