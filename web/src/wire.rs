//! Words between the page and its worker, as bytes.

use js_sys::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use web_sys::{Event, MessageEvent};

/// The bytes of a word; `None` for one that cannot be written, which none of the protocol's is.
#[must_use]
pub fn write<T: Serialize>(word: &T) -> Option<Uint8Array> {
    postcard::to_allocvec(word).ok().map(|bytes| Uint8Array::from(bytes.as_slice()))
}

/// The word that a message brings; `None` where it brings anything else.
#[must_use]
pub fn read<T: DeserializeOwned>(event: &Event) -> Option<T> {
    let data = event.dyn_ref::<MessageEvent>()?.data();
    let bytes: Uint8Array = data.dyn_into().ok()?;
    postcard::from_bytes(&bytes.to_vec()).ok()
}
