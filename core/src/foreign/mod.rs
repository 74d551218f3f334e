//! Files that came without a descriptor: what they hold, what a reader makes of them, and the descriptor that
//! this comes to.

#[cfg(feature = "engine")]
mod describe;
#[cfg(feature = "engine")]
mod forms;
#[cfg(feature = "engine")]
mod inspect;
#[cfg(feature = "engine")]
mod recognise;
#[cfg(feature = "engine")]
mod sheet;
#[cfg(all(test, feature = "engine"))]
mod tests;

use serde::{Deserialize, Serialize};

use crate::problem::Refusal;
use crate::time::Day;

#[cfg(feature = "engine")]
pub use describe::describe;
#[cfg(feature = "engine")]
pub use forms::{may_hold_a_table, root};
#[cfg(feature = "engine")]
pub use inspect::Inspector;
#[cfg(feature = "engine")]
pub use recognise::recognise;

/// Files without a descriptor, or with one that does not fit them, and the tables that they may hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Foreign {
    /// What is called what: the name of the folder or file.
    pub name: String,
    /// The title, the day and the currency that the descriptor states, or what stands for them.
    pub title: String,
    /// `YYYY-MM-DD`; `None` where it is not stated.
    pub as_of: Option<String>,
    /// ISO 4217.
    pub currency: String,
    /// The descriptor that does not fit, whose other settings hold; empty where there is none.
    pub base: String,
    /// Why the files could not be read as they were described.
    pub refused: Option<Refusal>,
    /// The files, in the order of their paths.
    pub files: Vec<Sheet>,
    /// The tables of the contract that are read.
    pub tables: Vec<TableForm>,
}

/// A table of the contract, to be filled from a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableForm {
    /// Its name in the contract.
    pub name: String,
    /// Its Chinese name.
    pub zh: String,
    /// Whether no snapshot can be without it.
    pub required: bool,
    /// Its columns.
    pub columns: Vec<ColumnForm>,
}

/// A column of the contract, to be filled from a column of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnForm {
    /// Its name in the contract.
    pub name: String,
    /// Its Chinese name.
    pub zh: String,
    /// Whether every row must state it.
    pub required: bool,
    /// Whether it says when something has happened, so that the export is no older.
    pub happened: bool,
}

/// A file that came without a descriptor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its path.
    pub path: String,
    /// What the descriptor will say of the file whatever it is taken for: a resource, as JSON.
    pub facts: String,
    /// Why it is no table; then it has neither rows nor columns.
    pub trouble: Option<Refusal>,
    /// How many rows it has below the header.
    pub rows: u64,
    /// Its columns.
    pub columns: Vec<SheetColumn>,
    /// The table that it seems to hold: an index into [`Foreign::tables`].
    pub table: Option<usize>,
    /// For each table of [`Foreign::tables`], the file's column for each of the table's, where a name is known.
    pub proposed: Vec<Vec<Option<usize>>>,
}

/// A column of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetColumn {
    /// Its header.
    pub name: String,
    /// The first different values in it, cut.
    pub samples: Vec<String>,
    /// The latest day in it, where its cells are dates.
    pub latest: Option<Day>,
    /// Whether a descriptor can name it: it has a header, and no column before it has the same.
    pub named: bool,
}

/// What a reader makes of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What the snapshot is called, for people.
    pub title: String,
    /// The day that it describes, `YYYY-MM-DD`.
    pub as_of: String,
    /// ISO 4217.
    pub currency: String,
    /// [`Foreign::base`].
    pub base: String,
    /// The files that are taken.
    pub files: Vec<Chosen>,
}

/// What a reader makes of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// [`Sheet::facts`].
    pub facts: String,
    /// The table that it holds.
    pub table: String,
    /// The file's header and the contract's column that it stands for. Others are left out.
    pub columns: Vec<(String, String)>,
}
