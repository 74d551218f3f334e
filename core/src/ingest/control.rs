//! What is counted of a table's rows while they are read, and the control totals that it is held against.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::contract::{Kind, Table};
use crate::descriptor::Descriptor;
use crate::ingest::bit_counts::BitCounts;
use crate::ingest::columnar::plain::{NOTHING, Plain};
use crate::ingest::header::Header;
use crate::ingest::record::Record;
use crate::ingest::report::{Detail, Reporter};
use crate::ingest::{cell, odd};
use crate::intake::Reconciliation;
use crate::problem::ProblemKind;

/// What was counted of a part of a file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Counted {
    rows: u64,
    sums: Vec<f64>,
    /// The cells that state something, of the columns beyond the first 64 places and of those 64.
    filled: Vec<u64>,
    counts: Vec<u64>,
}

/// The rows of one table, the sums of its numbers, and the cells that state something.
#[derive(Clone)]
pub(crate) struct Control {
    pub(crate) rows: u64,
    /// Each column with numbers, its place in a record and its sum.
    sums: Vec<(&'static str, Option<usize>, f64)>,
    /// Each column that the file has, its place in a record, and its cells that state something beyond the first 64
    /// places.
    filled: Vec<(usize, usize, u64)>,
    /// The cells that state something in each of the first 64 places.
    counts: BitCounts,
    /// For every eight of the first 64 places, and each way in which they can state something: the columns, a bit
    /// each.
    columns_of: Vec<[u64; 256]>,
    columns: usize,
    /// The columns that every row must state something in, a bit each.
    required: u64,
}

impl Control {
    /// Begins to count a table with this header.
    pub(crate) fn new(table: &Table, header: &Header) -> Self {
        let numeric = table.columns.iter().enumerate();
        let numeric = numeric.filter(|(_, c)| matches!(c.kind, Kind::Integer | Kind::Amount | Kind::Number));
        let filled: Vec<_> =
            (0..table.columns.len()).filter_map(|column| Some((column, header.place(column)?, 0))).collect();
        let bit =
            |place| filled.iter().find(|(_, own, _)| *own == place).map_or(0, |(column, ..)| 1 << column);
        let eight = |first: usize| {
            let bits: [u64; 8] = std::array::from_fn(|place| bit(first + place));
            std::array::from_fn(|way| {
                (0..8).filter(|place| way >> place & 1 == 1).fold(0, |all, place| all | bits[place])
            })
        };
        Self {
            rows: 0,
            sums: numeric.map(|(column, c)| (c.name, header.place(column), 0.0)).collect(),
            counts: BitCounts::default(),
            columns_of: (0..header.width.min(64)).step_by(8).map(eight).collect(),
            filled,
            columns: table.columns.len(),
            required: table.columns.iter().rev().fold(0, |bits, c| bits << 1 | u64::from(c.required)),
        }
    }

    /// Adds what was counted of another file of the same table.
    pub(crate) fn join(&mut self, other: &Self) {
        self.rows += other.rows;
        for ((_, _, sum), (_, _, more)) in self.sums.iter_mut().zip(&other.sums) {
            *sum += more;
        }
    }

    /// What was counted so far, for whoever counts the same columns.
    pub(crate) fn counted(&self) -> Counted {
        Counted {
            rows: self.rows,
            sums: self.sums.iter().map(|(_, _, sum)| *sum).collect(),
            filled: self.filled.iter().map(|(_, _, cells)| *cells).collect(),
            counts: self.counts.all().to_vec(),
        }
    }

    /// Adds what was counted of another part of the same file.
    pub(crate) fn add_counted(&mut self, other: &Counted) {
        self.rows += other.rows;
        for ((_, _, sum), more) in self.sums.iter_mut().zip(&other.sums) {
            *sum += more;
        }
        for ((_, _, cells), more) in self.filled.iter_mut().zip(&other.filled) {
            *cells += more;
        }
        self.counts.add_counts(other.counts.iter().copied());
    }

    /// Counts a row, and gives which columns it states something in, a bit each.
    #[inline]
    pub(crate) fn add(&mut self, record: &Record<'_>) -> u64 {
        self.rows += 1;
        let places = record.stated();
        self.counts.add(places);
        let eights = self.columns_of.iter().zip(places.to_le_bytes());
        let mut stated = eights.fold(0, |stated, (columns, way)| stated | columns[usize::from(way)]);
        if record.len() > 64 {
            for (column, place, cells) in self.filled.iter_mut().filter(|(_, place, _)| *place >= 64) {
                let filled = u64::from(record.states(*place));
                *cells += filled;
                stated |= filled << *column;
            }
        }
        for (_, place, sum) in &mut self.sums {
            let Some(place) = place.filter(|&place| place >= 64 || places >> place & 1 == 1) else {
                continue;
            };
            add_up(sum, record.cell(place));
        }
        stated
    }

    /// Counts rows of no more than 64 cells by what their texts are.
    #[inline(never)]
    pub(crate) fn add_plain(&mut self, plain: Plain<'_>, rows: Range<usize>) {
        self.rows += rows.len() as u64;
        let stated =
            |values: &[u32]| values[rows.clone()].iter().filter(|&&value| value != NOTHING).count() as u64;
        self.counts.add_counts(plain.file().map(stated));
        for (_, place, sum) in &mut self.sums {
            let values = place.and_then(|place| Some((place, plain.file().nth(place)?)));
            if let Some((place, values)) = values {
                for at in rows.clone().filter(|&at| values[at] != NOTHING) {
                    add_up(sum, plain.cell(place, at));
                }
            }
        }
    }

    /// The columns that a row must state something in and does not, a bit each.
    #[inline]
    pub(crate) fn lacks(&self, stated: u64) -> u64 {
        self.required & !stated
    }

    /// For each column of the contract, the cells that state something.
    pub(crate) fn filled(&self) -> Vec<Option<u64>> {
        let mut filled = vec![None; self.columns];
        let counts = self.counts.all();
        for &(column, place, cells) in &self.filled {
            filled[column] = Some(counts.get(place).map_or(cells, |&count| count));
        }
        filled
    }

    /// Holds each total that the descriptor states against the rows, and puts down those that differ.
    #[allow(clippy::cast_precision_loss, reason = "rows stay far below 2^53")]
    pub(crate) fn check(
        &self,
        descriptor: &Descriptor,
        table: &Table,
        reporter: &mut Reporter<'_>,
    ) -> Vec<Reconciliation> {
        let Some(stated) = descriptor.dealerscope.controls.get(table.name) else { return Vec::new() };
        let reconciled = |measure: &str, stated: f64, loaded: f64| Reconciliation {
            table: table.name.to_owned(),
            measure: measure.to_owned(),
            stated,
            loaded: Some(loaded),
        };
        let mut lines = Vec::new();
        if let Some(rows) = stated.rows {
            lines.push(reconciled("rows", rows as f64, self.rows as f64));
            if rows != self.rows {
                let got = self.rows;
                let detail = Detail::both(
                    format!("{got} rows, and {rows} are stated"),
                    format!("有 {got} 行，而声明为 {rows} 行"),
                );
                reporter.file(ProblemKind::ControlTotal, None, Some(detail));
            }
        }
        for (column, &want) in &stated.sums {
            let got = self.sums.iter().find(|(name, _, _)| name == column).map_or(0.0, |(_, _, sum)| *sum);
            let line = reconciled(column, want, got);
            if !line.agrees() {
                let detail = Detail::both(
                    format!("the sum is {got}, and {want} is stated"),
                    format!("合计为 {got}，而声明为 {want}"),
                );
                reporter.file(ProblemKind::ControlTotal, Some(column), Some(detail));
            }
            lines.push(line);
        }
        lines
    }
}

/// Adds the number that a cell holds, if it holds one.
#[inline]
fn add_up(sum: &mut f64, cell: &str) {
    if !cell.is_empty() {
        *sum += cell::number(cell).or_else(|| odd::number(cell)).unwrap_or(0.0);
    }
}

/// What the descriptor states of a table that the snapshot lacks.
#[allow(clippy::cast_precision_loss, reason = "rows stay far below 2^53")]
pub(crate) fn in_vain(descriptor: &Descriptor, table: &Table) -> Vec<Reconciliation> {
    let Some(stated) = descriptor.dealerscope.controls.get(table.name) else { return Vec::new() };
    let rows = stated.rows.map(|rows| ("rows".to_owned(), rows as f64));
    let all = rows.into_iter().chain(stated.sums.iter().map(|(column, &sum)| (column.clone(), sum)));
    let line =
        |(measure, stated)| Reconciliation { table: table.name.to_owned(), measure, stated, loaded: None };
    all.map(line).collect()
}
