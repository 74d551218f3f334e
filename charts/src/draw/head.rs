//! The line above a chart: what is drawn, and what its signs stand for.

use crate::color::Color;
use crate::geometry::{Point, Rect};
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

/// Writes the title from `left` on, and the signs at the right or below.
pub(crate) fn draw(pen: &mut Sketch, title: &str, left: f64, signs: &[(Sign, String)]) {
    let style = pen.small();
    let narrow = pen.width() < TWO_LINES;
    let widths: Vec<f64> = signs.iter().map(|(_, text)| SIGN + 5.0 + pen.measure(text, style)).collect();
    let all: f64 = widths.iter().sum::<f64>() + 16.0 * crate::scale::float(signs.len().saturating_sub(1));
    let (mut x, y) = if narrow { (0.0, 24.0) } else { ((pen.width() - all).max(left.min(96.0)), 8.0) };
    let room = if narrow || signs.is_empty() { pen.width() } else { x - 16.0 };
    let title_left = if narrow { 0.0 } else { left.min(room * 0.6) };
    pen.text(title, Point::new(title_left, 8.0), Align::Left, style, room - title_left);
    for ((sign, text), width) in signs.iter().zip(widths) {
        let rest = pen.width() - x;
        if rest < SIGN + 24.0 {
            break;
        }
        sign.draw(pen, Point::new(x + SIGN / 2.0, y));
        pen.text(text, Point::new(x + SIGN + 5.0, y), Align::Left, style, rest - SIGN - 5.0);
        x += width + 16.0;
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
            Self::Whisker => whisker(pen, (x - 6.0, x + 6.0), y, theme.ink),
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

/// A line with a stop at each end.
pub(crate) fn whisker(pen: &mut Sketch, (low, high): (f64, f64), y: f64, color: Color) {
    pen.horizontal(y, (low, high), 1.0, color);
    pen.vertical(low, (y - 3.0, y + 3.0), 1.0, color);
    pen.vertical(high, (y - 3.0, y + 3.0), 1.0, color);
}
