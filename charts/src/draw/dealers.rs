//! Dealers' conversion with its interval, against the median of their peers.

use std::collections::BTreeMap;

use dealerscope_core::answer::{Table, Unit};

use crate::frame::Frame;
use crate::geometry::Point;
use crate::read;
use crate::scale::{Scale, extent_with_zero};
use crate::scene::{Align, Scene};
use crate::sketch::{Sketch, Style};
use crate::words::Phrase;

use super::axes;
use super::head::{self, Sign};
use super::rows::{self, Rows};

const RANK_FROM: f64 = 440.0;

fn top(width: f64) -> f64 {
    head::height(width, true) + axes::NUMBERS
}

pub(crate) fn height(table: &Table, width: f64) -> f64 {
    rows::height(table.rows.len(), width, top(width))
}

/// The median conversion of each peer group, among dealers that are large enough to be judged.
fn medians(table: &Table) -> BTreeMap<&str, f64> {
    let mut groups: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for row in (0..table.rows.len()).filter(|row| !read::flag(table, *row, "small")) {
        if let Some(rate) = read::number(table, row, "conversion") {
            groups.entry(read::text(table, row, "peer_group")).or_default().push(rate);
        }
    }
    let median = |rates: Vec<f64>| read::quantile(&read::sorted(rates), 0.5);
    let mut medians = BTreeMap::new();
    for (group, rates) in groups {
        medians.extend(median(rates).map(|rate| (group, rate)));
    }
    medians
}

pub(crate) fn layout(table: &Table, frame: &Frame) -> Scene {
    let mut pen = Sketch::new(frame);
    if !read::any(table, "conversion") {
        return pen.empty();
    }
    let words = pen.words();
    let medians = medians(table);
    let median = |row: usize| medians.get(read::text(table, row, "peer_group")).copied();
    let numbers =
        |row: usize| ["conversion", "conversion_low", "conversion_high"].map(|c| read::number(table, row, c));
    let labels = read::labels(table, words);
    let values: Vec<String> =
        (0..table.rows.len()).map(|row| words.number(numbers(row)[0], Unit::Rate)).collect();
    let ranks: Vec<String> = (0..table.rows.len())
        .map(|row| {
            read::number(table, row, "rank").map_or(String::new(), |r| words.number(Some(r), Unit::Rank))
        })
        .collect();
    let rank_title = words.title("rank");
    let shown = pen.width() >= RANK_FROM && ranks.iter().any(|r| !r.is_empty());
    let right =
        if shown { pen.widest(ranks.iter().chain([&rank_title]), pen.small()).min(64.0) } else { 0.0 };

    let grid = Rows::new(&pen, &labels, &values, top(pen.width()), right);
    // Dealers too small to be judged have intervals across the whole page: they do not set the scale.
    let judged = (0..grid.count).filter(|row| !read::flag(table, *row, "small")).flat_map(numbers).flatten();
    let all = extent_with_zero(
        (0..grid.count).filter_map(|row| numbers(row)[0]).chain(judged).chain(medians.values().copied()),
    );
    let scale = Scale::new((all.0, all.1 + (all.1 - all.0) * 0.02), grid.strip);
    let signs = [
        (Sign::Tick, words.phrase(Phrase::PeerMedian)),
        (Sign::Up, words.phrase(Phrase::AbovePeers)),
        (Sign::Down, words.phrase(Phrase::BelowPeers)),
    ];
    head::draw(&mut pen, &words.title("conversion"), 0.0, &signs);
    let y = grid.top - axes::NUMBERS / 2.0;
    if shown {
        pen.text(&rank_title, Point::new(pen.width(), y), Align::Right, pen.small(), right + 4.0);
    }
    for row in 0..grid.count {
        pen.band(row, grid.row(row, pen.width()));
    }
    axes::upright(&mut pen, &scale, Unit::Rate, grid.strip, &grid.grid(), y);
    for row in 0..grid.count {
        let small = read::flag(table, row, "small");
        let ink = if small { Style { color: pen.theme().muted, ..pen.body() } } else { pen.body() };
        grid.write(&mut pen, row, &labels[row], &values[row], (ink, ink));
        dot(&mut pen, row, &scale, grid.middle(row), numbers(row), median(row).filter(|_| !small));
        if shown {
            pen.number(
                &ranks[row],
                Point::new(pen.width(), grid.middle(row)),
                Align::Right,
                pen.small(),
                right,
            );
        }
        let says = says(&pen, table, row, &labels[row], median(row));
        let anchor = Point::new(numbers(row)[0].map_or(grid.strip.0, |v| scale.at(v)), grid.middle(row));
        let whole = grid.row(row, pen.width());
        pen.hit(row, whole, anchor, says);
    }
    grid.write_rest(&mut pen, labels.len());
    pen.done()
}

/// The interval, the peers' median, and a sign: a triangle where the interval lies wholly on one side.
fn dot(pen: &mut Sketch, row: usize, scale: &Scale, y: f64, numbers: [Option<f64>; 3], median: Option<f64>) {
    let theme = pen.theme();
    let [rate, low, high] = numbers;
    if let (Some(low), Some(high)) = (low, high) {
        pen.horizontal(y, (scale.at(low), scale.at(high)), 2.0, theme.quiet);
    }
    if let Some(median) = median {
        pen.vertical(scale.at(median), (y - 8.0, y + 8.0), 2.0, theme.ink);
    }
    let Some(at) = rate.map(|r| Point::new(scale.at(r), y)) else { return };
    match (median, low, high) {
        (Some(median), Some(low), _) if low > median => {
            head::triangle(pen, at, 5.0, true, pen.lit(row, theme.good));
        }
        (Some(median), _, Some(high)) if high < median => {
            head::triangle(pen, at, 5.0, false, pen.lit(row, theme.bad));
        }
        (Some(_), ..) => pen.dot(at, 4.0, pen.lit(row, theme.muted)),
        (None, ..) => {
            pen.dot(at, 4.0, theme.quiet);
            pen.dot(at, 2.5, theme.surface);
        }
    }
}

fn says(pen: &Sketch, table: &Table, row: usize, label: &str, median: Option<f64>) -> String {
    let words = pen.words();
    let number = |column| read::number(table, row, column);
    let parts = [
        (words.title("conversion"), number("conversion"), Unit::Rate),
        (words.phrase(Phrase::Interval), number("conversion_low"), Unit::Rate),
        ("–".to_owned(), number("conversion_high"), Unit::Rate),
        (words.phrase(Phrase::PeerMedian), median, Unit::Rate),
        (words.title("leads"), number("leads"), Unit::Count),
        (words.title("rank"), number("rank"), Unit::Rank),
    ];
    pen.says(label, &parts.into_iter().filter(|p| p.1.is_some()).collect::<Vec<_>>())
}
