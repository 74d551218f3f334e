//! The signs that a CSV file is written with.

use crate::ingest::escapes::Escapes;

/// How a CSV file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    /// The sign between cells.
    pub(crate) delimiter: Option<u8>,
    /// The sign around cells.
    pub(crate) quote: Option<u8>,
    /// The sign before a quote within a cell.
    pub(crate) escape: Option<u8>,
}

impl Signs {
    /// What a file's first text shows of the signs that are not stated, and where its rows begin.
    pub(crate) fn found_in(self, text: &str) -> (Self, usize) {
        let blank = text.len() - text.trim_start_matches(['\n', '\r', ' ', '\t']).len();
        let line = text[blank..].lines().next().unwrap_or_default();
        let line = line.split('\r').next().unwrap_or_default();
        let stated = line.trim_matches('"').to_ascii_lowercase();
        let (sign, start) = match stated.strip_prefix("sep=").map(str::as_bytes) {
            Some(&[sign]) if sign.is_ascii() => (Some(sign), blank + line.len()),
            _ => (None, 0),
        };
        // The rest of that line's break is the first row's to skip.
        let start = start + usize::from(text[start..].starts_with('\r') && start > 0);
        let start = start + usize::from(text[start..].starts_with('\n') && start > 0);
        let quote = self.quote.unwrap_or(b'"');
        let delimiter = self.delimiter.or(sign).unwrap_or_else(|| delimiter_of(line, quote));
        let signs = Self { delimiter: Some(delimiter), quote: Some(quote), escape: self.escape };
        let escapes = self.escape.is_none() && Escapes::stand_in(&text[start..], signs);
        (Self { escape: if escapes { Some(b'\\') } else { self.escape }, ..signs }, start)
    }
}

/// The delimiter that a first line is written with: the one of `,` `;` tab and `|` that stands
/// most often outside quotes.
fn delimiter_of(line: &str, quote: u8) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in line.bytes() {
        quoted ^= byte == quote;
        if let Some((_, n)) = counts.iter_mut().find(|(d, _)| *d == byte && !quoted && byte != quote) {
            *n += 1;
        }
    }
    counts.iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(d, _)| *d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signs_are_found() {
        let found = |text: &str| {
            let (signs, start) = Signs::default().found_in(text);
            (signs.delimiter.map(char::from), signs.escape.map(char::from), start)
        };
        assert_eq!(found("a,b\n1,2\n"), (Some(','), None, 0));
        assert_eq!(found("sep=;\r\na;b\n"), (Some(';'), None, 7));
        assert_eq!(found("\"SEP=|\"\na|b\n"), (Some('|'), None, 8));
        assert_eq!(found("sep=\t\ra\tb\r"), (Some('\t'), None, 6));
        assert_eq!(found("a,b\n1,\"say \\\"hi\\\"\"\n"), (Some(','), Some('\\'), 0));
        assert_eq!(found("a,b\n1,\"C:\\\"\n2,\"D:\\\",3\n"), (Some(','), None, 0));
        assert_eq!(found("a,b\n1,5\\\" pipe\n"), (Some(','), None, 0));
    }

    #[test]
    fn the_delimiter_is_seen() {
        assert_eq!(delimiter_of("a,b,c", b'"'), b',');
        assert_eq!(delimiter_of("\"a,b\";c;d", b'"'), b';');
        assert_eq!(delimiter_of("a\tb", b'"'), b'\t');
        assert_eq!(delimiter_of("only", b'"'), b',');
        assert_eq!(delimiter_of("|a;b|,|c|", b'|'), b',');
    }
}
