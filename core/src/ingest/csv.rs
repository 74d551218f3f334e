//! Records of a CSV file, from text that comes in pieces of any size.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::ingest::cutter::Cutter;
use crate::ingest::escapes::Escapes;
use crate::ingest::fold;

/// The most text and the most cells that one row may have.
const MOST_TEXT: usize = 1 << 24;
const MOST_CELLS: usize = 1 << 16;

/// One record: its cells with one sign between them, and the row as a spreadsheet counts.
pub(crate) struct Record<'a> {
    text: &'a str,
    ends: &'a [usize],
    /// The row, the header being row 1.
    pub(crate) row: u64,
}

impl<'a> Record<'a> {
    /// A record of cells that follow one another in a text with one sign of ASCII between them, each ending where
    /// `ends` says.
    pub(crate) fn new(text: &'a str, ends: &'a [usize], row: u64) -> Self {
        Self { text, ends, row }
    }

    /// How many cells it has.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell, without the white space around it; empty beyond the last.
    #[inline]
    pub(crate) fn cell(&self, index: usize) -> &'a str {
        trim(self.raw(index))
    }

    /// A cell as it stands; empty beyond the last.
    #[inline]
    pub(crate) fn raw(&self, index: usize) -> &'a str {
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends[index - 1] + 1 };
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether a cell holds anything but white space.
    #[inline]
    pub(crate) fn states(&self, index: usize) -> bool {
        let Some(&end) = self.ends.get(index) else { return false };
        let start = if index == 0 { 0 } else { self.ends[index - 1] + 1 };
        start < end
            && (self.text.as_bytes().get(start).is_some_and(|&first| is_plain(first))
                || !self.cell(index).is_empty())
    }

    /// Which of the first 64 cells hold anything but white space, a bit each.
    #[inline]
    pub(crate) fn stated(&self) -> u64 {
        let bytes = self.text.as_bytes();
        let (mut stated, mut start) = (0, 0);
        for (index, &end) in self.ends.iter().take(64).enumerate() {
            if start < end {
                let plain = bytes.get(start).is_some_and(|&first| is_plain(first));
                stated |= u64::from(plain || !self.cell(index).is_empty()) << index;
            }
            start = end + 1;
        }
        stated
    }

    /// The text of all cells, with one sign between them.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Whether no cell holds anything.
    pub(crate) fn is_blank(&self) -> bool {
        (0..self.len()).all(|index| self.raw(index).chars().all(fold::is_space))
    }
}

/// Adds a cell to those of a record, behind the sign that stands between them.
pub(crate) fn join(text: &mut String, ends: &mut Vec<usize>, sign: u8, cell: &str) {
    if !ends.is_empty() {
        text.push(char::from(sign));
    }
    text.push_str(cell);
    ends.push(text.len());
}

/// Whether a byte begins neither white space nor a formula. Most cells begin with such a one: a sign of ASCII, or
/// the first byte of a Chinese letter.
#[inline]
fn is_plain(first: u8) -> bool {
    matches!(first, b'!'..=b'<' | b'>'..=b'~' | 0xe4..=0xe9)
}

/// Trims white space, looking closer only where a first or last letter may be some.
#[inline]
fn trim(cell: &str) -> &str {
    let b = cell.as_bytes();
    let ends_plain = matches!(b, [.., b'!'..=b'~'] | [.., 0xe4..=0xe9, _, 0x80..=0xbf]);
    match b.first() {
        Some(&first) if ends_plain && is_plain(first) => cell,
        None => cell,
        _ => bare(cell),
    }
}

/// A cell without white space, and without the formula that a spreadsheet keeps text by: `="007"`.
fn bare(cell: &str) -> &str {
    let cell = cell.trim_matches(fold::is_space);
    let inner = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.map_or(cell, |text| text.trim_matches(fold::is_space))
}

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

/// Splits text into records.
pub(crate) struct CsvReader {
    reader: Reader,
    delimiter: u8,
    cutter: Cutter,
    escapes: Escapes,
    text: Vec<u8>,
    ends: Vec<usize>,
    /// Where the cells of a line without quotes end.
    plain: Vec<usize>,
    filled: usize,
    ended: usize,
    records: u64,
    /// Lines without anything on them, which the reader skips without a word.
    blank: u64,
    /// Nothing of the next record was read yet.
    fresh: bool,
    /// The last sign that ended a line.
    last: u8,
    /// A row is longer than a table's can be.
    pub(crate) overlong: bool,
}

impl CsvReader {
    /// A reader for the given signs.
    pub(crate) fn new(signs: Signs) -> Self {
        let (delimiter, quote) = (signs.delimiter.unwrap_or(b','), signs.quote.unwrap_or(b'"'));
        Self {
            reader: ReaderBuilder::new().delimiter(delimiter).quote(quote).build(),
            delimiter,
            cutter: Cutter::new(delimiter, quote),
            escapes: Escapes::new(signs),
            text: vec![0; 4096],
            ends: vec![0; 64],
            plain: Vec::new(),
            filled: 0,
            ended: 0,
            records: 0,
            blank: 0,
            fresh: true,
            last: 0,
            overlong: false,
        }
    }

    /// How many rows were handed on.
    pub(crate) fn records(&self) -> u64 {
        self.records
    }

    /// Whether a backslash turned out to stand before quotes when cells had been read as if it did not.
    pub(crate) fn late(&self) -> bool {
        self.escapes.late
    }

    /// Ends the last line, and gives whether a quote is never closed: then one record is left.
    pub(crate) fn end_line(&mut self, mut take: impl FnMut(&Record<'_>)) -> bool {
        // A line break ends a record, but for one within quotes.
        let rest = self.escapes.feed("", true).into_owned() + "\n";
        self.read(&rest, &mut take);
        self.filled > 0 || self.ended > 0
    }

    /// Hands on a record that is left when the last line has ended.
    pub(crate) fn end(&mut self, mut take: impl FnMut(&Record<'_>)) {
        self.read_record("", &mut take);
    }

    /// Takes the next text and hands on each record that it completes.
    pub(crate) fn push(&mut self, text: &str, mut take: impl FnMut(&Record<'_>)) {
        let text = self.escapes.feed(text, false);
        self.read(&text, &mut take);
    }

    fn read(&mut self, mut text: &str, take: &mut impl FnMut(&Record<'_>)) {
        while !text.is_empty() && !self.overlong {
            if self.fresh {
                text = self.skip_breaks(text);
                while let Some(rest) = self.plain_line(text, take) {
                    text = self.skip_breaks(rest);
                }
                if text.is_empty() {
                    return;
                }
                self.fresh = false;
            }
            text = self.read_record(text, take);
        }
    }

    /// Passes the line breaks before a record, and counts the blank lines. The line feed of a CR LF is still to
    /// come when the record before is done.
    fn skip_breaks<'t>(&mut self, text: &'t str) -> &'t str {
        let mut breaks = 0;
        for &byte in text.as_bytes() {
            match byte {
                b'\n' if self.last == b'\r' => {}
                b'\n' | b'\r' => self.blank += 1,
                _ => break,
            }
            self.last = byte;
            breaks += 1;
        }
        &text[breaks..]
    }

    /// Hands on the line that the text begins with, if it is here to its end and has no quote; gives the text
    /// behind it.
    #[inline]
    fn plain_line<'t>(&mut self, text: &'t str, take: &mut impl FnMut(&Record<'_>)) -> Option<&'t str> {
        let end = self.cutter.cut(text.as_bytes(), &mut self.plain)?;
        // What may stand before the first line only is the reader's to know.
        if end > MOST_TEXT || self.records == 0 {
            return None;
        }
        if self.plain.len() > MOST_CELLS {
            return None;
        }
        self.last = text.as_bytes()[end];
        self.records += 1;
        take(&Record::new(&text[..end], &self.plain, self.records + self.blank));
        Some(&text[end + 1..])
    }

    /// Reads on until a record is complete, and hands it on; empty text ends the file. Gives the text behind it.
    fn read_record<'t>(&mut self, mut text: &'t str, take: &mut impl FnMut(&Record<'_>)) -> &'t str {
        loop {
            let input = text.as_bytes();
            let (result, read, wrote, ended) =
                self.reader.read_record(input, &mut self.text[self.filled..], &mut self.ends[self.ended..]);
            let terminator = read.checked_sub(1).map_or(self.last, |i| input[i]);
            text = text.get(read..).unwrap_or_default();
            self.filled += wrote;
            self.ended += ended;
            match result {
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return "",
                ReadRecordResult::OutputFull if self.text.len() < MOST_TEXT => {
                    self.text.resize(self.text.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MOST_CELLS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    self.overlong = true;
                    return "";
                }
                ReadRecordResult::Record => {
                    self.hand_on(terminator, take);
                    return text;
                }
            }
        }
    }

    fn hand_on(&mut self, terminator: u8, take: &mut impl FnMut(&Record<'_>)) {
        (self.fresh, self.last) = (true, terminator);
        self.records += 1;
        // The pieces of a text are cut at ASCII signs only, so that this cannot fail.
        let text = std::str::from_utf8(&self.text[..self.filled]).unwrap_or_default();
        let (mut joined, mut start) = (String::with_capacity(text.len() + self.ended), 0);
        self.plain.clear();
        for &end in &self.ends[..self.ended] {
            join(&mut joined, &mut self.plain, self.delimiter, text.get(start..end).unwrap_or_default());
            start = end;
        }
        take(&Record::new(&joined, &self.plain, self.records + self.blank));
        (self.filled, self.ended) = (0, 0);
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

    /// Reads at every split; all must agree. Gives `row:cell|cell` for each record.
    #[track_caller]
    fn check(text: &str, want: &[&str]) {
        for size in 1..=text.len() {
            let mut reader = CsvReader::new(Signs::default());
            let mut got = Vec::new();
            let mut take = |r: &Record<'_>| {
                let cells: Vec<&str> = (0..r.len()).map(|i| r.cell(i)).collect();
                got.push(format!("{}:{}", r.row, cells.join("|")));
            };
            let mut start = 0;
            while start < text.len() {
                let mut end = (start + size).min(text.len());
                while !text.is_char_boundary(end) {
                    end += 1;
                }
                reader.push(&text[start..end], &mut take);
                start = end;
            }
            assert!(!reader.end_line(&mut take));
            reader.end(&mut take);
            assert_eq!(got, want, "in pieces of {size}");
        }
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts() {
        check("a,b\n1,2\n3,4", &["1:a|b", "2:1|2", "3:3|4"]);
        check("a,b\r\n1,2\r\n3,4\r\n", &["1:a|b", "2:1|2", "3:3|4"]);
        check("a,b\n\n1,\"x\ny\"\n3,4\n", &["1:a|b", "3:1|x\ny", "4:3|4"]);
        check("a\r1\r2\r", &["1:a", "2:1", "3:2"]);
        check("a,b\r\r\r1,\"x\r\ry\"\r3,4", &["1:a|b", "4:1|x\r\ry", "5:3|4"]);
        check("\r\na\r\n\r\n1\r\n\n\"\"\r\n2", &["2:a", "4:1", "6:", "7:2"]);
    }

    #[test]
    fn cells_are_unquoted_and_trimmed() {
        check("=\"007\",\"=\"\"08\"\"\",=1\n", &["1:007|08|=1"]);
        check("a, b \n\"x,\"\"y\"\"\",\u{a0}展\u{3000}\n", &["1:a|b", "2:x,\"y\"|展"]);
        check("a,b\n1\n1,2,3\n", &["1:a|b", "2:1", "3:1|2|3"]);
    }

    #[test]
    fn an_open_quote_is_told() {
        let open = |text: &str| {
            let mut reader = CsvReader::new(Signs::default());
            reader.push(text, |_| {});
            reader.end_line(|_| {})
        };
        assert!(open("a,b\n1,\"2\n3,4\n") && open("a,\""));
        for text in ["", "a,b", "a,b\n", "a,\"b\"", "a,\"b\"\r\n", "a\r", "a,b\n\n"] {
            assert!(!open(text), "{text:?}");
        }
    }

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
