//! Volume against conversion, the area of a circle being the cost of an order.

use dealerscope_core::answer::{Table, Unit};

use crate::frame::Frame;
use crate::geometry::{Point, Rect};
use crate::read;
use crate::scale::{Scale, float};
use crate::scene::{Align, Scene};
use crate::sketch::{SMALL, Sketch, Style};
use crate::words::Phrase;

use super::axes;

const HEAD: f64 = 56.0;
const FOOT: f64 = 40.0;
/// From this ratio of the most to the least leads on, the scale is by powers.
const POWERS: f64 = 30.0;

/// One row as it is drawn.
#[derive(Clone)]
struct Circle {
    row: usize,
    name: String,
    at: Point,
    radius: f64,
    leads: f64,
    rate: f64,
    cost: Option<f64>,
}

pub(crate) fn height(_: &Table, width: f64) -> f64 {
    HEAD + FOOT + (width * 0.6).clamp(240.0, 400.0).round()
}

/// Leads over the width, by powers of ten where channels differ by orders of magnitude.
struct Across {
    scale: Scale,
    powers: bool,
}

impl Across {
    fn new(least: f64, most: f64, span: (f64, f64)) -> Self {
        let powers = least >= 1.0 && most / least > POWERS;
        let values = if powers { (least.log10() - 0.1, most.log10() + 0.1) } else { (0.0, most * 1.08) };
        Self { scale: Scale::new(values, span), powers }
    }

    fn at(&self, value: f64) -> f64 {
        self.scale.at(if self.powers { value.max(1e-9).log10() } else { value })
    }

    fn ticks(&self, about: usize) -> Vec<f64> {
        if !self.powers {
            return self.scale.ticks(about);
        }
        let (from, to) = self.scale.span();
        let steps = (0..16).flat_map(|n| [1.0, 3.0].map(|m| m * 10_f64.powi(n)));
        steps.filter(|t| (from..=to).contains(&t.log10())).collect()
    }
}

pub(crate) fn layout(table: &Table, frame: &Frame) -> Scene {
    let mut pen = Sketch::new(frame);
    let ordered = read::first(table, &["ordered", "orders"]).unwrap_or_default();
    let rows: Vec<(usize, f64, f64)> = (0..table.rows.len())
        .filter_map(|row| {
            Some((row, read::number(table, row, "leads")?, read::number(table, row, "conversion")?))
        })
        .filter(|(_, leads, _)| *leads > 0.0)
        .collect();
    if rows.is_empty() {
        return pen.empty();
    }
    let fold = |pick: fn(&(usize, f64, f64)) -> f64, by: fn(f64, f64) -> f64, from| {
        rows.iter().map(pick).fold(from, by)
    };
    let (least, most) = (fold(|r| r.1, f64::min, f64::INFINITY), fold(|r| r.1, f64::max, 0.0));
    let top_rate = fold(|r| r.2, f64::max, 0.0);
    let low_rate = fold(|r| r.2, f64::min, 0.0);
    let span = (
        low_rate,
        if top_rate > low_rate { top_rate + (top_rate - low_rate) * 0.1 } else { low_rate + 0.01 },
    );

    let gutter = axes::gutter(&pen, span, Unit::Rate, 5);
    let floor = (pen.height() - FOOT).max(HEAD + 16.0);
    let largest = if pen.width() < 440.0 { 14.0 } else { 22.0 };
    let across = Across::new(least, most, (gutter + largest, pen.width() - largest));
    let up = Scale::new(span, (floor - if low_rate < 0.0 { 4.0 } else { 0.0 }, HEAD + largest));
    let costs = rows.iter().filter_map(|(row, ..)| read::number(table, *row, "cost_per_order"));
    let dearest = costs.fold(0.0, f64::max);

    let circles = rows.iter().map(|&(row, leads, rate)| {
        let cost = read::number(table, row, "cost_per_order").filter(|c| *c >= 0.0);
        Circle {
            row,
            name: read::label(table, row, pen.words()),
            at: Point::new(across.at(leads), up.at(rate)),
            radius: radius(cost, dearest, largest),
            leads,
            rate,
            cost,
        }
    });
    let circles: Vec<Circle> = circles.collect();
    grid(&mut pen, &across, &up, (gutter, floor));
    key(&mut pen, dearest, largest, circles.iter().any(|c| c.cost.is_none()));
    let sum =
        |column: &str| (0..table.rows.len()).filter_map(|row| read::number(table, row, column)).sum::<f64>();
    let mut line = f64::NEG_INFINITY;
    if sum("leads") > 0.0 && read::any(table, ordered) {
        let rate = sum(ordered) / sum("leads");
        average(&mut pen, rate, &up, gutter, &circles);
        line = up.at(rate);
    }
    hits(&mut pen, &circles);
    // Large circles first, so that none hides a smaller one.
    let order = read::ascending(circles.iter().map(|c| -c.radius));
    let circles: Vec<Circle> = order.into_iter().map(|place| circles[place].clone()).collect();
    draw(&mut pen, &circles);
    label(&mut pen, &circles, floor, line);
    pen.done()
}

fn radius(cost: Option<f64>, dearest: f64, largest: f64) -> f64 {
    match cost {
        Some(cost) if dearest > 0.0 => ((cost / dearest).sqrt() * largest).max(3.0).min(largest),
        _ => 4.0,
    }
}

fn grid(pen: &mut Sketch, across: &Across, up: &Scale, (left, floor): (f64, f64)) {
    let words = pen.words();
    axes::level(pen, up, Unit::Rate, 5, (left, pen.width()));
    pen.horizontal(floor, (left, pen.width()), 1.0, pen.theme().rule);
    for tick in across.ticks(if pen.width() < 440.0 { 4 } else { 8 }) {
        let x = across.at(tick);
        pen.vertical(x, (floor, floor + 4.0), 1.0, pen.theme().rule);
        let text = words.compact(Some(tick), Unit::Count);
        pen.text_if_free(&text, Point::new(x, floor + 12.0), Align::Center, pen.small());
    }
    let style = pen.small();
    pen.text(
        &format!("{} →", words.title("leads")),
        Point::new(pen.width(), floor + 30.0),
        Align::Right,
        style,
        pen.width(),
    );
    pen.text(
        &format!("↑ {}", words.title("conversion")),
        Point::new(0.0, 8.0),
        Align::Left,
        style,
        pen.width() / 2.0,
    );
}

/// A circle with its cost, and what a hollow one means.
fn key(pen: &mut Sketch, dearest: f64, largest: f64, hollow: bool) {
    let (words, style) = (pen.words(), pen.small());
    let narrow = pen.width() < 440.0;
    let mut right = pen.width();
    let y = if narrow { 30.0 } else { 16.0 };
    if hollow {
        let text = words.phrase(Phrase::NoCost);
        let width = pen.measure(&text, style);
        pen.text(&text, Point::new(right, y), Align::Right, style, width + 0.5);
        pen.ring(Point::new(right - width - 10.0, y), 4.0, pen.theme().accent, 1.5);
        right -= width + 32.0;
    }
    if dearest > 0.0 {
        let round = crate::scale::step(dearest * 0.19);
        let r = radius(Some(round), dearest, largest);
        let cost = words.compact(Some(round), Unit::Money);
        let text = format!("{} {cost}", words.title("cost_per_order"));
        let room = right - 2.0 * r - 6.0;
        let text = if pen.measure(&text, style) <= room { text } else { cost };
        let width = pen.measure(&text, style);
        pen.text(&text, Point::new(right, y), Align::Right, style, width + 0.5);
        pen.dot(Point::new(right - width - r - 6.0, y), r, pen.theme().soft);
        pen.ring(Point::new(right - width - r - 6.0, y), r, pen.theme().accent, 1.5);
    }
}

/// The rate of all, written at the end of its line that is clear of circles.
fn average(pen: &mut Sketch, rate: f64, up: &Scale, left: f64, circles: &[Circle]) {
    let y = up.at(rate);
    pen.dashes(y, (left, pen.width()), pen.theme().ink);
    let text =
        format!("{} {}", pen.words().phrase(Phrase::Average), pen.words().number(Some(rate), Unit::Rate));
    let width = pen.measure(&text, pen.small());
    for x in [left + 4.0, pen.width() - width] {
        let room = Rect::new(x, y - 9.0 - SMALL / 2.0, width, SMALL);
        let clear = circles.iter().all(|c| !room.overlaps(&around(c)));
        if clear && pen.text_if_free(&text, Point::new(x, y - 9.0), Align::Left, pen.small()) {
            return;
        }
    }
}

fn draw(pen: &mut Sketch, circles: &[Circle]) {
    let theme = pen.theme();
    for circle in circles {
        let lit = pen.frame.highlight.is_lit(circle.row);
        let color = pen.lit(circle.row, if lit { theme.ink } else { theme.accent });
        if circle.cost.is_some() {
            pen.dot(circle.at, circle.radius, pen.lit(circle.row, theme.soft));
        } else {
            pen.dot(circle.at, circle.radius, theme.surface);
        }
        pen.ring(circle.at, circle.radius, color, 1.5);
    }
}

/// Names beside their circles where they stand clear of circles, other labels and the line of the
/// average; lit ones first.
fn label(pen: &mut Sketch, circles: &[Circle], floor: f64, line: f64) {
    let style = Style { size: SMALL, bold: false, color: pen.theme().ink };
    let lit = |c: &&Circle| pen.frame.highlight.is_lit(c.row);
    let by_leads = most_leads(circles);
    let order: Vec<&Circle> =
        by_leads.iter().copied().filter(lit).chain(by_leads.iter().copied().filter(|c| !lit(c))).collect();
    for circle in order {
        let (r, at) = (circle.radius + 5.0, circle.at);
        let places = [
            (r, 0.0, Align::Left),
            (-r, 0.0, Align::Right),
            (0.0, -r - 5.0, Align::Center),
            (0.0, r + 5.0, Align::Center),
            (r * 0.7, -r * 0.7 - 3.0, Align::Left),
            (r * 0.7, r * 0.7 + 3.0, Align::Left),
            (-r * 0.7, -r * 0.7 - 3.0, Align::Right),
            (-r * 0.7, r * 0.7 + 3.0, Align::Right),
        ];
        let width = pen.measure(&circle.name, style);
        for (dx, dy, align) in places {
            let before = match align {
                Align::Left => 0.0,
                Align::Center => width / 2.0,
                Align::Right => width,
            };
            let room = Rect::new(at.x + dx - before, at.y + dy - SMALL / 2.0, width, SMALL);
            let struck = (room.y - 1.0..room.bottom() + 1.0).contains(&line);
            let clear = !struck && circles.iter().all(|c| c.row == circle.row || !room.overlaps(&around(c)));
            let inside = room.x >= 0.0 && room.right() <= pen.width() && room.bottom() < floor;
            if inside
                && clear
                && pen.text_if_free(&circle.name, Point::new(at.x + dx, at.y + dy), align, style)
            {
                break;
            }
        }
    }
}

/// The circles from the most leads to the least.
fn most_leads(circles: &[Circle]) -> Vec<&Circle> {
    read::ascending(circles.iter().map(|c| -c.leads)).into_iter().map(|place| &circles[place]).collect()
}

fn around(circle: &Circle) -> Rect {
    Rect::new(circle.at.x, circle.at.y, 0.0, 0.0).grown(circle.radius + 1.0)
}

/// Reading order is from the most leads to the least.
fn hits(pen: &mut Sketch, circles: &[Circle]) {
    let words = pen.words();
    for circle in most_leads(circles) {
        let parts = [
            (words.title("leads"), Some(circle.leads), Unit::Count),
            (words.title("conversion"), Some(circle.rate), Unit::Rate),
            (words.title("cost_per_order"), circle.cost, Unit::Money),
        ];
        let says = pen.says(&circle.name, &parts);
        let reach = circle.radius.max(float(12));
        let room = Rect::new(circle.at.x, circle.at.y, 0.0, 0.0).grown(reach);
        pen.hit(circle.row, room, circle.at, says);
    }
}
