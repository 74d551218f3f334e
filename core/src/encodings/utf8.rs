//! UTF-8 that comes in pieces of any size.

/// Decodes UTF-8. A byte order mark is not its matter: it stays.
#[derive(Debug, Default)]
pub(crate) struct Utf8 {
    /// The beginning of a letter that does not end in what has come.
    held: Vec<u8>,
    /// How many bytes are still to come of that letter.
    missing: usize,
}

impl Utf8 {
    /// Whether no part of a letter is held.
    pub(crate) fn is_whole(&self) -> bool {
        self.held.is_empty()
    }

    /// Decodes the next bytes onto `out`; `last` ends the text. Gives whether some bytes were no text: the longest
    /// beginning of a letter, or else a byte, becomes one replacement sign, as the Encoding Standard has it.
    pub(crate) fn decode(&mut self, bytes: &[u8], last: bool, out: &mut String) -> bool {
        let follow = bytes.iter().take(self.missing).take_while(|&&byte| byte & 0xc0 == 0x80).count();
        let (held, rest) = bytes.split_at(follow);
        self.held.extend_from_slice(held);
        self.missing -= follow;
        if self.missing > 0 && rest.is_empty() && !last {
            return false;
        }
        let mut broken = append(&self.held, out);
        let (cut, wanted) = if last { (0, 0) } else { cut_letter(rest) };
        let (whole, cut) = rest.split_at(rest.len() - cut);
        self.held.clear();
        self.held.extend_from_slice(cut);
        self.missing = wanted;
        broken |= append(whole, out);
        broken
    }
}

/// Writes the text of bytes, and gives whether some were none.
pub(crate) fn append(bytes: &[u8], out: &mut String) -> bool {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        out.push_str(text);
        return false;
    }
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            out.push(char::REPLACEMENT_CHARACTER);
        }
    }
    true
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
            for byte in [b'x', 0x80, 0xbf, 0xc3, 0xe0, 0xe7, 0xed, 0xf0, 0xf4, 0xf8, 0xff] {
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

    #[test]
    fn text_may_end_anywhere() {
        let bytes = "é线😀".as_bytes();
        for end in 0..=bytes.len() {
            let (want, _, replaced) = encoding_rs::UTF_8.decode(&bytes[..end]);
            for size in 1..=bytes.len() {
                assert_eq!(decoded(&bytes[..end], size), (want.clone().into_owned(), replaced));
            }
        }
    }
}
