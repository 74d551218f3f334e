//! What a layout makes: marks in the order they are painted, and the places that answer to a reader.

use crate::color::Color;
use crate::geometry::{Point, Rect};

/// On which side of its point a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The label begins at the point.
    Left,
    /// The label is centred on the point.
    Center,
    /// The label ends at the point.
    Right,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What it says.
    pub text: String,
    /// Where it is tied: the height is that of its middle.
    pub at: Point,
    /// How it is tied.
    pub align: Align,
    /// Its size in pixels.
    pub size: f64,
    /// Whether it is bold.
    pub bold: bool,
    /// Its colour.
    pub color: Color,
    /// Its measured width in pixels.
    pub width: f64,
}

impl Label {
    /// The room that the label takes.
    #[must_use]
    pub fn area(&self) -> Rect {
        let x = match self.align {
            Align::Left => self.at.x,
            Align::Center => self.at.x - self.width / 2.0,
            Align::Right => self.at.x - self.width,
        };
        Rect::new(x, self.at.y - self.size / 2.0, self.width, self.size)
    }
}

/// One thing to paint.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled rectangle: also every straight line along an axis, so that it is sharp.
    Fill(Rect, Color),
    /// The outline of a rectangle, drawn inside it, with its width.
    Outline(Rect, Color, f64),
    /// A line through points, with its width.
    Line(Vec<Point>, Color, f64),
    /// A filled polygon.
    Polygon(Vec<Point>, Color),
    /// A filled circle with its radius.
    Dot(Point, f64, Color),
    /// The outline of a circle with its radius and width.
    Ring(Point, f64, Color, f64),
    /// A line of text.
    Text(Label),
}

/// The shape of a place that answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Region {
    /// A rectangle.
    Rect(Rect),
    /// A polygon, closed by itself.
    Polygon(Vec<Point>),
}

impl Region {
    /// Whether a point lies within.
    #[must_use]
    pub fn holds(&self, p: Point) -> bool {
        match self {
            Self::Rect(rect) => rect.holds(p),
            Self::Polygon(points) => {
                let sides = points.iter().zip(points.iter().cycle().skip(1));
                let crossed = sides.filter(|(a, b)| {
                    (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x
                });
                crossed.count() % 2 == 1
            }
        }
    }

    /// The smallest rectangle around it.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        match self {
            Self::Rect(rect) => *rect,
            Self::Polygon(points) => {
                let fold =
                    |pick: fn(&Point) -> f64, by: fn(f64, f64) -> f64| points.iter().map(pick).reduce(by);
                let corner = |by| Some(Point::new(fold(|p| p.x, by)?, fold(|p| p.y, by)?));
                corner(f64::min).zip(corner(f64::max)).map(|(a, b)| Rect::between(a, b)).unwrap_or_default()
            }
        }
    }
}

/// A place that answers to the pointer, the keyboard and the screen reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The row of the table that it stands for.
    pub row: usize,
    /// Where it answers.
    pub region: Region,
    /// Where a tooltip points to.
    pub anchor: Point,
    /// The row in words: its name, and its numbers with theirs.
    pub says: String,
}

/// A chart laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The width in CSS pixels.
    pub width: f64,
    /// The height in CSS pixels.
    pub height: f64,
    /// The colour below everything.
    pub surface: Color,
    /// What is painted, in this order.
    pub marks: Vec<Mark>,
    /// What answers, in reading order.
    pub hits: Vec<Hit>,
}

impl Scene {
    /// What answers at a point: the smallest of the places that hold it.
    #[must_use]
    pub fn hit_at(&self, point: Point) -> Option<&Hit> {
        let room = |hit: &&Hit| {
            let bounds = hit.region.bounds();
            bounds.w * bounds.h
        };
        self.hits.iter().filter(|h| h.region.holds(point)).min_by(|a, b| room(a).total_cmp(&room(b)))
    }

    /// The place of a row.
    #[must_use]
    pub fn hit_of(&self, row: usize) -> Option<&Hit> {
        self.hits.iter().find(|h| h.row == row)
    }

    /// The row that the keyboard comes to: so many places on in reading order, held at the ends; from
    /// nowhere, or from a row that is not drawn, the first place, or the last when going back.
    #[must_use]
    pub fn step(&self, row: Option<usize>, by: isize) -> Option<usize> {
        let last = self.hits.len().checked_sub(1)?;
        let now = row.and_then(|row| self.hits.iter().position(|h| h.row == row));
        let next = match now {
            Some(now) => now.saturating_add_signed(by).min(last),
            None if by < 0 => last,
            None => 0,
        };
        self.hits.get(next).map(|h| h.row)
    }

    /// The scene with everything moved to the right, in a frame that is wider by twice as much.
    pub(crate) fn padded(mut self, by: f64) -> Self {
        let move_all = |points: &mut [Point]| {
            for point in points {
                point.x += by;
            }
        };
        for mark in &mut self.marks {
            match mark {
                Mark::Fill(rect, _) | Mark::Outline(rect, ..) => rect.x += by,
                Mark::Line(points, ..) | Mark::Polygon(points, _) => move_all(points),
                Mark::Dot(center, ..) | Mark::Ring(center, ..) => center.x += by,
                Mark::Text(label) => label.at.x += by,
            }
        }
        for hit in &mut self.hits {
            hit.anchor.x += by;
            match &mut hit.region {
                Region::Rect(rect) => rect.x += by,
                Region::Polygon(points) => move_all(points),
            }
        }
        self.width += 2.0 * by;
        self
    }

    /// The scene with a ring around the place of a row, within the frame.
    pub(crate) fn ringed(mut self, row: Option<usize>, color: Color, room: f64) -> Self {
        if let Some(bounds) = row.and_then(|row| self.hit_of(row)).map(|hit| hit.region.bounds()) {
            let from = Point::new((bounds.x - room).max(0.0), (bounds.y - 1.0).max(0.0));
            let to =
                Point::new((bounds.right() + room).min(self.width), (bounds.bottom() + 1.0).min(self.height));
            self.marks.push(Mark::Outline(Rect::between(from, to), color, 2.0));
        }
        self
    }

    /// The labels, in the order they are painted.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        self.marks.iter().filter_map(|m| if let Mark::Text(label) = m { Some(label) } else { None })
    }
}
