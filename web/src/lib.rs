//! The Yew app, and the analysis worker it talks to.

pub mod engine;
pub mod protocol;
