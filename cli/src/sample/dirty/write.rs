//! A table's file as one program or another writes it: signs, line ends, encoding.

use dealerscope_core::time::Day;
use encoding_rs::GB18030;

use super::super::chance::Chance;
use super::sheet::Sheet;

/// Stands where the file has bytes that are no text in its encoding.
pub(super) const DAMAGE: &str = "\u{e000}";

/// How text becomes bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf8Marked,
    Gb18030,
    /// Little-endian, with or without a byte order mark.
    Utf16 {
        mark: bool,
    },
    /// Big-endian, with or without a byte order mark.
    Utf16Big {
        mark: bool,
    },
}

impl Encoding {
    /// Whether nothing says in which encoding these bytes are, and UTF-8 they are not.
    pub(super) fn is_guessed(self, bytes: &[u8]) -> bool {
        match self {
            Self::Gb18030 => !bytes.is_ascii(),
            Self::Utf16 { mark } | Self::Utf16Big { mark } => !mark,
            Self::Utf8 | Self::Utf8Marked => false,
        }
    }

    fn bytes(self, text: &str) -> Vec<u8> {
        let mut bytes = match self {
            Self::Utf8Marked => b"\xEF\xBB\xBF".to_vec(),
            Self::Utf16 { mark: true } => vec![0xFF, 0xFE],
            Self::Utf16Big { mark: true } => vec![0xFE, 0xFF],
            _ => Vec::new(),
        };
        for (at, sound) in text.split(DAMAGE).enumerate() {
            // Half of a pair, or a byte that begins no sign.
            if at > 0 {
                bytes.extend_from_slice(match self {
                    Self::Utf16 { .. } => &[0x00, 0xD8],
                    Self::Utf16Big { .. } => &[0xD8, 0x00],
                    _ => &[0xFF],
                });
            }
            match self {
                Self::Utf8 | Self::Utf8Marked => bytes.extend_from_slice(sound.as_bytes()),
                Self::Gb18030 => bytes.extend_from_slice(&GB18030.encode(sound).0),
                Self::Utf16 { .. } => bytes.extend(sound.encode_utf16().flat_map(u16::to_le_bytes)),
                Self::Utf16Big { .. } => bytes.extend(sound.encode_utf16().flat_map(u16::to_be_bytes)),
            }
        }
        bytes
    }
}

/// How a file is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// How text becomes bytes.
    pub(super) encoding: Encoding,
    /// The sign between cells.
    pub(super) delimiter: char,
    /// Whether the first line names that sign.
    pub(super) names_sign: bool,
    /// What ends a line.
    pub(super) line_end: &'static str,
    /// Whether every cell is quoted.
    pub(super) quotes_all: bool,
}

impl Style {
    /// Draws how a file is written, in one of these encodings.
    pub(super) fn draw(chance: &mut Chance, encodings: &[Encoding]) -> Self {
        let one_of = |chance: &mut Chance, n: usize| chance.below(u32::try_from(n).unwrap_or(1)) as usize;
        let encoding = encodings[one_of(chance, encodings.len())];
        let delimiter = [',', ';', '\t', '|'][one_of(chance, 4)];
        let line_end = ["\n", "\r\n", "\r"][one_of(chance, 3)];
        Self {
            encoding,
            delimiter,
            names_sign: chance.happens(0.5),
            line_end,
            quotes_all: chance.happens(0.3),
        }
    }

    /// The file of a sheet.
    pub(super) fn bytes(self, sheet: &Sheet) -> Vec<u8> {
        let mut text =
            if self.names_sign { format!("sep={}{}", self.delimiter, self.line_end) } else { String::new() };
        self.line(&mut text, &sheet.headers);
        for &row in &sheet.order {
            self.line(&mut text, &sheet.rows[row].cells);
        }
        self.encoding.bytes(&text)
    }

    fn line(self, text: &mut String, cells: &[String]) {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                text.push(self.delimiter);
            }
            // A spreadsheet leaves the formula that keeps text as it is.
            let formula = cell.starts_with("=\"") && !self.quotes_all;
            if !formula && (self.quotes_all || cell.contains([self.delimiter, '"', '\n', '\r'])) {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
        text.push_str(self.line_end);
    }
}

/// A day as the sample writes it, or the day of a moment.
pub(super) fn day_of(text: &str) -> Option<Day> {
    Day::parse(text.get(..10)?)
}
