//! What is to be opened and asked follows from the state.

use std::rc::Rc;

use dealerscope_core::foreign::Choice;
use gloo::timers::callback::Timeout;
use gloo::utils::document;
use web_sys::Url;
use yew::{Callback, UseReducerHandle, hook, use_effect_with, use_memo, use_mut_ref};

use crate::line::Line;
use crate::local::Dropped;
use crate::protocol::Source;
use crate::state::{Action, Origin, PATIENCE, PREPARED, Phase, State, question};

/// Opens snapshots.
#[derive(Clone, PartialEq)]
pub struct Opener {
    /// Opens one of the site's, by name; the newest with `None`.
    pub site: Callback<Option<String>>,
    /// Opens what the reader dropped or picked.
    pub local: Callback<Rc<Dropped>>,
    /// Reads files that came without a descriptor, by what the reader says of them.
    pub chosen: Callback<Choice>,
    /// Saves the descriptor that this comes to.
    pub describe: Callback<Choice>,
    /// Looks through more files of the same snapshot.
    pub further: Callback<Rc<Dropped>>,
    /// Reads once more what is shown, where the worker has lost it.
    pub again: Callback<()>,
    /// Asks for the problems of what is shown.
    pub problems: Callback<()>,
    /// Stops the opening that is under way.
    pub cancel: Callback<()>,
}

/// Keeps a worker, and asks it whatever the state calls for.
#[hook]
pub fn use_engine(state: &UseReducerHandle<State>) -> Opener {
    let line = {
        let dispatch = state.dispatcher();
        use_memo((), move |()| Line::new(Callback::from(move |action| dispatch.dispatch(action))))
    };
    let opener = {
        let line = line.clone();
        use_memo((), move |()| opener(&line))
    };

    // The snapshot that the link names, unless it is the one that is open.
    let wanted = state.wanted.query.snapshot.clone();
    // What was computed beforehand can be looked at, but the engine must open the snapshot to be asked about it.
    let opened = state.opened.as_deref().filter(|o| o.id != PREPARED);
    let open = match opened.map(|o| &o.origin) {
        Some(Origin::Site(name)) => Some(name.clone()),
        _ => None,
    };
    // Whoever goes back while another one of the site's is being opened does not want it any more.
    let given_up = state.opening.as_ref().is_some_and(|o| {
        matches!((&o.origin, &o.phase), (Origin::Site(name), Phase::Running(_)) if open.as_ref() != Some(name))
    });
    let (site, cancel) = (opener.site.clone(), opener.cancel.clone());
    let named = use_mut_ref(|| None);
    use_effect_with((wanted, open), move |(wanted, open)| {
        let new = named.replace(Some(wanted.clone())).as_ref() != Some(wanted);
        if open.as_ref() == Some(wanted) {
            if given_up {
                cancel.emit(());
            }
        } else if new || open.is_some() {
            // What is not wanted may have been there before the worker heard of that.
            site.emit(wanted.clone());
        }
    });

    // The question that the link puts to the snapshot. It is asked before the page is drawn anew, so that the
    // worker counts meanwhile.
    if use_mut_ref(|| 0).replace(state.asked) != state.asked {
        let question = question(&state.wanted.query);
        if state.is_to_be_asked() {
            line.ask(state.asked, question);
        } else {
            line.shows(question);
        }
    }
    (*opener).clone()
}

/// Lets the page show what the link says when its answer is long in coming, or when nothing is to be opened after all.
#[hook]
pub fn use_patience(state: &UseReducerHandle<State>) {
    let dispatch = state.dispatcher();
    use_effect_with(state.is_waiting() || state.leaving, move |&waiting| {
        let timer = waiting.then(|| Timeout::new(PATIENCE, move || dispatch.dispatch(Action::Overdue)));
        move || drop(timer)
    });
}

/// Puts what was computed beforehand on the page in a task of its own: with the page's head and its filters it would be
/// a long one.
#[hook]
pub fn use_prepared(state: &UseReducerHandle<State>) {
    let dispatch = state.dispatcher();
    use_effect_with(state.prepared.is_some(), move |&there| {
        let timer = there.then(|| Timeout::new(0, move || dispatch.dispatch(Action::Framed)));
        move || drop(timer)
    });
}

fn opener(line: &Rc<Line>) -> Opener {
    let with = || line.clone();
    let (site, local, again, problems, cancel) = (with(), with(), with(), with(), with());
    let (chosen, describe, further) = (with(), with(), with());
    Opener {
        site: Callback::from(move |name: Option<String>| {
            let source = Source::Site { base: base(), name: name.clone() };
            site.open(Origin::Site(name), source, None);
        }),
        local: Callback::from(move |dropped| local.dropped(dropped, None)),
        chosen: Callback::from(move |choice| chosen.chosen(choice)),
        describe: Callback::from(move |choice| describe.describe(choice)),
        further: Callback::from(move |more: Rc<Dropped>| further.further(&more)),
        again: Callback::from(move |()| again.again()),
        problems: Callback::from(move |()| problems.problems()),
        cancel: Callback::from(move |()| cancel.cancel()),
    }
}

/// The folder of the catalogue, whatever path the site lies under.
fn base() -> String {
    let page = document().base_uri().ok().flatten().unwrap_or_default();
    Url::new_with_base("data/", &page).map(|url| url.href()).unwrap_or_default()
}
