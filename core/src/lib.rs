//! What the numbers are: contract, tables, selection, answers.
//!
//! No browser, no clock, no I/O: bytes and a fragment go in, an [`answer::Answer`] comes out.

pub mod answer;
pub mod contract;
mod cube;
pub mod descriptor;
pub mod export;
mod frame;
pub mod glossary;
pub mod info;
pub mod ingest;
mod intake;
pub mod labels;
pub mod narrative;
mod places;
pub mod problem;
pub mod query;
mod reports;
mod snapshot;
pub mod stats;
pub mod tables;
pub mod time;
pub mod views;

pub use reports::answer;
pub use snapshot::Snapshot;
pub use views::views;
