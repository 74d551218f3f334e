//! One worker, from its start to its end.

use std::cell::RefCell;

use gloo::events::EventListener;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, ErrorEvent, Event, Worker};

use crate::protocol::{FromEngine, ToEngine};
use crate::wire;

/// What a worker lets the page know.
pub(super) enum Sign {
    /// Word from the engine.
    Word(FromEngine),
    /// It has ended, or says what nobody understands: the reason, as far as the browser tells it.
    Lost(String),
}

/// A worker that listens. Dropping it ends the worker, whatever it is doing.
pub(super) struct Connection {
    worker: Worker,
    /// What waits for the engine to be there; `None` from then on.
    queue: RefCell<Option<Vec<JsValue>>>,
    _listeners: [EventListener; 3],
}

impl Connection {
    /// Starts a worker through the page's script, which has verified its files.
    pub(super) fn start(hear: impl Fn(Sign) + Clone + 'static) -> Result<Self, JsValue> {
        let spawn: Function = Reflect::get(&js_sys::global(), &"spawnEngine".into())?.dyn_into()?;
        let worker: Worker = spawn.call0(&JsValue::UNDEFINED)?.dyn_into()?;
        let listen = |kind: &'static str, sign: fn(&Event) -> Sign| {
            let hear = hear.clone();
            EventListener::new(&worker, kind, move |event| hear(sign(event)))
        };
        let listeners = [listen("message", word), listen("messageerror", lost), listen("error", lost)];
        Ok(Self { worker, queue: RefCell::new(Some(Vec::new())), _listeners: listeners })
    }

    /// Whether the engine is there.
    pub(super) fn is_ready(&self) -> bool {
        self.queue.borrow().is_none()
    }

    /// The engine is there: sends what has waited for it.
    pub(super) fn ready(&self) {
        for word in self.queue.take().into_iter().flatten() {
            self.post(&word);
        }
    }

    /// Sends word with the files beside it, now or when the engine is there.
    pub(super) fn send(&self, word: &ToEngine, files: &[Blob]) {
        let Some(bytes) = wire::write(word) else { return };
        let message = wire::beside(bytes, files);
        match &mut *self.queue.borrow_mut() {
            Some(queue) => queue.push(message),
            None => self.post(&message),
        }
    }

    fn post(&self, message: &JsValue) {
        // Bytes and files can always be copied, and a worker that has ended is found out by its silence.
        let _ = self.worker.post_message(message);
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn word(event: &Event) -> Sign {
    wire::read(event).map_or_else(|| Sign::Lost(String::new()), Sign::Word)
}

fn lost(event: &Event) -> Sign {
    Sign::Lost(event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default())
}
