//! A second reader: a large file that lies on the reader's machine is read by two workers at once, the second of whom
//! begins about half way. What it finds is taken over (see [`dealerscope_core::ingest::Part`]), and then it is ended.

use std::cell::Cell;
use std::rc::Rc;

use dealerscope_core::descriptor::Descriptor;
use dealerscope_core::ingest::{Loader, Needs, Told};
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, MessageEvent, Worker};

use super::fetch::Stream;
use super::files::{Files, length};
use super::watch::{Heard, Stop, Watch};
use super::{assist, room};
use crate::protocol::{FromSecond, Progress, ToEngine};
use crate::wire;
use assist::piece;

/// The least file that is worth a worker of its own, in bytes.
const LEAST: u64 = 16 << 20;
/// In so many bytes a line ends.
const LINE: u64 = 1 << 16;
/// Milliseconds after which a second reader that says nothing is given up.
const PATIENCE: f64 = 5_000.0;
/// Milliseconds that it may take to begin while nothing else is done.
const BEGINNING: i32 = 100;
/// Milliseconds between two looks at whether the reading is still wanted.
const LOOK: i32 = 60;

/// A second reader at work. Dropping it ends its worker.
pub(super) struct Second {
    worker: Worker,
    /// The bytes that it reads.
    rest: Blob,
    heard: Rc<Cell<Heard>>,
    /// Comes when it listens.
    ready: Promise,
    /// Comes with what it has found in the end, or with nothing.
    found: Promise,
    _listeners: [EventListener; 2],
}

/// What it has found.
struct Found {
    told: Told,
    columns: Array,
}

impl Second {
    /// Starts a second reader for one of the files, if that is worth it, and takes from the file what it reads.
    pub(super) async fn start(
        loader: &Loader,
        index: usize,
        files: &mut Files,
        watch: &mut Watch,
    ) -> Option<Self> {
        let (descriptor, resource) = (loader.descriptor(), loader.resources().get(index)?);
        // What is another table as well must stay whole.
        if loader.resources().iter().filter(|other| other.path == resource.path).count() > 1 {
            return None;
        }
        let whole = files.dropped(&resource.path)?.clone();
        let size = length(&whole);
        if size < LEAST || !loader.is_divisible(index) || !has_room(descriptor, files) {
            return None;
        }
        // The hash is taken from one end to the other, by the first reader alone.
        let share = if loader.is_hashed(index) { size / 4 } else { size / 2 };
        let from = share + line_end(&piece(&whole, share, share + LINE)?).await?;
        let rest = piece(&whole, from, size)?;
        let mut beside: Vec<Blob> = Vec::new();
        for path in assist::needed(loader) {
            beside.push(files.dropped(&path)?.clone());
        }
        beside.push(whole.clone());
        // What is written of it must be what was read.
        let written = serde_json::to_vec_pretty(descriptor).ok();
        let same = |json: &Vec<u8>| Descriptor::read(json).is_ok_and(|read| read == *descriptor);
        let word = ToEngine::Assist { descriptor: written.filter(same)?, from };
        let second = Self::spawn(&wire::beside(wire::write(&word)?, &beside), rest)?;
        files.replace(&resource.path, piece(&whole, 0, from)?);
        watch.beside = Some(second.heard.clone());
        // A worker begins only while the one that has started it has nothing to do.
        either(&second.ready, BEGINNING).await;
        Some(second)
    }

    /// Starts its worker by the worker's script, which has the module at hand and brings it the word once it listens.
    fn spawn(word: &JsValue, rest: Blob) -> Option<Self> {
        let spawn: Function = Reflect::get(&js_sys::global(), &"spawnSecond".into()).ok()?.dyn_into().ok()?;
        let name = assist::name(dealerscope_core::seed_number());
        let worker: Worker = spawn.call2(&JsValue::UNDEFINED, &name.into(), word).ok()?.dyn_into().ok()?;
        let heard = Rc::new(Cell::new(Heard { bytes: 0, rows: 0, at: js_sys::Date::now() }));
        let ((ready, begun), (found, ended)) = (promise(), promise());
        let (said, lost) = (heard.clone(), ended.clone());
        let listen = EventListener::new(&worker, "message", move |event| {
            match (wire::read(event), event.dyn_ref::<MessageEvent>()) {
                (Some(FromSecond::Progress { progress, .. }), _) => {
                    let Progress { bytes, rows, .. } = progress;
                    said.set(Heard { bytes, rows, at: js_sys::Date::now() });
                }
                (None, Some(event)) => resolve(&ended, &event.data()),
                _ => resolve(&begun, &JsValue::NULL),
            }
        });
        // The page is not to hear of it, which would give up this worker as well.
        let own = EventListenerOptions::enable_prevent_default();
        let lost = EventListener::new_with_options(&worker, "error", own, move |event| {
            event.prevent_default();
            resolve(&lost, &JsValue::NULL);
        });
        Some(Self { worker, rest, heard, ready, found, _listeners: [listen, lost] })
    }

    /// Takes over what it has found behind what the loader has read of the file, or has the loader read it.
    pub(super) async fn finish(
        self,
        loader: &mut Loader,
        index: usize,
        name: &str,
        watch: &mut Watch,
    ) -> Result<(), Stop> {
        let (mut bytes, length) = (Vec::new(), length(&self.rest));
        let begun = either(&self.found, 0).await;
        let given_up = !begun.is_undefined() && found(&begun).is_none();
        if loader.is_hashed(index) && !given_up {
            let mut stream = Stream::of(&self.rest, name);
            while stream.next(&mut bytes).await? {
                loader.pass(&bytes);
                watch.between().await?;
            }
        }
        let found = self.wait(watch).await?;
        watch.beside = None;
        let joined = found.is_some_and(|Found { told, columns }| {
            // A worker of the same build shows as many columns, and as long ones.
            let joined = loader.join(told, length, |place, into| {
                let place = u32::try_from(place).unwrap_or(u32::MAX);
                Uint8Array::new(&columns.get(place)).copy_to(into);
            });
            // They go with it, or would take up memory until this worker clears away what it does not need.
            let _ = self.worker.post_message_with_transfer(&JsValue::NULL, &columns);
            joined
        });
        if joined {
            watch.progress.bytes += length;
            watch.progress.rows = loader.rows();
            return watch.between().await;
        }
        let mut stream = Stream::of(&self.rest, name);
        while stream.next(&mut bytes).await? {
            super::open::push(loader, &bytes, watch).await?;
        }
        Ok(())
    }

    /// Waits for what it has found; `None` if that cannot be taken over, or does not come.
    async fn wait(&self, watch: &mut Watch) -> Result<Option<Found>, Stop> {
        loop {
            let last = self.heard.get().at;
            let begun = js_sys::Date::now();
            let came = either(&self.found, LOOK).await;
            if !came.is_undefined() {
                return Ok(found(&came));
            }
            if begun - last > PATIENCE {
                return Ok(None);
            }
            watch.between().await?;
        }
    }
}

impl Drop for Second {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// A promise, and what resolves it.
fn promise() -> (Promise, Function) {
    let mut end = None;
    let promise = Promise::new(&mut |resolve, _| end = Some(resolve));
    (promise, end.unwrap_or_default())
}

fn resolve(end: &Function, with: &JsValue) {
    // Nothing is thrown where a promise is resolved, nor where it is resolved already.
    let _ = end.call1(&JsValue::UNDEFINED, with);
}

/// Waits for a promise, but no longer than so many milliseconds: then nothing has come.
async fn either(promise: &Promise, milliseconds: i32) -> JsValue {
    let (late, then) = self::promise();
    // Without a timer only the promise is waited for.
    let _ = super::scope().set_timeout_with_callback_and_timeout_and_arguments_0(&then, milliseconds);
    JsFuture::from(Promise::race(&Array::of2(promise, &late))).await.unwrap_or(JsValue::NULL)
}

/// What a message has brought.
fn found(message: &JsValue) -> Option<Found> {
    let parts: &Array = message.dyn_ref()?;
    let told = postcard::from_bytes(&Uint8Array::new(&parts.get(0)).to_vec()).ok()?;
    Some(Found { told, columns: parts.slice(1, parts.length()) })
}

/// Whether there are two processors, and room for what two workers hold at the same time.
fn has_room(descriptor: &Descriptor, files: &Files) -> bool {
    let needs = Needs::of(descriptor, |resource| files.length(&resource.path));
    let both = Needs { bytes: needs.bytes.saturating_mul(2), ..needs };
    room::processors() > 1 && both.fit(room::held(), room::device()).is_ok()
}

/// How many bytes there are up to the end of the first line that ends in a piece, its line break among them.
async fn line_end(piece: &Blob) -> Option<u64> {
    let bytes = assist::whole(piece).await?;
    bytes.iter().position(|&byte| byte == b'\n').map(|place| place as u64 + 1)
}
