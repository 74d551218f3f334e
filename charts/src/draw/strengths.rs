//! Channel × stage: each step rate against the average of all channels.

use std::collections::BTreeMap;

use dealerscope_core::answer::{Table, Unit};

use crate::frame::Frame;
use crate::geometry::{Point, Rect};
use crate::read;
use crate::scale::float;
use crate::scene::{Align, Scene};
use crate::sketch::{SMALL, Sketch, Style};
use crate::words::Phrase;

use super::head::{self, Sign};

const CELL: f64 = 28.0;
const NAMES: f64 = 32.0;
const GAP: f64 = 2.0;

/// The distinct codes of a column in the order they come.
fn codes<'t>(table: &'t Table, column: &str) -> Vec<&'t str> {
    let mut out = Vec::new();
    for code in (0..table.rows.len()).map(|row| read::text(table, row, column)) {
        if !out.contains(&code) {
            out.push(code);
        }
    }
    out
}

pub(crate) fn height(table: &Table, width: f64) -> f64 {
    head::height(width, false) + NAMES + float(codes(table, "channel").len() + 1) * CELL + 8.0
}

pub(crate) fn layout(table: &Table, frame: &Frame) -> Scene {
    let mut pen = Sketch::new(frame);
    if !read::any(table, "rate") {
        return pen.empty();
    }
    let words = pen.words();
    let (channels, stages) = (codes(table, "channel"), codes(table, "stage"));
    let labels: Vec<String> = channels.iter().map(|c| words.name("channel", c)).collect();
    let average = words.phrase(Phrase::Average);
    let widest = pen.widest(labels.iter().chain([&average]), pen.body());
    let left = widest.min((pen.width() * 0.3).min(176.0)) + 8.0;
    let cell_width = ((pen.width() - left) / float(stages.len().max(1))).min(112.0);
    let top = head::height(pen.width(), false) + NAMES;
    let place = |line: usize, stage: usize| {
        Rect::new(left + float(stage) * cell_width, top + float(line) * CELL, cell_width - GAP, CELL - GAP)
    };
    let signs = [(Sign::Up, words.phrase(Phrase::Above)), (Sign::Down, words.phrase(Phrase::Below))];
    head::signs(&mut pen, &signs);

    let names: Vec<String> = stages.iter().map(|s| words.name("stage", s)).collect();
    let centers: Vec<f64> = (0..stages.len()).map(|index| place(0, index).center().x).collect();
    write_stages(&mut pen, &names, &centers, cell_width, top);
    let y = place(0, 0).center().y;
    pen.text(&average, Point::new(0.0, y), Align::Left, pen.strong(), left - 8.0);
    let cells = cells(table);
    for (index, stage) in stages.iter().enumerate() {
        let of_all = channels.iter().find_map(|c| read::number(table, *cells.get(&(*c, *stage))?, "average"));
        let style = Style { size: SMALL, ..pen.strong() };
        write_rate(&mut pen, of_all, place(0, index), style);
    }
    pen.horizontal(
        top + CELL - GAP / 2.0,
        (0.0, left + cell_width * float(stages.len()) - GAP),
        1.0,
        pen.theme().rule,
    );

    let strongest = strongest(table);
    for (line, channel) in channels.iter().enumerate() {
        let y = place(line + 1, 0).center().y;
        if y + CELL / 2.0 > pen.height() {
            break;
        }
        pen.text(&labels[line], Point::new(0.0, y), Align::Left, pen.body(), left - 8.0);
        for (index, stage) in stages.iter().enumerate() {
            let Some(row) = cells.get(&(*channel, *stage)) else { continue };
            let room = place(line + 1, index);
            cell(&mut pen, table, *row, room, strongest);
            let name = format!("{}, {}", labels[line], words.name("stage", stage));
            let says = says(&pen, table, *row, &name);
            pen.hit(*row, room, room.center(), says);
        }
    }
    pen.done()
}

/// The stages above their columns: on two lines where that helps, or by turns on two heights.
fn write_stages(pen: &mut Sketch, names: &[String], centers: &[f64], width: f64, top: f64) {
    let style = pen.small();
    let wrapped: Vec<Vec<String>> = names.iter().map(|n| pen.wrap(n, width - 3.0, 2, style)).collect();
    let whole = names.iter().zip(&wrapped).all(|(name, lines)| {
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        lines.iter().map(|l| letters(l)).sum::<usize>() == letters(name) && !lines.concat().contains('…')
    });
    for (index, (name, x)) in names.iter().zip(centers).enumerate() {
        if whole {
            for (line, text) in wrapped[index].iter().rev().enumerate() {
                let at = Point::new(*x, top - 10.0 - float(line) * 13.0);
                pen.text(text, at, Align::Center, style, width - 2.0);
            }
        } else {
            let at = Point::new(*x, top - if index % 2 == 0 { 24.0 } else { 9.0 });
            // The last one is moved inwards from the edge, towards its neighbour two columns on.
            let room = width * if index + 1 == names.len() { 1.5 } else { 2.0 } - 4.0;
            pen.text(name, at, Align::Center, style, room);
        }
    }
}

fn cells(table: &Table) -> BTreeMap<(&str, &str), usize> {
    let mut cells = BTreeMap::new();
    for row in 0..table.rows.len() {
        cells.insert((read::text(table, row, "channel"), read::text(table, row, "stage")), row);
    }
    cells
}

fn strongest(table: &Table) -> f64 {
    let judged =
        (0..table.rows.len()).filter(|row| matches!(read::text(table, *row, "verdict"), "above" | "below"));
    judged.filter_map(|row| read::number(table, row, "difference")).map(f64::abs).fold(1e-9, f64::max)
}

fn cell(pen: &mut Sketch, table: &Table, row: usize, room: Rect, strongest: f64) {
    let theme = pen.theme();
    let share = read::number(table, row, "difference").map_or(0.0, |d| d.abs() / strongest);
    let steps = if share > 2.0 / 3.0 {
        3
    } else if share > 1.0 / 3.0 {
        2
    } else {
        1
    };
    let verdict = read::text(table, row, "verdict");
    let fill = match verdict {
        "above" => theme.diverging[3 + steps],
        "below" => theme.diverging[3 - steps],
        _ => theme.surface,
    };
    let fill = if pen.frame.highlight.is_dimmed(row) { fill.mix(theme.surface, 0.7) } else { fill };
    if fill != theme.surface {
        pen.fill(room, fill);
    }
    if pen.frame.highlight.is_lit(row) {
        pen.outline(room, theme.ink, 2.0);
    }
    let ink = if fill != theme.surface {
        theme.on(fill)
    } else if verdict == "small" {
        theme.muted
    } else {
        theme.ink
    };
    write_rate(pen, read::number(table, row, "rate"), room, Style { size: SMALL, bold: false, color: ink });
    if room.w > 28.0 && matches!(verdict, "above" | "below") {
        let half = if room.w < 48.0 { 2.5 } else { 3.0 };
        let at = Point::new(room.right() - half - 2.0, room.y + half + 1.5);
        head::triangle(pen, at, half, verdict == "above", ink);
    }
}

/// A rate with one decimal where that fits, without where only that fits.
fn write_rate(pen: &mut Sketch, rate: Option<f64>, room: Rect, style: Style) {
    let rounded = rate.map(|r| (r * 100.0).round() / 100.0);
    let texts = [pen.words().number(rate, Unit::Rate), pen.words().compact(rounded, Unit::Rate)];
    if let Some(text) = texts.iter().find(|t| pen.measure(t, style) <= room.w - 2.0) {
        pen.text(text, room.center(), Align::Center, style, room.w);
    }
}

fn says(pen: &Sketch, table: &Table, row: usize, name: &str) -> String {
    let words = pen.words();
    let number = |c| read::number(table, row, c);
    let mut parts = vec![
        (words.title("rate"), number("rate"), Unit::Rate),
        (words.phrase(Phrase::Average), number("average"), Unit::Rate),
        ("n".to_owned(), number("n"), Unit::Count),
    ];
    parts.retain(|p| p.1.is_some());
    let says = pen.says(name, &parts);
    match read::text(table, row, "verdict") {
        "above" => format!("{says}, {}", words.phrase(Phrase::Above)),
        "below" => format!("{says}, {}", words.phrase(Phrase::Below)),
        _ => says,
    }
}
