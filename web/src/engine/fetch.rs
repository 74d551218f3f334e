//! Bytes from an address or of a file, piece by piece.

use js_sys::{ArrayBuffer, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, Blob, ReadableStream, ReadableStreamByobReader, ReadableStreamDefaultReader,
    RequestInit, Response, WorkerGlobalScope,
};

use crate::protocol::Trouble;

/// A file on its way. Dropping it stops the transfer.
pub(super) struct Stream {
    name: String,
    reader: Reader,
}

/// What takes the bytes from the browser.
enum Reader {
    /// Into one piece of memory, again and again.
    Byob(ReadableStreamByobReader, ArrayBuffer),
    /// Into memory that each piece brings, where a browser knows no better.
    Default(ReadableStreamDefaultReader),
}

/// How many bytes are taken at once at most.
const MOST_AT_ONCE: u32 = 1 << 20;

impl Reader {
    fn of(body: &ReadableStream) -> Self {
        match ReadableStreamByobReader::new(body) {
            Ok(reader) => Self::Byob(reader, ArrayBuffer::new(MOST_AT_ONCE)),
            Err(_) => Self::Default(body.get_reader().unchecked_into()),
        }
    }

    /// The next bytes; `None` at the end.
    async fn read(&mut self) -> Result<Option<Uint8Array>, JsValue> {
        let promise = match self {
            Self::Byob(reader, memory) => reader.read_with_array_buffer_view(&Uint8Array::new(memory)),
            Self::Default(reader) => reader.read(),
        };
        let read = JsFuture::from(promise).await?;
        if Reflect::get(&read, &"done".into())?.is_truthy() {
            return Ok(None);
        }
        let bytes: Uint8Array = Reflect::get(&read, &"value".into())?.dyn_into()?;
        if let Self::Byob(_, memory) = self {
            // The memory that was lent comes back under another name.
            *memory = bytes.buffer();
        }
        Ok(Some(bytes))
    }

    fn cancel(&self) -> Promise {
        match self {
            Self::Byob(reader, _) => reader.cancel(),
            Self::Default(reader) => reader.cancel(),
        }
    }
}

/// A file that was asked for. What goes wrong is said when it is opened; dropping it before takes the question back.
pub(super) struct Asked {
    name: String,
    answer: Option<JsFuture>,
    abort: Option<AbortController>,
}

impl Asked {
    /// Asks for a file, which trouble calls by `name`.
    pub(super) fn of(url: &str, name: &str) -> Self {
        let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
        let abort = AbortController::new().ok();
        let how = RequestInit::new();
        how.set_signal(abort.as_ref().map(AbortController::signal).as_ref());
        let answer = JsFuture::from(scope.fetch_with_str_and_init(url, &how));
        Self { name: name.to_owned(), answer: Some(answer), abort }
    }

    /// Waits until it begins to come.
    pub(super) async fn open(mut self) -> Result<Stream, Trouble> {
        let name = self.name.clone();
        let trouble = |e: &JsValue| Trouble::Unreachable(name.clone(), reason(e));
        let answer = self.answer.take().ok_or_else(|| trouble(&JsValue::NULL))?;
        let response = answer.await.map_err(|e| trouble(&e))?;
        let response: Response = response.unchecked_into();
        if !response.ok() {
            return Err(Trouble::Unreachable(name, format!("HTTP {}", response.status())));
        }
        let body = response.body().ok_or_else(|| trouble(&JsValue::NULL))?;
        // From here on it is the stream that is given up.
        self.abort = None;
        Ok(Stream { name, reader: Reader::of(&body) })
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

impl Stream {
    /// Asks for a file, which trouble calls by `name`, and waits until it begins to come.
    pub(super) async fn open(url: &str, name: &str) -> Result<Self, Trouble> {
        Asked::of(url, name).open().await
    }

    /// A file of the reader, which trouble calls by `name`. An address of it would do as well, but then the browser
    /// treats its bytes as if they came over a network.
    pub(super) fn of(file: &Blob, name: &str) -> Self {
        Self { name: name.to_owned(), reader: Reader::of(&file.stream()) }
    }

    /// The next piece, written into `piece`; `false` at the end.
    pub(super) async fn next(&mut self, piece: &mut Vec<u8>) -> Result<bool, Trouble> {
        let read = self.reader.read().await;
        let read = read.map_err(|e| Trouble::Unreachable(self.name.clone(), reason(&e)))?;
        let Some(bytes) = read else { return Ok(false) };
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
