//! A table of the sample while it is being broken: what stands in it, and what stood there before.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use dealerscope_core::problem::ProblemKind;

use super::super::chance::Chance;
use super::fault::{Effect, Fault};

/// A row, by its place in [`Sheet::rows`]: where it will stand in the file is not known before the end.
pub(super) type Id = usize;

/// One row of the file.
pub(super) struct Row {
    /// What is written; none at all for an empty line.
    pub(super) cells: Vec<String>,
    /// The row of the clean file that it is, the header being row 1.
    pub(super) clean: Option<usize>,
    /// Nothing more may be done to it.
    pub(super) taken: bool,
}

/// A table that is being broken.
pub(super) struct Sheet {
    /// The contract's name of the table.
    pub(super) table: &'static str,
    /// The contract's names of the columns, and the file's of those that the contract does not know.
    pub(super) columns: Vec<String>,
    /// What the columns are called in the file.
    pub(super) headers: Vec<String>,
    /// The rows in the order in which they were made.
    pub(super) rows: Vec<Row>,
    /// The rows in the order of the file.
    pub(super) order: Vec<Id>,
    /// By how much the sums of columns differ from those of the clean file.
    pub(super) sums: BTreeMap<String, f64>,
    /// How many rows more than the clean file it has, those aside that sum up others or hold nothing to the end.
    pub(super) added: usize,
    /// What is odd and no fault.
    pub(super) habits: BTreeMap<&'static str, usize>,
    faults: Vec<(Option<Id>, Fault)>,
    clean: Vec<Vec<String>>,
    clean_columns: Vec<String>,
}

impl Sheet {
    /// Reads a table of the clean sample, none of whose cells is quoted.
    pub(super) fn read(folder: &Path, table: &'static str) -> Result<Self> {
        let path = folder.join(format!("{table}.csv"));
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
        let mut lines = text.lines();
        let columns = cells(lines.next().unwrap_or_default());
        let clean: Vec<Vec<String>> = lines.map(cells).collect();
        let row = |(at, cells): (usize, &Vec<String>)| Row {
            cells: cells.clone(),
            clean: Some(at + 2),
            taken: false,
        };
        Ok(Self {
            table,
            headers: columns.clone(),
            rows: clean.iter().enumerate().map(row).collect(),
            order: (0..clean.len()).collect(),
            sums: BTreeMap::new(),
            added: 0,
            habits: BTreeMap::new(),
            faults: Vec::new(),
            clean_columns: columns.clone(),
            columns,
            clean,
        })
    }

    /// Where a column stands in the file; `None` where the table has none of this name.
    pub(super) fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == column)
    }

    /// What stands in a cell now.
    pub(super) fn get(&self, row: Id, column: &str) -> &str {
        let cell = self.place(column).and_then(|place| self.rows[row].cells.get(place));
        cell.map_or("", String::as_str)
    }

    /// The cells of the clean file by column, of a row that it has.
    pub(super) fn clean_cells(&self, row: Id) -> BTreeMap<String, String> {
        let cells = self.rows[row].clean.and_then(|clean| self.clean.get(clean - 2));
        let cells = cells.into_iter().flatten().cloned();
        self.clean_columns.iter().cloned().zip(cells).collect()
    }

    /// Takes a row that nothing was done to, and that passes.
    pub(super) fn pick(&mut self, chance: &mut Chance, passes: impl Fn(&Self, Id) -> bool) -> Option<Id> {
        let rows = self.rows.len();
        let start = chance.below(u32::try_from(rows).unwrap_or(u32::MAX)) as usize;
        let fits = |&row: &Id| !self.rows[row].taken && passes(self, row);
        let row = (start..rows).chain(0..start).find(fits)?;
        self.rows[row].taken = true;
        Some(row)
    }

    /// Writes a cell.
    pub(super) fn set(&mut self, row: Id, column: &str, text: impl Into<String>) {
        if let Some(place) = self.place(column) {
            self.rows[row].cells[place] = text.into();
        }
    }

    /// Changes the sum of a column.
    pub(super) fn count(&mut self, column: &str, change: f64) {
        *self.sums.entry(column.to_owned()).or_default() += change;
    }

    /// Breaks a cell: what is written, and as what it is read.
    pub(super) fn plant(&mut self, row: Id, column: &str, kind: ProblemKind, text: &str, reads: &str) {
        self.fault(kind, Some(row), Some(column), Some(text));
        self.becomes(row, column, text, reads);
    }

    /// Writes a cell that is read as something else than what stood there; the newest fault says so.
    pub(super) fn becomes(&mut self, row: Id, column: &str, text: &str, reads: &str) {
        self.set(row, column, text);
        let Some(before) = self.clean_cells(row).remove(column) else { return };
        if is_sum(column) {
            let counted = amount(text).or_else(|| amount(reads)).unwrap_or(0.0);
            self.count(column, counted - amount(&before).unwrap_or(0.0));
        }
        let clean = self.rows[row].clean.filter(|_| before != reads);
        if let (Some(row), Some((_, fault))) = (clean, self.faults.last_mut()) {
            fault.effect.push(Effect::Reads { row, column: column.to_owned(), value: shown(reads) });
        }
    }

    /// Puts down a fault that changes nothing of the answers.
    pub(super) fn fault(
        &mut self,
        kind: ProblemKind,
        row: Option<Id>,
        column: Option<&str>,
        value: Option<&str>,
    ) {
        let fault = Fault {
            kind,
            table: self.table,
            file: format!("{}.csv", self.table),
            row: None,
            column: column.map(str::to_owned),
            value: value.map(shown),
            clean_row: row.and_then(|row| self.rows[row].clean),
            effect: Vec::new(),
        };
        self.faults.push((row, fault));
    }

    /// Says of the newest fault that it adds a row.
    pub(super) fn adds(&mut self, cells: BTreeMap<String, String>) {
        if let Some((_, fault)) = self.faults.last_mut() {
            fault.effect.push(Effect::Adds(cells));
        }
    }

    /// Puts a new row behind so many others of the file.
    pub(super) fn insert(&mut self, place: usize, cells: Vec<String>) -> Id {
        let row = self.rows.len();
        self.rows.push(Row { cells, clean: None, taken: true });
        self.order.insert(place.min(self.order.len()), row);
        row
    }

    /// Puts a new row, which is counted among those of the table and means these cells by column.
    pub(super) fn add(&mut self, place: usize, cells: Vec<String>, means: &BTreeMap<String, String>) -> Id {
        for (column, cell) in means.iter().filter(|(column, _)| is_sum(column)) {
            self.count(column, amount(cell).unwrap_or(0.0));
        }
        self.added += 1;
        self.insert(place, cells)
    }

    /// Counts a habit.
    pub(super) fn habit(&mut self, name: &'static str) {
        *self.habits.entry(name).or_default() += 1;
    }

    /// The faults, with the rows at which they stand in the file.
    pub(super) fn faults(&mut self) -> Vec<Fault> {
        let mut places = vec![0; self.rows.len()];
        for (place, &row) in self.order.iter().enumerate() {
            places[row] = place + 2;
        }
        let mut faults = std::mem::take(&mut self.faults);
        for (row, fault) in &mut faults {
            fault.row = row.map(|row| places[row]);
        }
        let mut faults: Vec<Fault> = faults.into_iter().map(|(_, fault)| fault).collect();
        faults.sort_by_key(|fault| fault.row);
        faults
    }
}

/// A text with the sign that stands for bytes which are none.
fn shown(text: &str) -> String {
    text.replace(super::write::DAMAGE, "\u{fffd}")
}

/// Whether the descriptor states the sum of a column.
pub(super) fn is_sum(column: &str) -> bool {
    ["amount", "annual_sales_target", "consultants", "target", "budget", "actual", "claimed", "revenue"]
        .contains(&column)
}

/// A number as the sample writes it, shortened or not, or as a ledger writes a negative one.
fn amount(text: &str) -> Option<f64> {
    match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) => inner.parse::<f64>().ok().map(|n| -n),
        None => text.parse().ok(),
    }
}
