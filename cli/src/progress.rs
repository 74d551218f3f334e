//! Progress on anything long, on standard error and only where a terminal shows it.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over a known number of rows.
#[must_use]
pub fn rows(total: u64, what: &'static str) -> ProgressBar {
    bar(total, what, "{msg} {wide_bar} {human_pos}/{human_len} rows, {eta} left")
}

/// A bar over a known number of bytes.
#[must_use]
pub fn bytes(total: u64, what: &'static str) -> ProgressBar {
    bar(total, what, "{msg} {wide_bar} {bytes}/{total_bytes}, {eta} left")
}

fn bar(total: u64, what: &'static str, template: &str) -> ProgressBar {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(total).with_style(style).with_message(what)
}
