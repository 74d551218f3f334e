//! One row of a file, cell by cell.

use crate::ingest::cutter::{self, Line, is_plain};
use crate::ingest::fold;

/// One record: its cells with one sign between them, and the row as a spreadsheet counts.
pub(crate) struct Record<'a> {
    text: &'a str,
    ends: &'a [usize],
    /// The row, the header being row 1.
    pub(crate) row: u64,
    /// Which of the first 64 cells hold anything but white space, where that is known.
    stated: Option<u64>,
    /// The hash of its cells, where they come with their hashes; see [`crate::ingest::keys`].
    pub(crate) content: Option<u32>,
}

impl<'a> Record<'a> {
    /// A record of cells that follow one another in a text with one sign of ASCII between them, each ending where
    /// `ends` says.
    pub(crate) fn new(text: &'a str, ends: &'a [usize], row: u64) -> Self {
        Self { text, ends, row, stated: None, content: None }
    }

    /// A line as the cutter left it, with what it put down of it.
    #[inline]
    pub(crate) fn cut(text: &'a str, ends: &'a [usize], row: u64, line: Line) -> Self {
        let stated = line.plain.then(|| cutter::filled(ends, line.cells));
        Self { text: &text[..line.end], ends: &ends[..line.cells], row, stated, content: None }
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
        let looked_at =
            || (0..self.len().min(64)).fold(0, |bits, cell| bits | u64::from(self.states(cell)) << cell);
        self.stated.unwrap_or_else(looked_at)
    }

    /// The text of all cells, with one sign between them.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Where each cell ends in the text.
    pub(crate) fn ends(&self) -> &'a [usize] {
        self.ends
    }

    /// Whether the text alone does not say where its cells end: one of them holds the sign that stands between them.
    pub(crate) fn is_ambiguous(&self) -> bool {
        // A line as it was cut has it between cells only.
        let [first, .., _] = self.ends else { return false };
        let Some(&sign) = self.text.as_bytes().get(*first).filter(|_| self.stated.is_none()) else {
            return false;
        };
        memchr::memchr_iter(sign, self.text.as_bytes()).count() >= self.ends.len()
    }

    /// Whether no cell holds anything.
    pub(crate) fn is_blank(&self) -> bool {
        // What states something among its first cells is not blank; of others nothing is known.
        let stated = self.stated.is_some_and(|stated| stated != 0);
        !stated && (0..self.len()).all(|index| self.raw(index).chars().all(fold::is_space))
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

/// Trims white space, looking closer only where a first or last letter may be some.
#[inline]
pub(crate) fn trim(cell: &str) -> &str {
    let b = cell.as_bytes();
    let ends_plain = matches!(b, [.., b'!'..=b'~'] | [.., 0xe4..=0xe9, _, 0x80..=0xbf]);
    match b.first() {
        Some(&first) if ends_plain && is_plain(first) => cell,
        None => cell,
        _ => bare(cell),
    }
}

/// A cell without white space, and without the formula that a spreadsheet keeps text by: `="007"`.
#[cold]
#[inline(never)]
fn bare(cell: &str) -> &str {
    let cell = cell.trim_matches(fold::is_space);
    let inner = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.map_or(cell, |text| text.trim_matches(fold::is_space))
}
