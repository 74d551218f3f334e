//! Records of a CSV file, from text that comes in pieces of any size.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::ingest::cutter::{Cutter, Line};
use crate::ingest::escapes::{Escapes, Mode};
use crate::ingest::record::{Record, join};
use crate::ingest::signs::Signs;

/// The most text and the most cells that one row may have.
const MOST_TEXT: usize = 1 << 24;
const MOST_CELLS: usize = 1 << 16;

/// Splits text into records.
pub(crate) struct CsvReader {
    reader: Reader,
    delimiter: u8,
    cutter: Cutter,
    escapes: Escapes,
    text: Vec<u8>,
    ends: Vec<usize>,
    /// Where the cells of a line without quotes end, and more.
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

    /// The rows so far, as a spreadsheet counts, where the next sign begins a line; `None` within one.
    pub(crate) fn rows_before(&self) -> Option<u64> {
        let begins = self.fresh && self.last == b'\n' && !self.overlong;
        begins.then_some(self.records + self.blank)
    }

    /// What is known of the signs before quotes, where the next sign begins a line.
    pub(crate) fn mode(&self) -> Option<Mode> {
        self.escapes.mode_between_lines()
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
        let line = self.cutter.cut(text.as_bytes(), &mut self.plain)?;
        let Line { end, cells, .. } = line;
        // What may stand before the first line only is the reader's to know.
        if end > MOST_TEXT || cells > MOST_CELLS || self.records == 0 {
            return None;
        }
        self.last = text.as_bytes()[end];
        self.records += 1;
        take(&Record::cut(text, &self.plain, self.records + self.blank, line));
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
}
