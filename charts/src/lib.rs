//! How an answer is drawn.
//!
//! A chart is made in two steps. **Layout** is pure: a [`Table`](dealerscope_core::answer::Table) and
//! a [`Frame`] (size, theme, words, what is highlighted) become a [`Scene`] of marks, labels and *hits*,
//! in CSS pixels. **Painting** puts a scene onto any plotters backend: a canvas in the browser, an SVG
//! in tests, at any density. Nothing is measured with an installed font, so a layout is the same on
//! every machine.
//!
//! ```
//! use dealerscope_charts::{Chart, Device, Frame, Highlight, PlainWords, Theme, paint};
//! use dealerscope_core::answer::{Table, Unit};
//! use dealerscope_core::query::Lang;
//! use plotters::prelude::IntoDrawingArea;
//! use plotters_svg::SVGBackend;
//!
//! let mut table = Table::new("regions", &[("key", Unit::Code), ("name", Unit::Text), ("leads", Unit::Count)]);
//! table.rows.push(vec!["east".into(), "华东".into(), 1200_i64.into()]);
//! table.rows.push(vec!["south".into(), "华南".into(), 800_i64.into()]);
//!
//! let chart = Chart::of(&table.id).unwrap();
//! let words = PlainWords { lang: Lang::Zh };
//! let width = 360.0;
//! let frame = Frame {
//!     highlight: Highlight { focused: Some(1), ..Highlight::default() },
//!     ..Frame::new(width, chart.height(&table, width), &Theme::LIGHT, &words)
//! };
//! let scene = chart.layout(&table, &frame);
//!
//! let mut svg = String::new();
//! let device = Device::svg(2.0);
//! let root = SVGBackend::with_string(&mut svg, device.pixels(&scene)).into_drawing_area();
//! paint(&scene, &root, device).unwrap();
//! drop(root);
//! assert!(svg.contains("华东"));
//!
//! // The pointer, the keyboard and the screen reader share the hits.
//! let hit = &scene.hits[0];
//! assert_eq!(scene.hit_at(hit.anchor).map(|h| h.row), Some(0));
//! assert_eq!(scene.step(Some(0), 1), Some(1));
//! assert!(hit.says.starts_with("华东"));
//! ```
//!
//! In the browser: give the canvas `device.pixels(&scene)` as its size and `scene.width` ×
//! `scene.height` CSS pixels as its style, then paint with [`Device::canvas`] and the page's
//! `devicePixelRatio`. A row that is hovered, focused or selected is named in [`Highlight`], and the
//! scene is laid out and painted again: both take well under a millisecond for a page's tables.

mod chart;
mod color;
mod draw;
mod frame;
mod geometry;
mod paint;
mod plain;
mod read;
mod scale;
mod scene;
mod sketch;
mod text;
mod theme;
mod words;

pub use chart::Chart;
pub use color::Color;
pub use frame::{Frame, Highlight};
pub use geometry::{Point, Rect};
pub use paint::{Device, PaintError, paint};
pub use plain::PlainWords;
pub use read::ordered;
pub use scene::{Align, Hit, Label, Mark, Region, Scene};
pub use theme::{FONT, Theme};
pub use words::{MonthForm, Phrase, Words};

/// Widths of text without a font.
pub mod measure {
    pub use crate::text::{estimate, shorten};
}
