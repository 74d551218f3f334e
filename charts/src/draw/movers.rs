//! What explains a change: the members of each dimension that gained and lost most.

use dealerscope_core::answer::{Table, Unit};

use crate::frame::Frame;
use crate::geometry::{Point, Rect};
use crate::read;
use crate::scale::{Scale, extent_with_zero, float};
use crate::scene::{Align, Scene};
use crate::sketch::Sketch;

/// The most gains, and the most losses, of a dimension.
const EACH: usize = 4;
const TITLE: f64 = 28.0;
const LINE: f64 = 24.0;
const BAR: f64 = 12.0;
const BETWEEN: f64 = 24.0;

/// A dimension and its rows, the greatest gain first.
struct Group<'t> {
    dimension: &'t str,
    rows: Vec<usize>,
}

fn groups(table: &Table) -> Vec<Group<'_>> {
    let mut out: Vec<Group> = Vec::new();
    let change = |row: &usize| read::number(table, *row, "change").unwrap_or(0.0);
    for row in (0..table.rows.len()).filter(|row| change(row) != 0.0) {
        let dimension = read::text(table, row, "dimension");
        match out.iter_mut().find(|g| g.dimension == dimension) {
            Some(group) => group.rows.push(row),
            None => out.push(Group { dimension, rows: vec![row] }),
        }
    }
    for group in &mut out {
        let order = read::ascending(group.rows.iter().map(|row| -change(row)));
        group.rows = order.into_iter().map(|place| group.rows[place]).collect();
        let gains = group.rows.iter().filter(|row| change(row) > 0.0).count();
        let losses = group.rows.len() - gains;
        group.rows.drain(gains.min(EACH)..gains + losses.saturating_sub(EACH));
    }
    out
}

fn across(groups: usize, width: f64) -> usize {
    let room = if width < 600.0 {
        1
    } else if width < 1120.0 {
        2
    } else {
        4
    };
    room.min(groups).max(1)
}

/// The height of each line of groups: that of the longest among them.
fn lines(groups: &[Group], across: usize) -> Vec<f64> {
    let tallest = |line: &[Group]| float(line.iter().map(|g| g.rows.len()).max().unwrap_or(0));
    groups.chunks(across).map(|line| TITLE + tallest(line) * LINE + 12.0).collect()
}

pub(crate) fn height(table: &Table, width: f64) -> f64 {
    let groups = groups(table);
    if groups.is_empty() { 96.0 } else { lines(&groups, across(groups.len(), width)).iter().sum::<f64>() }
}

pub(crate) fn layout(table: &Table, frame: &Frame) -> Scene {
    let mut pen = Sketch::new(frame);
    let groups = groups(table);
    let changes = groups.iter().flat_map(|g| &g.rows).filter_map(|row| read::number(table, *row, "change"));
    let span = extent_with_zero(changes);
    if groups.is_empty() {
        return pen.empty();
    }
    let across = across(groups.len(), pen.width());
    let width = (pen.width() - BETWEEN * float(across - 1)) / float(across);
    let columns = Columns::new(&pen, table, &groups, width, span);
    let mut y = 0.0;
    for (line, height) in groups.chunks(across).zip(lines(&groups, across)) {
        for (column, group) in line.iter().enumerate() {
            let room = Rect::new(float(column) * (width + BETWEEN), y, width, height);
            if room.bottom() <= pen.height() + 12.0 {
                block(&mut pen, table, group, room, &columns);
            }
        }
        y += height;
    }
    pen.done()
}

/// How a group's room is divided; the same in all, so that their zeros stand in line.
struct Columns {
    label: f64,
    value: f64,
    scale: Scale,
}

impl Columns {
    fn new(pen: &Sketch, table: &Table, groups: &[Group], width: f64, span: (f64, f64)) -> Self {
        let rows = || groups.iter().flat_map(|g| g.rows.iter().copied());
        let labels: Vec<String> = rows().map(|row| read::label(table, row, pen.words())).collect();
        let values: Vec<String> = rows().map(|row| written(pen, table, row)).collect();
        let label = pen.widest(labels.iter(), pen.body()).min(width * 0.36);
        let value = pen.widest(values.iter(), pen.body()).min(width * 0.2) + 6.0;
        let left = label + 8.0 + if span.0 < 0.0 { value } else { 0.0 };
        let right = width - if span.1 > 0.0 { value } else { 0.0 };
        Self { label, value, scale: Scale::new(span, (left, right.max(left + 1.0))) }
    }
}

fn written(pen: &Sketch, table: &Table, row: usize) -> String {
    pen.words().signed(read::number(table, row, "change"), Unit::Count)
}

fn block(pen: &mut Sketch, table: &Table, group: &Group, room: Rect, columns: &Columns) {
    let theme = pen.theme();
    let words = pen.words();
    let title = words.title(group.dimension);
    pen.text(&title, Point::new(room.x, room.y + 10.0), Align::Left, pen.strong(), room.w);
    pen.horizontal(room.y + 22.0, (room.x, room.right()), 1.0, theme.grid);
    for (index, row) in group.rows.iter().enumerate() {
        let whole = Rect::new(room.x, room.y + TITLE + float(index) * LINE, room.w, LINE);
        let y = whole.center().y;
        let value = read::number(table, *row, "change").unwrap_or(0.0);
        let label = read::label(table, *row, words);
        let (zero, end) = (room.x + columns.scale.at(0.0), room.x + columns.scale.at(value));
        pen.band(*row, whole);
        pen.text(&label, Point::new(room.x, y), Align::Left, pen.body(), columns.label);
        let color = pen.lit(*row, if value > 0.0 { theme.good } else { theme.bad });
        pen.fill(Rect::between(Point::new(zero, y - BAR / 2.0), Point::new(end, y + BAR / 2.0)), color);
        let (at, align) = if value > 0.0 { (end + 5.0, Align::Left) } else { (end - 5.0, Align::Right) };
        let text = written(pen, table, *row);
        pen.number(&text, Point::new(at, y), align, pen.body(), columns.value);
        pen.vertical(zero, (whole.y, whole.bottom()), 1.0, theme.rule);
        let says = says(pen, table, *row, &label);
        pen.hit(*row, whole, Point::new(end, y), says);
    }
}

fn says(pen: &Sketch, table: &Table, row: usize, label: &str) -> String {
    let words = pen.words();
    let columns = ["change", "share_of_change", "orders_prior", "orders"];
    let known = columns.into_iter().filter(|c| read::number(table, row, c).is_some());
    let part = |c: &str| (words.title(c), read::number(table, row, c), read::unit(table, c));
    pen.says(label, &known.map(part).collect::<Vec<_>>())
}
