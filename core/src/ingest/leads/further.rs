//! Leads from further down the file, which a second reader has read.

use std::cell::RefCell;

use serde::{Deserialize, Serialize};

use crate::ingest::columns;
use crate::ingest::dictionary::Dictionary;
use crate::ingest::keys::{Keys, Run};
use crate::ingest::part::Fill;

use super::{Columns, Leads, short};

/// What there is to leads from further down the file beside their columns.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Further {
    leads: usize,
    keys: Run,
    /// The words of series, consultants and customers by number, and which are put down wherever they stand.
    words: [(Vec<Box<str>>, Vec<bool>); 3],
}

impl Leads {
    /// Forgets the leads, but not how their codes are written.
    pub(crate) fn forget(&mut self) {
        self.series = Dictionary::of_dimension();
        (self.consultants, self.customers) = (Dictionary::default(), Dictionary::default());
        (self.keys, self.columns, self.waiting) = (Keys::default(), Columns::default(), Vec::new());
        self.rows = 0;
    }

    /// Whether none of them waits for the end of the file.
    pub(crate) fn are_settled(&self) -> bool {
        self.waiting.is_empty()
    }

    /// What there is to the leads beside their columns.
    pub(crate) fn further(&self) -> Further {
        let words = [&self.series, &self.consultants, &self.customers].map(Dictionary::told);
        Further { leads: self.columns.touched.len(), keys: self.keys.run(), words }
    }

    /// Goes on with the leads at the end of the file; nothing is changed where what stood before them makes a
    /// difference to what is said of them.
    pub(crate) fn go_on(
        &mut self,
        further: Further,
        constant: Vec<Option<Vec<u8>>>,
        mut fill: impl FnMut(usize, &mut [u8]),
    ) -> bool {
        let Further { leads, keys, words } = further;
        let all = [&self.series, &self.consultants, &self.customers];
        if !all.into_iter().zip(&words).all(|(known, (words, _))| known.goes_on_with(words)) {
            return false;
        }
        if !self.keys.end_with(&keys, |hashes| fill(0, hashes)) {
            return false;
        }
        let before = self.columns.touched.len();
        let constant = RefCell::new(constant.into_iter());
        let mut columns = 1..;
        let write = |bytes: &mut [u8]| columns.next().into_iter().for_each(|column| fill(column, bytes));
        self.columns.each(&Fill { rows: leads, constant, write: RefCell::new(write) });
        let all = [&mut self.series, &mut self.consultants, &mut self.customers];
        let mut numbers = all.into_iter().zip(&words).map(|(known, (words, odd))| known.go_on(words, odd));
        let mut numbers = || numbers.next().unwrap_or_default();
        let series: Vec<u16> = numbers().into_iter().map(short).collect();
        columns::renumber(&mut self.columns.series[before..], &series);
        columns::renumber(&mut self.columns.consultant[before..], &numbers());
        columns::renumber(&mut self.columns.customer[before..], &numbers());
        self.rows += leads as u64;
        true
    }
}
