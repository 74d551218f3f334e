//! Encodings other than UTF-8, by the labels of the Encoding Standard (<https://encoding.spec.whatwg.org/#names-and-labels>).
//!
//! Their tables are a sixth of what an engine with all of them weighs, and every browser has them: there the host
//! brings its own decoders, elsewhere a library does. A host is slow to talk to: UTF-16 needs no table, and those of the
//! others are learnt from it while they are needed.

mod learnt;
#[cfg(not(target_arch = "wasm32"))]
mod library;
mod names;
mod utf16;
pub(crate) mod utf8;

use std::sync::OnceLock;

use learnt::Learnt;
pub(crate) use names::{GB18030, UTF_8, UTF_16BE, UTF_16LE, is_ascii_compatible};
use utf16::Utf16;

/// Decodes one text, which comes in pieces of any size. A byte order mark is not its matter: it stays.
pub trait Decoder {
    /// Decodes the next bytes onto `out`; `last` ends the text. What is no text becomes replacement signs, as the
    /// standard says; gives `true` at least the first time that this happens.
    fn decode(&mut self, bytes: &[u8], last: bool, out: &mut String) -> bool;
}

/// Finds an encoding by a label of the standard: its name, in letters of either case, and a decoder. `None` for a
/// label that is not known.
pub type Find = fn(label: &str) -> Option<(String, Box<dyn Decoder>)>;

static HOST: OnceLock<Find> = OnceLock::new();

/// Has encodings found by the host from now on. The first host stays.
pub fn are_found_by(host: Find) {
    let _ = HOST.set(host);
}

#[cfg(not(target_arch = "wasm32"))]
const DEFAULT: Find = library::find;
/// Where nobody brings decoders, text that is stated or seen to be UTF-8 is all that can be read.
#[cfg(target_arch = "wasm32")]
const DEFAULT: Find = |_| None;

/// The standard's name of an encoding, and a decoder; `None` for a label that is not known.
pub(crate) fn find(label: &str) -> Option<(&'static str, Box<dyn Decoder>)> {
    let find = *HOST.get().unwrap_or(&DEFAULT);
    let (name, decoder) = find(label)?;
    let name = names::known(&name)?;
    let fast: Box<dyn Decoder> = match name {
        _ if HOST.get().is_none() => decoder,
        UTF_16LE => Box::new(Utf16::little()),
        UTF_16BE => Box::new(Utf16::big()),
        _ if name == UTF_8 || !is_ascii_compatible(name) => decoder,
        _ => Box::new(Learnt::new(name, decoder, || Some(find(label)?.1))?),
    };
    Some((name, fast))
}

/// Decodes a text that is there as a whole.
pub(crate) fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let mut text = String::new();
    HOST.get().unwrap_or(&DEFAULT)(label)?.1.decode(bytes, true, &mut text);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::Decoder;

    /// What a decoder makes of bytes that come in pieces of a size, and whether it finds some that are no text.
    pub(super) fn decoded(mut decoder: impl Decoder, bytes: &[u8], size: usize) -> (String, bool) {
        let (mut text, mut broken) = (String::new(), false);
        for piece in bytes.chunks(size) {
            broken |= decoder.decode(piece, false, &mut text);
        }
        broken |= decoder.decode(&[], true, &mut text);
        (text, broken)
    }
}
