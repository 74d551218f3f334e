//! Range strips: least, middle half, median and most, one line a member.

use dealerscope_core::answer::{Table, Unit};

use crate::frame::Frame;
use crate::geometry::{Point, Rect};
use crate::read;
use crate::scale::{Scale, extent_with_zero};
use crate::scene::{Align, Scene};
use crate::sketch::Sketch;
use crate::words::Phrase;

use super::axes;
use super::head::{self, Sign};
use super::rows::{self, Rows};

const COUNT_FROM: f64 = 440.0;

fn top(width: f64) -> f64 {
    head::height(width, true) + axes::NUMBERS
}

pub(crate) fn height(table: &Table, width: f64) -> f64 {
    rows::height(table.rows.len(), width, top(width))
}

pub(crate) fn layout(table: &Table, frame: &Frame) -> Scene {
    let mut pen = Sketch::new(frame);
    if !read::any(table, "median") {
        return pen.empty();
    }
    let (words, theme) = (pen.words(), pen.theme());
    let unit = read::unit(table, "median");
    let count = read::first(table, &["dealers", "orders"]).unwrap_or_default();
    let five = |row: usize| ["min", "q1", "median", "q3", "max"].map(|c| read::number(table, row, c));
    let strips: Vec<[Option<f64>; 5]> = (0..table.rows.len()).map(five).collect();
    let labels = read::labels(table, words);
    let values: Vec<String> = strips.iter().map(|s| words.number(s[2], unit)).collect();
    let counts: Vec<String> =
        (0..table.rows.len()).map(|row| words.number(read::number(table, row, count), Unit::Count)).collect();
    let count_title = words.title(count);
    let shown = pen.width() >= COUNT_FROM && !count.is_empty();
    let right =
        if shown { pen.widest(counts.iter().chain([&count_title]), pen.small()).min(96.0) } else { 0.0 };

    let grid = Rows::new(&pen, &labels, &values, top(pen.width()), right);
    let scale = Scale::new(extent_with_zero(strips.iter().flatten().flatten().copied()), grid.strip);
    let mut signs = vec![
        (Sign::Tick, words.phrase(Phrase::Median)),
        (Sign::Bar(theme.soft), words.phrase(Phrase::MiddleHalf)),
    ];
    if read::any(table, "max") {
        signs.push((Sign::Whisker, words.phrase(Phrase::Extremes)));
    }
    let title =
        if unit == Unit::Rate { words.title("conversion") } else { words.phrase(Phrase::DaysToOrder) };
    head::draw(&mut pen, &title, 0.0, &signs);
    let y = grid.top - axes::NUMBERS / 2.0;
    if shown {
        pen.text(&count_title, Point::new(pen.width(), y), Align::Right, pen.small(), right + 4.0);
    }
    for row in 0..grid.count {
        pen.band(row, grid.row(row, pen.width()));
    }
    axes::upright(&mut pen, &scale, unit, grid.strip, &grid.grid(), y);
    for row in 0..grid.count {
        let ink = pen.body();
        grid.write(&mut pen, row, &labels[row], &values[row], (ink, ink));
        strip(&mut pen, row, &strips[row], &scale, grid.middle(row));
        if shown {
            pen.text(
                &counts[row],
                Point::new(pen.width(), grid.middle(row)),
                Align::Right,
                pen.small(),
                right,
            );
        }
        let anchor = Point::new(strips[row][2].map_or(grid.strip.0, |v| scale.at(v)), grid.middle(row));
        let names = ["min", "q1", "median", "q3", "max"];
        let known = names.iter().zip(strips[row]).filter(|(_, v)| v.is_some());
        let parts: Vec<_> = known.map(|(c, v)| (words.title(c), v, unit)).collect();
        let says = pen.says(&labels[row], &parts);
        let whole = grid.row(row, pen.width());
        pen.hit(row, whole, anchor, says);
    }
    grid.write_rest(&mut pen, labels.len());
    pen.done()
}

fn strip(pen: &mut Sketch, row: usize, five: &[Option<f64>; 5], scale: &Scale, y: f64) {
    let theme = pen.theme();
    let [min, q1, median, q3, max] = *five;
    if let Some(ends) = min.zip(max) {
        head::whisker(pen, scale, ends, y, theme.rule);
    }
    if let Some((q1, q3)) = q1.zip(q3) {
        let color = pen.lit(row, theme.soft);
        let (a, b) = (Point::new(scale.at(q1), y - 5.0), Point::new(scale.at(q3), y + 5.0));
        pen.fill(Rect::between(a, b), color);
    }
    if let Some(median) = median {
        pen.tick(scale.at(median), y, 8.0);
    }
}
