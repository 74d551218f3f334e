//! The worker's side: it holds the snapshot, reads the next one beside it and answers queries.

mod assist;
mod encodings;
mod fetch;
mod files;
mod look;
mod open;
mod room;
mod second;
mod watch;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use dealerscope_core::foreign::{Foreign, describe};
use dealerscope_core::query::Query;
use dealerscope_core::views::View;
use dealerscope_core::{Ahead, Snapshot, answer, views};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Date, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DedicatedWorkerGlobalScope, WorkerGlobalScope};

use crate::protocol::{FromEngine, Source, ToEngine, Trouble};
use crate::wire;
use watch::{Stop, Watch};

/// The question's number, what it asks, and the views that it wants instead of a page.
type Question = (u64, Query, Option<Vec<View>>);

/// Milliseconds after an answer in which nothing is begun that a question would have to wait for.
const IDLE: u32 = 100;

/// What the worker holds.
#[derive(Default)]
struct Engine {
    snapshot: RefCell<Option<Snapshot>>,
    /// What is likely to be asked of it next.
    ahead: RefCell<Ahead>,
    /// The attempt that is under way; a task whose number is another one stops.
    opening: Rc<Cell<u64>>,
    /// The last question that came and is not answered yet.
    asked: RefCell<Option<Question>>,
    /// Fires once the messages that wait in the queue are in.
    tick: RefCell<Option<Timeout>>,
    /// Fires a moment after an answer.
    idle: RefCell<Option<Timeout>>,
    /// What the reader was asked about last.
    foreign: RefCell<Option<Box<Foreign>>>,
}

/// Listens to the page from now on.
pub fn serve() {
    dealerscope_core::seed(assist::seed(&scope().name()).unwrap_or_else(chance));
    dealerscope_core::encodings::are_found_by(encodings::FIND);
    dealerscope_core::ingest::decimal::are_read_by(|text| Some(js_sys::parse_float(text)));
    let engine = Rc::new(Engine::default());
    let listener = EventListener::new(&scope(), "message", move |event| {
        if let Some((word, files)) = wire::read_beside(event) {
            received(&engine, word, files);
        }
    });
    // It listens for as long as the worker lives.
    listener.forget();
    say(&FromEngine::Ready);
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// A number that nobody can foresee.
fn chance() -> u64 {
    let mut bytes = [0; 8];
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let drawn = scope.crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    if drawn.is_ok() { u64::from_le_bytes(bytes) } else { js_sys::Math::random().to_bits() }
}

/// What the worker's script has asked for ahead is not for the next attempt: it may be what the reader was tired of
/// waiting for.
fn forget_ahead() {
    let forget = Reflect::get(&js_sys::global(), &"forgetAhead".into()).ok();
    if let Some(forget) = forget.and_then(|forget| forget.dyn_into::<Function>().ok()) {
        // It takes nothing, and cannot fail.
        let _ = forget.call0(&JsValue::UNDEFINED);
    }
}

fn say(word: &FromEngine) {
    if let Some(bytes) = wire::write(word) {
        // Bytes can always be copied.
        let _ = scope().post_message(&bytes);
    }
}

fn received(engine: &Rc<Engine>, word: ToEngine, files: Vec<Blob>) {
    match word {
        ToEngine::Open { id, source } => {
            engine.opening.set(id);
            // The reading has the processor for itself.
            engine.idle.take();
            engine.ahead.borrow_mut().rest();
            let watch = Watch::new(id, engine.opening.clone());
            let engine = engine.clone();
            let chosen = matches!(source, Source::Local { choice: Some(_), .. });
            spawn_local(async move {
                let result = open::open(source, files, watch).await;
                engine.ended(id, chosen, result);
            });
        }
        ToEngine::Cancel => {
            // The task may wait for a host that sends nothing: the reader does not wait for the task.
            let id = engine.opening.replace(0);
            forget_ahead();
            say(&FromEngine::Cancelled { id });
        }
        ToEngine::Ask { id, query } => ask(engine, (id, query, None)),
        ToEngine::View { id, query, views } => ask(engine, (id, query, Some(views))),
        ToEngine::Shown(query) => {
            if let Some(snapshot) = &*engine.snapshot.borrow() {
                engine.ahead.borrow_mut().shown(snapshot, query);
                engine.get_ahead(IDLE);
            }
        }
        ToEngine::Problems => {
            if let Some(snapshot) = &*engine.snapshot.borrow() {
                say(&FromEngine::Problems(snapshot.problems().kept().to_vec()));
            }
        }
        ToEngine::Describe(choice) => {
            // What cannot be described cannot be opened either, and says why there.
            if let Ok(text) = describe(&choice) {
                say(&FromEngine::Described(text));
            }
        }
        ToEngine::Ping => say(&FromEngine::Alive),
        ToEngine::Assist { descriptor, from } => {
            // It has nothing else to do for as long as it lives.
            let watch = Watch::new(0, engine.opening.clone());
            spawn_local(assist::assist(descriptor, from, files, watch));
        }
    }
}

fn ask(engine: &Rc<Engine>, question: Question) {
    engine.asked.replace(Some(question));
    let asked = engine.clone();
    // Questions that already wait behind this one come in first: only the last is answered.
    let tick = || Timeout::new(0, move || asked.tick());
    engine.tick.borrow_mut().get_or_insert_with(tick);
}

impl Engine {
    fn tick(self: &Rc<Self>) {
        self.tick.take();
        if let (Some(snapshot), Some((id, query, wanted))) = (&*self.snapshot.borrow(), self.asked.take()) {
            if let Some(wanted) = wanted {
                let (grids, notices) = views(snapshot, &query, &wanted);
                say(&FromEngine::Viewed { id, grids, notices });
            } else {
                self.answer(snapshot, id, query);
            }
            self.get_ahead(IDLE);
        }
    }

    fn answer(&self, snapshot: &Snapshot, id: u64, query: Query) {
        let mut ahead = self.ahead.borrow_mut();
        let begun = Date::now();
        let (answer, took) = ahead.take(&query).map_or_else(
            || {
                let answer = Box::new(answer(snapshot, &query));
                (answer, Some(Date::now() - begun))
            },
            |known| (known, None),
        );
        let word = FromEngine::Answered { id, query, answer };
        say(&word);
        if let FromEngine::Answered { query, answer, .. } = word {
            ahead.answered(snapshot, query, answer, took);
        }
    }

    /// Works out a part of what the next questions need, then lets them in, then goes on.
    fn get_ahead(self: &Rc<Self>, pause: u32) {
        let engine = self.clone();
        let idle = Timeout::new(pause, move || {
            // A question that is in already comes first; its answer begins this anew.
            let free = engine.asked.borrow().is_none();
            let step = |snapshot: &Snapshot| engine.ahead.borrow_mut().step(snapshot, Date::now);
            if free && engine.snapshot.borrow().as_ref().is_some_and(step) {
                engine.get_ahead(0);
            }
        });
        self.idle.replace(Some(idle));
    }

    /// Tells how an attempt to open a snapshot has ended. By what a reader has said of the files it ends with
    /// the same question where it does in vain.
    fn ended(&self, id: u64, chosen: bool, result: Result<Snapshot, Stop>) {
        let result = match (result, self.foreign.take().filter(|_| chosen)) {
            (Err(Stop::Trouble(Trouble::Refused(refusal))), Some(foreign)) => {
                Err(Stop::Foreign(Box::new(Foreign { refused: Some(refusal), ..*foreign })))
            }
            (result, _) => result,
        };
        if self.opening.get() == 0 {
            // It was cancelled, and that was said at once.
            return;
        }
        say(&match result {
            Ok(_) | Err(Stop::Trouble(_) | Stop::Foreign(_)) if self.opening.get() != id => {
                FromEngine::Cancelled { id }
            }
            Ok(snapshot) => {
                let info = Box::new(snapshot.info());
                self.snapshot.replace(Some(snapshot));
                self.ahead.take();
                self.idle.take();
                self.asked.take();
                FromEngine::Opened { id, info }
            }
            Err(Stop::Cancelled) => FromEngine::Cancelled { id },
            Err(Stop::Trouble(trouble)) => FromEngine::Failed { id, trouble },
            Err(Stop::Foreign(foreign)) => {
                self.foreign.replace(Some(foreign.clone()));
                FromEngine::Foreign { id, foreign }
            }
        });
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}
