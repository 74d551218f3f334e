//! Text that is UTF-8 already, taken as it is.

use encoding_rs::{Decoder, UTF_8};

/// A byte order mark is told by so many bytes at most.
const MARK: usize = 3;

/// Knows when a decoder of UTF-8 holds no part of a letter, so that whole letters need not pass through it.
#[derive(Debug, Default)]
pub(crate) struct Utf8 {
    /// How many bytes the decoder has had, as far as they may be a mark.
    begun: usize,
    /// How many bytes are still to come of the letter that the decoder holds.
    missing: usize,
}

impl Utf8 {
    /// Whether the decoder holds no part of a letter.
    pub(crate) fn is_whole(&self) -> bool {
        self.missing == 0
    }

    /// Divides the next bytes into those that the decoder must take first, text, and those that it must take
    /// after it; `None` if it must take all.
    pub(crate) fn divide<'a>(
        &mut self,
        decoder: &Decoder,
        bytes: &'a [u8],
    ) -> Option<(&'a [u8], &'a str, &'a [u8])> {
        let begun = self.begun;
        self.begun = (begun + bytes.len()).min(MARK);
        let follow = bytes.iter().take(self.missing).take_while(|&&byte| byte & 0xc0 == 0x80).count();
        let missing = self.missing - follow;
        if follow == bytes.len() {
            self.missing = missing;
            return None;
        }
        let (held, rest) = bytes.split_at(follow);
        let (cut, wanted) = cut_letter(rest);
        self.missing = wanted;
        if decoder.encoding() != UTF_8 || begun < MARK || missing > 0 {
            return None;
        }
        let (whole, cut) = rest.split_at(rest.len() - cut);
        Some((held, simdutf8::basic::from_utf8(whole).ok()?, cut))
    }
}

/// How many bytes at the end begin a letter that does not end there, and how many bytes it still wants.
fn cut_letter(bytes: &[u8]) -> (usize, usize) {
    for (place, byte) in bytes.iter().rev().take(3).enumerate() {
        let length = match byte {
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf7 => 4,
            0x80..=0xbf => continue,
            _ => return (0, 0),
        };
        let here = place + 1;
        return if length > here { (here, length - here) } else { (0, 0) };
    }
    (0, 0)
}

#[cfg(test)]
mod tests {
    use crate::ingest::text::TextDecoder;

    /// Decodes in pieces of a size: what comes out, and whether something was no text.
    fn decoded(bytes: &[u8], size: usize) -> (String, bool) {
        let mut decoder = TextDecoder::new("utf-8").unwrap();
        let mut text = String::new();
        for piece in bytes.chunks(size) {
            decoder.push(piece, false, &mut text);
        }
        decoder.push(&[], true, &mut text);
        (text, decoder.outcome().broken)
    }

    #[test]
    fn text_is_the_same_at_every_split_whole_and_damaged() {
        let plain = "线索,编号\r\nL1,é,😀,\u{a0}\n".repeat(3).into_bytes();
        let mut texts = vec![[b"\xef\xbb\xbf".as_slice(), &plain].concat(), plain.clone()];
        // Every byte in turn becomes one that may begin a letter, follow in one, or stand nowhere.
        for place in 0..plain.len() {
            for byte in [b'x', 0x80, 0xbf, 0xc3, 0xe7, 0xf0, 0xf8, 0xff] {
                let mut damaged = plain.clone();
                damaged[place] = byte;
                texts.push(damaged);
            }
        }
        for bytes in texts {
            let (want, replaced) = {
                let (text, _, replaced) = encoding_rs::UTF_8.decode(&bytes);
                (text.into_owned(), replaced)
            };
            for size in 1..=16 {
                assert_eq!(decoded(&bytes, size), (want.clone(), replaced), "{bytes:x?} in pieces of {size}");
            }
        }
    }
}
