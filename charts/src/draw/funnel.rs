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

/// A stage as it is drawn.
struct Stage {
    name: String,
    reached: Option<f64>,
    prior: Option<f64>,
    step: Option<f64>,
    peers: Option<f64>,
    lost: Option<f64>,
    skipped: Option<f64>,
}

fn head_height(table: &Table, width: f64) -> f64 {
    if read::first(table, &["reached_prior", "lost"]).is_some() { head::height(width, false) } else { 8.0 }
}

pub(crate) fn height(table: &Table, width: f64) -> f64 {
    let head = head_height(table, width);
    if width >= ASIDE { head + 176.0 + FOOT } else { head + float(table.rows.len().max(2)) * STAGE }
}

pub(crate) fn layout(table: &Table, frame: &Frame) -> Scene {
    let mut pen = Sketch::new(frame);
    let stages: Vec<Stage> = (0..table.rows.len()).map(|row| stage(&pen, table, row)).collect();
    let most = stages.iter().flat_map(|s| [s.reached, s.prior]).flatten().fold(0.0, f64::max);
    if stages.iter().all(|s| s.reached.is_none()) {
        return pen.empty();
    }
    let (words, soft) = (pen.words(), pen.theme().soft);
    let mut signs = Vec::new();
    if stages.iter().any(|s| s.lost.is_some()) {
        signs.push((Sign::Bar(soft), words.phrase(Phrase::LostHere)));
    }
    if stages.iter().any(|s| s.prior.is_some()) {
        signs.push((
            if pen.width() < ASIDE { Sign::Tick } else { Sign::Level },
            words.phrase(Phrase::Comparison),
        ));
    }
    head::signs(&mut pen, &signs);
    let top = head_height(table, pen.width());
    if pen.width() >= ASIDE {
        columns(&mut pen, &stages, most, top);
    } else {
        lines(&mut pen, &stages, most, top);
    }
    pen.done()
}

fn stage(pen: &Sketch, table: &Table, row: usize) -> Stage {
    let number = |column| read::number(table, row, column);
    Stage {
        name: pen.words().name("stage", read::text(table, row, "stage")),
        reached: number("reached"),
        prior: number("reached_prior"),
        step: number("step_rate"),
        peers: number("peer_rate"),
        lost: number("lost").filter(|n| *n > 0.0),
        skipped: number("skipped").filter(|n| *n > 0.0),
    }
}

impl Stage {
    /// What is lost and skipped at the stage, in words.
    fn notes(&self, pen: &Sketch) -> Vec<String> {
        let words = pen.words();
        let notes = [(self.lost, Phrase::Lost), (self.skipped, Phrase::Skipped)];
        let write =
            |n: f64, phrase| format!("{} {}", words.phrase(phrase), words.number(Some(n), Unit::Count));
        notes.into_iter().filter_map(|(n, phrase)| Some(write(n?, phrase))).collect()
    }

    /// The peers' step rate in words.
    fn against(&self, pen: &Sketch) -> Option<String> {
        let words = pen.words();
        self.peers.map(|p| format!("{} {}", words.phrase(Phrase::Peers), words.number(Some(p), Unit::Rate)))
    }
}

/// Side by side: bars on one floor, the step rate between two of them.
fn columns(pen: &mut Sketch, stages: &[Stage], most: f64, top: f64) {
    let (words, theme) = (pen.words(), pen.theme());
    let slot = pen.width() / float(stages.len());
    let floor = pen.height() - FOOT;
    let scale = Scale::new((0.0, most), (floor, (top + 24.0).min(floor)));
    let half = (slot * 0.46).min(96.0) / 2.0;
    let middle = |i: usize| (float(i) + 0.5) * slot;
    for (row, stage) in stages.iter().enumerate() {
        let (x, y) = (middle(row), scale.at(stage.reached.unwrap_or(0.0)));
        let whole = Rect::new(x - slot / 2.0, top, slot, pen.height() - top);
        pen.band(row, whole);
        if let Some(next) = stages.get(row + 1) {
            let (far, low) = (middle(row + 1) - half, scale.at(next.reached.unwrap_or(0.0)));
            let corners = [(x + half, floor), (x + half, y), (far, low), (far, floor)];
            pen.polygon(corners.map(|(x, y)| Point::new(x, y)).to_vec(), theme.grid);
        }
        pen.fill(
            Rect::between(Point::new(x - half, y), Point::new(x + half, floor)),
            pen.lit(row, theme.accent),
        );
        let kept = stage.reached.unwrap_or(0.0) - stage.lost.unwrap_or(0.0);
        pen.fill(Rect::between(Point::new(x - half, y), Point::new(x + half, scale.at(kept))), theme.soft);
        let prior = stage.prior.map(|p| scale.at(p));
        if let Some(prior) = prior {
            pen.level_tick(x, prior, half + 4.0);
        }
        let value = words.number(stage.reached, Unit::Count);
        let at = Point::new(x, prior.unwrap_or(y).min(y) - 10.0);
        pen.number(&value, at, Align::Center, pen.strong(), slot - 4.0);
        pen.text(&stage.name, Point::new(x, floor + 14.0), Align::Center, pen.strong(), slot - 8.0);
        for (line, note) in stage.notes(pen).iter().enumerate() {
            let at = Point::new(x, floor + 32.0 + float(line) * 15.0);
            pen.text(note, at, Align::Center, pen.small(), slot - 8.0);
        }
        let says = says(pen, stage);
        pen.hit(row, whole, Point::new(x, y), says);
    }
    pen.horizontal(floor, (0.0, pen.width()), 1.0, theme.rule);
    let style = Style { size: SMALL, bold: false, color: theme.ink };
    for (row, stage) in stages.iter().enumerate().skip(1) {
        let x = middle(row) - slot / 2.0;
        let rate = words.number(stage.step, Unit::Rate);
        let room = slot - 2.0 * half - 2.0;
        let arrow = format!("› {rate}");
        let text = if pen.measure(&arrow, style) <= room { arrow } else { rate };
        // A long number on a low bar may reach into the gap: then the rate stands above it.
        if pen.measure(&text, style) <= room {
            pen.text_at_first_free(
                &text,
                [10.0, 26.0, 42.0].map(|up| Point::new(x, floor - up)),
                Align::Center,
                style,
            );
        }
        if let Some(against) = stage.against(pen) {
            pen.text_if_free(&against, Point::new(x, floor + 32.0), Align::Center, pen.small());
        }
    }
}

/// One below the other: name and number, a bar, and on the way to the next what is lost and what goes on.
fn lines(pen: &mut Sketch, stages: &[Stage], most: f64, top: f64) {
    let (words, theme) = (pen.words(), pen.theme());
    let pitch = ((pen.height() - top) / float(stages.len())).clamp(STAGE - 8.0, STAGE);
    let scale = Scale::new((0.0, most), (0.0, pen.width() - 4.0));
    for (row, stage) in stages.iter().enumerate() {
        let y = top + float(row) * pitch;
        if y + pitch > pen.height() + 1.0 && row > 0 {
            break;
        }
        let whole = Rect::new(0.0, y, pen.width(), pitch);
        pen.band(row, whole);
        let value = words.number(stage.reached, Unit::Count);
        let room = pen.width() - pen.measure(&value, pen.strong()) - 8.0;
        pen.text(&stage.name, Point::new(0.0, y + 10.0), Align::Left, pen.strong(), room);
        pen.number(&value, Point::new(pen.width(), y + 10.0), Align::Right, pen.strong(), pen.width());
        let (bar, end) = (y + 20.0, scale.at(stage.reached.unwrap_or(0.0)));
        pen.fill(Rect::new(0.0, bar, end, 12.0), pen.lit(row, theme.accent));
        let kept = scale.at(stage.reached.unwrap_or(0.0) - stage.lost.unwrap_or(0.0));
        pen.fill(Rect::new(kept, bar, end - kept, 12.0), theme.soft);
        if let Some(prior) = stage.prior.map(|p| scale.at(p)) {
            pen.tick(prior, bar + 6.0, 9.0);
        }
        let on = stages.get(row + 1).filter(|s| s.step.is_some()).map_or_else(String::new, |next| {
            let against = next.against(pen).map_or_else(String::new, |a| format!(" · {a}"));
            format!("↓ {}{against}", words.number(next.step, Unit::Rate))
        });
        let on_width = pen.measure(&on, pen.small());
        let under = bar + 25.0;
        pen.text(&on, Point::new(pen.width(), under), Align::Right, pen.small(), pen.width());
        let notes = stage.notes(pen).join(" · ");
        pen.text(&notes, Point::new(0.0, under), Align::Left, pen.small(), pen.width() - on_width - 12.0);
        let says = says(pen, stage);
        pen.hit(row, whole, Point::new(end, bar + 6.0), says);
    }
}

fn says(pen: &Sketch, stage: &Stage) -> String {
    let words = pen.words();
    let mut parts = vec![(words.title("reached"), stage.reached, Unit::Count)];
    let more = [
        (words.title("step_rate"), stage.step, Unit::Rate),
        (words.phrase(Phrase::Comparison), stage.prior, Unit::Count),
        (words.phrase(Phrase::Peers), stage.peers, Unit::Rate),
        (words.phrase(Phrase::Lost), stage.lost, Unit::Count),
        (words.phrase(Phrase::Skipped), stage.skipped, Unit::Count),
    ];
    parts.extend(more.into_iter().filter(|p| p.1.is_some()));
    pen.says(&stage.name, &parts)
}
