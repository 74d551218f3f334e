//! What the numbers are: contract, tables, selection, answers.
//!
//! No browser, no clock, no I/O: bytes and a fragment go in, an [`answer::Answer`] comes out.

pub mod answer;
pub mod contract;
pub mod descriptor;
pub mod glossary;
pub mod info;
pub mod ingest;
pub mod labels;
pub mod narrative;
mod places;
pub mod problem;
pub mod query;
mod snapshot;
pub mod tables;
pub mod time;

pub use snapshot::Snapshot;

/// Answers a query from a snapshot: what the browser shows and the command line prints.
#[must_use]
pub fn answer(_snapshot: &Snapshot, _query: &query::Query) -> answer::Answer {
    unimplemented!()
}
