//! The page as a whole.

use dealerscope_core::answer::Notice;
use dealerscope_core::query::{Page as Id, to_fragment};
use yew::prelude::*;

use crate::by_ptr::ByPtr;
use crate::components::{
    DropZone, Explainer, Filters, Opening, Problems, chips, context, empty, foot, frame, mapping, notices,
    opening, top_bar, use_mapping,
};
use crate::hooks::{
    fragment, navigate, preference, use_engine, use_fragment, use_page, use_patience, use_preference,
    use_prepared,
};
use crate::pages::Page;
use crate::speech::Speech;
use crate::state::{Action, Origin, State};
use crate::view::{Explain, View};

/// The dashboard.
#[component]
pub fn App() -> Html {
    let state = use_reducer(|| State::new(&fragment(), preference()));
    let dispatch = state.dispatcher();
    use_fragment(dispatch.clone());
    use_preference(dispatch.clone());
    use_patience(&state);
    use_prepared(&state);
    let opener = use_engine(&state);
    let asking = use_mapping(&state);
    let asked = use_state(|| (None::<Explain>, 0));

    let info = state.opened.as_ref().map(|o| o.info.clone());
    let speech = use_memo((state.lang(), info.clone().map(ByPtr)), |(lang, info)| {
        Speech::new(*lang, info.as_ref().map(|i| i.0.clone()))
    });
    let edit = {
        let dispatch = dispatch.clone();
        use_callback((), move |edit, ()| navigate(edit, &dispatch))
    };
    let explain = {
        let asked = asked.clone();
        use_callback(asked.1, move |explain, presses| asked.set((Some(explain), presses + 1)))
    };
    let w = speech.words;
    let title = match info.as_deref() {
        Some(info) if !info.brand.is_empty() => {
            format!("{} · {} · Dealerscope", w.page(state.query().page), info.brand)
        }
        _ => format!("{} · Dealerscope", w.page(state.query().page)),
    };
    use_page(&state, title);

    let view = View { link: state.link.clone(), speech, theme: state.theme(), info, edit, explain };
    let onclose = {
        let dispatch = dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(Action::Dismissed))
    };
    let onretry = {
        let (opener, wanted) = (opener.clone(), state.wanted.query.snapshot.clone());
        let again = state.opening.as_ref().is_some_and(|o| o.again);
        Callback::from(move |()| if again { opener.again.emit(()) } else { opener.site.emit(wanted.clone()) })
    };
    let attempt = state.opening.clone().map(|attempt| Opening {
        attempt,
        beside: state.opened.is_some(),
        oncancel: opener.cancel.clone(),
        onretry,
        onclose,
    });
    // On its own page the list stands open; on the others it is at hand at their foot.
    let about_data = state.answered.as_ref().is_some_and(|a| a.answer.page == Id::Data);
    let problems = html! {
        <Problems
            key={about_data.to_string()}
            kept={state.problems.clone()}
            onask={opener.problems.clone()}
            there={!state.is_prepared()}
            opened={about_data}
        />
    };
    html! {
        <ContextProvider<View> context={view.clone()}>
            <a class="skip" href="#main" onclick={skip()}>{ w.skip }</a>
            { top_bar(&view, state.opened.as_deref(), state.catalog.as_deref(), &opener) }
            if state.opened.is_some() {
                <Filters />
            }
            { for attempt.map(|attempt| opening(&view, &attempt)) }
            { main(&view, &state, about_data.then(|| problems.clone())) }
            { foot(&view, state.answered.as_ref(), if about_data { html! {} } else { problems }) }
            <Explainer asked={asked.0.clone()} presses={asked.1} />
            { mapping(&view, &state, &opener, &asking) }
            <DropZone onopen={opener.local.clone()} />
            { frame(&state) }
        </ContextProvider<View>>
    }
}

fn main(view: &View, state: &State, problems: Option<Html>) -> Html {
    let told = told(state);
    // It says so in one go with the answer itself: an effect may come a painted frame later.
    let answered = state.is_current().then(|| to_fragment(state.query()));
    html! {
        <main id="main" tabindex="-1" aria-busy={answered.is_none().to_string()} data-answered={answered}>
            if !told.is_empty() {
                { notices(view, &told) }
            }
            if let Some(answered) = &state.answered {
                if answered.answer.coverage.rows == 0 && is_empty(answered) && problems.is_none() {
                    { empty(view) }
                } else {
                    { chips(view) }
                    { context(view, &answered.answer) }
                    // Nothing of a page is left to the next one: neither what was chosen in its charts, nor how wide they are.
                    <Page key={answered.answer.page.id()} answered={answered.clone()} problems={problems.unwrap_or_default()} />
                }
            }
        </main>
    }
}

/// Whether no figure has anything to say; on the activity basis events of the period may come from
/// leads that were created before it.
fn is_empty(answered: &crate::answered::Answered) -> bool {
    answered.answer.figures.iter().all(|f| f.value.is_none_or(|v| v == 0.0))
}

/// What the link, the snapshot and the answer have to say, each thing once.
fn told(state: &State) -> Vec<Notice> {
    let mut notices = state.link.notices.clone();
    if let (Some(wanted), Some(catalog)) = (&state.query().snapshot, &state.catalog)
        && !matches!(state.opened.as_ref().map(|o| &o.origin), Some(Origin::Local(_)))
        && catalog.snapshots.iter().all(|s| s.name != *wanted)
    {
        notices.push(Notice::NotInSnapshot("snapshot".into(), wanted.clone()));
    }
    for notice in state.answered.iter().flat_map(|a| &a.answer.notices) {
        if !notices.contains(notice) {
            notices.push(notice.clone());
        }
    }
    notices
}

/// Goes to the content without touching the fragment, which is the state.
fn skip() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        if let Some(main) = gloo::utils::document().query_selector("main").ok().flatten() {
            use wasm_bindgen::JsCast;
            // The main part takes the focus wherever it is on the page.
            let _ = main.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    })
}
