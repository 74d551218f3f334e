//! Reading: bytes become tables, and everything that is wrong with them is said.

use std::collections::BTreeMap;

use crate::descriptor::{Descriptor, Resource};
use crate::problem::Refusal;
use crate::snapshot::Snapshot;

/// Reads a snapshot file by file, each in pieces of any size.
pub struct Loader {}

impl Loader {
    /// Begins a snapshot.
    #[must_use]
    pub fn new(_descriptor: Descriptor) -> Self {
        unimplemented!()
    }

    /// The files to read, in this order.
    #[must_use]
    pub fn resources(&self) -> &[Resource] {
        unimplemented!()
    }

    /// Begins a file: an index into [`Loader::resources`].
    pub fn begin(&mut self, _index: usize) {
        unimplemented!()
    }

    /// Takes the file's next bytes.
    ///
    /// # Errors
    /// Refuses a file that is longer than stated or too large to read.
    pub fn push(&mut self, _bytes: &[u8]) -> Result<(), Refusal> {
        unimplemented!()
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Refuses a file whose length or hash is not what the descriptor states, and a table without
    /// its required columns.
    pub fn end(&mut self) -> Result<(), Refusal> {
        unimplemented!()
    }

    /// How many rows were read so far, over all files.
    #[must_use]
    pub fn rows(&self) -> u64 {
        unimplemented!()
    }

    /// Ends the snapshot.
    ///
    /// # Errors
    /// Refuses a snapshot without dealers or leads.
    pub fn finish(self) -> Result<Snapshot, Refusal> {
        unimplemented!()
    }
}

/// Unpacks a zipped snapshot into its files by path, the folder that holds the descriptor being
/// the root.
///
/// # Errors
/// Refuses what is not a zip archive, and one that unpacks to more than it should.
pub fn unzip(_bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Refusal> {
    unimplemented!()
}

/// Reads a whole snapshot through a function that gives the bytes of a path.
///
/// # Errors
/// As [`Descriptor::read`] and the steps of a [`Loader`].
pub fn read(_file: impl FnMut(&str) -> Result<Vec<u8>, Refusal>) -> Result<Snapshot, Refusal> {
    unimplemented!()
}
