//! The line above a chart: what is drawn, and what its signs stand for.

use crate::color::Color;
use crate::geometry::{Point, Rect};
use crate::scale::{Scale, float};
use crate::scene::Align;
use crate::sketch::Sketch;

/// Below this width the signs stand on a line of their own.
const TWO_LINES: f64 = 440.0;
const LINE: f64 = 16.0;
const SIGN: f64 = 12.0;

/// A sign as it stands in the chart.
#[derive(Clone, Copy)]
pub(crate) enum Sign {
    /// A tick across a bar that lies.
    Tick,
    /// A tick across a bar that stands.
    Level,
    Bar(Color),
    Hatch(Color),
    Whisker,
    /// Better than what it is compared with.
    Up,
    /// Worse than what it is compared with.
    Down,
    /// An open diamond.
    Diamond,
}

/// The height of a head, with or without signs.
pub(crate) fn height(width: f64, signs: bool) -> f64 {
    if signs && width < TWO_LINES { 2.0 * LINE + 8.0 } else { LINE + 8.0 }
}

/// Writes the title from `left` on, and the signs at the right, or below where there is little room.
pub(crate) fn draw(pen: &mut Sketch, title: &str, left: f64, signs: &[(Sign, String)]) {
    let style = pen.small();
    let widths: Vec<f64> = signs.iter().map(|(_, text)| SIGN + 5.0 + pen.measure(text, style)).collect();
    let bare: f64 = widths.iter().sum();
    let gaps = float(signs.len().saturating_sub(1));
    if pen.width() < TWO_LINES {
        pen.text(title, Point::new(0.0, 8.0), Align::Left, style, pen.width());
        let gap = if gaps > 0.0 { ((pen.width() - bare) / gaps).clamp(8.0, 16.0) } else { 0.0 };
        write(pen, signs, &widths, Point::new(0.0, 24.0), gap);
    } else {
        let x = (pen.width() - bare - 16.0 * gaps).max(left);
        write(pen, signs, &widths, Point::new(x, 8.0), 16.0);
        pen.text(title, Point::new(left, 8.0), Align::Left, style, x - 16.0 - left);
    }
}

/// Signs alone, on one line from the left.
pub(crate) fn signs(pen: &mut Sketch, signs: &[(Sign, String)]) {
    let style = pen.small();
    let widths: Vec<f64> = signs.iter().map(|(_, text)| SIGN + 5.0 + pen.measure(text, style)).collect();
    write(pen, signs, &widths, Point::new(0.0, 8.0), 16.0);
}

fn write(pen: &mut Sketch, signs: &[(Sign, String)], widths: &[f64], from: Point, gap: f64) {
    let mut x = from.x;
    for ((sign, text), width) in signs.iter().zip(widths) {
        let room = pen.width() - x - SIGN - 5.0;
        if room + 0.5 < (width - SIGN - 5.0).min(24.0) {
            break;
        }
        sign.draw(pen, Point::new(x + SIGN / 2.0, from.y));
        // Half a pixel forgives the rounding of a sum of widths.
        pen.text(text, Point::new(x + SIGN + 5.0, from.y), Align::Left, pen.small(), room + 0.5);
        x += width + gap;
    }
}

impl Sign {
    fn draw(self, pen: &mut Sketch, at: Point) {
        let theme = pen.theme();
        let (x, y) = (at.x, at.y);
        let tile = Rect::new(x - 6.0, y - 4.0, 12.0, 8.0);
        match self {
            Self::Tick => pen.vertical(x + 3.0, (y - 6.0, y + 6.0), 2.0, theme.ink),
            Self::Level => pen.horizontal(y, (x - 6.0, x + 6.0), 2.0, theme.ink),
            Self::Bar(color) => pen.fill(tile, color),
            Self::Hatch(color) => pen.hatch(tile.grown(1.0), color),
            Self::Up => triangle(pen, at, 4.0, true, theme.good),
            Self::Down => triangle(pen, at, 4.0, false, theme.bad),
            Self::Diamond => diamond(pen, at),
            Self::Whisker => {
                whisker(pen, &Scale::new((0.0, 1.0), (x - 6.0, x + 6.0)), (0.0, 1.0), y, theme.ink);
            }
        }
    }
}

/// A triangle that points up or down.
pub(crate) fn triangle(pen: &mut Sketch, at: Point, half: f64, up: bool, color: Color) {
    let tip = if up { -half } else { half };
    let corners = [(-half, -tip), (half, -tip), (0.0, tip)];
    pen.polygon(corners.map(|(x, y)| Point::new(at.x + x, at.y + y)).to_vec(), color);
}

/// An open diamond.
pub(crate) fn diamond(pen: &mut Sketch, at: Point) {
    let square = |half: f64| {
        [(0.0, -half), (half, 0.0), (0.0, half), (-half, 0.0)]
            .map(|(x, y)| Point::new(at.x + x, at.y + y))
            .to_vec()
    };
    let theme = pen.theme();
    pen.polygon(square(5.0), theme.ink);
    pen.polygon(square(3.0), theme.surface);
}

/// A line with a stop at each end; an end beyond the scale has none.
pub(crate) fn whisker(pen: &mut Sketch, scale: &Scale, (low, high): (f64, f64), y: f64, color: Color) {
    let (from, to) = scale.span();
    pen.horizontal(y, (scale.at(low), scale.at(high)), 1.0, color);
    for end in [low, high].into_iter().filter(|end| (from..=to).contains(end)) {
        pen.vertical(scale.at(end), (y - 3.0, y + 3.0), 1.0, color);
    }
}
