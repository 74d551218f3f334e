//! Bytes become UTF-8: by the stated encoding, a byte order mark, or what fits.

use crate::encodings::utf8::Utf8;
use crate::encodings::{self, Decoder, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// What was learnt of a file's encoding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The encoding was guessed, and is this.
    pub(crate) guessed: Option<&'static str>,
    /// Some bytes were no text and became the replacement sign.
    pub(crate) broken: bool,
}

/// The signs by which a text says of itself in which encoding it is.
const MARKS: [(&[u8], &str); 3] =
    [(b"\xEF\xBB\xBF", UTF_8), (b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)];
/// How many bytes at a file's beginning show whether it has such a mark.
const MARK: usize = 3;
/// How many bytes at a file's beginning show whether it is UTF-16.
const HEAD: usize = 1 << 10;
/// How many bytes, from the first that is not ASCII, an encoding is guessed by.
const WINDOW: usize = 1 << 16;

/// Turns bytes that come in pieces of any size into UTF-8, the same at every split.
///
/// A byte order mark decides, and is no part of the text. Without one a stated encoding holds; where none is stated, text
/// whose commas and digits have a zero beside them is UTF-16.
/// Otherwise the bytes from the first one that is not ASCII are held back until a window of them is
/// full. They are UTF-8 if they can be; GB18030, the other encoding that Chinese exports come in,
/// where that fits better; and otherwise damaged UTF-8.
#[derive(Default)]
pub(crate) struct TextDecoder {
    reading: Reading,
    /// The encoding is stated or decided.
    settled: bool,
    pending: Vec<u8>,
    started: bool,
    outcome: Outcome,
}

/// How bytes become text.
enum Reading {
    Utf8(Utf8),
    Other(&'static str, Box<dyn Decoder>),
}

impl Default for Reading {
    fn default() -> Self {
        Self::Utf8(Utf8::default())
    }
}

impl Reading {
    /// Reading in the encoding of a label; `None` for one that is not known.
    fn of(label: &str) -> Option<Self> {
        if label.eq_ignore_ascii_case(UTF_8) {
            return Some(Self::default());
        }
        let (name, decoder) = encodings::find(label)?;
        Some(if name == UTF_8 { Self::default() } else { Self::Other(name, decoder) })
    }

    fn encoding(&self) -> &'static str {
        match self {
            Self::Utf8(_) => UTF_8,
            Self::Other(name, _) => name,
        }
    }
}

impl TextDecoder {
    /// A decoder for an encoding named as browsers name it, or for one to be found out when empty.
    /// `None` for a name that is not known.
    pub(crate) fn new(label: &str) -> Option<Self> {
        if label.is_empty() {
            return Some(Self::default());
        }
        Some(Self { reading: Reading::of(label)?, settled: true, ..Self::default() })
    }

    /// Decodes the next bytes onto `out`; `last` ends the file.
    pub(crate) fn push(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        // Some decoders forget half a letter when they are handed nothing.
        if bytes.is_empty() && !last {
            return;
        }
        if self.settled && self.started && self.pending.is_empty() {
            return self.run(bytes, last, out);
        }
        self.pending.extend_from_slice(bytes);
        if !self.started {
            if self.pending.len() < if self.settled { MARK } else { HEAD } && !last {
                return;
            }
            self.started = true;
            if !self.is_marked() && !self.settled {
                self.look_at_head();
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

    /// Decides by a byte order mark, and takes it off; gives whether there is one.
    fn is_marked(&mut self) -> bool {
        let Some((mark, name)) = MARKS.into_iter().find(|(mark, _)| self.pending.starts_with(mark)) else {
            return false;
        };
        if let Some(reading) = Reading::of(name) {
            self.reading = reading;
            self.pending.drain(..mark.len());
        }
        self.settled = true;
        true
    }

    /// Decides by zeros beside signs that every table has.
    fn look_at_head(&mut self) {
        // Whatever the language, a table has commas, digits and line breaks; 一 and 最 have a zero
        // on the other side, and no such sign beside it.
        let sign = |b: u8| matches!(b, b'\t' | b'\n' | b'\r' | b' '..=b';');
        let (mut little, mut big) = (0, 0);
        for pair in self.pending[..self.pending.len().min(HEAD)].chunks_exact(2) {
            little += usize::from(sign(pair[0]) && pair[1] == 0);
            big += usize::from(sign(pair[1]) && pair[0] == 0);
        }
        let (most, name) = if little > big { (little, UTF_16LE) } else { (big, UTF_16BE) };
        if most > 1
            && most * 80 >= self.pending.len().min(HEAD)
            && little.min(big) * 4 <= most
            && let Some(reading) = Reading::of(name)
        {
            self.reading = reading;
            self.settled = true;
            self.outcome.guessed = Some(name);
        }
    }

    /// Decides on the encoding by the bytes that are held back.
    fn settle(&mut self) {
        self.settled = true;
        let window = &self.pending[..self.pending.len().min(WINDOW)];
        let (mut letters, mut damaged, mut cut) = (0, 0, false);
        for chunk in window.utf8_chunks() {
            letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            damaged += usize::from(!chunk.invalid().is_empty());
            cut = std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        }
        // A sequence that the window's end cuts is no damage.
        damaged -= usize::from(cut);
        if damaged * 4 <= letters {
            return;
        }
        let (Some((_, mut trial)), Some(reading)) = (encodings::find(GB18030), Reading::of(GB18030)) else {
            return;
        };
        let mut text = String::with_capacity(window.len() * 3 + 16);
        trial.decode(window, false, &mut text);
        if text.matches(char::REPLACEMENT_CHARACTER).count() < damaged {
            self.reading = reading;
            self.outcome.guessed = Some(GB18030);
        }
    }

    fn run(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        self.outcome.broken |= match &mut self.reading {
            Reading::Utf8(utf8) => utf8.decode(bytes, last, out),
            Reading::Other(_, decoder) => decoder.decode(bytes, last, out),
        };
    }

    /// The encoding that the file is read in, once it has ended.
    pub(crate) fn encoding(&self) -> &'static str {
        self.reading.encoding()
    }

    /// The encoding so far, where what follows may be decoded without what came before: between two lines of text
    /// that is sound, in an encoding in which a line break is always one.
    pub(crate) fn between_lines(&self) -> Option<&'static str> {
        let between = match &self.reading {
            Reading::Utf8(utf8) => utf8.is_whole(),
            Reading::Other(name, _) => encodings::is_ascii_compatible(name),
        };
        let whole = self.started && self.pending.is_empty();
        (between && whole && !self.outcome.broken).then(|| self.encoding())
    }

    /// What was learnt, once the file has ended.
    pub(crate) fn outcome(&self) -> Outcome {
        self.outcome
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::{Outcome, TextDecoder};

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
    fn a_mark_is_right_whatever_is_stated() {
        let little: Vec<u8> = "\u{feff}展,1".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}展,1".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for label in ["", "utf-8", "gbk", "utf-16le", "utf-16be", "windows-1252"] {
            for bytes in [little.as_slice(), big.as_slice(), "\u{feff}展,1".as_bytes()] {
                assert_eq!(check(label, bytes, "展,1"), Outcome::default());
            }
        }
        // Further down it is a sign like others, and there is one mark at most.
        assert_eq!(check("", "a\n\u{feff}展".as_bytes(), "a\n\u{feff}展"), Outcome::default());
        assert_eq!(check("utf-8", "\u{feff}\u{feff}展".as_bytes(), "\u{feff}展"), Outcome::default());
    }

    #[test]
    fn utf16_without_a_mark_is_found() {
        for text in ["lead_id,name\n1,展厅\n", "线索编号,经销商\n一,二\n最,第一\n", "a\n1\n"] {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(check("", &little, text).guessed, Some("UTF-16LE"));
            assert_eq!(check("", &big, text).guessed, Some("UTF-16BE"));
            assert_eq!(check("utf-16be", &big, text), Outcome::default());
        }
        // Cells that are filled up with zeros are no UTF-16.
        let padded = "a,b\nx\0\0\0,y\0\0\0\n";
        assert_eq!(check("", padded.as_bytes(), padded), Outcome::default());
        assert_eq!(check("", b"a,b\n1\0,2\n", "a,b\n1\0,2\n"), Outcome::default());
    }

    #[test]
    fn one_damaged_letter_does_not_change_the_guess() {
        let mut bytes = GB18030.encode("名称\n展厅到访\n销售顾问自我开发\n").0.into_owned();
        bytes.insert(5, 0xFF);
        let outcome = check("", &bytes, "名称\n\u{fffd}展厅到访\n销售顾问自我开发\n");
        assert_eq!(outcome, Outcome { guessed: Some("gb18030"), broken: true });
        let mut bytes = "名称\n展厅到访\n".as_bytes().to_vec();
        bytes.insert(7, 0xFF);
        let outcome = check("", &bytes, "名称\n\u{fffd}展厅到访\n");
        assert_eq!(outcome, Outcome { guessed: None, broken: true });
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
