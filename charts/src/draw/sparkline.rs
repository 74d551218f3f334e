//! A small line without labels: the shape of a measure over time.

use dealerscope_core::answer::Table;

use crate::frame::Frame;
use crate::geometry::{Point, Rect};
use crate::read;
use crate::scale::{Scale, extent};
use crate::scene::Scene;
use crate::sketch::Sketch;
use crate::words::MonthForm;

use super::axes;

pub(crate) const HEIGHT: f64 = 32.0;
const MARGIN: f64 = 4.0;

pub(crate) fn layout(table: &Table, frame: &Frame) -> Scene {
    let mut pen = Sketch::new(frame);
    let theme = pen.theme();
    let measure = frame.measure.unwrap_or("leads");
    let values: Vec<Option<f64>> =
        (0..table.rows.len()).map(|row| read::number(table, row, measure)).collect();
    // A line of this size has no room for words: without values the frame stays quiet.
    let Some((low, high)) = extent(values.iter().flatten().copied()) else {
        pen.horizontal(pen.height() / 2.0, (MARGIN, pen.width() - MARGIN), 1.0, theme.grid);
        return pen.done();
    };
    let (centers, slot) = axes::centers(values.len(), (0.0, pen.width()));
    let xs = Scale::new((centers[0], centers[centers.len() - 1]), (MARGIN, pen.width() - MARGIN));
    let scale = if high > low {
        Scale::new((low, high), (pen.height() - MARGIN, MARGIN))
    } else {
        Scale::new((low - 1.0, low + 1.0), (pen.height() - MARGIN, MARGIN))
    };
    let points: Vec<Option<Point>> =
        values.iter().zip(&centers).map(|(v, x)| Some(Point::new(xs.at(*x), scale.at((*v)?)))).collect();
    let within = |row: usize| table.position("in_period").is_none() || read::flag(table, row, "in_period");
    for run in axes::runs(&points) {
        pen.line(run, theme.quiet, 1.5);
    }
    let inner: Vec<Option<Point>> =
        points.iter().enumerate().map(|(row, p)| p.filter(|_| within(row))).collect();
    for run in axes::runs(&inner) {
        pen.line(run, theme.accent, 1.5);
    }
    if let Some(last) = inner.iter().flatten().last().or_else(|| points.iter().flatten().last()) {
        pen.dot(*last, 2.5, theme.accent);
    }
    let words = pen.words();
    for (row, (value, x)) in values.iter().zip(&centers).enumerate() {
        let name = words.month(read::text(table, row, "month"), MonthForm::Full);
        let says = pen.says(&name, &[(words.title(measure), *value, read::unit(table, measure))]);
        let region = Rect::new(x - slot / 2.0, 0.0, slot, pen.height());
        pen.hit(row, region, points[row].unwrap_or(region.center()), says);
    }
    pen.done()
}
