//! One dealer's figures, each against the median and the top quarter of its peers.

use dealerscope_core::answer::{Table, Unit};

use crate::frame::Frame;
use crate::geometry::{Point, Rect};
use crate::read;
use crate::scale::{Scale, extent_with_zero};
use crate::scene::{Align, Scene};
use crate::sketch::Sketch;
use crate::words::Phrase;

use super::head::{self, Sign};
use super::rows::{self, Rows};

const BAR: f64 = 8.0;
const RANK_FROM: f64 = 440.0;

pub(crate) fn height(table: &Table, width: f64) -> f64 {
    rows::height(table.rows.len(), width, head::height(width, false))
}

pub(crate) fn layout(table: &Table, frame: &Frame) -> Scene {
    let mut pen = Sketch::new(frame);
    if !read::any(table, "value") && !read::any(table, "peer_median") {
        return pen.empty();
    }
    let words = pen.words();
    let rows = 0..table.rows.len();
    let unit = |row: usize| read::unit_named(read::text(table, row, "unit"));
    let numbers = |row: usize| ["value", "peer_median", "peer_top"].map(|c| read::number(table, row, c));
    let labels: Vec<String> = rows.clone().map(|row| words.title(read::text(table, row, "metric"))).collect();
    let values: Vec<String> = rows.clone().map(|row| words.number(numbers(row)[0], unit(row))).collect();
    let ranks: Vec<String> = rows.map(|row| rank(&pen, table, row)).collect();
    let rank_title = words.title("rank");
    let shown = pen.width() >= RANK_FROM && ranks.iter().any(|r| !r.is_empty());
    let right =
        if shown { pen.widest(ranks.iter().chain([&rank_title]), pen.small()).min(72.0) } else { 0.0 };
    let grid = Rows::new(&pen, &labels, &values, head::height(pen.width(), false), right);
    let signs =
        [(Sign::Tick, words.phrase(Phrase::PeerMedian)), (Sign::Diamond, words.phrase(Phrase::TopQuarter))];
    let judged = read::any(table, "peer_median");
    head::signs(&mut pen, if judged { &signs } else { &[] });
    for row in 0..grid.count {
        let (whole, y) = (grid.row(row, pen.width()), grid.middle(row));
        pen.band(row, whole);
        let ink = pen.body();
        grid.write(&mut pen, row, &labels[row], &values[row], (ink, ink));
        // Every line has a scale of its own: minutes do not compare with orders.
        let span = extent_with_zero(numbers(row).into_iter().flatten());
        let scale = Scale::new((span.0, span.1 + (span.1 - span.0) * 0.08), grid.strip);
        bullet(&mut pen, row, &scale, y, numbers(row));
        if shown {
            pen.number(&ranks[row], Point::new(pen.width(), y), Align::Right, pen.small(), right);
        }
        let [value, median, top] = numbers(row);
        let parts = [
            (words.title("value"), value, unit(row)),
            (words.phrase(Phrase::PeerMedian), median, unit(row)),
            (words.phrase(Phrase::TopQuarter), top, unit(row)),
            (words.title("rank"), read::number(table, row, "rank"), Unit::Rank),
        ];
        let says = pen.says(&labels[row], &parts);
        pen.hit(row, whole, Point::new(value.map_or(grid.strip.0, |v| scale.at(v)), y), says);
    }
    grid.write_rest(&mut pen, labels.len());
    pen.done()
}

fn rank(pen: &Sketch, table: &Table, row: usize) -> String {
    let number = |column| read::number(table, row, column);
    let write = |n| pen.words().number(Some(n), Unit::Rank);
    match (number("rank"), number("peers")) {
        (Some(rank), Some(peers)) => format!("{} / {}", write(rank), write(peers)),
        (Some(rank), None) => write(rank),
        _ => String::new(),
    }
}

fn bullet(pen: &mut Sketch, row: usize, scale: &Scale, y: f64, [value, median, top]: [Option<f64>; 3]) {
    let theme = pen.theme();
    let zero = scale.at(0.0);
    let (left, right) = (zero, scale.at(scale.span().1));
    pen.fill(Rect::new(left, y - 6.0, right - left, 12.0), theme.band);
    // Without peers a bar of any length would say something that the figures do not.
    if let Some(value) = value.filter(|_| median.is_some() || top.is_some()) {
        let (a, b) = (Point::new(zero, y - BAR / 2.0), Point::new(scale.at(value), y + BAR / 2.0));
        pen.fill(Rect::between(a, b), pen.lit(row, theme.accent));
    }
    if let Some(x) = median.map(|v| scale.at(v)) {
        pen.tick(x, y, 8.0);
    }
    if let Some(x) = top.map(|v| scale.at(v)) {
        head::diamond(pen, Point::new(x, y));
    }
    pen.vertical(zero, (y - 10.0, y + 10.0), 1.0, theme.rule);
}
