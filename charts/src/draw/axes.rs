//! Light grids with their numbers, and months along the foot.

use dealerscope_core::answer::Unit;
use dealerscope_core::time::Month;

use crate::geometry::Point;
use crate::scale::{Scale, float};
use crate::scene::Align;
use crate::sketch::{SMALL, Sketch, Style};
use crate::words::MonthForm;

/// The height of the months below a chart: their names, and the years.
pub(crate) const MONTHS: f64 = 36.0;
/// The height of the numbers above or below a grid.
pub(crate) const NUMBERS: f64 = 16.0;

/// The round values of a scale that have room, each with its text; no text stands twice.
fn texts(pen: &Sketch, scale: &Scale, unit: Unit, about: usize) -> Vec<(f64, String)> {
    let mut out: Vec<(f64, String)> =
        scale.ticks(about).into_iter().map(|t| (t, pen.words().compact(Some(t), unit))).collect();
    out.dedup_by(|a, b| a.1 == b.1);
    out
}

/// Vertical grid lines between `top` and `bottom`, with their numbers centred at the height `y`.
pub(crate) fn upright(
    pen: &mut Sketch,
    scale: &Scale,
    unit: Unit,
    (left, right): (f64, f64),
    rows: &[(f64, f64)],
    y: f64,
) {
    let about = (((right - left) / 96.0).floor()).clamp(2.0, 8.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 2 and 8")]
    let texts = texts(pen, scale, unit, about as usize);
    for (tick, text) in texts {
        let x = scale.at(tick);
        for row in rows {
            pen.vertical(x, *row, 1.0, pen.theme().grid);
        }
        pen.text_if_free(&text, Point::new(x, y), Align::Center, pen.small());
    }
}

/// The room that the numbers left of level grid lines take.
pub(crate) fn gutter(pen: &Sketch, span: (f64, f64), unit: Unit, about: usize) -> f64 {
    let texts: Vec<String> =
        texts(pen, &Scale::new(span, (0.0, 1.0)), unit, about).into_iter().map(|(_, text)| text).collect();
    (pen.widest(texts.iter(), pen.small()) + 8.0).min(pen.width() / 4.0)
}

/// Level grid lines from `left` to `right`, with their numbers left of them.
pub(crate) fn level(pen: &mut Sketch, scale: &Scale, unit: Unit, about: usize, (left, right): (f64, f64)) {
    for (tick, text) in texts(pen, scale, unit, about) {
        let y = scale.at(tick).round();
        pen.horizontal(y, (left, right), 1.0, if tick == 0.0 { pen.theme().rule } else { pen.theme().grid });
        if pen.measure(&text, pen.small()) <= left {
            pen.text_if_free(&text, Point::new(left - 8.0, y), Align::Right, pen.small());
        }
    }
}

/// Months under their places, as many as have room, and the year below the first of each.
pub(crate) fn months(pen: &mut Sketch, months: &[&str], centers: &[f64], y: f64) {
    let parsed: Vec<Option<Month>> = months.iter().map(|m| Month::parse(m)).collect();
    let names: Vec<String> = months.iter().map(|m| pen.words().month(m, MonthForm::Month)).collect();
    let style = pen.small();
    let slot = centers.windows(2).map(|w| (w[1] - w[0]).abs()).fold(f64::INFINITY, f64::min);
    let need = pen.widest(names.iter(), style) + 6.0;
    let every = [1, 2, 3, 6, 12].into_iter().find(|n| slot * f64::from(*n) >= need).unwrap_or(12);
    let mut year = None;
    for (index, center) in centers.iter().enumerate() {
        let shown = parsed[index].map_or(index % 6 == 0, |m| (m.of_year() - 1) % every == 0);
        if shown {
            pen.text_if_free(&names[index], Point::new(*center, y + 8.0), Align::Center, style);
        }
        let this = parsed[index].map(Month::year);
        if this.is_some() && this != year && (shown || index == 0) {
            let text = pen.words().month(months[index], MonthForm::Year);
            let bold = Style { size: SMALL, ..pen.strong() };
            if pen.text_if_free(&text, Point::new(*center, y + 24.0), Align::Center, bold) {
                year = this;
            }
        }
    }
}

/// The middles of so many equal slots.
pub(crate) fn centers(count: usize, (left, right): (f64, f64)) -> (Vec<f64>, f64) {
    let slot = (right - left) / float(count.max(1));
    ((0..count).map(|i| left + (float(i) + 0.5) * slot).collect(), slot)
}

/// Points in unbroken runs: a gap where there is none.
pub(crate) fn runs(points: &[Option<Point>]) -> Vec<Vec<Point>> {
    points
        .split(Option::is_none)
        .filter(|run| !run.is_empty())
        .map(|run| run.iter().flatten().copied().collect())
        .collect()
}
