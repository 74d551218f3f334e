//! The width of a part of the page, followed as it changes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::render::{AnimationFrame, request_animation_frame};
use gloo::utils::{document, window};
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::{NodeRef, hook, use_effect_with, use_state_eq};

/// The width in whole CSS pixels of the part that an element fills: its chart or table, or itself. 0 before it
/// stands on the page. What begins below the screen learns it after the first frame, which so shows what is on the
/// screen the sooner, one part a frame.
#[hook]
pub fn use_width(node: &NodeRef) -> u32 {
    let width = use_state_eq(|| 0);
    let setter = width.setter();
    use_effect_with(node.clone(), move |node| {
        let watched = node.cast::<Element>().map(|element| {
            // What is inside a part that the browser has not laid out is not observed.
            let part = element.closest(".chart").ok().flatten().unwrap_or(element);
            let watched = part.clone();
            let later = Rc::new(RefCell::new(None));
            // Told between the layout and the painting of a frame, so that nothing is laid out for the question.
            let told = Closure::<dyn Fn(Array)>::new(move |_| {
                let (part, setter) = (part.clone(), setter.clone());
                widths();
                let below = is_below(&part);
                let read = move || setter.set(u32::try_from(part.client_width()).unwrap_or(0));
                if below {
                    in_turn(&later, read);
                } else {
                    read();
                }
            });
            let observer = ResizeObserver::new(told.as_ref().unchecked_ref()).ok();
            if let Some(observer) = &observer {
                observer.observe(&watched);
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

thread_local! {
    /// The widths of the window and of the page in it, as they were when a part was observed last.
    static WIDTHS: Cell<Option<(f64, f64)>> = const { Cell::new(None) };
}

/// The width in whole CSS pixels that a part will likely have, so that its height is known before it is observed
/// and nothing below it moves. `half` is what stands two abreast where there is room: the styles of the page's
/// columns say the same.
#[must_use]
pub fn likely_width(half: bool) -> u32 {
    let (window, page) = WIDTHS.get().unwrap_or_else(widths);
    let all = page.min(1680.0) - 2.0 * (0.025 * window).clamp(16.0, 40.0);
    let width = if half && window >= 1000.0 { all / 2.0 - 16.0 } else { all };
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "no window is wider than that"
    )]
    let whole = width.round().max(0.0) as u32;
    whole
}

/// The page has no part in the bar to scroll by, nor in the room that is kept for it.
fn widths() -> (f64, f64) {
    let page = document().body().map_or(0, |body| body.client_width());
    let window = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default();
    let widths = (window, f64::from(page));
    WIDTHS.set(Some(widths));
    widths
}

/// Does something in a frame to come in which nothing else is done that could wait.
fn in_turn(waiting: &Rc<RefCell<Option<AnimationFrame>>>, then: impl FnOnce() + 'static) {
    thread_local! {
        /// The frame in which something was done last.
        static TAKEN: Cell<u64> = const { Cell::new(0) };
    }
    let again = waiting.clone();
    let frame = request_animation_frame(move |now| {
        if TAKEN.replace(now.to_bits()) == now.to_bits() {
            in_turn(&again, then);
        } else {
            then();
        }
    });
    waiting.replace(Some(frame));
}

fn is_below(element: &Element) -> bool {
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    height.is_some_and(|height| element.get_bounding_client_rect().top() > height)
}
