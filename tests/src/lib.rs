//! Acceptance: what the engine says is held against SQL on an engine of its own.
//!
//! `generate` makes small hostile snapshots, `oracle` computes every figure and table of the four
//! pages from their files by `docs/answers.md`, and `compare` says where an answer differs.

pub mod compare;
pub mod documented;
pub mod fragments;
pub mod generate;
pub mod oracle;
pub mod seeds;
