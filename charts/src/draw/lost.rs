//! Why leads were lost, and the part of each reason that the dealer gave up.

use dealerscope_core::answer::{Table, Unit};

use crate::frame::Frame;
use crate::geometry::{Point, Rect};
use crate::read;
use crate::scale::Scale;
use crate::scene::{Align, Scene};
use crate::sketch::Sketch;
use crate::words::Phrase;

use super::head::{self, Sign};
use super::rows::{self, Rows};

const SHARE_FROM: f64 = 440.0;

pub(crate) fn height(table: &Table, width: f64) -> f64 {
    rows::height(table.rows.len(), width, head::height(width, true))
}

/// The part given up by dealers as a share, whichever way the table states it.
fn given_up(table: &Table, row: usize, lost: Option<f64>) -> Option<f64> {
    let cell = read::number(table, row, "by_dealer")?;
    let share =
        if read::unit(table, "by_dealer") == Unit::Rate { cell } else { cell / lost.filter(|l| *l > 0.0)? };
    Some(share.clamp(0.0, 1.0))
}

pub(crate) fn layout(table: &Table, frame: &Frame) -> Scene {
    let mut pen = Sketch::new(frame);
    if !read::any(table, "lost") {
        return pen.empty();
    }
    let (words, theme) = (pen.words(), pen.theme());
    let lost: Vec<Option<f64>> = (0..table.rows.len()).map(|row| read::number(table, row, "lost")).collect();
    let parts: Vec<Option<f64>> = lost.iter().enumerate().map(|(row, l)| given_up(table, row, *l)).collect();
    let labels = read::labels(table, words);
    let values: Vec<String> = lost.iter().map(|l| words.number(*l, Unit::Count)).collect();
    let shares: Vec<String> =
        parts.iter().map(|p| p.map_or(String::new(), |p| words.number(Some(p), Unit::Rate))).collect();
    let right = if pen.width() < SHARE_FROM { 0.0 } else { pen.widest(shares.iter(), pen.body()).min(96.0) };
    let grid = Rows::new(&pen, &labels, &values, head::height(pen.width(), true), right);
    let most = lost.iter().flatten().copied().fold(0.0, f64::max);
    let scale = Scale::new((0.0, most), grid.strip);
    let signs = [(Sign::Bar(theme.accent), words.phrase(Phrase::ByDealer))];
    head::draw(
        &mut pen,
        &words.title("lost"),
        grid.strip.0,
        if parts.iter().any(Option::is_some) { &signs } else { &[] },
    );
    for row in 0..grid.count {
        let (whole, y) = (grid.row(row, pen.width()), grid.middle(row));
        pen.band(row, whole);
        let ink = pen.body();
        grid.write(&mut pen, row, &labels[row], &values[row], (ink, ink));
        let length = scale.at(lost[row].unwrap_or(0.0)) - grid.strip.0;
        let bar = |share: f64| Rect::new(grid.strip.0, y - grid.bar() / 2.0, length * share, grid.bar());
        pen.fill(bar(1.0), theme.soft.mix(theme.surface, 0.5));
        pen.fill(bar(parts[row].unwrap_or(0.0)), pen.lit(row, theme.accent));
        pen.vertical(grid.strip.0, (y - grid.tick(), y + grid.tick()), 1.0, theme.rule);
        if right > 0.0 {
            pen.number(&shares[row], Point::new(pen.width(), y), Align::Right, pen.body(), right);
        }
        let mut said = vec![(words.title("lost"), lost[row], Unit::Count)];
        if parts[row].is_some() {
            said.push((words.phrase(Phrase::ByDealer), parts[row], Unit::Rate));
        }
        let says = pen.says(&labels[row], &said);
        pen.hit(row, whole, Point::new(grid.strip.0 + length, y), says);
    }
    grid.write_rest(&mut pen, labels.len());
    pen.done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_of_dealers_is_a_count_or_a_share() {
        for (unit, cell) in [(Unit::Count, 30.0), (Unit::Rate, 0.25)] {
            let mut table = Table::new("lost_reasons", &[("by_dealer", unit)]);
            table.rows.push(vec![cell.into()]);
            assert_eq!(given_up(&table, 0, Some(120.0)), Some(0.25));
        }
        let mut table = Table::new("lost_reasons", &[("by_dealer", Unit::Count)]);
        table.rows.push(vec![0.0.into()]);
        assert_eq!(given_up(&table, 0, Some(0.0)), None);
    }
}
