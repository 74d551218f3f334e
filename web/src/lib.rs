//! The Yew app, and the analysis worker it talks to.
//!
//! The worker ([`engine`]) holds the snapshot and answers queries; the page ([`app`]) shows answers
//! and never computes one. They speak [`protocol`]. The URL fragment is the page's state.

pub mod answered;
pub mod app;
pub mod by_ptr;
pub mod components;
pub mod download;
#[cfg(feature = "engine")]
pub mod engine;
pub mod findings;
pub mod format;
pub mod hooks;
pub mod i18n;
pub mod line;
pub mod local;
pub mod mapping;
pub mod pages;
pub mod places;
#[cfg(all(feature = "engine", not(target_arch = "wasm32")))]
pub mod prepare;
pub mod protocol;
pub mod speech;
pub mod state;
pub mod targets;
pub mod text_width;
pub mod theme;
pub mod view;
pub mod wire;
