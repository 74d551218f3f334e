//! Keys that stand twice.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use crate::ingest::cells::Cells;
use crate::ingest::dictionary::Codes;
use crate::ingest::fold;
use crate::ingest::record::Record;
use crate::ingest::report::{Detail, Reporter};
use crate::problem::ProblemKind;
use crate::seed::Seeded;
use crate::time::Month;

/// The keys of a table, by a 64-bit hash with a random seed. Exports mostly come in the order of their keys, and
/// a key behind all before it cannot have stood earlier: they are looked up only from the first one on that
/// does not stand so.
#[derive(Default)]
pub(crate) struct Keys {
    seen: Vec<Seen>,
    /// The places in `seen` by hash, once keys are looked up.
    places: Option<HashTable<u32>>,
    /// The first key; and the last, as long as each stands behind the one before.
    first: String,
    last: String,
    hasher: Seeded,
    files: Vec<File>,
}

/// A file of the table.
struct File {
    /// The number of keys before it.
    before: usize,
    path: String,
    /// What its rows hold is told apart by the hashes of their cells, not by that of their text.
    by_cells: bool,
}

/// A key: its hash, and that of what its row held.
struct Seen {
    key: u64,
    content: u32,
    row: u32,
}

/// Adds the hash of a cell to that of the cells before it.
#[inline]
pub(crate) fn mixed(content: u32, cell: u32) -> u32 {
    (content.rotate_left(5) ^ cell).wrapping_mul(0x9e37_79b1)
}

/// The keys of a part of a file, and the first of them if each stands behind the one before.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Run {
    keys: usize,
    first: Option<String>,
}

impl Keys {
    /// Begins a file of the table.
    pub(crate) fn begin(&mut self, path: &str) {
        self.files.push(File { before: self.seen.len(), path: path.to_owned(), by_cells: false });
    }

    /// Puts down a key; one that stood on an earlier row becomes a problem. Gives whether it is new,
    /// as an empty one always is.
    pub(crate) fn add(
        &mut self,
        column: &str,
        key: &str,
        record: &Record<'_>,
        reporter: &mut Reporter<'_>,
    ) -> bool {
        if key.is_empty() {
            return true;
        }
        self.put(key, Some(column), key, record, reporter)
    }

    /// The same with the key of an amount by month: the month, the column of a code, one that must be stated
    /// as well if there is one, and others that may be. A row that lacks a part of it is another fault's.
    pub(crate) fn add_amount(
        &mut self,
        month: Option<Month>,
        (code, codes): (usize, &Codes),
        stated: Option<usize>,
        further: &[usize],
        cells: &mut Cells<'_, '_>,
    ) {
        let empty = |column: usize| cells.text(column).is_empty();
        let Some(month) = month.filter(|_| !empty(code) && !stated.is_some_and(empty)) else { return };
        let text = cells.text(code);
        let (number, known) = codes.number(text);
        let meant = if known { codes.all[usize::from(number)].clone() } else { fold::folded(text) };
        let mut parts = vec![month.to_string(), meant];
        let others = stated.iter().chain(further).map(|&column| fold::width(cells.text(column)).into_owned());
        parts.extend(others);
        let key = parts.join("\u{1f}");
        parts.retain(|part| !part.is_empty());
        self.put(&key, None, &parts.join(" "), cells.record, cells.reporter);
    }

    fn put(
        &mut self,
        key: &str,
        column: Option<&str>,
        shown: &str,
        record: &Record<'_>,
        reporter: &mut Reporter<'_>,
    ) -> bool {
        let hash = self.hasher.hash_one(key);
        if let Some(place) = self.find(key, hash) {
            let by_cells = self.file(place).is_some_and(|file| file.by_cells);
            let same = self.seen[place].content == self.content(record, by_cells);
            let kind = if same { ProblemKind::DoubledRow } else { ProblemKind::DoubledKey };
            let detail = reporter.problems.keeps(kind, reporter.table).then(|| self.first(place));
            match column {
                Some(column) => reporter.cell(kind, column, shown, detail),
                None => reporter.row(kind, shown, detail),
            }
            return false;
        }
        let by_cells = record.content.is_some();
        self.push(key, hash, self.content(record, by_cells), record.row, by_cells);
        true
    }

    /// Puts down the key of a row that holds cells of these hashes, if it stood on no earlier row; gives whether it is new.
    pub(crate) fn add_new(&mut self, key: &str, content: u32, row: u64) -> bool {
        let hash = self.hasher.hash_one(key);
        let new = self.find(key, hash).is_none();
        if new {
            self.push(key, hash, content, row, true);
        }
        new
    }

    fn push(&mut self, key: &str, hash: u64, content: u32, row: u64, by_cells: bool) {
        if self.seen.is_empty() {
            key.clone_into(&mut self.first);
        }
        if let Some(file) = self.files.last_mut() {
            file.by_cells = by_cells;
        }
        self.seen.push(Seen { key: hash, content, row: u32::try_from(row).unwrap_or(u32::MAX) });
        self.look_up_from(self.seen.len() - 1);
    }

    /// The hash of what a row holds.
    fn content(&self, record: &Record<'_>, by_cells: bool) -> u32 {
        match record.content.filter(|_| by_cells) {
            Some(content) => content,
            None if by_cells => {
                (0..record.len()).fold(0, |content, cell| mixed(content, self.cell_hash(record.raw(cell))))
            }
            None if record.is_ambiguous() => {
                record.ends().iter().fold(self.cell_hash(record.text()), |content, &end| {
                    mixed(content, u32::try_from(end).unwrap_or(u32::MAX))
                })
            }
            None => self.cell_hash(record.text()),
        }
    }

    /// The hash of a cell.
    #[allow(clippy::cast_possible_truncation, reason = "the upper half of the hash says as much")]
    pub(crate) fn cell_hash(&self, text: &str) -> u32 {
        (self.hasher.hash_one(text) >> 32) as u32
    }

    /// Makes room for so many further keys.
    pub(crate) fn expect(&mut self, keys: usize) {
        // Without the room the list grows as it must.
        let _ = self.seen.try_reserve_exact(keys);
    }

    /// The file that a key stood in first.
    fn file(&self, place: usize) -> Option<&File> {
        let behind = self.files.partition_point(|file| file.before <= place);
        self.files.get(behind.checked_sub(1)?)
    }

    /// Where a key stood first.
    fn first(&self, place: usize) -> Detail {
        let row = self.seen[place].row;
        let last = self.files.last().is_none_or(|file| file.before <= place);
        match self.file(place).filter(|_| !last) {
            Some(File { path, .. }) => {
                Detail::both(format!("first on row {row} of {path}"), format!("首见于 {path} 第 {row} 行"))
            }
            None => Detail::both(format!("first on row {row}"), format!("首见于第 {row} 行")),
        }
    }

    /// The place of a key that stood earlier.
    fn find(&mut self, key: &str, hash: u64) -> Option<usize> {
        if self.places.is_none() {
            if (self.last.len(), self.last.as_str()) < (key.len(), key) {
                self.last.clear();
                self.last.push_str(key);
                return None;
            }
            self.look_up();
        }
        self.place(hash)
    }

    /// Begins to look keys up.
    fn look_up(&mut self) {
        if self.places.is_none() {
            self.places = Some(HashTable::with_capacity(self.seen.len() * 2));
            self.look_up_from(0);
        }
    }

    /// Puts the keys from this place on where they are looked up, if they are.
    fn look_up_from(&mut self, first: usize) {
        let Some(places) = &mut self.places else { return };
        for (place, seen) in self.seen.iter().enumerate().skip(first) {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            places.insert_unique(seen.key, place, |&place| self.seen[place as usize].key);
        }
    }

    fn place(&self, hash: u64) -> Option<usize> {
        let place = self.places.as_ref()?.find(hash, |&place| self.seen[place as usize].key == hash)?;
        Some(*place as usize)
    }

    /// What is said of the keys here to whoever has those before them.
    pub(crate) fn run(&self) -> Run {
        let first = self.places.is_none().then(|| self.first.clone());
        Run { keys: self.seen.len(), first }
    }

    /// The hashes of the keys.
    pub(crate) fn hashes(&self) -> Vec<u64> {
        self.seen.iter().map(|seen| seen.key).collect()
    }

    /// Whether none of the keys at the file's end stands here already. Their hashes are asked for only where their
    /// order does not tell. They need not be kept: none follows them.
    pub(crate) fn end_with(&mut self, run: &Run, hashes: impl FnOnce(&mut [u8])) -> bool {
        let behind = |first: &str| (self.last.len(), self.last.as_str()) < (first.len(), first);
        if run.keys == 0 || run.first.as_ref().is_some_and(|first| self.places.is_none() && behind(first)) {
            return true;
        }
        let mut later = vec![0; run.keys];
        hashes(bytemuck::cast_slice_mut(&mut later));
        self.look_up();
        !later.into_iter().any(|hash| self.place(hash).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Problems;

    /// What is said of keys on the rows from 2 on, each row holding the key and the text behind its colon.
    fn said(rows: &[&str]) -> Vec<(u64, ProblemKind, String)> {
        let (mut problems, mut keys) = (Problems::default(), Keys::default());
        let mut reporter = Reporter::new(&mut problems, "leads", "leads.csv");
        for (row, text) in (2..).zip(rows) {
            reporter.begin(row);
            let (key, _) = text.split_once(':').unwrap();
            keys.add("lead_id", key, &Record::new(text, &[text.len()], row), &mut reporter);
        }
        let kept = problems.kept();
        kept.iter().map(|p| (p.row.unwrap(), p.kind, p.detail.clone().unwrap_or_default())).collect()
    }

    #[test]
    fn keys_that_stand_twice_are_said_in_whatever_order() {
        let twice = |row, kind, first: u64| (row, kind, format!("first on row {first}"));
        let (row, key) = (ProblemKind::DoubledRow, ProblemKind::DoubledKey);
        assert_eq!(said(&["L1:", "L2:", "L10:", "L20:"]), []);
        assert_eq!(said(&["L1:", "L2:", "L2:", "L3:"]), [twice(4, row, 3)]);
        assert_eq!(said(&["L1:a", "L2:", "L1:b", "L3:", "L1:a"]), [twice(4, key, 2), twice(6, row, 2)]);
        assert_eq!(said(&["L3:", "L2:", "L1:", "L2:", ":", ":"]), [twice(5, row, 3)]);
        assert_eq!(said(&["L9:", "L10:", "L9:x"]), [twice(4, key, 2)]);
    }

    #[test]
    fn an_order_that_breaks_late_loses_no_key() {
        let mut rows: Vec<String> = (0..5000).map(|n| format!("L{n}:")).collect();
        rows.extend(["L17:x".into(), "K1:".into(), "L4999:".into()]);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let said: Vec<_> = said(&rows).into_iter().map(|(row, _, detail)| (row, detail)).collect();
        assert_eq!(said, [(5002, "first on row 19".into()), (5004, "first on row 5001".into())]);
    }
}
