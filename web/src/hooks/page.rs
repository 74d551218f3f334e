//! What is written on the root of the page, and what the browser prefers.

use std::cell::RefCell;
use std::rc::Rc;

use dealerscope_core::query::{Lang, Theme, to_fragment};
use gloo::events::EventListener;
use gloo::render::{AnimationFrame, request_animation_frame};
use gloo::utils::{document, document_element, window};
use web_sys::MediaQueryList;
use yew::{UseReducerDispatcher, UseReducerHandle, hook, use_effect_with, use_mut_ref};

use crate::state::{Action, Phase, Preference, State};

fn dark() -> Option<MediaQueryList> {
    window().match_media("(prefers-color-scheme: dark)").ok().flatten()
}

/// What the browser asks for: the first of its languages that the page speaks, and its theme.
#[must_use]
pub fn preference() -> Preference {
    let languages = window().navigator().languages();
    let lang = languages
        .iter()
        .filter_map(|l| l.as_string())
        .find_map(|l| match l.get(..2) {
            Some("zh") => Some(Lang::Zh),
            Some("en") => Some(Lang::En),
            _ => None,
        })
        .unwrap_or(Lang::En);
    let theme = if dark().is_some_and(|d| d.matches()) { Theme::Dark } else { Theme::Light };
    Preference { lang, theme }
}

/// Follows the browser's theme.
#[hook]
pub fn use_preference(dispatch: UseReducerDispatcher<State>) {
    use_effect_with((), move |()| {
        let listener = dark().map(|query| {
            EventListener::new(&query.clone(), "change", move |_| {
                let theme = if query.matches() { Theme::Dark } else { Theme::Light };
                dispatch.dispatch(Action::Prefers(theme));
            })
        });
        move || drop(listener)
    });
}

/// Writes language, theme, title and condition on the root of the page; the fragment that was
/// answered once its answer is painted.
#[hook]
pub fn use_page(state: &UseReducerHandle<State>, title: String) {
    let lang = if state.lang() == Lang::Zh { "zh" } else { "en" };
    let theme = if state.theme() == Theme::Dark { "dark" } else { "light" };
    use_effect_with((lang, theme), |&(lang, theme)| {
        set("lang", lang);
        set("data-theme", theme);
    });
    use_effect_with(title, |title| document().set_title(title));

    let current = state.is_current();
    let condition = match state.opening.as_ref().map(|o| &o.phase) {
        Some(Phase::Running(_)) => "loading",
        Some(Phase::Foreign(_)) if state.opened.is_none() => "loading",
        Some(_) if state.opened.is_none() => "error",
        _ if state.again.is_some() || state.leaving => "loading",
        _ if state.answered.is_some() => "ready",
        _ => "loading",
    };
    let answered = current.then(|| (to_fragment(state.query()), state.answered.clone()));
    let frame: Waiting = use_mut_ref(|| None);
    use_effect_with((condition, answered), move |(condition, answered)| {
        // This effect comes after those of all that the answer is shown by.
        once_painted(&frame, condition, answered.as_ref().map(|(query, _)| query.clone()));
    });
}

/// The frame that is waited for; dropping it ends the wait.
type Waiting = Rc<RefCell<Option<AnimationFrame>>>;

/// Says on the next frame how the page stands, or later if a long list is still being written.
fn once_painted(waiting: &Waiting, condition: &'static str, query: Option<String>) {
    let again = waiting.clone();
    let frame = request_animation_frame(move |_| {
        let growing = document().query_selector("[data-growing]").ok().flatten().is_some();
        if growing && condition == "ready" {
            once_painted(&again, condition, query);
            return;
        }
        if let Some(query) = query {
            set("data-query", &query);
        }
        set("data-state", condition);
    });
    waiting.borrow_mut().replace(frame);
}

/// Writes an attribute on the root of the page.
pub fn set(name: &str, value: &str) {
    // The names are plain ones: setting them cannot fail.
    let _ = document_element().set_attribute(name, value);
}
