//! How wide text is, by the fonts that the reader's browser really has.

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

#[cfg(target_arch = "wasm32")]
mod asked {
    use std::cell::RefCell;

    use dealerscope_charts::FONT;
    use gloo::utils::document;
    use wasm_bindgen::JsCast;
    use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

    thread_local! {
        static PEN: Option<CanvasRenderingContext2d> = pen();
        static HELD: RefCell<String> = RefCell::default();
    }

    fn pen() -> Option<CanvasRenderingContext2d> {
        let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.get_context("2d").ok()??.dyn_into().ok()
    }

    pub(super) fn width(text: &str, size: f64, bold: bool) -> Option<f64> {
        PEN.with(|pen| {
            let pen = pen.as_ref()?;
            let font = format!("{} {size}px {FONT}", if bold { "bold" } else { "normal" });
            // To set a font costs more than to measure with it.
            HELD.with_borrow_mut(|held| {
                if *held != font {
                    pen.set_font(&font);
                    *held = font;
                }
            });
            Some(pen.measure_text(text).ok()?.width())
        })
    }
}
