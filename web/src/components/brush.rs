//! A canvas as a backend of plotters.

use std::convert::Infallible;
use std::f64::consts::TAU;

use plotters::backend::DrawingBackend;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontStyle,
};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::text_width::css_font;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;
type Rgb = (u8, u8, u8);

/// Draws what is opaque and upright, as all scenes are. It remembers what it told the canvas last: to parse
/// a colour or a font costs the browser more than to draw with it.
pub(super) struct Brush {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    fill: Option<Rgb>,
    stroke: Option<(Rgb, u32)>,
    font: Option<(f64, bool)>,
    anchor: Option<(&'static str, &'static str)>,
}

impl Brush {
    /// A brush for a canvas; `None` where the browser gives no context.
    pub(super) fn new(canvas: &HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { canvas: canvas.clone(), context, fill: None, stroke: None, font: None, anchor: None })
    }

    fn filled(&mut self, BackendColor { rgb, .. }: BackendColor) {
        if self.fill.replace(rgb) != Some(rgb) {
            self.context.set_fill_style_str(&css(rgb));
        }
    }

    fn stroked<S: BackendStyle>(&mut self, style: &S) {
        let pen = (style.color().rgb, style.stroke_width());
        if self.stroke.replace(pen) != Some(pen) {
            self.context.set_stroke_style_str(&css(pen.0));
            self.context.set_line_width(f64::from(pen.1));
        }
    }

    fn walk(&self, path: impl IntoIterator<Item = BackendCoord>) {
        self.context.begin_path();
        // The first of them is a move, by the rules of the canvas.
        path.into_iter().for_each(|(x, y)| self.context.line_to(f64::from(x), f64::from(y)));
    }
}

fn css((r, g, b): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

impl DrawingBackend for Brush {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.canvas.width(), self.canvas.height())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect((x, y), (x + 1, y + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let [x, y, w, h] = [left, top, right - left, bottom - top].map(f64::from);
        if fill {
            self.filled(style.color());
            self.context.fill_rect(x, y, w, h);
        } else {
            self.stroked(style);
            self.context.stroke_rect(x, y, w, h);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.stroked(style);
        self.walk(path);
        self.context.stroke();
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.filled(style.color());
        self.walk(path);
        self.context.fill();
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.context.begin_path();
        // Only a negative radius is refused.
        let _ = self.context.arc(f64::from(x), f64::from(y), f64::from(radius), 0.0, TAU);
        if fill {
            self.filled(style.color());
            self.context.fill();
        } else {
            self.stroked(style);
            self.context.stroke();
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let anchor = style.anchor();
        let horizontal = match anchor.h_pos {
            HPos::Left => "start",
            HPos::Right => "end",
            HPos::Center => "center",
        };
        let vertical = match anchor.v_pos {
            VPos::Top => "top",
            VPos::Center => "middle",
            VPos::Bottom => "bottom",
        };
        if self.anchor.replace((horizontal, vertical)) != Some((horizontal, vertical)) {
            self.context.set_text_align(horizontal);
            self.context.set_text_baseline(vertical);
        }
        // All labels are of one family.
        let font = (style.size(), matches!(style.style(), FontStyle::Bold));
        if self.font.replace(font) != Some(font) {
            self.context.set_font(&css_font(font.0, font.1));
        }
        self.filled(style.color());
        // It is refused by no browser that has a context.
        let _ = self.context.fill_text(text, f64::from(x), f64::from(y));
        Ok(())
    }
}
