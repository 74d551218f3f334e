//! What follows from the state of the page, and what the browser tells it.

mod dismiss;
mod engine;
mod fragment;
mod growing;
mod near;
mod page;
mod width;

pub use dismiss::use_dismiss;
pub use engine::{Opener, use_engine, use_patience, use_prepared};
pub use fragment::{fragment, navigate, use_fragment};
pub use growing::{Growing, use_growing};
pub use near::use_near;
pub use page::{preference, set, use_page, use_preference};
pub use width::{likely_width, use_width};
