//! The page's end of the line to the worker: starts it, watches over it, and starts another one that
//! holds the same snapshot when it has ended or answers no more.

mod connection;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use dealerscope_core::descriptor::DESCRIPTOR;
use dealerscope_core::foreign::Choice;
use dealerscope_core::query::Query;
use gloo::timers::callback::{Interval, Timeout};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::Callback;

use crate::download::save;
use crate::local::Dropped;
use crate::protocol::{FromEngine, Source, ToEngine, Trouble};
use crate::state::{Action, Origin};
use connection::{Connection, Sign};

/// Milliseconds between two looks at a worker that owes an answer.
const BEAT: u32 = 1000;
/// Beats without a sign after which a worker that reads a snapshot is taken for hung: unpacking and indexing
/// let no message in.
const PATIENCE_READING: u32 = 40;
/// The same for a worker that answers a question, which is a matter of a moment.
const PATIENCE_ASKED: u32 = 10;
/// Workers that may end one after the other, with no answer in between, before the reader is asked.
const MOST_ENDED: u32 = 3;

/// Milliseconds after a question in which a further one waits for a calm moment: many changes in a row cost the
/// answer to the first and that to the last.
const CALM: u32 = 120;

/// A snapshot, and all that is needed to read it once more.
struct Held {
    /// The last attempt to read it.
    id: u64,
    source: Source,
    /// What was dropped.
    files: Option<Rc<Dropped>>,
    /// Whether the worker at hand has it.
    there: bool,
}

/// The line to the worker.
pub struct Line {
    own: Weak<Line>,
    tell: Callback<Action>,
    worker: RefCell<Option<Connection>>,
    /// Numbers the workers, so that word of one that was given up is not heard.
    workers: Cell<u32>,
    ended: Cell<u32>,
    attempts: Cell<u64>,
    opening: RefCell<Option<Held>>,
    shown: RefCell<Option<Held>>,
    /// What the reader is asked about.
    foreign: RefCell<Option<Rc<Dropped>>>,
    /// The file that was read last, for the error that names it.
    at: RefCell<String>,
    /// Runs for a moment after each question, and holds the newest of those that came meanwhile.
    calm: RefCell<Option<Timeout>>,
    next: RefCell<Option<ToEngine>>,
    /// The number of the question that was sent last.
    asked: Cell<u64>,
    /// Whether the worker owes a word.
    owes: Cell<bool>,
    silent: Cell<u32>,
    _beat: Interval,
}

impl Line {
    /// A line that tells the state what is heard on it.
    #[must_use]
    pub fn new(tell: Callback<Action>) -> Rc<Self> {
        Rc::new_cyclic(|own: &Weak<Self>| {
            let beating = own.clone();
            Self {
                own: own.clone(),
                tell,
                worker: RefCell::default(),
                workers: Cell::default(),
                ended: Cell::default(),
                attempts: Cell::default(),
                opening: RefCell::default(),
                shown: RefCell::default(),
                foreign: RefCell::default(),
                at: RefCell::default(),
                calm: RefCell::default(),
                next: RefCell::default(),
                asked: Cell::default(),
                owes: Cell::default(),
                silent: Cell::default(),
                _beat: Interval::new(BEAT, move || beating.upgrade().iter().for_each(|line| line.beat())),
            }
        })
    }

    /// Reads a snapshot; `files` are kept for as long as it may have to be read again.
    pub fn open(&self, origin: Origin, source: Source, files: Option<Rc<Dropped>>) {
        let id = self.next();
        self.tell.emit(Action::Opening(id, origin));
        let dropped = files.clone();
        self.opening.replace(Some(Held { id, source: source.clone(), files, there: false }));
        self.read(id, source, dropped.as_deref());
    }

    /// Reads files that came without a descriptor, now that the reader has said what they are.
    pub fn chosen(&self, choice: Choice) {
        let Some(dropped) = self.foreign.take() else { return };
        self.dropped(dropped, Some(choice));
    }

    /// Reads what was dropped.
    pub fn dropped(&self, dropped: Rc<Dropped>, choice: Option<Choice>) {
        let (name, paths) = (dropped.name.to_string(), dropped.paths.clone());
        self.open(Origin::Local(dropped.name.clone()), Source::Local { name, paths, choice }, Some(dropped));
    }

    /// Looks through more files, beside those that the reader is asked about.
    pub fn further(&self, more: &Dropped) {
        let Some(dropped) = self.foreign.take() else { return };
        self.dropped(Rc::new(dropped.with(more)), None);
    }

    /// Asks for the descriptor that a choice comes to.
    pub fn describe(&self, choice: Choice) {
        self.send(&ToEngine::Describe(choice));
    }

    /// Reads the snapshot that is shown into a worker that does not have it.
    pub fn again(&self) {
        let id = self.next();
        let shown = self.shown.borrow_mut().as_mut().map(|shown| {
            (shown.id, shown.there) = (id, false);
            (shown.source.clone(), shown.files.clone())
        });
        if let Some((source, files)) = shown {
            self.tell.emit(Action::Again(id));
            self.read(id, source, files.as_deref());
        }
    }

    /// Asks a question: at once, or after others in a row when they end.
    pub fn ask(&self, id: u64, query: Query) {
        let question = ToEngine::Ask { id, query };
        if self.calm.borrow().is_some() {
            self.next.replace(Some(question));
        } else {
            self.send(&question);
        }
        let own = self.own.clone();
        let calm = move || own.upgrade().iter().for_each(|line| line.calmed());
        self.calm.replace(Some(Timeout::new(CALM, calm)));
    }

    /// Tells the engine that the answer to a query is shown already. No question waits any more.
    pub fn shows(&self, query: Query) {
        self.next.take();
        if let Some(worker) = &*self.worker.borrow() {
            worker.send(&ToEngine::Shown(query), &[]);
        }
    }

    fn calmed(&self) {
        self.calm.take();
        if let Some(question) = self.next.take() {
            self.send(&question);
        }
    }

    /// Asks for the problems of what is shown.
    pub fn problems(&self) {
        self.send(&ToEngine::Problems);
    }

    /// Stops the reading that is under way.
    pub fn cancel(&self) {
        self.send(&ToEngine::Cancel);
    }

    fn next(&self) -> u64 {
        self.attempts.set(self.attempts.get() + 1);
        self.attempts.get()
    }

    fn read(&self, id: u64, source: Source, files: Option<&Dropped>) {
        self.at.replace(match &source {
            Source::Site { base, .. } => format!("{base}catalog.json"),
            Source::Local { name, .. } => name.clone(),
        });
        self.send_with(&ToEngine::Open { id, source }, files.map_or(&[], |dropped| &dropped.files));
    }

    fn send(&self, word: &ToEngine) {
        self.send_with(word, &[]);
    }

    fn send_with(&self, word: &ToEngine, files: &[Blob]) {
        if let ToEngine::Ask { id, .. } = word {
            self.asked.set(*id);
        }
        self.owes.set(true);
        self.silent.set(0);
        if self.worker.borrow().is_none() {
            self.start();
        }
        if let Some(worker) = &*self.worker.borrow() {
            worker.send(word, files);
        }
    }

    fn start(&self) {
        let serial = self.workers.get() + 1;
        self.workers.set(serial);
        let own = self.own.clone();
        let hear = move |sign| {
            let own = own.clone();
            // Later, because a worker that is given up takes the listener along that is heard from.
            spawn_local(async move {
                if let Some(line) = own.upgrade() {
                    line.sign(serial, sign);
                }
            });
        };
        match Connection::start(hear.clone()) {
            Ok(worker) => drop(self.worker.replace(Some(worker))),
            Err(_) => hear(Sign::Lost(String::new())),
        }
    }

    fn sign(&self, serial: u32, sign: Sign) {
        match sign {
            _ if serial != self.workers.get() => {}
            Sign::Lost(why) => self.lost(|file| Trouble::Stopped(file, why)),
            Sign::Word(word) => self.heard(word),
        }
    }

    fn heard(&self, word: FromEngine) {
        self.silent.set(0);
        match &word {
            FromEngine::Ready => return self.worker.borrow().iter().for_each(Connection::ready),
            FromEngine::Alive => return,
            FromEngine::Catalog(_) | FromEngine::Prepared { .. } => {}
            FromEngine::Progress { progress, .. } => {
                if !progress.file.is_empty() {
                    self.at.replace(progress.file.clone());
                }
            }
            #[cfg(feature = "engine")]
            FromEngine::Viewed { .. } => {}
            FromEngine::Problems(_) => self.owes.set(false),
            FromEngine::Answered { id, .. } => {
                self.ended.set(0);
                // Of questions in a row the last one is still to be answered.
                self.owes.set(self.asked.get() > *id);
            }
            FromEngine::Opened { id, .. } => {
                self.owes.set(false);
                let opened = self.opening.borrow_mut().take_if(|held| held.id == *id);
                let mut shown = self.shown.borrow_mut();
                *shown = opened.or(shown.take());
                shown.iter_mut().for_each(|held| held.there = held.id == *id);
            }
            FromEngine::Described(text) => {
                self.owes.set(false);
                return save(DESCRIPTOR, "application/json", text.as_bytes());
            }
            FromEngine::Foreign { id, .. } | FromEngine::Failed { id, .. } | FromEngine::Cancelled { id } => {
                self.owes.set(false);
                let ended = self.opening.borrow_mut().take_if(|held| held.id == *id);
                if let (FromEngine::Foreign { .. }, Some(held)) = (&word, &ended) {
                    self.foreign.replace(held.files.clone());
                }
                let ended = ended.is_some();
                self.tell.emit(Action::Heard(word));
                // The worker that took over in the meantime may not have what is shown.
                if ended && self.shown.borrow().as_ref().is_some_and(|shown| !shown.there) {
                    self.again();
                }
                return;
            }
        }
        self.tell.emit(Action::Heard(word));
    }

    /// Gives the worker up and, where a snapshot is shown, starts another one with it.
    fn lost(&self, trouble: impl FnOnce(String) -> Trouble) {
        let trouble = trouble(self.at.borrow().clone());
        self.worker.take();
        self.workers.set(self.workers.get() + 1);
        self.owes.set(false);
        self.ended.set(self.ended.get() + 1);
        self.opening.take();
        self.tell.emit(Action::Lost(trouble.clone()));
        let Some(id) = self.shown.borrow_mut().as_mut().map(|shown| {
            shown.there = false;
            shown.id
        }) else {
            return;
        };
        if self.ended.get() > MOST_ENDED {
            self.ended.set(0);
            self.tell.emit(Action::Again(id));
            self.tell.emit(Action::Heard(FromEngine::Failed { id, trouble }));
        } else {
            self.again();
        }
    }

    /// Looks after a worker that owes a word. Beats are counted, not the clock, which goes on while the machine
    /// sleeps.
    fn beat(&self) {
        let ready = self.worker.borrow().as_ref().is_some_and(Connection::is_ready);
        if !ready || !self.owes.get() {
            return;
        }
        self.silent.set(self.silent.get() + 1);
        let reading =
            self.opening.borrow().is_some() || self.shown.borrow().as_ref().is_none_or(|shown| !shown.there);
        if self.silent.get() > if reading { PATIENCE_READING } else { PATIENCE_ASKED } {
            self.lost(Trouble::Hung);
        } else if let Some(worker) = &*self.worker.borrow() {
            worker.send(&ToEngine::Ping, &[]);
        }
    }
}
