//! The hot path: sets of leads as bits, counted by cell, and sums over cells.

pub(crate) mod bits;
mod count;
mod dated;
mod days;
mod durations;
mod filters;
mod flows;
pub(crate) mod index;
mod memory;
mod money;
mod months;
mod orders;
mod planes;
mod responses;
pub(crate) mod scope;
pub(crate) mod stated;
pub(crate) mod tally;

pub(crate) use dated::Column;
pub(crate) use days::Days;
pub(crate) use flows::Flow;
pub(crate) use index::Index;
pub(crate) use memory::{LARGEST, Memory, keeps_tallies};
pub(crate) use months::Months;
pub(crate) use planes::Planes;
pub(crate) use scope::{Dimensions, Scope};
pub(crate) use tally::Tally;
