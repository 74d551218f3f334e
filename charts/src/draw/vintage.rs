//! Cumulative conversion by age: one line a cohort, the older the paler.

use dealerscope_core::answer::{Table, Unit};

use crate::color::Color;
use crate::frame::Frame;
use crate::geometry::{Point, Rect};
use crate::read;
use crate::scale::{Scale, float};
use crate::scene::{Align, Scene};
use crate::sketch::{SMALL, Sketch, Style};
use crate::words::{MonthForm, Phrase};

use super::axes;

const HEAD: f64 = 24.0;
const FOOT: f64 = 40.0;

/// A cohort: its month, and its rows by age.
struct Cohort<'t> {
    month: &'t str,
    rows: Vec<usize>,
}

pub(crate) fn height(_: &Table, width: f64) -> f64 {
    HEAD + FOOT + (width * 0.5).clamp(200.0, 320.0).round()
}

fn cohorts(table: &Table) -> Vec<Cohort<'_>> {
    let mut out: Vec<Cohort> = Vec::new();
    let drawn = |row: &usize| {
        read::number(table, *row, "age").is_some() && read::number(table, *row, "rate").is_some()
    };
    for row in (0..table.rows.len()).filter(drawn) {
        let month = read::text(table, row, "month");
        if let Some(cohort) = out.iter_mut().find(|c| c.month == month) {
            cohort.rows.push(row);
        } else {
            let place = out.partition_point(|c| c.month < month);
            out.insert(place, Cohort { month, rows: vec![row] });
        }
    }
    let age = |row: &usize| read::number(table, *row, "age").unwrap_or(0.0);
    for cohort in &mut out {
        let order = read::ascending(cohort.rows.iter().map(age));
        cohort.rows = order.into_iter().map(|place| cohort.rows[place]).collect();
    }
    out
}

pub(crate) fn layout(table: &Table, frame: &Frame) -> Scene {
    let mut pen = Sketch::new(frame);
    let cohorts = cohorts(table);
    let numbers = |column: &'static str| {
        cohorts.iter().flat_map(|c| &c.rows).filter_map(move |r| read::number(table, *r, column))
    };
    let oldest = numbers("age").fold(0.0, f64::max);
    let span = (numbers("rate").fold(0.0, f64::min), numbers("rate").fold(0.0, f64::max));
    if cohorts.is_empty() {
        return pen.empty();
    }
    let (words, theme) = (pen.words(), pen.theme());
    let gutter = axes::gutter(&pen, span, Unit::Rate, 4);
    let names: Vec<String> = cohorts.iter().map(|c| words.month(c.month, MonthForm::Full)).collect();
    let floor = (pen.height() - FOOT).max(HEAD + 16.0);
    let edge = pen.width() - pen.widest(names.iter(), pen.small()) - 8.0;
    let across = Scale::new((0.0, oldest), (gutter, edge.max(gutter + 16.0)));
    let up = Scale::new(span, (floor, HEAD + 8.0));
    let title = words.title("conversion");
    pen.text(&title, Point::new(0.0, 8.0), Align::Left, pen.small(), pen.width());
    axes::level(&mut pen, &up, Unit::Rate, 4, (gutter, edge));
    ages(&mut pen, &across, oldest, floor);

    let lit = |c: &Cohort| c.rows.iter().any(|row| frame.highlight.is_lit(*row));
    let place = |row: &usize| {
        let at = |column| read::number(table, *row, column).unwrap_or(0.0);
        Point::new(across.at(at("age")), up.at(at("rate")))
    };
    let newest = cohorts.len() - 1;
    for (index, cohort) in cohorts.iter().enumerate() {
        let tone = shade(theme.surface, theme.accent, index, newest);
        let (color, width) = match (lit(cohort), index == newest) {
            (true, _) => (theme.ink, 2.5),
            (false, true) => (theme.accent, 2.5),
            (false, false) => (tone, 1.5),
        };
        let points: Vec<Point> = cohort.rows.iter().map(place).collect();
        if let [only] = points[..] {
            pen.dot(only, 3.0, color);
        }
        if let Some(last) = points.last().filter(|_| index == newest || lit(cohort)) {
            pen.dot(*last, 3.5, color);
        }
        pen.line(points, color, width);
    }
    let ends: Vec<Point> = cohorts.iter().filter_map(|c| c.rows.last().map(place)).collect();
    let all: Vec<Point> = cohorts.iter().flat_map(|c| c.rows.iter().map(place)).collect();
    let lit = cohorts.iter().enumerate().filter(|(_, c)| lit(c)).map(|(i, _)| i);
    for index in lit.chain([newest, 0]) {
        let color = if index == newest { theme.accent } else { theme.ink };
        name(&mut pen, &names[index], ends[index], &all, color);
    }
    for (cohort, month) in cohorts.iter().zip(&names) {
        for row in &cohort.rows {
            let number = |column| read::number(table, *row, column);
            let age = words.number(number("age"), Unit::Days);
            let parts = [
                (format!("{} {age}, {title}", words.phrase(Phrase::Age)), number("rate"), Unit::Rate),
                (words.title("ordered"), number("ordered"), Unit::Count),
            ];
            let says = pen.says(month, &parts);
            pen.hit(*row, Rect::new(place(row).x, place(row).y, 0.0, 0.0).grown(6.0), place(row), says);
        }
    }
    pen.done()
}

fn shade(pale: Color, strong: Color, index: usize, newest: usize) -> Color {
    pale.mix(strong, 0.25 + 0.5 * float(index) / float(newest.max(1)))
}

fn ages(pen: &mut Sketch, across: &Scale, oldest: f64, floor: f64) {
    pen.horizontal(floor, (across.at(0.0), across.at(oldest)), 1.0, pen.theme().rule);
    let days = if pen.width() < 440.0 { 90.0 } else { 60.0 };
    let step = days * (oldest / days / 6.0).ceil().max(1.0);
    let mut age = 0.0;
    while age <= oldest {
        let text = pen.words().compact(Some(age), Unit::Count);
        let x = across.at(age);
        pen.vertical(x, (floor, floor + 4.0), 1.0, pen.theme().rule);
        pen.text_if_free(&text, Point::new(x, floor + 12.0), Align::Center, pen.small());
        age += step;
    }
    let title = format!("{} →", pen.words().phrase(Phrase::Age));
    pen.text(&title, Point::new(across.at(oldest), floor + 30.0), Align::Right, pen.small(), pen.width());
}

/// A cohort's name beside the end of its line; where other lines run there, below them on a leader.
fn name(pen: &mut Sketch, text: &str, end: Point, all: &[Point], color: Color) {
    let style = Style { size: SMALL, bold: true, color };
    let width = pen.measure(text, style);
    let crossed = all.iter().any(|p| p.x > end.x + 1.0);
    if !crossed {
        let places = [0.0, -12.0, 12.0, -24.0, 24.0].map(|dy| Point::new(end.x + 6.0, end.y + dy));
        pen.text_at_first_free(text, places, Align::Left, style);
        return;
    }
    let near = |p: &&Point| (end.x - width..=end.x + width).contains(&p.x) || (p.x - end.x).abs() < 80.0;
    let lowest = all.iter().filter(near).filter(|p| p.x >= end.x - 1.0).map(|p| p.y).fold(end.y, f64::max);
    for y in [28.0, 44.0, 60.0].map(|dy| lowest + dy) {
        if pen.text_if_free(text, Point::new(end.x + 4.0, y), Align::Left, style) {
            pen.vertical(end.x, (end.y, y + 6.0), 1.0, color);
            return;
        }
    }
}
