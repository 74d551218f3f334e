//! The browser's own decoders, for what is not UTF-8.

use dealerscope_core::encodings::{Decoder, Find};
use js_sys::Reflect;
use wasm_bindgen::UnwrapThrowExt as _;
use web_sys::{TextDecodeOptions, TextDecoder, TextDecoderOptions};

/// Finds the browser's decoder of an encoding.
pub(super) const FIND: Find = |label| {
    let lenient = decoder(label, false)?;
    let strict = Some(decoder(label, true)?);
    Some((lenient.encoding(), Box::new(Browser { lenient, strict })))
};

/// A decoder that keeps a byte order mark, and throws at bytes that are no text or writes something in their place.
fn decoder(label: &str, strict: bool) -> Option<TextDecoder> {
    let options = TextDecoderOptions::new();
    options.set_fatal(strict);
    Reflect::set(&options, &"ignoreBOM".into(), &true.into()).ok()?;
    TextDecoder::new_with_label_and_options(label, &options).ok()
}

struct Browser {
    lenient: TextDecoder,
    /// Reads along until something is no text: a replacement sign may as well stand in the file.
    strict: Option<TextDecoder>,
}

impl Decoder for Browser {
    fn decode(&mut self, bytes: &[u8], last: bool, out: &mut String) -> bool {
        let options = TextDecodeOptions::new();
        options.set_stream(!last);
        // It fails where it has no memory left, or will not decode so much at all. No text may be lost by that: the page
        // tells of a worker that ends, and at which file.
        out.push_str(&self.lenient.decode_with_u8_array_and_options(bytes, &options).unwrap_throw());
        let sound = |strict: &TextDecoder| strict.decode_with_u8_array_and_options(bytes, &options).is_ok();
        self.strict.take_if(|strict| !sound(strict)).is_some()
    }
}
