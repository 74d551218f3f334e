//! The stages from lead to delivery, with the step rates between them.

use dealerscope_core::answer::{Table, Unit};

use crate::frame::Frame;
use crate::geometry::{Point, Rect};
use crate::read;
use crate::scale::{Scale, float};
use crate::scene::{Align, Scene};
use crate::sketch::{SMALL, Sketch, Style};
use crate::words::Phrase;

use super::head::{self, Sign};

/// From this width on the stages stand side by side.
const ASIDE: f64 = 600.0;
const FOOT: f64 = 72.0;
const STAGE: f64 = 64.0;
const ARROW: f64 = 20.0;

/// A stage as it is drawn.
struct Stage {
    name: String,
    reached: Option<f64>,
    prior: Option<f64>,
    step: Option<f64>,
    peers: Option<f64>,
    notes: Vec<String>,
}

pub(crate) fn height(table: &Table, width: f64) -> f64 {
    let head = head::height(width, true);
    if width >= ASIDE { head + 168.0 + FOOT } else { head + float(table.rows.len().max(2)) * STAGE }
}

pub(crate) fn layout(table: &Table, frame: &Frame) -> Scene {
    let mut pen = Sketch::new(frame);
    let stages: Vec<Stage> = (0..table.rows.len()).map(|row| stage(&pen, table, row)).collect();
    let most = stages.iter().flat_map(|s| [s.reached, s.prior]).flatten().fold(0.0, f64::max);
    if stages.iter().all(|s| s.reached.is_none()) {
        return pen.empty();
    }
    let key = [(Sign::Tick, pen.words().phrase(Phrase::Comparison))];
    let prior = stages.iter().any(|s| s.prior.is_some());
    head::draw(&mut pen, "", 0.0, if prior { &key } else { &[] });
    if pen.width() >= ASIDE {
        columns(&mut pen, &stages, most);
    } else {
        lines(&mut pen, &stages, most);
    }
    pen.done()
}

fn stage(pen: &Sketch, table: &Table, row: usize) -> Stage {
    let words = pen.words();
    let number = |column| read::number(table, row, column);
    let note = |column, phrase| {
        number(column)
            .filter(|n| *n > 0.0)
            .map(|n| format!("{} {}", words.phrase(phrase), words.number(Some(n), Unit::Count)))
    };
    let peers = number("peer_rate");
    let against =
        peers.map(|p| format!("{} {}", words.phrase(Phrase::Peers), words.number(Some(p), Unit::Rate)));
    Stage {
        name: words.name("stage", read::text(table, row, "stage")),
        reached: number("reached"),
        prior: number("reached_prior"),
        step: number("step_rate"),
        peers,
        notes: [note("lost", Phrase::Lost), note("skipped", Phrase::Skipped), against]
            .into_iter()
            .flatten()
            .collect(),
    }
}

/// Side by side: bars on one floor, the step rate between two of them.
fn columns(pen: &mut Sketch, stages: &[Stage], most: f64) {
    let (words, theme) = (pen.words(), pen.theme());
    let slot = pen.width() / float(stages.len());
    let (top, floor) = (head::height(pen.width(), true) + 16.0, pen.height() - FOOT);
    let scale = Scale::new((0.0, most), (floor, top.min(floor)));
    let bar = (slot * 0.46).min(96.0);
    let middle = |i: usize| (float(i) + 0.5) * slot;
    for (row, stage) in stages.iter().enumerate() {
        let x = middle(row);
        let whole = Rect::new(x - slot / 2.0, 0.0, slot, pen.height());
        pen.band(row, whole);
        let height = |s: &Stage| scale.at(s.reached.unwrap_or(0.0));
        if let Some(next) = stages.get(row + 1) {
            let corners = [
                (x + bar / 2.0, floor),
                (x + bar / 2.0, height(stage)),
                (middle(row + 1) - bar / 2.0, height(next)),
                (middle(row + 1) - bar / 2.0, floor),
            ];
            pen.polygon(corners.map(|(x, y)| Point::new(x, y)).to_vec(), theme.grid);
        }
        let color = pen.lit(row, theme.accent);
        let y = height(stage);
        pen.fill(Rect::between(Point::new(x - bar / 2.0, y), Point::new(x + bar / 2.0, floor)), color);
        let prior = stage.prior.map(|p| scale.at(p));
        if let Some(prior) = prior {
            pen.horizontal(prior, (x - bar / 2.0 - 4.0, x + bar / 2.0 + 4.0), 4.0, theme.surface);
            pen.horizontal(prior, (x - bar / 2.0 - 4.0, x + bar / 2.0 + 4.0), 2.0, theme.ink);
        }
        let value = words.number(stage.reached, Unit::Count);
        let value_y = prior.unwrap_or(y).min(y) - 10.0;
        pen.number(&value, Point::new(x, value_y), Align::Center, pen.strong(), slot - 4.0);
        pen.text(&stage.name, Point::new(x, floor + 14.0), Align::Center, pen.strong(), slot - 8.0);
        for (line, note) in stage.notes.iter().enumerate() {
            let at = Point::new(x, floor + 32.0 + float(line) * 15.0);
            pen.text(note, at, Align::Center, pen.small(), slot - 8.0);
        }
        let says = says(pen, stage);
        pen.hit(row, whole, Point::new(x, y), says);
    }
    pen.horizontal(floor, (0.0, pen.width()), 1.0, theme.rule);
    for row in 1..stages.len() {
        let text = format!("› {}", words.compact(stages[row].step, Unit::Rate));
        let style = Style { size: SMALL, bold: false, color: theme.ink };
        let text =
            if pen.measure(&text, style) <= slot - bar { text } else { text[3..].trim_start().to_owned() };
        let x = (middle(row - 1) + middle(row)) / 2.0;
        pen.number(&text, Point::new(x, floor - 10.0), Align::Center, style, slot - bar);
    }
}

/// One below the other: name and number, a bar, and the step rate on the way to the next.
fn lines(pen: &mut Sketch, stages: &[Stage], most: f64) {
    let (words, theme) = (pen.words(), pen.theme());
    let top = head::height(pen.width(), true);
    let pitch = ((pen.height() - top) / float(stages.len())).clamp(STAGE - 8.0, STAGE);
    let scale = Scale::new((0.0, most), (0.0, pen.width() - 2.0));
    for (row, stage) in stages.iter().enumerate() {
        let y = top + float(row) * pitch;
        if y + pitch > pen.height() + 1.0 && row > 0 {
            break;
        }
        let whole = Rect::new(0.0, y, pen.width(), pitch);
        pen.band(row, whole);
        let value = words.number(stage.reached, Unit::Count);
        let value_width = pen.measure(&value, pen.strong());
        let step =
            if row > 0 { format!("↓ {}", words.number(stage.step, Unit::Rate)) } else { String::new() };
        let note = stage
            .notes
            .iter()
            .fold(step, |all, note| if all.is_empty() { note.clone() } else { format!("{all} · {note}") });
        pen.text(&note, Point::new(0.0, y + ARROW / 2.0), Align::Left, pen.small(), pen.width());
        let line = y + ARROW + 9.0;
        pen.text(
            &stage.name,
            Point::new(0.0, line),
            Align::Left,
            pen.strong(),
            pen.width() - value_width - 8.0,
        );
        pen.text(&value, Point::new(pen.width(), line), Align::Right, pen.strong(), pen.width());
        let (bar_top, end) = (y + ARROW + 19.0, scale.at(stage.reached.unwrap_or(0.0)));
        pen.fill(Rect::new(0.0, bar_top, end, 12.0), pen.lit(row, theme.accent));
        if let Some(prior) = stage.prior.map(|p| scale.at(p)) {
            pen.vertical(prior, (bar_top - 3.0, bar_top + 15.0), 4.0, theme.surface);
            pen.vertical(prior, (bar_top - 3.0, bar_top + 15.0), 2.0, theme.ink);
        }
        let says = says(pen, stage);
        pen.hit(row, whole, Point::new(end, bar_top + 6.0), says);
    }
}

fn says(pen: &Sketch, stage: &Stage) -> String {
    let words = pen.words();
    let mut parts = vec![(words.title("reached"), stage.reached, Unit::Count)];
    let more = [
        (words.title("step_rate"), stage.step, Unit::Rate),
        (words.phrase(Phrase::Comparison), stage.prior, Unit::Count),
        (words.phrase(Phrase::Peers), stage.peers, Unit::Rate),
    ];
    parts.extend(more.into_iter().filter(|p| p.1.is_some()));
    pen.says(&stage.name, &parts)
}
