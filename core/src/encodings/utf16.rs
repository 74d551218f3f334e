//! UTF-16 that comes in pieces of any size.

use super::{Decoder, utf8};

/// Decodes UTF-16 of either order of bytes.
pub(super) struct Utf16 {
    /// The higher byte of a unit comes first.
    big: bool,
    /// The first byte of a unit that does not end in what has come.
    byte: Option<u8>,
    /// The first half of a letter of two units, likewise.
    half: Option<u16>,
    /// The text of a piece, as UTF-8.
    text: Vec<u8>,
}

impl Utf16 {
    /// A decoder of units whose lower byte comes first.
    pub(super) fn little() -> Self {
        Self { big: false, byte: None, half: None, text: Vec::new() }
    }

    /// A decoder of units whose higher byte comes first.
    pub(super) fn big() -> Self {
        Self { big: true, ..Self::little() }
    }

    fn unit(&self, bytes: [u8; 2]) -> u16 {
        let unit = u16::from_le_bytes(bytes);
        if self.big { unit.swap_bytes() } else { unit }
    }

    fn push(&mut self, letter: char) {
        self.text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// Takes a unit, and gives whether something before it or it is no text.
    fn take(&mut self, unit: u16) -> bool {
        match (self.half.take(), unit) {
            (Some(half), 0xdc00..=0xdfff) => {
                let letter = 0x1_0000 + ((u32::from(half) & 0x3ff) << 10) + (u32::from(unit) & 0x3ff);
                self.push(char::from_u32(letter).unwrap_or(char::REPLACEMENT_CHARACTER));
                return false;
            }
            (Some(_), _) => {
                self.push(char::REPLACEMENT_CHARACTER);
                self.take(unit);
                return true;
            }
            (None, 0xd800..=0xdbff) => self.half = Some(unit),
            (None, _) => {
                let letter = char::from_u32(u32::from(unit));
                self.push(letter.unwrap_or(char::REPLACEMENT_CHARACTER));
                return letter.is_none();
            }
        }
        false
    }
}

impl Decoder for Utf16 {
    fn decode(&mut self, mut bytes: &[u8], last: bool, out: &mut String) -> bool {
        self.text.clear();
        let mut broken = false;
        if let (Some(first), Some((&second, rest))) = (self.byte, bytes.split_first()) {
            self.byte = None;
            broken |= self.take(self.unit([first, second]));
            bytes = rest;
        }
        // Numbers, dates and codes make up most of a table.
        let mut units = bytes.as_chunks::<2>().0;
        while let Some((&first, rest)) = units.split_first() {
            if self.half.is_none()
                && let Some((four, rest)) = units.split_first_chunk::<4>()
                && let four = four.map(|pair| self.unit(pair))
                && four.iter().fold(0, |all, unit| all | unit) < 0x80
            {
                self.text.extend_from_slice(&four.map(|unit| unit.to_le_bytes()[0]));
                units = rest;
                continue;
            }
            broken |= self.take(self.unit(first));
            units = rest;
        }
        if bytes.len() % 2 == 1 {
            self.byte = bytes.last().copied();
        }
        if last && (self.byte.take().is_some() | self.half.take().is_some()) {
            self.push(char::REPLACEMENT_CHARACTER);
            broken = true;
        }
        utf8::append(&self.text, out);
        broken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encodings::tests::decoded;

    #[test]
    fn text_whole_and_damaged_is_the_librarys_at_every_split() {
        let units = [
            0x41, 0x35, 0x0a, 0x5c55, 0xd83d, 0xde00, 0xfffd, 0xfeff, 0, 0x80, 0xd7ff, 0xd800, 0xdbff,
            0xdc00, 0xdfff, 0xe000,
        ];
        let mut texts: Vec<Vec<u16>> =
            vec!["线索,编号\r\nL1,é,😀,\u{a0},2026-06-05\n".encode_utf16().collect()];
        for first in units {
            for second in units {
                texts.push(vec![0x39, first, second, 0x41, 0x41, 0x41, 0x41, first]);
            }
        }
        for text in texts {
            let little: Vec<u8> = text.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = text.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            for end in [little.len(), little.len() - 1] {
                for size in 1..=11 {
                    let (want, broken) = encoding_rs::UTF_16LE.decode_without_bom_handling(&little[..end]);
                    assert_eq!(decoded(Utf16::little(), &little[..end], size), (want.into_owned(), broken));
                    let (want, broken) = encoding_rs::UTF_16BE.decode_without_bom_handling(&big[..end]);
                    assert_eq!(decoded(Utf16::big(), &big[..end], size), (want.into_owned(), broken));
                }
            }
        }
    }
}
