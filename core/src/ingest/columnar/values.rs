//! What the cells of the rows in hand are, by column of the contract.

use super::ROWS;
use super::column::Column;
use super::plain::{NOTHING, ODD, Plain};
use crate::contract::{self, Table};
use crate::ingest::builders::Builders;
use crate::ingest::header::Header;

/// The numbers of texts, for `leads`: other tables are small.
pub(super) struct Values {
    /// For each column of the file, the column of the contract.
    targets: Vec<Option<usize>>,
    /// For each column of the file, its place among those here.
    places: Vec<usize>,
    /// First the columns of the contract, then others.
    columns: Vec<Vec<u32>>,
    /// The hashes of what the rows hold, as [`crate::ingest::keys::mixed`] makes them.
    contents: Vec<u32>,
    /// The rows that must be read.
    odd: Vec<bool>,
}

impl Values {
    /// The columns of a file of a table; `None` where all rows are to be read.
    pub(super) fn of(table: &Table, header: &Header, width: usize) -> Option<Self> {
        let columns = 0..table.columns.len();
        let target = |place| columns.clone().find(|&column| header.place(column) == Some(place));
        let targets: Vec<_> = (0..width).map(target).collect();
        let mut others = table.columns.len()..;
        let places: Vec<_> = targets.iter().filter_map(|target| target.or_else(|| others.next())).collect();
        let fits = table.name == contract::LEADS.name && width == header.width && width <= 64;
        fits.then(|| Self {
            targets,
            places,
            columns: (0..others.start).map(|_| vec![NOTHING; ROWS]).collect(),
            contents: vec![0; ROWS],
            odd: vec![false; ROWS],
        })
    }

    /// Reads the cells of so many rows in hand.
    pub(super) fn read(&mut self, columns: &mut [Column], rows: usize, builders: &Builders) {
        self.odd.fill(false);
        self.contents.fill(0);
        for (place, column) in columns.iter_mut().enumerate() {
            let values = &mut self.columns[self.places[place]][..rows];
            column.read(
                values,
                &mut self.contents,
                |text| builders.plain(place, self.targets[place], text),
                |text| builders.cell_hash(text),
            );
            if highest(values) >= ODD {
                for (odd, &value) in self.odd.iter_mut().zip(&*values) {
                    *odd |= value >= ODD;
                }
            }
        }
    }

    /// What the cells are of so many rows from this one on, whose texts the columns have in hand.
    pub(super) fn plain<'a>(&'a self, rows: usize, row: u64, texts: &'a [Column]) -> Plain<'a> {
        let Self { columns, places, contents, odd, .. } = self;
        Plain { columns, places, texts, contents: &contents[..rows], odd: &odd[..rows], row }
    }

    /// The hash of what one of the rows holds.
    pub(super) fn content(&self, at: usize) -> u32 {
        self.contents[at]
    }
}

#[inline(never)]
fn highest(values: &[u32]) -> u32 {
    values.iter().copied().max().unwrap_or(NOTHING)
}
