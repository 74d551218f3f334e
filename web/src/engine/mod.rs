//! The worker's side: it holds the snapshot, reads the next one beside it and answers queries.

mod fetch;
mod files;
mod open;
mod watch;

use std::cell::Cell;
use std::rc::Rc;

use dealerscope_core::query::Query;
use dealerscope_core::views::View;
use dealerscope_core::{Snapshot, answer, views};
use gloo::timers::callback::Timeout;
use gloo_worker::{HandlerId, Worker, WorkerScope};

use crate::protocol::{FromEngine, ToEngine, Trouble};
use watch::{Stop, Watch};

/// Who asks, the question's number, what it asks, and the views that it wants instead of a page.
type Question = (HandlerId, u64, Query, Option<Vec<View>>);

/// The analysis worker.
pub struct Engine {
    snapshot: Option<Snapshot>,
    /// The attempt that is under way; a task whose number is another one stops.
    opening: Rc<Cell<u64>>,
    /// The last question that came and is not answered yet.
    asked: Option<Question>,
    /// Fires once the messages that wait in the queue are in.
    tick: Option<Timeout>,
}

/// What the worker tells itself.
pub enum Inner {
    /// Word for the page.
    Say(HandlerId, FromEngine),
    /// An attempt to open has ended.
    Ended(HandlerId, u64, Result<Box<Snapshot>, Stop>),
    /// The messages that waited are in: answer the last question.
    Tick,
}

impl Worker for Engine {
    type Message = Inner;
    type Input = ToEngine;
    type Output = FromEngine;

    fn create(_scope: &WorkerScope<Self>) -> Self {
        Self { snapshot: None, opening: Rc::default(), asked: None, tick: None }
    }

    fn update(&mut self, scope: &WorkerScope<Self>, message: Inner) {
        match message {
            Inner::Say(to, word) => scope.respond(to, word),
            Inner::Ended(to, id, result) => self.ended(scope, to, id, result),
            Inner::Tick => {
                self.tick = None;
                if let (Some((to, id, query, wanted)), Some(snapshot)) = (self.asked.take(), &self.snapshot) {
                    scope.respond(to, say(snapshot, id, query, wanted));
                }
            }
        }
    }

    fn received(&mut self, scope: &WorkerScope<Self>, message: ToEngine, from: HandlerId) {
        match message {
            ToEngine::Open { id, source } => {
                self.opening.set(id);
                let speaker = scope.clone();
                let say = move |word| speaker.send_message(Inner::Say(from, word));
                let watch = Watch::new(id, self.opening.clone(), say);
                scope.send_future(async move {
                    Inner::Ended(from, id, open::open(source, watch).await.map(Box::new))
                });
            }
            ToEngine::Cancel => self.opening.set(0),
            ToEngine::Ask { id, query } => self.ask(scope, (from, id, query, None)),
            ToEngine::View { id, query, views } => self.ask(scope, (from, id, query, Some(views))),
        }
    }
}

impl Engine {
    fn ask(&mut self, scope: &WorkerScope<Self>, question: Question) {
        self.asked = Some(question);
        let scope = scope.clone();
        // Questions that already wait behind this one come in first: only the last is answered.
        self.tick.get_or_insert_with(|| Timeout::new(0, move || scope.send_message(Inner::Tick)));
    }

    fn ended(
        &mut self,
        scope: &WorkerScope<Self>,
        to: HandlerId,
        id: u64,
        result: Result<Box<Snapshot>, Stop>,
    ) {
        let word = match result {
            Ok(_) | Err(Stop::Trouble(_)) if self.opening.get() != id => FromEngine::Cancelled { id },
            Ok(snapshot) => {
                let info = Box::new(snapshot.info());
                self.snapshot = Some(*snapshot);
                self.asked = None;
                FromEngine::Opened { id, info }
            }
            Err(Stop::Cancelled) => FromEngine::Cancelled { id },
            Err(Stop::Trouble(trouble)) => FromEngine::Failed { id, trouble },
        };
        scope.respond(to, word);
    }
}

fn say(snapshot: &Snapshot, id: u64, query: Query, wanted: Option<Vec<View>>) -> FromEngine {
    if let Some(wanted) = wanted {
        let (grids, notices) = views(snapshot, &query, &wanted);
        FromEngine::Viewed { id, grids, notices }
    } else {
        let answer = Box::new(answer(snapshot, &query));
        FromEngine::Answered { id, query, answer }
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}
