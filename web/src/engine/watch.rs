//! What a long reading keeps an eye on: whether it is still wanted, and when to tell how far it is.

use std::cell::Cell;
use std::rc::Rc;

use dealerscope_core::foreign::Foreign;
use dealerscope_core::problem::Refusal;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

use crate::protocol::{FromEngine, Progress, Stage, Trouble};

/// Milliseconds of work between two breaths: short enough for a press of "cancel" to feel heard.
const BREATH: f64 = 60.0;

/// Why an attempt to open ended without a snapshot.
pub(super) enum Stop {
    /// The page no longer wants it.
    Cancelled,
    /// It cannot be had.
    Trouble(Trouble),
    /// It has no descriptor.
    Foreign(Box<Foreign>),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Trouble(Trouble::Refused(refusal))
    }
}

/// What a second reader has said last.
#[derive(Clone, Copy)]
pub(super) struct Heard {
    pub(super) bytes: u64,
    pub(super) rows: u64,
    /// When it said so, in milliseconds.
    pub(super) at: f64,
}

/// Watches over one attempt to open a snapshot.
pub(super) struct Watch {
    id: u64,
    wanted: Rc<Cell<u64>>,
    /// How far the attempt has come.
    pub(super) progress: Progress,
    /// How far a second reader has come.
    pub(super) beside: Option<Rc<Cell<Heard>>>,
    breathed: f64,
}

impl Watch {
    /// Watches the attempt `id` for as long as `wanted` names it.
    pub(super) fn new(id: u64, wanted: Rc<Cell<u64>>) -> Self {
        let (progress, breathed) = (Progress::default(), js_sys::Date::now());
        Self { id, wanted, progress, beside: None, breathed }
    }

    /// Enters a stage, tells the page, and lets waiting messages in.
    pub(super) async fn enter(&mut self, stage: Stage) -> Result<(), Stop> {
        self.progress.stage = stage;
        self.breathe().await
    }

    /// Between two pieces of work: every now and then tells how far it is and lets messages in.
    pub(super) async fn between(&mut self) -> Result<(), Stop> {
        if js_sys::Date::now() - self.breathed < BREATH { Ok(()) } else { self.breathe().await }
    }

    async fn breathe(&mut self) -> Result<(), Stop> {
        let mut progress = self.progress.clone();
        if let Some(heard) = self.beside.as_ref().map(|beside| beside.get()) {
            progress.bytes += heard.bytes;
            progress.rows += heard.rows;
        }
        super::say(&FromEngine::Progress { id: self.id, progress });
        turn().await;
        self.breathed = js_sys::Date::now();
        if self.wanted.get() == self.id { Ok(()) } else { Err(Stop::Cancelled) }
    }
}

/// Lets what came before have its turn: a message to oneself is heard after all others. A timer would do as well, but
/// browsers keep those that follow one another four milliseconds apart.
async fn turn() {
    let Ok(channel) = MessageChannel::new() else { return };
    let port = channel.port1();
    let heard = Promise::new(&mut |heard, _| port.set_onmessage(Some(&heard)));
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        // It is never broken off.
        let _ = JsFuture::from(heard).await;
    }
    port.close();
}
