//! A file that two read at once: the second begins at a line further down, and the first takes over what it has found.
//!
//! The second reader does not know what stood before its line. It vouches for nothing that depends on that (a date
//! that may mean two days, a key that stands twice, a word that looks like another, text of another encoding):
//! then it has nothing to tell, and the first reads those lines as well. What both come to is by this what one
//! alone would have come to, to the row and to the order in which problems are met; only a sum of fractions may
//! differ by what it costs to add them in another order.

use std::cell::RefCell;

use bytemuck::Pod;
use serde::{Deserialize, Serialize};

use crate::blocks;
use crate::ingest::builders::Builders;
use crate::ingest::columns::Change;
use crate::ingest::control::Counted;
use crate::ingest::leads::{Further, Leads};
use crate::ingest::source::Seam;
use crate::problem::Later;

/// How many bytes of a file the second reader reads from its beginning, to know how it is written. Signs and
/// encoding are told by 64 KB each at most.
pub const HEAD: usize = 1 << 18;

/// What a second reader has found in a part of `leads`.
pub struct Part {
    told: Told,
    leads: Leads,
}

/// What it tells beside the columns: all that is not one value a lead.
#[derive(Debug, Serialize, Deserialize)]
pub struct Told {
    /// Where the part begins, as its reader counts.
    pub(crate) seam: Seam,
    pub(crate) counted: Counted,
    pub(crate) problems: Later,
    pub(crate) leads: Further,
    /// The bytes of the one value of each column that has no other, in the order of the columns.
    pub(crate) constant: Vec<Option<Vec<u8>>>,
}

impl Part {
    pub(crate) fn new(seam: Seam, counted: Counted, problems: Later, builders: Builders) -> Self {
        let mut leads = builders.into_leads();
        let constant = Constant::default();
        leads.columns.each(&constant);
        let told =
            Told { seam, counted, problems, leads: leads.further(), constant: constant.0.into_inner() };
        Self { told, leads }
    }

    /// What it tells beside the columns.
    #[must_use]
    pub fn told(&self) -> &Told {
        &self.told
    }

    /// Shows the bytes of the keys' hashes and of each column that has more than one value, in the order by which
    /// [`Loader::join`](crate::ingest::Loader::join) asks for them.
    pub fn columns(mut self, mut show: impl FnMut(&[u8])) {
        show(bytemuck::cast_slice(&self.leads.keys.hashes()));
        let constant = RefCell::new(self.told.constant.iter().map(Option::is_some));
        self.leads.columns.each(&Show { constant, show: RefCell::new(show) });
    }
}

/// Finds the columns that have one value only: what an export does not have is the same on every row.
#[derive(Default)]
struct Constant(RefCell<Vec<Option<Vec<u8>>>>);

impl Change for Constant {
    fn of<T: Pod + PartialEq>(&self, column: &mut Vec<T>) {
        let value = column.first().filter(|_| blocks::are_constant(column));
        self.0.borrow_mut().push(value.map(|value| bytemuck::bytes_of(value).to_vec()));
    }
}

/// Shows the bytes of each column but the constant ones.
struct Show<C, F> {
    constant: RefCell<C>,
    show: RefCell<F>,
}

impl<C: Iterator<Item = bool>, F: FnMut(&[u8])> Change for Show<C, F> {
    fn of<T: Pod + PartialEq>(&self, column: &mut Vec<T>) {
        if self.constant.borrow_mut().next() != Some(true) {
            (self.show.borrow_mut())(bytemuck::cast_slice(column));
        }
    }
}

/// Has so many further rows written onto each column, as bytes where there is not one value for all.
pub(crate) struct Fill<C, F> {
    pub(crate) rows: usize,
    pub(crate) constant: RefCell<C>,
    pub(crate) write: RefCell<F>,
}

impl<C: Iterator<Item = Option<Vec<u8>>>, F: FnMut(&mut [u8])> Change for Fill<C, F> {
    fn of<T: Pod + PartialEq>(&self, column: &mut Vec<T>) {
        let before = column.len();
        let value = self.constant.borrow_mut().next().flatten();
        let value = value.and_then(|bytes| bytemuck::try_pod_read_unaligned(&bytes).ok());
        column.resize(before + self.rows, value.unwrap_or(T::zeroed()));
        if value.is_none() {
            (self.write.borrow_mut())(bytemuck::cast_slice_mut(&mut column[before..]));
        }
    }
}
