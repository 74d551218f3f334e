//! Bytes become UTF-8: by the stated encoding, a byte order mark, or what fits.

use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, UTF_8};

/// What was learnt of a file's encoding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The encoding was guessed, and is this.
    pub(crate) guessed: Option<&'static str>,
    /// Some bytes were no text and became the replacement sign.
    pub(crate) broken: bool,
}

/// How many bytes, from the first that is not ASCII, an encoding is guessed by.
const WINDOW: usize = 1 << 16;

/// Turns bytes that come in pieces of any size into UTF-8, the same at every split.
///
/// Without a stated encoding the bytes from the first one that is not ASCII are held back until a
/// window of them is full. They are UTF-8 if they can be; GB18030, the other encoding that Chinese
/// exports come in, if they can be that; and otherwise damaged UTF-8.
pub(crate) struct TextDecoder {
    decoder: Decoder,
    /// The encoding is stated or decided.
    settled: bool,
    pending: Vec<u8>,
    started: bool,
    outcome: Outcome,
}

impl TextDecoder {
    /// A decoder for an encoding named as browsers name it, or for one to be found out when empty.
    /// `None` for a name that is not known.
    pub(crate) fn new(label: &str) -> Option<Self> {
        let encoding = if label.is_empty() { UTF_8 } else { Encoding::for_label(label.as_bytes())? };
        Some(Self {
            decoder: encoding.new_decoder(),
            settled: !label.is_empty(),
            pending: Vec::new(),
            started: false,
            outcome: Outcome::default(),
        })
    }

    /// Decodes the next bytes onto `out`; `last` ends the file.
    pub(crate) fn push(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        if self.started && self.settled && self.pending.is_empty() {
            return self.run(bytes, last, out);
        }
        self.pending.extend_from_slice(bytes);
        if !self.started {
            if self.pending.len() < 3 && !last {
                return;
            }
            self.started = true;
            if let Some((encoding, _)) = Encoding::for_bom(&self.pending) {
                self.decoder = encoding.new_decoder_with_bom_removal();
                self.settled = true;
            }
        }
        if !self.settled {
            let ascii = self.pending.iter().take_while(|b| b.is_ascii()).count();
            if let Ok(text) = std::str::from_utf8(&self.pending[..ascii]) {
                out.push_str(text);
            }
            self.pending.drain(..ascii);
            if self.pending.len() < WINDOW && !last {
                return;
            }
            self.settle();
        }
        let held = std::mem::take(&mut self.pending);
        self.run(&held, last, out);
    }

    /// Decides on the encoding by the bytes that are held back.
    fn settle(&mut self) {
        self.settled = true;
        let window = &self.pending[..self.pending.len().min(WINDOW)];
        // A sequence that the window's end cuts is no error.
        let utf8 = std::str::from_utf8(window).map_or_else(|e| e.error_len().is_none(), |_| true);
        if utf8 {
            return;
        }
        let mut trial = GB18030.new_decoder_without_bom_handling();
        let mut text = String::with_capacity(window.len() * 3 + 16);
        let (_, _, replaced) = trial.decode_to_string(window, &mut text, false);
        if !replaced {
            self.decoder = GB18030.new_decoder_without_bom_handling();
            self.outcome.guessed = Some(GB18030.name());
        }
    }

    fn run(&mut self, mut bytes: &[u8], last: bool, out: &mut String) {
        loop {
            out.reserve(self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3));
            let (result, read, replaced) = self.decoder.decode_to_string(bytes, out, last);
            self.outcome.broken |= replaced;
            bytes = &bytes[read..];
            if result == CoderResult::InputEmpty {
                return;
            }
        }
    }

    /// What was learnt, once the file has ended.
    pub(crate) fn outcome(&self) -> Outcome {
        self.outcome
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Decodes in pieces of every size, which must all agree.
    #[track_caller]
    fn check(label: &str, bytes: &[u8], want: &str) -> Outcome {
        let mut outcomes = Vec::new();
        for size in 1..=bytes.len().max(1) {
            let mut decoder = TextDecoder::new(label).unwrap();
            let mut out = String::new();
            for piece in bytes.chunks(size) {
                decoder.push(piece, false, &mut out);
            }
            decoder.push(&[], true, &mut out);
            assert_eq!(out, want, "in pieces of {size}");
            outcomes.push(decoder.outcome());
        }
        assert!(outcomes.windows(2).all(|w| w[0] == w[1]));
        outcomes[0]
    }

    #[test]
    fn utf8_needs_no_guess() {
        assert_eq!(check("", "线索,id\n".as_bytes(), "线索,id\n"), Outcome::default());
        assert_eq!(check("", "\u{feff}线索".as_bytes(), "线索"), Outcome::default());
        assert_eq!(check("", b"", ""), Outcome::default());
    }

    #[test]
    fn gb18030_is_found_without_being_told() {
        let (bytes, _, _) = GB18030.encode("id,name\n1,展厅到访\n");
        let outcome = check("", &bytes, "id,name\n1,展厅到访\n");
        assert_eq!(outcome, Outcome { guessed: Some("gb18030"), broken: false });
        assert_eq!(check("gbk", &bytes, "id,name\n1,展厅到访\n"), Outcome::default());
    }

    #[test]
    fn utf16_is_known_by_its_mark() {
        let bytes: Vec<u8> = "\u{feff}展,1".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(check("", &bytes, "展,1"), Outcome::default());
    }

    #[test]
    fn damage_in_utf8_is_damage() {
        let outcome = check("", b"\xE5\xB1\x95,\xFF,1", "展,\u{fffd},1");
        assert_eq!(outcome, Outcome { guessed: None, broken: true });
    }

    #[test]
    fn an_unknown_encoding_is_none() {
        assert!(TextDecoder::new("klingon").is_none());
    }
}
