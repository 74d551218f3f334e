//! Bytes from an address, piece by piece.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ReadableStreamDefaultReader, Response, WorkerGlobalScope};

use crate::protocol::Trouble;

/// A file on its way. Dropping it stops the transfer.
pub(super) struct Stream {
    name: String,
    reader: ReadableStreamDefaultReader,
}

impl Stream {
    /// Asks for a file, which trouble calls by `name`.
    pub(super) async fn open(url: &str, name: &str) -> Result<Self, Trouble> {
        let trouble = |e: &JsValue| Trouble::Unreachable(name.to_owned(), reason(e));
        let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
        let response = JsFuture::from(scope.fetch_with_str(url)).await.map_err(|e| trouble(&e))?;
        let response: Response = response.unchecked_into();
        if !response.ok() {
            return Err(Trouble::Unreachable(name.to_owned(), format!("HTTP {}", response.status())));
        }
        let body = response.body().ok_or_else(|| trouble(&JsValue::NULL))?;
        Ok(Self { name: name.to_owned(), reader: body.get_reader().unchecked_into() })
    }

    /// The next piece, written into `piece`; `false` at the end.
    pub(super) async fn next(&mut self, piece: &mut Vec<u8>) -> Result<bool, Trouble> {
        let read = JsFuture::from(self.reader.read())
            .await
            .map_err(|e| Trouble::Unreachable(self.name.clone(), reason(&e)))?;
        let value = Reflect::get(&read, &"value".into()).unwrap_or(JsValue::UNDEFINED);
        let Ok(bytes) = value.dyn_into::<Uint8Array>() else { return Ok(false) };
        piece.resize(bytes.length() as usize, 0);
        bytes.copy_to(piece);
        Ok(true)
    }

    /// All of it.
    pub(super) async fn whole(mut self) -> Result<Vec<u8>, Trouble> {
        let (mut all, mut piece) = (Vec::new(), Vec::new());
        while self.next(&mut piece).await? {
            all.extend_from_slice(&piece);
        }
        Ok(all)
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let cancelled = JsFuture::from(self.reader.cancel());
        // There is nobody left to tell when a stream that has broken off cannot be cancelled.
        spawn_local(async move { drop(cancelled.await) });
    }
}

fn reason(error: &JsValue) -> String {
    let error: Option<&js_sys::Error> = error.dyn_ref();
    error.map(|e| String::from(e.message())).unwrap_or_default()
}
