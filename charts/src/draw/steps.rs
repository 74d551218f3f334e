//! Seven steps of colour, with round borders between them.

use dealerscope_core::answer::Unit;

use crate::color::Color;
use crate::geometry::{Point, Rect};
use crate::read;
use crate::scale::{float, step};
use crate::scene::Align;
use crate::sketch::Sketch;
use crate::theme::Theme;

/// Six borders between seven steps.
pub(crate) struct Steps {
    borders: [f64; 6],
    diverging: bool,
}

impl Steps {
    /// Steps to both sides of a centre, so that the outermost hold about a tenth of the values each.
    pub(crate) fn around(center: f64, values: &[f64]) -> Self {
        let away = read::sorted(values.iter().map(|v| (v - center).abs()));
        let width = step(read::quantile(&away, 0.8).unwrap_or(0.0).max(1e-4) / 2.5);
        Self { borders: [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5].map(|n| center + n * width), diverging: true }
    }

    /// Steps upwards by 1, 2, 5, 10 …, since places differ by orders of magnitude.
    pub(crate) fn upwards(values: &[f64]) -> Self {
        let most = values.iter().copied().fold(0.0, f64::max);
        let mut borders = [0.0; 6];
        let mut border = step(most.max(1e-9) / 2.0 * 0.999);
        if border > most * 0.8 {
            border = below(border);
        }
        for slot in borders.iter_mut().rev() {
            *slot = border;
            border = below(border);
        }
        Self { borders, diverging: false }
    }

    /// Whether the values are changes, for better or worse than nothing.
    pub(crate) fn is_change(&self) -> bool {
        self.diverging && self.borders[2] < 0.0 && self.borders[3] > 0.0
    }

    fn index(&self, value: f64) -> usize {
        self.borders.iter().filter(|b| value >= **b).count()
    }

    /// The colour of a value.
    pub(crate) fn color(&self, theme: &Theme, value: f64) -> Color {
        self.scale(theme)[self.index(value)]
    }

    fn scale(&self, theme: &Theme) -> [Color; 7] {
        if self.diverging { theme.diverging } else { theme.sequential }
    }
}

/// The next smaller of 1, 2, 5 × 10ⁿ.
fn below(border: f64) -> f64 {
    step(border * 0.39)
}

/// The title and a bar of the seven steps, with the borders written under it.
pub(crate) fn legend(pen: &mut Sketch, title: &str, steps: &Steps, unit: Unit) {
    let style = pen.small();
    pen.text(title, Point::new(0.0, 8.0), Align::Left, style, pen.width());
    let swatch = (pen.width() / 7.0).min(48.0).floor();
    for (index, color) in steps.scale(pen.theme()).into_iter().enumerate() {
        pen.fill(Rect::new(float(index) * swatch, 18.0, swatch, 8.0), color);
    }
    let signed = steps.is_change();
    let write = |b: f64| {
        if signed && b > 0.0 {
            format!("+{}", pen.words().compact(Some(b), unit))
        } else {
            pen.words().compact(Some(b), unit)
        }
    };
    let texts = steps.borders.map(write);
    let wide = pen.widest(texts.iter(), style) + 6.0 > swatch;
    for (index, text) in texts.iter().enumerate() {
        if !wide || index == 1 || index == 4 {
            let x = float(index + 1) * swatch;
            pen.vertical(x, (18.0, 30.0), 1.0, pen.theme().rule);
            pen.text_if_free(text, Point::new(x, 37.0), Align::Center, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_get_round_borders() {
        let steps = Steps::upwards(&[5400.0, 12.0, 800.0]);
        assert_eq!(steps.borders.map(|b| format!("{b:.0}")), ["50", "100", "200", "500", "1000", "2000"]);
        assert_eq!((steps.index(49.0), steps.index(50.0), steps.index(5400.0)), (0, 1, 6));
    }

    #[test]
    fn rates_stand_around_their_centre() {
        let steps = Steps::around(0.1, &[0.05, 0.08, 0.1, 0.12, 0.2]);
        assert_eq!(steps.index(0.1), 3);
        assert!(steps.index(0.05) < 3 && steps.index(0.2) > 3);
        assert!(Steps::around(0.0, &[]).borders.iter().all(|b| b.is_finite()));
        assert!(Steps::upwards(&[0.0]).borders.iter().all(|b| b.is_finite()));
    }
}
