//! What the numbers are: contract, tables, selection, answers.
//!
//! No browser, no clock, no I/O: bytes and a fragment go in, an [`answer::Answer`] comes out.

#[cfg(feature = "engine")]
mod ahead;
pub mod answer;
#[cfg(feature = "engine")]
mod blocks;
#[cfg(feature = "engine")]
pub mod contract;
#[cfg(feature = "engine")]
mod cube;
pub mod descriptor;
#[cfg(feature = "engine")]
pub mod encodings;
pub mod export;
pub mod foreign;
#[cfg(feature = "engine")]
mod frame;
pub mod glossary;
pub mod info;
#[cfg(feature = "engine")]
pub mod ingest;
#[cfg(feature = "engine")]
mod intake;
pub mod labels;
pub mod narrative;
#[cfg(feature = "engine")]
mod order;
#[cfg(feature = "engine")]
mod places;
pub mod problem;
pub mod query;
#[cfg(feature = "engine")]
mod reports;
#[cfg(feature = "engine")]
mod seed;
#[cfg(feature = "engine")]
mod snapshot;
pub mod stats;
#[cfg(feature = "engine")]
pub mod tables;
pub mod time;
#[cfg(feature = "engine")]
pub mod views;

#[cfg(feature = "engine")]
pub use ahead::Ahead;
#[cfg(feature = "engine")]
pub use reports::answer;
#[cfg(feature = "engine")]
pub use seed::{seed, seed_number};
#[cfg(feature = "engine")]
pub use snapshot::Snapshot;
#[cfg(feature = "engine")]
pub use views::views;
