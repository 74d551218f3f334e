//! What a second reader does: it reads the last part of a file for the worker that has started it.

use dealerscope_core::contract;
use dealerscope_core::descriptor::Descriptor;
use dealerscope_core::ingest::{HEAD, Loader, Part};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::fetch::Stream;
use super::files::length;
use super::watch::{Stop, Watch};

/// What the worker of a second reader is called, before the number by which it hashes as the first one does.
const NAME: &str = "second ";

/// The name of a second reader's worker.
pub(super) fn name(seed: u64) -> String {
    format!("{NAME}{seed}")
}

/// The number by which a second reader hashes, if this worker is one.
pub(super) fn seed(name: &str) -> Option<u64> {
    name.strip_prefix(NAME)?.parse().ok()
}

/// The files that are read before the leads, as the leads refer to them: those of the dealers.
pub(super) fn needed(loader: &Loader) -> Vec<String> {
    let dealers = loader.resources().iter().filter(|resource| resource.name == contract::DEALERS.name);
    dealers.map(|resource| resource.path.clone()).collect()
}

/// Reads the leads from a byte on, and sends what was found, or nothing where that cannot be told. The files are those
/// that are needed, and the leads.
pub(super) async fn assist(descriptor: Vec<u8>, from: u64, files: Vec<Blob>, mut watch: Watch) {
    let part = read(&descriptor, from, files, &mut watch).await.ok().flatten();
    let told = part.as_ref().and_then(|part| postcard::to_allocvec(part.told()).ok());
    let (message, buffers) = match (part, told) {
        (Some(part), Some(told)) => {
            let buffers = Array::of1(&Uint8Array::from(told.as_slice()).buffer());
            part.columns(|column| {
                buffers.push(&Uint8Array::from(column).buffer());
            });
            (buffers.clone().into(), buffers)
        }
        _ => (JsValue::NULL, Array::new()),
    };
    // Whoever has started it is there as long as it is.
    let _ = super::scope().post_message_with_transfer(&message, &buffers);
}

async fn read(
    descriptor: &[u8],
    from: u64,
    files: Vec<Blob>,
    watch: &mut Watch,
) -> Result<Option<Part>, Stop> {
    let mut loader = Loader::new(Descriptor::read(descriptor)?);
    let paths: Vec<String> = loader.resources().iter().map(|resource| resource.path.clone()).collect();
    let index = |path: &str| paths.iter().position(|other| other == path);
    let mut bytes = Vec::new();
    for (path, file) in needed(&loader).iter().zip(&files) {
        let Some(index) = index(path) else { return Ok(None) };
        loader.begin(index)?;
        let mut stream = Stream::of(file, path);
        while stream.next(&mut bytes).await? {
            loader.push(&bytes)?;
        }
        loader.end()?;
    }
    let leads = (0..paths.len()).find(|&index| loader.is_divisible(index));
    let (Some(leads), Some(file)) = (leads, files.last()) else { return Ok(None) };
    loader.begin(leads)?;
    let Some(head) = piece(file, 0, HEAD as u64) else { return Ok(None) };
    let Some(head) = whole(&head).await else { return Ok(None) };
    let lines = head.iter().rposition(|&byte| byte == b'\n').map_or(0, |place| place + 1);
    loader.push(&head[..lines])?;
    let Some(rest) = piece(file, from, length(file)).filter(|rest| loader.begin_part(length(rest))) else {
        return Ok(None);
    };
    let mut stream = Stream::of(&rest, &paths[leads]);
    while stream.next(&mut bytes).await? {
        super::open::push(&mut loader, &bytes, watch).await?;
        if !loader.is_apart() {
            return Ok(None);
        }
    }
    Ok(loader.part())
}

/// A part of a file.
#[allow(clippy::cast_precision_loss, reason = "lengths of files stay far below 2^53")]
pub(super) fn piece(file: &Blob, from: u64, to: u64) -> Option<Blob> {
    file.slice_with_f64_and_f64(from as f64, to as f64).ok()
}

/// All bytes of a small piece.
pub(super) async fn whole(piece: &Blob) -> Option<Vec<u8>> {
    let buffer: ArrayBuffer = JsFuture::from(piece.array_buffer()).await.ok()?.dyn_into().ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
