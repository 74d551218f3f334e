//! The bridge to the worker: what is to be opened and asked follows from the state.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::utils::document;
use gloo_worker::{Spawnable, WorkerBridge};
use web_sys::Url;
use yew::{Callback, UseReducerHandle, hook, use_effect_with, use_memo};

use crate::engine::Engine;
use crate::local::Dropped;
use crate::protocol::{Source, ToEngine};
use crate::state::{Action, Origin, Phase, State, question};

/// Opens snapshots.
#[derive(Clone, PartialEq)]
pub struct Opener {
    /// Opens one of the site's, by name; the newest with `None`.
    pub site: Callback<Option<String>>,
    /// Opens what the reader dropped or picked.
    pub local: Callback<Rc<Dropped>>,
    /// Stops the opening that is under way.
    pub cancel: Callback<()>,
}

struct Line {
    bridge: WorkerBridge<Engine>,
    attempts: Cell<u64>,
    /// What was dropped last: its addresses must live while the worker reads them.
    dropped: RefCell<Option<Rc<Dropped>>>,
}

impl Line {
    fn open(&self, state: &yew::UseReducerDispatcher<State>, origin: Origin, source: Source) {
        let id = self.attempts.get() + 1;
        self.attempts.set(id);
        state.dispatch(Action::Opening(id, origin));
        self.bridge.send(ToEngine::Open { id, source });
    }
}

/// Keeps a worker, and asks it whatever the state calls for.
#[hook]
pub fn use_engine(state: &UseReducerHandle<State>) -> Opener {
    let dispatch = state.dispatcher();
    let line = {
        let dispatch = dispatch.clone();
        use_memo((), move |()| Line {
            bridge: Engine::spawner()
                .callback(move |word| dispatch.dispatch(Action::Heard(word)))
                .with_loader(true)
                .spawn("./worker_loader.js"),
            attempts: Cell::default(),
            dropped: RefCell::default(),
        })
    };

    let opener = {
        let line = line.clone();
        use_memo((), move |()| opener(line, dispatch))
    };

    // The snapshot that the link names, unless it is the one that is open.
    let wanted = state.query().snapshot.clone();
    let open = match state.opened.as_deref().map(|o| &o.origin) {
        Some(Origin::Site(name)) => Some(name.clone()),
        _ => None,
    };
    let site = opener.site.clone();
    use_effect_with(wanted, move |wanted| {
        if open.as_ref() != Some(wanted) {
            site.emit(wanted.clone());
        }
    });

    // The question that the link puts to the snapshot.
    let asked = state.asked;
    let asking = (state.opened.as_ref().map(|o| o.id), question(state.query()));
    let (dispatch, asker) = (state.dispatcher(), line.clone());
    use_effect_with(asking, move |(opened, question)| {
        if opened.is_some() {
            dispatch.dispatch(Action::Asked(asked + 1));
            asker.bridge.send(ToEngine::Ask { id: asked + 1, query: question.clone() });
        }
    });

    // What was dropped may be forgotten once nothing is read any more.
    let reading = state.opening.as_ref().is_some_and(|o| matches!(o.phase, Phase::Running(_)));
    use_effect_with(reading, move |reading| {
        if !reading {
            line.dropped.take();
        }
    });
    (*opener).clone()
}

fn opener(line: Rc<Line>, dispatch: yew::UseReducerDispatcher<State>) -> Opener {
    let site = {
        let (line, dispatch) = (line.clone(), dispatch.clone());
        Callback::from(move |name: Option<String>| {
            let source = Source::Site { base: base(), name: name.clone() };
            line.open(&dispatch, Origin::Site(name), source);
        })
    };
    let local = {
        let line = line.clone();
        Callback::from(move |dropped: Rc<Dropped>| {
            let source = Source::Local { name: dropped.name.to_string(), files: dropped.files.clone() };
            line.open(&dispatch, Origin::Local(dropped.name.clone()), source);
            line.dropped.replace(Some(dropped));
        })
    };
    let cancel = Callback::from(move |()| line.bridge.send(ToEngine::Cancel));
    Opener { site, local, cancel }
}

/// The folder of the catalogue, whatever path the site lies under.
fn base() -> String {
    let page = document().base_uri().ok().flatten().unwrap_or_default();
    Url::new_with_base("data/", &page).map(|url| url.href()).unwrap_or_default()
}
