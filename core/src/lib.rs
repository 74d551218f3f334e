//! What the numbers are: contract, tables, selection, answers.
//!
//! No browser, no clock, no I/O: bytes and a fragment go in, an [`answer::Answer`] comes out.

pub mod answer;
pub mod descriptor;
pub mod info;
pub mod problem;
pub mod query;
pub mod time;
