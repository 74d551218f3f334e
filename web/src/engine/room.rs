//! How much memory there is to read a snapshot into.

use js_sys::{ArrayBuffer, Reflect, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};

/// Bytes that this worker has taken already, the snapshot that is shown being among them.
pub(super) fn held() -> u64 {
    let memory = wasm_bindgen::memory().dyn_into::<WebAssembly::Memory>();
    let buffer = memory.ok().and_then(|memory| memory.buffer().dyn_into::<ArrayBuffer>().ok());
    buffer.map_or(0, |buffer| buffer.byte_length().into())
}

/// How many processors the browser says there are.
pub(super) fn processors() -> u32 {
    let navigator = Reflect::get(&js_sys::global(), &JsValue::from_str("navigator"));
    let count = navigator.and_then(|n| Reflect::get(&n, &JsValue::from_str("hardwareConcurrency")));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number")]
    count.ok().and_then(|count| count.as_f64()).map_or(1, |count| count as u32)
}

/// Bytes of memory that the device has, where the browser tells; it tells no more than eight gigabytes.
pub(super) fn device() -> Option<u64> {
    let navigator = Reflect::get(&js_sys::global(), &JsValue::from_str("navigator")).ok()?;
    let giga = Reflect::get(&navigator, &JsValue::from_str("deviceMemory")).ok()?.as_f64()?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between a quarter and eight")]
    Some((giga * 1024.0) as u64 * (1 << 20))
}
