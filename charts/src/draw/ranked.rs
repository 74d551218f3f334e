//! Ranked bars: label, value, bar; a tick for the comparison, whiskers for the interval.

use dealerscope_core::answer::{Table, Unit};

use crate::frame::Frame;
use crate::geometry::{Point, Rect};
use crate::read;
use crate::scale::{Scale, extent_with_zero};
use crate::scene::{Align, Scene};
use crate::sketch::{Sketch, Style};
use crate::words::Phrase;

use super::head::{self, Sign};
use super::rows::{self, Rows};

const CHANGE_FROM: f64 = 600.0;

/// The columns that a measure brings along.
struct Columns {
    measure: String,
    prior: Option<String>,
    low: Option<String>,
    high: Option<String>,
    mark: Option<&'static str>,
    unit: Unit,
}

impl Columns {
    fn of(table: &Table, wanted: Option<&str>) -> Option<Self> {
        let has = |id: &str| table.position(id).is_some();
        let named = |id: String| has(&id).then_some(id);
        let own = || read::first(table, &["leads", "rate", "orders", "share"]);
        let measure = wanted.filter(|id| has(id)).or_else(own)?.to_owned();
        Some(Self {
            prior: named(format!("{measure}_prior")).or_else(|| named(format!("peer_{measure}"))),
            low: named(format!("{measure}_low")),
            high: named(format!("{measure}_high")),
            mark: (measure == "rate" && has("mark")).then_some("mark"),
            unit: read::unit(table, &measure),
            measure,
        })
    }

    fn numbers(&self, table: &Table, row: usize) -> [Option<f64>; 5] {
        let ids = [Some(&self.measure), self.prior.as_ref(), self.low.as_ref(), self.high.as_ref()];
        let [value, prior, low, high] = ids.map(|id| read::number_in(table, row, id.map(String::as_str)));
        [value, prior, low, high, read::number_in(table, row, self.mark)]
    }

    fn signs(&self, pen: &Sketch) -> Vec<(Sign, String)> {
        let phrase = |p| pen.words().phrase(p);
        let mut signs = Vec::new();
        if self.low.is_some() && self.high.is_some() {
            signs.push((Sign::Whisker, phrase(Phrase::Interval)));
        }
        if self.prior.is_some() {
            signs.push((Sign::Tick, phrase(self.prior_phrase())));
        } else if self.mark.is_some() {
            signs.push((Sign::Tick, phrase(Phrase::Mark)));
        }
        signs
    }

    fn prior_phrase(&self) -> Phrase {
        if self.prior.as_ref().is_some_and(|id| id.starts_with("peer_")) {
            Phrase::Peers
        } else {
            Phrase::Comparison
        }
    }
}

pub(crate) fn height(table: &Table, width: f64) -> f64 {
    rows::height(table.rows.len(), width, head::height(width, true))
}

pub(crate) fn layout(table: &Table, frame: &Frame) -> Scene {
    let mut pen = Sketch::new(frame);
    let Some(columns) = Columns::of(table, frame.measure) else { return pen.empty() };
    if !read::any(table, &columns.measure) {
        return pen.empty();
    }
    let words = pen.words();
    let mut labels = read::labels(table, words);
    if columns.unit == Unit::Rate {
        labels
            .iter_mut()
            .enumerate()
            .for_each(|(row, label)| label.push_str(&count_if_small(&pen, table, row)));
    }
    let numbers: Vec<[Option<f64>; 5]> =
        (0..table.rows.len()).map(|row| columns.numbers(table, row)).collect();
    let values: Vec<String> = numbers.iter().map(|n| words.number(n[0], columns.unit)).collect();
    let changes: Vec<String> = numbers.iter().map(|n| change(&pen, n[0], n[1], columns.unit)).collect();
    let right =
        if pen.width() < CHANGE_FROM { 0.0 } else { pen.widest(changes.iter(), pen.body()).min(96.0) };

    let grid = Rows::new(&pen, &labels, &values, head::height(pen.width(), true), right);
    // The upper end of an interval may lie far out; half as far again as the longest bar is enough.
    let bars = extent_with_zero(numbers.iter().flat_map(|n| [n[0], n[1], n[4]]).flatten());
    let whiskers = extent_with_zero(numbers.iter().flat_map(|n| [n[2], n[3]]).flatten());
    let reach = (bars.0.min(whiskers.0.max(bars.0 * 1.5)), bars.1.max(whiskers.1.min(bars.1 * 1.5)));
    let scale = Scale::new(reach, grid.strip);

    let signs = columns.signs(&pen);
    head::draw(&mut pen, &words.title(&columns.measure), grid.strip.0, &signs);
    for row in 0..grid.count {
        let whole = grid.row(row, pen.width());
        pen.band(row, whole);
        let small = columns.unit == Unit::Rate && read::flag(table, row, "small");
        let ink = if small { Style { color: pen.theme().muted, ..pen.body() } } else { pen.body() };
        grid.write(&mut pen, row, &labels[row], &values[row], (ink, ink));
        bar(&mut pen, row, &scale, &grid, &numbers[row], small);
        if right > 0.0 {
            let at = Point::new(pen.width(), grid.middle(row));
            pen.text(
                &changes[row],
                at,
                Align::Right,
                Style { color: pen.theme().muted, ..pen.body() },
                right,
            );
        }
        let anchor = Point::new(numbers[row][0].map_or(grid.strip.0, |v| scale.at(v)), grid.middle(row));
        let says = says(&pen, &columns, &labels[row], &numbers[row]);
        pen.hit(row, whole, anchor, says);
    }
    grid.write_rest(&mut pen, labels.len());
    pen.done()
}

fn change(pen: &Sketch, value: Option<f64>, prior: Option<f64>, unit: Unit) -> String {
    let (Some(value), Some(prior)) = (value, prior) else { return String::new() };
    if unit == Unit::Rate {
        return pen.words().signed(Some(value - prior), Unit::Points);
    }
    if prior == 0.0 { "–".to_owned() } else { pen.words().signed(Some(value / prior - 1.0), Unit::Rate) }
}

/// The number of leads behind a rate that rests on few.
fn count_if_small(pen: &Sketch, table: &Table, row: usize) -> String {
    let n = read::number(table, row, "leads").filter(|_| read::flag(table, row, "small"));
    n.map_or_else(String::new, |n| format!(" n={}", pen.words().number(Some(n), Unit::Count)))
}

fn bar(pen: &mut Sketch, row: usize, scale: &Scale, grid: &Rows, numbers: &[Option<f64>; 5], small: bool) {
    let [value, prior, low, high, mark] = *numbers;
    let (theme, y, half) = (pen.theme(), grid.middle(row), grid.bar() / 2.0);
    let zero = scale.at(0.0);
    let interval = low.zip(high);
    if let Some(value) = value {
        // A whisker must be seen on its own bar, so that bar is lighter.
        let color = if interval.is_some() { theme.soft } else { theme.accent };
        let color = if small { theme.quiet } else { pen.lit(row, color) };
        pen.fill(Rect::between(Point::new(zero, y - half), Point::new(scale.at(value), y + half)), color);
    }
    if let Some((low, high)) = interval {
        head::whisker(pen, scale, (low, high), y, theme.ink);
    }
    if let Some(tick) = prior.or(mark).map(|v| scale.at(v)) {
        pen.tick(tick, y, grid.tick());
    }
    pen.vertical(zero, (y - half - 4.0, y + half + 4.0), 1.0, theme.rule);
}

fn says(pen: &Sketch, columns: &Columns, label: &str, numbers: &[Option<f64>; 5]) -> String {
    let words = pen.words();
    let mut parts = vec![(words.title(&columns.measure), numbers[0], columns.unit)];
    if numbers[1].is_some() {
        parts.push((words.phrase(columns.prior_phrase()), numbers[1], columns.unit));
    }
    if numbers[2].is_some() && numbers[3].is_some() {
        parts.push((words.phrase(Phrase::Interval), numbers[2], columns.unit));
        parts.push(("–".to_owned(), numbers[3], columns.unit));
    }
    if numbers[4].is_some() {
        parts.push((words.phrase(Phrase::Mark), numbers[4], columns.unit));
    }
    pen.says(label, &parts)
}
