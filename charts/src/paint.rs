//! From a scene to a plotters backend.

use plotters::backend::DrawingBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};

use crate::geometry::{Point, Rect};
use crate::scene::{Align, Label, Mark, Scene};
use crate::theme::FONT;

/// Why a backend did not draw.
pub type PaintError<DB> = DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>;

/// How the CSS pixels of a scene become those of a backend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Device {
    scale: f64,
    font: f64,
}

impl Device {
    /// A canvas with so many device pixels to a CSS pixel.
    #[must_use]
    pub fn canvas(scale: f64) -> Self {
        Self { scale: if scale.is_finite() { scale.clamp(0.25, 16.0) } else { 1.0 }, font: 1.0 }
    }

    /// An SVG enlarged by this factor. Its backend writes fonts 1.24 times smaller than it is told.
    #[must_use]
    pub fn svg(scale: f64) -> Self {
        Self { font: 1.24, ..Self::canvas(scale) }
    }

    /// The size that the backend must have to hold a scene.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within u16's range")]
    pub fn pixels(&self, scene: &Scene) -> (u32, u32) {
        let side = |length: f64| (length * self.scale).round().clamp(1.0, 65_535.0) as u32;
        (side(scene.width), side(scene.height))
    }

    #[allow(clippy::cast_possible_truncation, reason = "the cast holds at the range of i32, as wanted")]
    fn length(self, css: f64) -> i32 {
        (css * self.scale).round() as i32
    }

    fn point(self, p: Point) -> (i32, i32) {
        (self.length(p.x), self.length(p.y))
    }

    /// The width of a stroke: at least one device pixel.
    fn stroke(self, css: f64) -> u32 {
        self.length(css).max(1).unsigned_abs()
    }

    /// The corners of a rectangle, never thinner than a device pixel where it has any extent.
    fn corners(self, rect: Rect) -> [(i32, i32); 2] {
        let (x, y) = self.point(Point::new(rect.x, rect.y));
        let (right, bottom) = self.point(Point::new(rect.right(), rect.bottom()));
        let thin = |from: i32, to: i32, css: f64| if css > 0.0 { to.max(from + 1) } else { to };
        [(x, y), (thin(x, right, rect.w), thin(y, bottom, rect.h))]
    }
}

/// Paints a scene over the whole of a backend, and presents it.
///
/// # Errors
/// Those of the backend.
pub fn paint<DB: DrawingBackend>(
    scene: &Scene,
    area: &DrawingArea<DB, Shift>,
    device: Device,
) -> Result<(), PaintError<DB>> {
    area.fill(&RGBColor::from(scene.surface))?;
    for mark in &scene.marks {
        paint_mark(mark, area, device)?;
    }
    area.present()
}

fn paint_mark<DB: DrawingBackend>(
    mark: &Mark,
    area: &DrawingArea<DB, Shift>,
    device: Device,
) -> Result<(), PaintError<DB>> {
    let points = |points: &[Point]| points.iter().map(|&p| device.point(p)).collect::<Vec<_>>();
    match mark {
        Mark::Fill(rect, color) => {
            area.draw(&Rectangle::new(device.corners(*rect), RGBColor::from(*color).filled()))
        }
        Mark::Outline(rect, color, width) => {
            let fill = RGBColor::from(*color).filled();
            edges(device.corners(*rect), device.length(*width).max(1))
                .iter()
                .try_for_each(|edge| area.draw(&Rectangle::new(*edge, fill)))
        }
        Mark::Line(line, color, width) => {
            let style = ShapeStyle::from(RGBColor::from(*color)).stroke_width(device.stroke(*width));
            area.draw(&PathElement::new(points(line), style))
        }
        Mark::Polygon(corners, color) => {
            area.draw(&Polygon::new(points(corners), RGBColor::from(*color).filled()))
        }
        Mark::Dot(center, radius, color) => {
            let fill = RGBColor::from(*color).filled();
            area.draw(&Circle::new(device.point(*center), device.length(*radius), fill))
        }
        Mark::Ring(center, radius, color, width) => {
            let style = ShapeStyle::from(RGBColor::from(*color)).stroke_width(device.stroke(*width));
            area.draw(&Circle::new(device.point(*center), device.length(*radius), style))
        }
        Mark::Text(label) => area.draw_text(&label.text, &text_style(label, device), device.point(label.at)),
    }
}

/// The four sides of an outline as rectangles: backends stroke rectangles across their pixels.
fn edges([(x0, y0), (x1, y1)]: [(i32, i32); 2], width: i32) -> [[(i32, i32); 2]; 4] {
    [
        [(x0, y0), (x1, y0 + width)],
        [(x0, y1 - width), (x1, y1)],
        [(x0, y0 + width), (x0 + width, y1 - width)],
        [(x1 - width, y0 + width), (x1, y1 - width)],
    ]
}

fn text_style(label: &Label, device: Device) -> TextStyle<'static> {
    let style = if label.bold { FontStyle::Bold } else { FontStyle::Normal };
    let horizontal = match label.align {
        Align::Left => HPos::Left,
        Align::Center => HPos::Center,
        Align::Right => HPos::Right,
    };
    FontDesc::new(FontFamily::Name(FONT), label.size * device.scale * device.font, style)
        .color(&RGBColor::from(label.color))
        .pos(Pos::new(horizontal, VPos::Center))
}
