//! Bars by month, with targets as ticks across them and conversion as a line below.

use dealerscope_core::answer::{Table, Unit};

use crate::frame::Frame;
use crate::geometry::{Point, Rect};
use crate::read;
use crate::scale::{Scale, extent_with_zero, float};
use crate::scene::{Align, Scene};
use crate::sketch::{SMALL, Sketch, Style};
use crate::words::{MonthForm, Phrase};

use super::axes;
use super::head::{self, Sign};

const LINE_PANEL: f64 = 64.0;
const TITLE: f64 = 24.0;
const TICKS: usize = 3;

pub(crate) fn height(table: &Table, width: f64) -> f64 {
    let line = if table.position("conversion").is_some() { LINE_PANEL + TITLE } else { 0.0 };
    let bars = if width < 440.0 { 136.0 } else { 168.0 };
    head::height(width, true) + bars + axes::MONTHS + line
}

/// One month as it is drawn.
struct Month {
    value: Option<f64>,
    target: Option<f64>,
    rate: Option<f64>,
    within: bool,
    ripening: bool,
}

/// Where the months stand.
struct Columns {
    centers: Vec<f64>,
    slot: f64,
    across: (f64, f64),
}

pub(crate) fn layout(table: &Table, frame: &Frame) -> Scene {
    let mut pen = Sketch::new(frame);
    let has = |id: &&str| table.position(id).is_some();
    let own = if table.id.starts_with("profile") { "orders_placed" } else { "leads" };
    let Some(measure) = frame.measure.filter(has).or_else(|| read::first(table, &[own, "leads", "orders"]))
    else {
        return pen.empty();
    };
    let months = read_months(table, measure);
    if months.iter().all(|m| m.value.is_none()) {
        return pen.empty();
    }
    let unit = read::unit(table, measure);
    let words = pen.words();
    let span = extent_with_zero(months.iter().flat_map(|m| [m.value, m.target]).flatten());

    // A rate is the line itself; otherwise conversion gets a panel of its own, where there is room.
    let rates = measure != "conversion" && months.iter().any(|m| m.rate.is_some());
    let signs = signs(&pen, &months);
    let top = head::height(pen.width(), true) + 8.0;
    let room = pen.height() - top - axes::MONTHS;
    let line_panel = if rates && room > 160.0 { LINE_PANEL + TITLE } else { 0.0 };
    let bottom = (pen.height() - axes::MONTHS - line_panel).max(top + 8.0);

    let room = pen.width() / float(months.len()) - 6.0;
    let texts: [Vec<String>; 2] = [
        months.iter().map(|m| words.number(m.value, unit)).collect(),
        months.iter().map(|m| words.compact(m.value, unit)).collect(),
    ];
    let whole = texts.into_iter().find(|texts| pen.widest(texts.iter(), pen.small()) <= room);
    let labelled = whole.is_some();
    let gutter = if labelled { 0.0 } else { axes::gutter(&pen, span, unit, TICKS) };
    let across = (gutter, pen.width());
    let (centers, slot) = axes::centers(months.len(), across);
    let columns = Columns { centers, slot, across };

    head::draw(&mut pen, &words.title(measure), 0.0, &signs);
    let scale = Scale::new(span, (bottom, top + if labelled { 14.0 } else { 0.0 }));
    let foot = pen.height() - axes::MONTHS;
    bands(&mut pen, &columns, (top, foot));
    if labelled {
        pen.horizontal(scale.at(0.0), across, 1.0, pen.theme().rule);
    } else {
        axes::level(&mut pen, &scale, unit, TICKS, across);
    }
    bars(&mut pen, &months, &columns, &scale);
    if let Some(whole) = whole {
        label_bars(&mut pen, &months, &columns, &scale, &whole);
    }
    axes::months(&mut pen, &table.texts("month"), &columns.centers, foot);
    if line_panel > 0.0 {
        let title = words.title("conversion");
        line(&mut pen, &months, &columns, &title, (bottom, foot));
    }
    hits(&mut pen, table, &months, &columns, &scale, measure);
    pen.done()
}

fn read_months(table: &Table, measure: &str) -> Vec<Month> {
    let targeted = matches!(measure, "orders_placed" | "ordered" | "orders");
    (0..table.rows.len())
        .map(|row| Month {
            value: read::number(table, row, measure),
            target: if targeted { read::number(table, row, "target") } else { None },
            rate: read::number(table, row, "conversion"),
            within: table.position("in_period").is_none() || read::flag(table, row, "in_period"),
            ripening: read::flag(table, row, "ripening"),
        })
        .collect()
}

fn signs(pen: &Sketch, months: &[Month]) -> Vec<(Sign, String)> {
    let phrase = |p| pen.words().phrase(p);
    let mut signs = Vec::new();
    if months.iter().any(|m| m.target.is_some()) {
        signs.push((Sign::Level, phrase(Phrase::Target)));
    }
    if months.iter().any(|m| m.ripening) {
        signs.push((Sign::Hatch(pen.theme().accent), phrase(Phrase::Ripening)));
    }
    if months.iter().any(|m| !m.within) {
        signs.push((Sign::Bar(pen.theme().quiet), phrase(Phrase::Outside)));
    }
    signs
}

fn bands(pen: &mut Sketch, columns: &Columns, (top, bottom): (f64, f64)) {
    for (row, x) in columns.centers.iter().enumerate() {
        pen.band(row, Rect::new(x - columns.slot / 2.0, top, columns.slot, bottom - top));
    }
}

fn bars(pen: &mut Sketch, months: &[Month], columns: &Columns, scale: &Scale) {
    let theme = pen.theme();
    let width = (columns.slot * 0.7).clamp(1.0, 48.0);
    for (row, (month, x)) in months.iter().zip(&columns.centers).enumerate() {
        let color = if month.within { pen.lit(row, theme.accent) } else { theme.quiet };
        if let Some(value) = month.value {
            let (a, b) =
                (Point::new(x - width / 2.0, scale.at(0.0)), Point::new(x + width / 2.0, scale.at(value)));
            if month.ripening && width > 3.0 {
                pen.hatch(Rect::between(a, b), color);
            } else {
                pen.fill(Rect::between(a, b), color);
            }
        }
        if let Some(target) = month.target {
            let half = (width / 2.0 + 3.0).min(columns.slot / 2.0);
            pen.level_tick(*x, scale.at(target), half);
        }
    }
}

/// The value above its bar, or above the target where that is in the way.
fn label_bars(pen: &mut Sketch, months: &[Month], columns: &Columns, scale: &Scale, texts: &[String]) {
    for ((month, x), text) in months.iter().zip(&columns.centers).zip(texts) {
        let bar = scale.at(month.value.unwrap_or(0.0).max(0.0));
        let target = month.target.map(|t| scale.at(t)).filter(|t| (bar - t).abs() < 20.0 || *t > bar);
        let top = target.map_or(bar, |t| bar.min(t));
        let color = if month.within { pen.theme().ink } else { pen.theme().muted };
        let style = Style { color, ..pen.small() };
        pen.text_if_free(text, Point::new(*x, top - 9.0), Align::Center, style);
    }
}

/// Conversion below the bars: its title, its line, and the numbers at the end, the top and the bottom.
fn line(pen: &mut Sketch, months: &[Month], columns: &Columns, title: &str, (top, bottom): (f64, f64)) {
    let theme = pen.theme();
    let rates = || months.iter().enumerate().filter_map(|(i, m)| Some((i, m.rate?)));
    let Some(span) = crate::scale::extent(rates().map(|r| r.1)) else { return };
    pen.text(title, Point::new(0.0, top + 16.0), Align::Left, pen.small(), pen.width());
    pen.horizontal(bottom, columns.across, 1.0, theme.grid);
    let scale = Scale::new(span, (bottom - 18.0, top + TITLE + 16.0));
    let place = |(i, m): (usize, &Month)| Some(Point::new(columns.centers[i], scale.at(m.rate?)));
    let points: Vec<Option<Point>> = months.iter().enumerate().map(place).collect();
    for run in axes::runs(&points) {
        pen.line(run, theme.quiet, 2.0);
    }
    let inner: Vec<Option<Point>> =
        points.iter().zip(months).map(|(p, m)| p.filter(|_| m.within && !m.ripening)).collect();
    for run in axes::runs(&inner) {
        pen.line(run, theme.accent, 2.0);
    }
    for (point, month) in points.iter().zip(months) {
        if let Some(point) = point.filter(|_| month.ripening) {
            pen.dot(point, 3.0, if month.within { theme.accent } else { theme.quiet });
            pen.dot(point, 1.5, theme.surface);
        }
    }
    let by = |a: &(usize, f64), b: &(usize, f64)| a.1.total_cmp(&b.1);
    let ends = [rates().rfind(|r| months[r.0].within), rates().max_by(by), rates().min_by(by)];
    let style = Style { size: SMALL, color: theme.ink, bold: false };
    let mut seen = Vec::new();
    for (i, rate) in ends.into_iter().flatten() {
        if seen.contains(&i) {
            continue;
        }
        seen.push(i);
        let (at, text) =
            (Point::new(columns.centers[i], scale.at(rate)), pen.words().number(Some(rate), Unit::Rate));
        if !months[i].ripening {
            pen.dot(at, 3.0, if months[i].within { theme.accent } else { theme.quiet });
        }
        let low = rate <= span.0 && span.1 > span.0;
        let offsets = if low { [11.0, -11.0] } else { [-11.0, 11.0] };
        let places = offsets.map(|dy| Point::new(at.x, at.y + dy));
        pen.text_at_first_free(&text, places, Align::Center, style);
    }
}

fn hits(pen: &mut Sketch, table: &Table, months: &[Month], columns: &Columns, scale: &Scale, measure: &str) {
    let words = pen.words();
    for (row, (month, x)) in months.iter().zip(&columns.centers).enumerate() {
        let name = words.month(read::text(table, row, "month"), MonthForm::Full);
        let mut parts = vec![(words.title(measure), month.value, read::unit(table, measure))];
        if month.target.is_some() {
            parts.push((words.phrase(Phrase::Target), month.target, read::unit(table, "target")));
        }
        if month.rate.is_some() && measure != "conversion" {
            parts.push((words.title("conversion"), month.rate, Unit::Rate));
        }
        let mut says = pen.says(&name, &parts);
        if month.ripening {
            says = format!("{says}, {}", words.phrase(Phrase::Ripening));
        }
        let top = head::height(pen.width(), true);
        let region =
            Rect::new(x - columns.slot / 2.0, top, columns.slot, pen.height() - top - axes::MONTHS / 2.0);
        let anchor = Point::new(*x, scale.at(month.value.unwrap_or(0.0).max(0.0)));
        pen.hit(row, region, anchor, says);
    }
}
