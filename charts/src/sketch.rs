//! The pen that every layout draws with: it measures, shortens, and keeps labels apart.

use dealerscope_core::answer::Unit;

use crate::color::Color;
use crate::frame::Frame;
use crate::geometry::{Point, Rect};
use crate::scene::{Align, Hit, Label, Mark, Region, Scene};
use crate::text;
use crate::theme::Theme;
use crate::words::{Phrase, Words};

/// What a chart leaves free at its left and right, for rings and bands around its rows.
pub(crate) const PAD: f64 = 4.0;

/// Sizes of type in pixels.
pub(crate) const BODY: f64 = 12.0;
pub(crate) const SMALL: f64 = 11.0;

/// How a label is set.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub(crate) size: f64,
    pub(crate) bold: bool,
    pub(crate) color: Color,
}

/// A scene in the making.
pub(crate) struct Sketch<'a> {
    pub(crate) frame: &'a Frame<'a>,
    pub(crate) scene: Scene,
}

impl<'a> Sketch<'a> {
    pub(crate) fn new(frame: &'a Frame<'a>) -> Self {
        let side = |length: f64| if length.is_finite() { length.clamp(1.0, 16_384.0) } else { 1.0 };
        let (width, height) = (side(frame.width), side(frame.height));
        let surface = frame.theme.surface;
        Self { frame, scene: Scene { width, height, surface, marks: Vec::new(), hits: Vec::new() } }
    }

    pub(crate) fn theme(&self) -> &'a Theme {
        self.frame.theme
    }

    pub(crate) fn words(&self) -> &'a dyn Words {
        self.frame.words
    }

    pub(crate) fn width(&self) -> f64 {
        self.scene.width
    }

    pub(crate) fn height(&self) -> f64 {
        self.scene.height
    }

    pub(crate) fn body(&self) -> Style {
        Style { size: BODY, bold: false, color: self.theme().ink }
    }

    pub(crate) fn strong(&self) -> Style {
        Style { bold: true, ..self.body() }
    }

    pub(crate) fn small(&self) -> Style {
        Style { size: SMALL, bold: false, color: self.theme().muted }
    }

    pub(crate) fn measure(&self, text: &str, style: Style) -> f64 {
        self.words().width(text, style.size, style.bold)
    }

    /// The room that the widest of some texts takes.
    pub(crate) fn widest<'t>(&self, texts: impl Iterator<Item = &'t String>, style: Style) -> f64 {
        texts.map(|t| self.measure(t, style)).fold(0.0, f64::max).ceil()
    }

    /// The text within a width.
    pub(crate) fn fit(&self, text: &str, max: f64, style: Style) -> String {
        text::shorten(text, max, |t| self.measure(t, style))
    }

    pub(crate) fn wrap(&self, text: &str, max: f64, lines: usize, style: Style) -> Vec<String> {
        text::wrap(text, max, lines, |t| self.measure(t, style))
    }

    pub(crate) fn fill(&mut self, rect: Rect, color: Color) {
        if rect.w > 0.0 && rect.h > 0.0 {
            self.scene.marks.push(Mark::Fill(rect, color));
        }
    }

    pub(crate) fn outline(&mut self, rect: Rect, color: Color, width: f64) {
        self.scene.marks.push(Mark::Outline(rect, color, width));
    }

    pub(crate) fn line(&mut self, points: Vec<Point>, color: Color, width: f64) {
        if points.len() > 1 {
            self.scene.marks.push(Mark::Line(points, color, width));
        }
    }

    pub(crate) fn dot(&mut self, center: Point, radius: f64, color: Color) {
        self.scene.marks.push(Mark::Dot(center, radius, color));
    }

    pub(crate) fn ring(&mut self, center: Point, radius: f64, color: Color, width: f64) {
        self.scene.marks.push(Mark::Ring(center, radius, color, width));
    }

    pub(crate) fn polygon(&mut self, corners: Vec<Point>, color: Color) {
        self.scene.marks.push(Mark::Polygon(corners, color));
    }

    /// A vertical line centred on `x`.
    pub(crate) fn vertical(&mut self, x: f64, (top, bottom): (f64, f64), width: f64, color: Color) {
        self.fill(Rect::new(x - width / 2.0, top, width, bottom - top), color);
    }

    /// A tick across a bar that lies, with a rim in the colour of the page.
    pub(crate) fn tick(&mut self, x: f64, y: f64, half: f64) {
        self.vertical(x, (y - half, y + half), 4.0, self.theme().surface);
        self.vertical(x, (y - half, y + half), 2.0, self.theme().ink);
    }

    /// A tick across a bar that stands.
    pub(crate) fn level_tick(&mut self, x: f64, y: f64, half: f64) {
        self.horizontal(y, (x - half, x + half), 4.0, self.theme().surface);
        self.horizontal(y, (x - half, x + half), 2.0, self.theme().ink);
    }

    /// A horizontal line centred on `y`.
    pub(crate) fn horizontal(&mut self, y: f64, (left, right): (f64, f64), width: f64, color: Color) {
        self.fill(Rect::new(left, y - width / 2.0, right - left, width), color);
    }

    /// A horizontal line in dashes.
    pub(crate) fn dashes(&mut self, y: f64, (left, right): (f64, f64), color: Color) {
        let mut x = left;
        while x < right {
            self.horizontal(y, (x, (x + 4.0).min(right)), 1.0, color);
            x += 7.0;
        }
    }

    /// An outline with slanted lines: something that is not final.
    pub(crate) fn hatch(&mut self, rect: Rect, color: Color) {
        let mut along = 6.0;
        while along < rect.w + rect.h {
            let from = Point::new(rect.x + along.min(rect.w), rect.y + (along - rect.w).max(0.0));
            let to = Point::new(rect.x + (along - rect.h).max(0.0), rect.y + along.min(rect.h));
            self.line(vec![from, to], color, 1.0);
            along += 6.0;
        }
        if rect.h > 0.0 && rect.w > 0.0 {
            self.outline(rect, color, 1.0);
        }
    }

    /// A label, shortened to a width and moved so far that it stays within the frame.
    pub(crate) fn text(&mut self, text: &str, at: Point, align: Align, style: Style, max: f64) {
        if let Some(label) = self.set(text, at, align, style, max) {
            self.scene.marks.push(Mark::Text(label));
        }
    }

    /// A number: whole or not at all, since a shortened number is a wrong one.
    pub(crate) fn number(&mut self, text: &str, at: Point, align: Align, style: Style, max: f64) {
        if self.measure(text, style) <= max {
            self.text(text, at, align, style, max + 0.5);
        }
    }

    /// A label where it can stand whole, within the frame and clear of every other label.
    pub(crate) fn text_if_free(&mut self, text: &str, at: Point, align: Align, style: Style) -> bool {
        let Some(label) = self.set(text, at, align, style, f64::INFINITY) else { return false };
        let free = self.is_free(&label.area().grown(1.0));
        if free {
            self.scene.marks.push(Mark::Text(label));
        }
        free
    }

    /// A label at the first of some places where it can stand; whether there was one.
    pub(crate) fn text_at_first_free(
        &mut self,
        text: &str,
        places: impl IntoIterator<Item = Point>,
        align: Align,
        style: Style,
    ) -> bool {
        places.into_iter().any(|at| self.text_if_free(text, at, align, style))
    }

    /// Whether a room is within the frame and clear of every label.
    pub(crate) fn is_free(&self, area: &Rect) -> bool {
        let within = area.x >= -1.0
            && area.y >= -1.0
            && area.right() <= self.width() + 1.0
            && area.bottom() <= self.height() + 1.0;
        within && self.scene.labels().all(|other| !other.area().overlaps(area))
    }

    fn set(&self, text: &str, at: Point, align: Align, style: Style, max: f64) -> Option<Label> {
        let text = self.fit(text, max.min(self.width()), style);
        if text.is_empty() || at.y < style.size / 2.0 || at.y > self.height() - style.size / 2.0 {
            return None;
        }
        let Style { size, bold, color } = style;
        let width = self.measure(&text, style);
        let mut label = Label { text, at, align, size, bold, color, width };
        let area = label.area();
        label.at.x += (-area.x).max(0.0) - (area.right() - self.width()).max(0.0);
        Some(label)
    }

    /// A place that answers for a row.
    pub(crate) fn hit(&mut self, row: usize, region: Rect, anchor: Point, says: String) {
        self.scene.hits.push(Hit { row, region: Region::Rect(region), anchor, says });
    }

    /// The band behind a row that is pointed at or selected; drawn before the row's marks.
    pub(crate) fn band(&mut self, row: usize, rect: Rect) {
        if self.frame.highlight.is_lit(row) {
            let wide = if rect.w >= self.width() { PAD } else { 0.0 };
            self.fill(Rect::new(rect.x - wide, rect.y, rect.w + 2.0 * wide, rect.h), self.theme().band);
        }
    }

    /// The colour of a row's mark, stepping back where others are selected.
    pub(crate) fn lit(&self, row: usize, color: Color) -> Color {
        if self.frame.highlight.is_dimmed(row) { self.theme().quiet } else { color }
    }

    /// "name value" pairs in words, for a hit: `says("华东", &[("线索", "1,200")])`.
    pub(crate) fn says(&self, name: &str, parts: &[(String, Option<f64>, Unit)]) -> String {
        let parts =
            parts.iter().map(|(id, value, unit)| format!("{id} {}", self.words().number(*value, *unit)));
        let parts: Vec<String> = parts.collect();
        if parts.is_empty() { name.to_owned() } else { format!("{name}: {}", parts.join(", ")) }
    }

    /// The scene as it stands.
    pub(crate) fn done(self) -> Scene {
        self.scene
    }

    /// What stands where there is nothing to draw: a calm line in the middle of the frame.
    pub(crate) fn empty(mut self) -> Scene {
        let page = Rect::new(0.0, 0.0, self.width(), self.height());
        let text = self.words().phrase(Phrase::Empty);
        let style = Style { size: BODY, ..self.small() };
        let fitted = self.fit(&text, page.w - 32.0, style);
        let half = self.measure(&fitted, style) / 2.0 + 16.0;
        let middle = page.center();
        self.horizontal(middle.y, (8.0, middle.x - half), 1.0, self.theme().grid);
        self.horizontal(middle.y, (middle.x + half, page.w - 8.0), 1.0, self.theme().grid);
        self.text(&fitted, middle, Align::Center, style, page.w);
        self.scene
    }
}
