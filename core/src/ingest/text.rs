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

/// Turns bytes that come in pieces of any size into UTF-8, the same at every split.
///
/// Without a stated encoding it begins as UTF-8. Bytes that cannot be UTF-8 after nothing but ASCII
/// make it GB18030, the other encoding that Chinese exports come in; after other UTF-8 text they
/// are damage.
pub(crate) struct TextDecoder {
    decoder: Decoder,
    stated: bool,
    pending: Vec<u8>,
    ascii_so_far: bool,
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
            stated: !label.is_empty(),
            pending: Vec::new(),
            ascii_so_far: true,
            started: false,
            outcome: Outcome::default(),
        })
    }

    /// Decodes the next bytes onto `out`; `last` ends the file.
    pub(crate) fn push(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        if !self.started {
            self.pending.extend_from_slice(bytes);
            if self.pending.len() < 3 && !last {
                return;
            }
            self.started = true;
            let head = std::mem::take(&mut self.pending);
            if let Some((encoding, _)) = Encoding::for_bom(&head) {
                self.decoder = encoding.new_decoder_with_bom_removal();
                self.stated = true;
            }
            return self.decode(&head, last, out);
        }
        self.decode(bytes, last, out);
    }

    fn decode(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        if self.stated {
            return self.run(bytes, last, out);
        }
        let joined;
        let bytes = if self.pending.is_empty() {
            bytes
        } else {
            let mut all = std::mem::take(&mut self.pending);
            all.extend_from_slice(bytes);
            joined = all;
            &joined
        };
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                self.ascii_so_far &= text.is_ascii();
                out.push_str(text);
            }
            Err(e) => {
                let (good, rest) = bytes.split_at(e.valid_up_to());
                if let Ok(text) = std::str::from_utf8(good) {
                    self.ascii_so_far &= text.is_ascii();
                    out.push_str(text);
                }
                if e.error_len().is_none() && !last {
                    self.pending = rest.to_vec();
                    return;
                }
                self.stated = true;
                if self.ascii_so_far {
                    self.outcome.guessed = Some(GB18030.name());
                    self.decoder = GB18030.new_decoder_without_bom_handling();
                } else {
                    self.decoder = UTF_8.new_decoder_without_bom_handling();
                }
                self.run(rest, last, out);
            }
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
