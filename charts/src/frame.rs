//! What a chart is laid out in.

use crate::theme::Theme;
use crate::words::Words;

/// Which rows stand out, by their index in the table.
#[derive(Clone, Copy, Debug, Default)]
pub struct Highlight<'a> {
    /// Rows that are filtered by: they keep their colour and the others step back. None means all.
    pub selected: &'a [usize],
    /// The row under the pointer.
    pub hovered: Option<usize>,
    /// The row that the keyboard is at; it gets a ring.
    pub focused: Option<usize>,
}

impl Highlight<'_> {
    /// Whether a row steps back because others are selected.
    #[must_use]
    pub fn is_dimmed(&self, row: usize) -> bool {
        !self.selected.is_empty() && !self.selected.contains(&row)
    }

    /// Whether a row is selected, hovered or focused.
    #[must_use]
    pub fn is_lit(&self, row: usize) -> bool {
        self.selected.contains(&row) || self.hovered == Some(row) || self.focused == Some(row)
    }
}

/// The room, the colours and the words of one chart.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// The width in CSS pixels.
    pub width: f64,
    /// The height in CSS pixels; [`Chart::height`](crate::Chart::height) suggests one.
    pub height: f64,
    /// The colours.
    pub theme: &'a Theme,
    /// The labels and number formats.
    pub words: &'a dyn Words,
    /// The column to draw, where a chart offers a choice; `None` for the chart's own.
    pub measure: Option<&'a str>,
    /// Which rows stand out.
    pub highlight: Highlight<'a>,
}

impl<'a> Frame<'a> {
    /// A frame with nothing highlighted, that shows the chart's own measure.
    #[must_use]
    pub fn new(width: f64, height: f64, theme: &'a Theme, words: &'a dyn Words) -> Self {
        Self { width, height, theme, words, measure: None, highlight: Highlight::default() }
    }
}
