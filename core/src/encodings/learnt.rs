//! Decoders that look up what a host's decoder says of single bytes and pairs, and ask it for the rest.
//!
//! A host's own decoder may be slow to talk to: a browser hands text over in its own form, letter by letter. Nearly all
//! text of the encodings in which a line break is always one is ASCII and letters of one or two bytes. What those come
//! to is learnt from the host once; what is not among them is decoded by it, up to the end of its line, where no letter
//! is left half done.

use std::sync::{Arc, Mutex, PoisonError};

use super::{Decoder, utf8};

/// The first byte that is not ASCII, and how many there are.
const HIGH: u8 = 0x80;
const HIGHS: usize = 0x80;
/// The least byte that ends a pair, and how many there are. Those below are digits and signs of lines and cells, which
/// end letters of four bytes, if any.
const TRAIL: u8 = 0x40;
const TRAILS: usize = 0xc0;

/// A host that is asked about so many lines of a piece is asked about the rest at once: each time costs more than letters do.
const MOST_LINES: u32 = 64;

/// A letter as UTF-8, filled up with zeros; all zeros where the host must be asked.
type Letter = [u8; 4];
const UNKNOWN: Letter = [0; 4];

/// What single bytes and pairs come to in one encoding.
struct Table {
    singles: Vec<Letter>,
    pairs: Vec<Letter>,
}

impl Table {
    /// Asks a fresh decoder what each byte and each pair comes to, one to a line.
    fn learn(decoder: &mut dyn Decoder) -> Self {
        let highs = HIGH..=u8::MAX;
        let mut lines: Vec<u8> = highs.clone().flat_map(|byte| [byte, b'\n']).collect();
        for lead in highs {
            lines.extend((TRAIL..=u8::MAX).flat_map(|trail| [lead, trail, b'\n']));
        }
        let mut text = String::new();
        decoder.decode(&lines, true, &mut text);
        let mut letters: Vec<Letter> = text.lines().map(letter).collect();
        // A host in which a line break is lost is one to be asked about everything.
        if letters.len() != HIGHS + HIGHS * TRAILS {
            letters = vec![UNKNOWN; HIGHS + HIGHS * TRAILS];
        }
        let pairs = letters.split_off(HIGHS);
        Self { singles: letters, pairs }
    }

    /// The letter that bytes begin with, as UTF-8, and how many bytes of them it takes; `None` where the host must be
    /// asked. The first byte is not ASCII.
    fn look_up(&self, bytes: &[u8]) -> Option<(Letter, usize)> {
        let (&lead, rest) = bytes.split_first()?;
        let row = usize::from(lead.checked_sub(HIGH)?);
        let single = *self.singles.get(row)?;
        if single != UNKNOWN {
            return Some((single, 1));
        }
        let column = usize::from(rest.first()?.checked_sub(TRAIL)?);
        let pair = *self.pairs.get(row * TRAILS + column)?;
        (pair != UNKNOWN).then_some((pair, 2))
    }

    /// Writes letters until the bytes end or the host must be asked, and gives how many bytes that were.
    fn decode(&self, bytes: &[u8], out: &mut Vec<u8>) -> usize {
        let mut place = 0;
        loop {
            let rest = &bytes[place..];
            let plain = ascii(rest);
            out.extend_from_slice(&rest[..plain]);
            place += plain;
            while let Some((letter, taken)) = self.look_up(&bytes[place..]) {
                let length = if letter[2] == 0 { 2 } else { 3 + usize::from(letter[3] != 0) };
                out.extend_from_slice(&letter[..length]);
                place += taken;
            }
            if bytes.get(place).is_none_or(|byte| !byte.is_ascii()) {
                return place;
            }
        }
    }
}

/// The letter that a line is, if it is one and not what stands for bytes that are no text.
fn letter(line: &str) -> Letter {
    let mut letters = line.chars();
    let mut letter = UNKNOWN;
    if let (Some(only), None) = (letters.next(), letters.next())
        && only != char::REPLACEMENT_CHARACTER
        && !only.is_ascii()
    {
        only.encode_utf8(&mut letter);
    }
    letter
}

/// How many bytes at the beginning are ASCII.
fn ascii(bytes: &[u8]) -> usize {
    const HIGHEST: u64 = u64::from_le_bytes([HIGH; 8]);
    let (words, rest) = bytes.as_chunks::<8>();
    for (place, &word) in words.iter().enumerate() {
        let high = u64::from_le_bytes(word) & HIGHEST;
        if high != 0 {
            return place * 8 + high.trailing_zeros() as usize / 8;
        }
    }
    bytes.len() - rest.len() + rest.iter().take_while(|byte| byte.is_ascii()).count()
}

/// The tables of the encodings that were met, by name.
static TABLES: Mutex<Vec<(&str, Arc<Table>)>> = Mutex::new(Vec::new());

/// A decoder of an encoding in which a line break is always one.
pub(super) struct Learnt {
    table: Arc<Table>,
    host: Box<dyn Decoder>,
    /// The host decodes the rest of the line.
    asking: bool,
    known: Vec<u8>,
}

impl Learnt {
    /// Goes on with a host's decoder of the encoding of this name; `fresh` makes another one, to learn from.
    pub(super) fn new(
        name: &'static str,
        host: Box<dyn Decoder>,
        fresh: impl FnOnce() -> Option<Box<dyn Decoder>>,
    ) -> Option<Self> {
        let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
        let known = tables.iter().find(|(met, _)| *met == name).map(|(_, table)| Arc::clone(table));
        let table = if let Some(table) = known {
            table
        } else {
            let table = Arc::new(Table::learn(&mut *fresh()?));
            tables.push((name, Arc::clone(&table)));
            table
        };
        Some(Self { table, host, asking: false, known: Vec::new() })
    }
}

impl Decoder for Learnt {
    fn decode(&mut self, mut bytes: &[u8], last: bool, out: &mut String) -> bool {
        let (mut broken, mut asked) = (false, 0);
        loop {
            if self.asking {
                let end = match asked {
                    MOST_LINES.. => memchr::memrchr(b'\n', bytes),
                    _ => memchr::memchr(b'\n', bytes),
                };
                let line = end.map_or(bytes.len(), |end| end + 1);
                asked += 1;
                let ended = bytes[..line].ends_with(b"\n");
                broken |= self.host.decode(&bytes[..line], last && line == bytes.len(), out);
                bytes = &bytes[line..];
                self.asking = !ended;
            }
            if bytes.is_empty() {
                return broken;
            }
            self.known.clear();
            let taken = self.table.decode(bytes, &mut self.known);
            utf8::append(&self.known, out);
            bytes = &bytes[taken..];
            self.asking = !bytes.is_empty();
            if !self.asking {
                return broken;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encodings::tests::decoded;
    use crate::encodings::{library, names};

    /// Encodings of each kind: pairs, letters of three and four bytes, single bytes, pairs beside single bytes.
    const ENCODINGS: [&str; 9] = [
        "gb18030",
        "GBK",
        "Big5",
        "EUC-KR",
        "EUC-JP",
        "Shift_JIS",
        "windows-1252",
        "KOI8-R",
        "x-user-defined",
    ];

    fn learnt(label: &str) -> Learnt {
        let (name, host) = library::find(label).unwrap();
        Learnt::new(names::known(&name).unwrap(), host, || Some(library::find(label)?.1)).unwrap()
    }

    #[track_caller]
    fn check(label: &str, bytes: &[u8], sizes: &[usize]) {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        for &size in sizes {
            assert_eq!(
                decoded(learnt(label), bytes, size),
                (text.to_string(), broken),
                "{label} {bytes:x?} by {size}"
            );
        }
    }

    #[test]
    fn every_two_bytes_come_to_what_the_library_says() {
        for label in ENCODINGS {
            let pairs: Vec<u8> =
                (0..=u16::MAX).flat_map(|pair| [[0x41; 2], pair.to_be_bytes(), *b"0\n"].concat()).collect();
            check(label, &pairs, &[7, 1 << 12, usize::MAX]);
            // Without line breaks between them, and so with the odd half of what went before.
            let bytes: Vec<u8> = (0..=u16::MAX).map(|n| n.wrapping_mul(40_503).to_be_bytes()[0]).collect();
            check(label, &bytes, &[1, 1 << 10, usize::MAX]);
        }
    }

    proptest::proptest! {
        #[test]
        fn texts_whole_and_damaged_come_to_what_the_library_says(
            which in 0..ENCODINGS.len(),
            words in proptest::collection::vec(("[a-z,\n线索展厅é😀ｱ가𠀀]{0,6}", proptest::collection::vec(proptest::num::u8::ANY, 0..3)), 0..12),
            size in 1_usize..9,
        ) {
            let label = ENCODINGS[which];
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
            let bytes = words.iter().flat_map(|(text, noise)| [&*encoding.encode(text).0, noise].concat()).collect::<Vec<_>>();
            check(label, &bytes, &[size, usize::MAX]);
        }
    }

    #[test]
    fn a_host_is_asked_about_little() {
        let text = learnt("gb18030");
        let known = |letters: &[Letter]| letters.iter().filter(|letter| **letter != UNKNOWN).count();
        // 126 leads by 190 trails, and the euro sign of a single byte.
        assert_eq!((known(&text.table.singles), known(&text.table.pairs)), (1, 126 * 190));
    }
}
