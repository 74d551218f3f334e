//! A snapshot that was read.

use crate::info::SnapshotInfo;
use crate::problem::Problems;

/// A snapshot that was read: tables, dictionaries and what is wrong with them.
pub struct Snapshot {}

impl Snapshot {
    /// What the page must know before it asks anything.
    #[must_use]
    pub fn info(&self) -> SnapshotInfo {
        unimplemented!()
    }

    /// Everything that is wrong with the snapshot's files.
    #[must_use]
    pub fn problems(&self) -> &Problems {
        unimplemented!()
    }
}
