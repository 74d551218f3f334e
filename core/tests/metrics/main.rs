//! Each figure and table by cases that were counted by hand from docs/answers.md.

#![allow(clippy::float_cmp, reason = "counts are whole numbers, and stay so as floats")]
#![allow(clippy::format_push_string, reason = "a file of a few lines is clearest written line by line")]

#[path = "../common/mod.rs"]
mod common;

mod ahead;
mod calendar;
mod channels;
mod data;
mod days;
mod dealers;
mod empty;
mod filters;
mod findings;
mod goals;
mod memory;
mod money;
mod movers;
mod open;
mod peers;
mod periods;
mod places;
mod profile;
mod provinces;
mod response;
mod sentences;
mod staffing;
mod stages;
mod temperature;
mod views;
