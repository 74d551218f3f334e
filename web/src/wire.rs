//! Words between the page and its worker, as bytes, with files beside them where they speak of some.

use js_sys::{Array, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, Event, MessageEvent};

/// The bytes of a word; `None` for one that cannot be written, which none of the protocol's is.
#[must_use]
pub fn write<T: Serialize>(word: &T) -> Option<Uint8Array> {
    postcard::to_allocvec(word).ok().map(|bytes| Uint8Array::from(bytes.as_slice()))
}

/// The message that brings a word and the files beside it. The browser hands files on without copying what they hold.
#[must_use]
pub fn beside(word: Uint8Array, files: &[Blob]) -> JsValue {
    if files.is_empty() {
        return word.into();
    }
    let parts = Array::of1(&word);
    for file in files {
        parts.push(file);
    }
    parts.into()
}

/// The word that a message brings; `None` where it brings anything else.
#[must_use]
pub fn read<T: DeserializeOwned>(event: &Event) -> Option<T> {
    let data = event.dyn_ref::<MessageEvent>()?.data();
    word(data)
}

/// The word that a message brings, and the files beside it.
#[cfg(feature = "engine")]
#[must_use]
pub fn read_beside<T: DeserializeOwned>(event: &Event) -> Option<(T, Vec<Blob>)> {
    let data = event.dyn_ref::<MessageEvent>()?.data();
    let parts = data.dyn_ref::<Array>().map_or_else(|| Array::of1(&data), Clone::clone);
    let files = parts.iter().skip(1).filter_map(|part| part.dyn_into().ok()).collect();
    Some((word(parts.get(0))?, files))
}

fn word<T: DeserializeOwned>(data: JsValue) -> Option<T> {
    let bytes: Uint8Array = data.dyn_into().ok()?;
    postcard::from_bytes(&bytes.to_vec()).ok()
}
