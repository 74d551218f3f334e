//! The hot path: dense codes, one mask by filter clause, aggregation into dense arrays.

mod durations;
mod money;
pub(crate) mod scope;
pub(crate) mod tally;

pub(crate) use durations::DaysToOrder;
pub(crate) use scope::{Dimensions, Scope};
pub(crate) use tally::Tally;
