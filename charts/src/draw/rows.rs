//! Charts with one line a row: label, value, and a strip to draw in.

use crate::geometry::{Point, Rect};
use crate::scale::float;
use crate::scene::Align;
use crate::sketch::{Sketch, Style};
use crate::words::Phrase;

/// Below this width a row's label and value stand above its strip.
const STACKED: f64 = 440.0;
const LINE: f64 = 24.0;
const TWO_LINES: f64 = 40.0;
const GAP: f64 = 8.0;

/// The most rows that a chart draws; the table holds them all.
pub(crate) const MOST: usize = 60;

/// Where everything in such a chart stands.
pub(crate) struct Rows {
    /// The left and right end of the strips.
    pub(crate) strip: (f64, f64),
    /// The top of the first row.
    pub(crate) top: f64,
    /// The height of a row.
    pub(crate) pitch: f64,
    /// How many rows are drawn.
    pub(crate) count: usize,
    label_width: f64,
    value_right: f64,
    stacked: bool,
}

/// Whether labels stand above their strips at a width.
pub(crate) fn is_stacked(width: f64) -> bool {
    width < STACKED
}

/// The height of so many rows below a head.
pub(crate) fn height(rows: usize, width: f64, head: f64) -> f64 {
    let pitch = if is_stacked(width) { TWO_LINES } else { LINE };
    let more = if rows > MOST { LINE } else { 0.0 };
    head + float(rows.clamp(2, MOST)) * pitch + GAP + more
}

impl Rows {
    /// Divides the frame between labels, values, strips, and a column of `right` pixels after them.
    pub(crate) fn new(pen: &Sketch, labels: &[String], values: &[String], head: f64, right: f64) -> Self {
        let stacked = is_stacked(pen.width());
        let pitch = if stacked { TWO_LINES } else { LINE };
        let room = ((pen.height() - head - GAP / 2.0) / pitch).max(1.0);
        let mut count = labels.len().min(MOST);
        while count > 1 && float(count) > room {
            count -= 1;
        }
        if count < labels.len() && float(count) + 0.9 > room {
            count = count.saturating_sub(1).max(1);
        }
        let edge = pen.width() - if right > 0.0 { right + GAP } else { 0.0 };
        let value_width = pen.widest(values.iter(), pen.body()).min(pen.width() * 0.3);
        let label_width = pen.widest(labels.iter(), pen.body()).min(pen.width() * 0.3).min(208.0);
        let value_right = if stacked { pen.width() } else { label_width + GAP * 1.5 + value_width };
        // A mark at the very end of a strip still shows whole.
        let strip = if stacked { (1.0, edge - 4.0) } else { (value_right + GAP * 1.5, edge - 4.0) };
        Self { strip, top: head, pitch, count, label_width, value_right, stacked }
    }

    /// The whole of a row.
    pub(crate) fn row(&self, index: usize, width: f64) -> Rect {
        Rect::new(0.0, self.top + float(index) * self.pitch, width, self.pitch)
    }

    /// The middle of a row's strip.
    pub(crate) fn middle(&self, index: usize) -> f64 {
        self.top + float(index) * self.pitch + if self.stacked { 26.0 } else { LINE / 2.0 }
    }

    /// The thickness of a bar.
    pub(crate) fn bar(&self) -> f64 {
        if self.stacked { 10.0 } else { 12.0 }
    }

    /// How far a tick reaches above and below the middle of a strip.
    pub(crate) fn tick(&self) -> f64 {
        if self.stacked { 8.0 } else { 9.0 }
    }

    /// The heights between which grid lines run: through all rows, or clear of labels above strips.
    pub(crate) fn grid(&self) -> Vec<(f64, f64)> {
        if self.stacked {
            (0..self.count).map(|i| (self.middle(i) - 8.0, self.middle(i) + 8.0)).collect()
        } else {
            vec![(self.top, self.bottom())]
        }
    }

    /// The bottom of the last row.
    pub(crate) fn bottom(&self) -> f64 {
        self.top + float(self.count) * self.pitch
    }

    /// Writes a row's label and value.
    pub(crate) fn write(
        &self,
        pen: &mut Sketch,
        index: usize,
        label: &str,
        value: &str,
        styles: (Style, Style),
    ) {
        let y = self.top + float(index) * self.pitch + if self.stacked { 11.0 } else { LINE / 2.0 };
        let value_width = pen.measure(value, styles.1).min(pen.width() * 0.7);
        let room = if self.stacked { self.value_right - value_width - GAP } else { self.label_width };
        pen.text(label, Point::new(0.0, y), Align::Left, styles.0, room);
        let room =
            if self.stacked { pen.width() * 0.7 } else { self.value_right - self.label_width - GAP / 2.0 };
        pen.number(value, Point::new(self.value_right, y), Align::Right, styles.1, room);
    }

    /// Says how many rows are not drawn.
    pub(crate) fn write_rest(&self, pen: &mut Sketch, all: usize) {
        if all > self.count {
            let more = format!("+{} {}", all - self.count, pen.words().phrase(Phrase::More));
            let (at, style) = (Point::new(0.0, self.bottom() + 12.0), pen.small());
            pen.text(&more, at, Align::Left, style, pen.width());
        }
    }
}
