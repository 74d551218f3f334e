//! How long an order takes: shares by bucket of days, and above them the share reached so far.

use dealerscope_core::answer::{Table, Unit};

use crate::frame::Frame;
use crate::geometry::{Point, Rect};
use crate::read;
use crate::scale::Scale;
use crate::scene::{Align, Scene};
use crate::sketch::{Sketch, Style};
use crate::words::Phrase;

use super::axes;

const TITLE: f64 = 24.0;
const CURVE: f64 = 88.0;
const FOOT: f64 = 24.0;

pub(crate) fn height(_: &Table, width: f64) -> f64 {
    2.0 * TITLE + CURVE + FOOT + if width < 440.0 { 112.0 } else { 136.0 }
}

pub(crate) fn layout(table: &Table, frame: &Frame) -> Scene {
    let mut pen = Sketch::new(frame);
    let column = |id: &str| (0..table.rows.len()).map(|row| read::number(table, row, id)).collect::<Vec<_>>();
    let (shares, cumulative) = (column("share"), column("cumulative"));
    if shares.iter().flatten().all(|s| *s <= 0.0) {
        return pen.empty();
    }
    let (words, theme) = (pen.words(), pen.theme());
    let (centers, slot) = axes::centers(table.rows.len(), (0.0, pen.width()));
    let floor = (pen.height() - FOOT).max(8.0);
    let curve = if pen.height() > 200.0 { CURVE } else { 0.0 };
    for (row, x) in centers.iter().enumerate() {
        pen.band(row, Rect::new(x - slot / 2.0, 0.0, slot, floor));
    }
    if curve > 0.0 {
        pen.text(
            &words.phrase(Phrase::Cumulative),
            Point::new(0.0, 8.0),
            Align::Left,
            pen.small(),
            pen.width(),
        );
        cumulate(&mut pen, &cumulative, &centers, (TITLE + 8.0, TITLE + curve - 8.0));
    }
    let top = if curve > 0.0 { TITLE + curve + TITLE } else { TITLE };
    let title = format!("{} · {}", words.phrase(Phrase::DaysToOrder), words.title("share"));
    pen.text(&title, Point::new(0.0, top - TITLE + 12.0), Align::Left, pen.small(), pen.width());

    let most = shares.iter().flatten().copied().fold(0.0, f64::max);
    let scale = Scale::new((0.0, most), (floor, (top + 16.0).min(floor)));
    let texts: Vec<String> = shares.iter().map(|s| words.compact(*s, Unit::Rate)).collect();
    let all = pen.widest(texts.iter(), pen.small()) + 2.0 <= slot;
    let width = (slot * 0.78).min(72.0);
    for (row, (share, x)) in shares.iter().zip(&centers).enumerate() {
        let Some(share) = share else { continue };
        let (a, b) = (Point::new(x - width / 2.0, scale.at(*share)), Point::new(x + width / 2.0, floor));
        if read::text(table, row, "bucket") == "before" {
            pen.hatch(Rect::between(a, b), theme.quiet);
        } else {
            pen.fill(Rect::between(a, b), pen.lit(row, theme.accent));
        }
        if all || *share >= most {
            let style = Style { color: theme.ink, ..pen.small() };
            pen.text_if_free(&texts[row], Point::new(*x, a.y - 8.0), Align::Center, style);
        }
    }
    pen.horizontal(floor, (0.0, pen.width()), 1.0, theme.rule);
    buckets(&mut pen, table, &centers, slot, floor + 12.0);
    for (row, x) in centers.iter().enumerate() {
        let parts = [
            (words.title("orders"), read::number(table, row, "orders"), Unit::Count),
            (words.title("share"), shares[row], Unit::Rate),
            (words.phrase(Phrase::Cumulative), cumulative[row], Unit::Rate),
        ];
        let says = pen.says(&bucket(&pen, table, row), &parts);
        let anchor = Point::new(*x, scale.at(shares[row].unwrap_or(0.0)));
        let whole = Rect::new(x - slot / 2.0, 0.0, slot, pen.height());
        pen.hit(row, whole, anchor, says);
    }
    pen.done()
}

fn cumulate(pen: &mut Sketch, shares: &[Option<f64>], centers: &[f64], (top, bottom): (f64, f64)) {
    let theme = pen.theme();
    let scale = Scale::new((0.0, 1.0), (bottom, top));
    for (share, color) in [(0.0, theme.rule), (0.5, theme.grid), (1.0, theme.grid)] {
        pen.horizontal(scale.at(share), (0.0, pen.width()), 1.0, color);
    }
    let points: Vec<Option<Point>> =
        shares.iter().zip(centers).map(|(s, x)| Some(Point::new(*x, scale.at((*s)?)))).collect();
    for run in axes::runs(&points) {
        pen.line(run, theme.accent, 2.0);
    }
    // The bucket in which half of all orders are reached is the one that readers look for: it goes first.
    let half = shares.iter().position(|s| s.is_some_and(|s| s >= 0.5));
    let order = half.into_iter().chain((0..shares.len()).filter(|i| Some(*i) != half));
    for index in order {
        let (Some(share), Some(at)) = (shares[index], points[index]) else { continue };
        pen.dot(at, 3.0, theme.accent);
        let text = pen.words().compact(Some((share * 100.0).round() / 100.0), Unit::Rate);
        let style = Style { color: theme.ink, bold: Some(index) == half, ..pen.small() };
        let dy = if share > 0.85 { 11.0 } else { -10.0 };
        pen.text_if_free(&text, Point::new(at.x, at.y + dy), Align::Center, style);
    }
}

fn bucket(pen: &Sketch, table: &Table, row: usize) -> String {
    match read::text(table, row, "bucket") {
        "before" => pen.words().phrase(Phrase::Before),
        bucket => bucket.replace('-', "–"),
    }
}

/// The buckets under their bars: whole where they fit, else the day each begins with.
fn buckets(pen: &mut Sketch, table: &Table, centers: &[f64], slot: f64, y: f64) {
    let whole: Vec<String> = (0..table.rows.len()).map(|row| bucket(pen, table, row)).collect();
    let style = pen.small();
    let fits = pen.widest(whole.iter(), style) + 4.0 <= slot;
    for (row, x) in centers.iter().enumerate() {
        let from = read::number(table, row, "from");
        let text = match from {
            Some(from) if !fits => {
                let more = if whole[row].ends_with('+') { "+" } else { "" };
                format!("{}{more}", pen.words().compact(Some(from), Unit::Count))
            }
            None if !fits => "<0".to_owned(),
            _ => whole[row].clone(),
        };
        pen.text_if_free(&text, Point::new(*x, y), Align::Center, style);
    }
}
