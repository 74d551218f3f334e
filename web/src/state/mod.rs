//! The state of the page: what the link says, which snapshot is open, what was answered.
//!
//! Everything here is pure. What follows from a state, such as asking the worker, is done by the
//! hooks.

mod edit;
mod heard;
mod kept;
mod patience;
mod question;

use std::rc::Rc;

use dealerscope_core::answer::Notice;
use dealerscope_core::descriptor::Catalog;
use dealerscope_core::foreign::Foreign;
use dealerscope_core::info::SnapshotInfo;
use dealerscope_core::problem::Problem;
use dealerscope_core::query::{Lang, Query, Theme, from_fragment};
use yew::{AttrValue, Reducible};

pub use edit::Edit;
pub use patience::PATIENCE;
pub use question::question;

use crate::answered::Answered;
use crate::by_ptr::ByPtr;
use crate::mapping::Draft;
use crate::protocol::{FromEngine, Progress, Trouble};

/// What the link says.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The query that the fragment stands for.
    pub query: Query,
    /// What of the fragment was left out.
    pub notices: Vec<Notice>,
}

impl Link {
    /// Reads a fragment; one that says nothing stands for the opening view.
    #[must_use]
    pub fn read(fragment: &str) -> Self {
        if is_empty(fragment) {
            return Self { query: Query::opening(), notices: Vec::new() };
        }
        let (query, notices) = from_fragment(fragment);
        Self { query, notices }
    }
}

/// Whether a fragment says nothing at all.
#[must_use]
pub fn is_empty(fragment: &str) -> bool {
    matches!(fragment, "" | "#" | "#/")
}

/// Where the open snapshot came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The site's catalogue: the name that was asked for, if any.
    Site(Option<String>),
    /// The reader's own machine, under this name.
    Local(AttrValue),
}

/// Stands for the attempt where there was none: what is shown was computed when the site was built.
pub const PREPARED: u64 = 0;

/// The snapshot that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The attempt that opened it: it names the snapshot as long as the page lives. [`PREPARED`] for one that
    /// the engine does not have yet.
    pub id: u64,
    /// Where it came from.
    pub origin: Origin,
    /// What it holds.
    pub info: Rc<SnapshotInfo>,
}

/// An attempt to open a snapshot.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// Its number.
    pub id: u64,
    /// Where from.
    pub origin: Origin,
    /// How it stands.
    pub phase: Phase,
    /// Whether it was to bring back what is shown, which answers no more.
    pub again: bool,
}

/// How an attempt to open a snapshot stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// Under way.
    Running(Progress),
    /// It failed.
    Failed(Trouble),
    /// The reader stopped it.
    Cancelled,
    /// There is no descriptor: the reader is asked what the files are.
    Foreign(ByPtr<Foreign>),
}

/// What the browser asks for where the link is silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preference {
    /// The language.
    pub lang: Lang,
    /// The theme.
    pub theme: Theme,
}

/// The state of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What the link says.
    pub wanted: Rc<Link>,
    /// What the page shows that it says: what it said before, as long as an answer is about to come.
    pub link: Rc<Link>,
    /// What the browser asks for.
    pub preference: Preference,
    /// The snapshots that the site offers, once they are known.
    pub catalog: Option<Rc<Catalog>>,
    /// The snapshot that is shown.
    pub opened: Option<Rc<Opened>>,
    /// The attempt to open another one, until it has succeeded or the reader has seen that it did not.
    pub opening: Option<Opening>,
    /// Whether the link has just named a snapshot that is neither shown nor being opened yet.
    pub leaving: bool,
    /// What the reader has said of files without a descriptor.
    pub draft: Draft,
    /// The attempt to read what is shown into another worker.
    pub again: Option<u64>,
    /// The problems of what is shown, once they were asked for.
    pub problems: Option<ByPtr<Vec<Problem>>>,
    /// The number of the question that the link puts to the snapshot; 0 before there is one.
    pub asked: u64,
    /// The number of the question that was answered last.
    heard: u64,
    /// The answers that the open snapshot gave last, the newest first.
    kept: Rc<Vec<Answered>>,
    /// What was computed beforehand, until the head of the page and its filters stand.
    pub prepared: Option<Answered>,
    /// The last answer.
    pub answered: Option<Answered>,
}

/// What can happen to the page.
#[derive(Clone, Debug)]
pub enum Action {
    /// The link has changed.
    Linked(String),
    /// The head of the page and its filters stand.
    Framed,
    /// What was to come was waited for long enough.
    Overdue,
    /// The browser asks for another theme.
    Prefers(Theme),
    /// The worker was asked to open a snapshot.
    Opening(u64, Origin),
    /// The worker was asked to read once more what is shown.
    Again(u64),
    /// The worker has ended, or answers no more.
    Lost(Trouble),
    /// The worker says something.
    Heard(FromEngine),
    /// The reader has seen that an attempt failed, or gives it up.
    Dismissed,
    /// The reader does not say what the files of this attempt are.
    Left(u64),
    /// The reader has entered a value into a control of the dialog, by its name.
    Entered(String, String),
}

impl State {
    /// The state before anything has happened.
    #[must_use]
    pub fn new(fragment: &str, preference: Preference) -> Self {
        let link = Rc::new(Link::read(fragment));
        Self {
            wanted: link.clone(),
            link,
            preference,
            catalog: None,
            opened: None,
            opening: None,
            leaving: false,
            draft: Draft::default(),
            again: None,
            problems: None,
            asked: 0,
            heard: 0,
            kept: Rc::default(),
            prepared: None,
            answered: None,
        }
    }

    /// The query that the page shows.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.link.query
    }

    /// The language that is shown.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.query().lang.unwrap_or(self.preference.lang)
    }

    /// The theme that is shown.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.query().theme.unwrap_or(self.preference.theme)
    }

    /// Whether the answer is the one to what the page shows.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.answered.as_ref().is_some_and(|a| a.query == question(self.query()))
    }

    /// Whether what is shown was computed beforehand: the engine does not have its snapshot yet.
    #[must_use]
    pub fn is_prepared(&self) -> bool {
        self.opened.as_ref().is_some_and(|o| o.id == PREPARED)
    }

    /// The snapshot that the engine is asked, and what.
    fn asks(&self) -> Option<(u64, Query)> {
        let opened = self.opened.as_ref().filter(|o| o.id != PREPARED)?;
        Some((opened.id, question(&self.wanted.query)))
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            Action::Linked(fragment) => {
                let link = Link::read(&fragment);
                if link == *state.wanted {
                    return self;
                }
                let name = &link.query.snapshot;
                if *name != state.wanted.query.snapshot {
                    let there = |o: &Rc<Opened>| matches!(&o.origin, Origin::Site(shown) if shown == name);
                    state.leaving = !state.opened.as_ref().is_some_and(there);
                }
                state.wanted = Rc::new(link);
            }
            Action::Framed => {
                if let Some(prepared) = state.prepared.take() {
                    state.answered = Some(prepared);
                }
            }
            Action::Overdue => {
                state.link = state.wanted.clone();
                state.leaving = false;
            }
            Action::Prefers(theme) => state.preference.theme = theme,
            Action::Opening(id, origin) => {
                state.leaving = false;
                let phase = Phase::Running(Progress::default());
                state.opening = Some(Opening { id, origin, phase, again: false });
            }
            Action::Again(id) => {
                state.opening.take_if(|o| o.again);
                state.again = Some(id);
            }
            Action::Lost(trouble) => {
                if let Some(o) = state.opening.as_mut().filter(|o| matches!(o.phase, Phase::Running(_))) {
                    o.phase = Phase::Failed(trouble);
                    state.without_prepared();
                }
            }
            Action::Heard(word) => state.heard(word),
            Action::Entered(name, value) => {
                if let Some(Phase::Foreign(foreign)) = state.opening.as_ref().map(|o| &o.phase) {
                    state.draft.enter(foreign, &name, value);
                }
            }
            Action::Left(id) => {
                state.opening.take_if(|o| o.id == id && !matches!(o.phase, Phase::Running(_)));
            }
            Action::Dismissed => {
                state.opening.take_if(|o| !matches!(o.phase, Phase::Running(_)));
            }
        }
        if state.asks() != self.asks() {
            state.asked += 1;
            state.recall();
        }
        if !state.may_wait(&self) {
            state.link = state.wanted.clone();
        }
        Rc::new(state)
    }
}

#[cfg(test)]
mod tests;
