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

/// Widths that were asked for: charts are laid out again with every filter, and most of what they say stays. A text
/// has one place, and what stood there before is asked for anew.
#[cfg(any(test, target_arch = "wasm32"))]
struct Known(Vec<(Box<str>, f64)>);

#[cfg(any(test, target_arch = "wasm32"))]
impl Known {
    const PLACES: usize = 1 << 12;

    fn new() -> Self {
        Self(vec![(Box::default(), 0.0); Self::PLACES])
    }

    /// The width of a text, asked for where it is not known.
    fn width(&mut self, text: &str, ask: impl FnOnce() -> Option<f64>) -> Option<f64> {
        // FNV-1a, which takes a few instructions a letter.
        let hash = text
            .bytes()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        let place = &mut self.0[(hash ^ hash >> 15) as usize % Self::PLACES];
        if *place.0 != *text {
            *place = (text.into(), ask()?);
        }
        Some(place.1)
    }
}

#[cfg(target_arch = "wasm32")]
mod asked {
    use std::cell::RefCell;

    use gloo::utils::document;
    use wasm_bindgen::JsCast;
    use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

    use super::Known;

    /// A pen for each font, as to set a font costs more than to measure with it, and what it measured.
    struct Pen {
        font: (f64, bool),
        context: CanvasRenderingContext2d,
        known: Known,
    }

    thread_local! {
        static PENS: RefCell<Vec<Pen>> = RefCell::default();
    }

    fn pen(size: f64, bold: bool) -> Option<Pen> {
        let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        context.set_font(&super::css_font(size, bold));
        Some(Pen { font: (size, bold), context, known: Known::new() })
    }

    pub(super) fn width(text: &str, size: f64, bold: bool) -> Option<f64> {
        PENS.with_borrow_mut(|pens| {
            if !pens.iter().any(|pen| pen.font == (size, bold)) {
                pens.push(pen(size, bold)?);
            }
            let Pen { context, known, .. } = pens.iter_mut().find(|pen| pen.font == (size, bold))?;
            known.width(text, || Some(context.measure_text(text).ok()?.width()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Known;

    #[test]
    fn a_text_is_measured_once_and_never_mistaken_for_another() {
        let mut known = Known::new();
        for n in 0..12_000_u32 {
            let (text, width) = (format!("经销商 {n}"), f64::from(n));
            assert_eq!(known.width(&text, || Some(width)), Some(width));
            assert_eq!(known.width(&text, || unreachable!("it is known")), Some(width));
        }
        // There are more texts than places, so that some have gone: they are measured anew.
        let mut anew = 0;
        for n in 0..12_000 {
            let (text, width) = (format!("经销商 {n}"), f64::from(n));
            let ask = || {
                anew += 1;
                Some(width)
            };
            assert_eq!(known.width(&text, ask), Some(width));
        }
        assert!((7_000..12_000).contains(&anew), "{anew}");
        assert_eq!(Known::new().width("", || None), Some(0.0), "nothing has no width");
        assert_eq!((known.width("x", || None), known.width("x", || Some(7.0))), (None, Some(7.0)));
    }
}
