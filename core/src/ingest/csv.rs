//! Records of a CSV file, from text that comes in pieces of any size.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// One record: its cells, and the row as a spreadsheet counts.
pub(crate) struct Record<'a> {
    text: &'a str,
    ends: &'a [usize],
    /// The row, the header being row 1.
    pub(crate) row: u64,
}

impl<'a> Record<'a> {
    /// A record of cells that run together in a text, each ending where `ends` says.
    pub(crate) fn new(text: &'a str, ends: &'a [usize], row: u64) -> Self {
        Self { text, ends, row }
    }

    /// How many cells it has.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell, without the white space around it; empty beyond the last.
    pub(crate) fn cell(&self, index: usize) -> &'a str {
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        trim(self.text.get(start..end).unwrap_or_default())
    }

    /// The text of all cells, run together.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }
}

/// Trims white space, looking closer only where a first or last byte may be some.
fn trim(cell: &str) -> &str {
    let b = cell.as_bytes();
    match (b.first(), b.last()) {
        (Some(first), Some(last)) if (b'!'..=b'~').contains(first) && (b'!'..=b'~').contains(last) => cell,
        (None, _) => cell,
        _ => cell.trim(),
    }
}

/// Splits text into records.
pub(crate) struct CsvReader {
    reader: Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
    filled: usize,
    ended: usize,
    records: u64,
    inner_breaks: u64,
}

impl CsvReader {
    /// A reader for the given delimiter and quote.
    pub(crate) fn new(delimiter: u8, quote: u8) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(delimiter).quote(quote).build(),
            text: vec![0; 4096],
            ends: vec![0; 64],
            filled: 0,
            ended: 0,
            records: 0,
            inner_breaks: 0,
        }
    }

    /// Takes the next text and hands on each record that it completes. Empty text ends the file.
    pub(crate) fn push(&mut self, text: &str, mut take: impl FnMut(&Record<'_>)) {
        let mut input = text.as_bytes();
        loop {
            let (result, read, wrote, ended) =
                self.reader.read_record(input, &mut self.text[self.filled..], &mut self.ends[self.ended..]);
            let terminator = read.checked_sub(1).map(|i| input[i]);
            input = &input[read..];
            self.filled += wrote;
            self.ended += ended;
            match result {
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return,
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => self.hand_on(terminator, &mut take),
            }
        }
    }

    fn hand_on(&mut self, terminator: Option<u8>, take: &mut impl FnMut(&Record<'_>)) {
        self.records += 1;
        let bytes = &self.text[..self.filled];
        self.inner_breaks += bytes.iter().map(|&b| u64::from(b == b'\n')).sum::<u64>();
        // The reader counts line feeds, and skips blank lines without a word. The line feed of a
        // CR LF is still to come when the record is done.
        let counted = self.reader.line() - u64::from(terminator == Some(b'\n'));
        let row = counted.saturating_sub(self.inner_breaks).max(self.records);
        // The pieces of a text are cut at ASCII signs only, so that this cannot fail.
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        take(&Record::new(text, &self.ends[..self.ended], row));
        (self.filled, self.ended) = (0, 0);
    }
}

/// The delimiter that a first line is written with: the one of `,` `;` tab and `|` that stands
/// most often outside quotes.
pub(crate) fn delimiter_of(line: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        if let Some((_, n)) = counts.iter_mut().find(|(d, _)| *d == byte && !quoted) {
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
            let mut reader = CsvReader::new(b',', b'"');
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
            reader.push("", &mut take);
            assert_eq!(got, want, "in pieces of {size}");
        }
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts() {
        check("a,b\n1,2\n3,4", &["1:a|b", "2:1|2", "3:3|4"]);
        check("a,b\r\n1,2\r\n3,4\r\n", &["1:a|b", "2:1|2", "3:3|4"]);
        check("a,b\n\n1,\"x\ny\"\n3,4\n", &["1:a|b", "3:1|x\ny", "4:3|4"]);
        check("a\r1\r2\r", &["1:a", "2:1", "3:2"]);
    }

    #[test]
    fn cells_are_unquoted_and_trimmed() {
        check("a, b \n\"x,\"\"y\"\"\",\u{a0}展\u{3000}\n", &["1:a|b", "2:x,\"y\"|展"]);
        check("a,b\n1\n1,2,3\n", &["1:a|b", "2:1", "3:1|2|3"]);
    }

    #[test]
    fn the_delimiter_is_seen() {
        assert_eq!(delimiter_of("a,b,c"), b',');
        assert_eq!(delimiter_of("\"a,b\";c;d"), b';');
        assert_eq!(delimiter_of("a\tb"), b'\t');
        assert_eq!(delimiter_of("only"), b',');
    }
}
