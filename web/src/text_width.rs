//! How wide text is, by the fonts that the reader's browser really has.

use dealerscope_charts::FONT;

use crate::format::digits;

/// The width of a text in CSS pixels; an estimate where there is no canvas to ask.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    dealerscope_charts::measure::estimate(text, size, bold)
}

/// The width of a text in CSS pixels; an estimate where there is no canvas to ask.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    asked::width(text, size, bold).unwrap_or_else(|| dealerscope_charts::measure::estimate(text, size, bold))
}

/// The font of a chart's label as CSS writes it, `size` in pixels.
#[must_use]
pub fn css_font(size: f64, bold: bool) -> String {
    format!("{} {}px {FONT}", if bold { "bold" } else { "normal" }, digits(size))
}

#[cfg(target_arch = "wasm32")]
mod asked {
    use std::cell::RefCell;

    use gloo::utils::document;
    use wasm_bindgen::JsCast;
    use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

    thread_local! {
        /// A pen for each font: to set a font costs more than to measure with it.
        static PENS: RefCell<Vec<(f64, bool, CanvasRenderingContext2d)>> = RefCell::default();
    }

    fn pen(size: f64, bold: bool) -> Option<CanvasRenderingContext2d> {
        let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        let pen: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        pen.set_font(&super::css_font(size, bold));
        Some(pen)
    }

    pub(super) fn width(text: &str, size: f64, bold: bool) -> Option<f64> {
        PENS.with_borrow_mut(|pens| {
            if !pens.iter().any(|p| (p.0, p.1) == (size, bold)) {
                pens.push((size, bold, pen(size, bold)?));
            }
            let (.., pen) = pens.iter().find(|p| (p.0, p.1) == (size, bold))?;
            Some(pen.measure_text(text).ok()?.width())
        })
    }
}
