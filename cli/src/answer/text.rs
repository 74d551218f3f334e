//! An answer for a terminal: figures and tables in columns that line up, Chinese signs included.

use std::fmt::Write as _;

use dealerscope_core::answer::{Answer, Figure, Table, Unit, Value};
use dealerscope_core::query::Lang;
use dealerscope_core::time::Span;
use dealerscope_core::{glossary, labels};
use unicode_width::UnicodeWidthStr;

use crate::numbers::{self, UNKNOWN};

/// Which side of its column a cell stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// The whole answer.
pub(super) fn answer(answer: &Answer, lang: Lang) -> String {
    let mut text = format!("{}, as of {}", answer.page.id(), answer.as_of);
    let spans = [("period", Some(answer.period)), ("compared with", answer.comparison)];
    for (name, span) in spans.into_iter().filter_map(|(name, span)| Some((name, span?))) {
        let _ = write!(text, ", {name} {}", days(span));
    }
    text.push_str("\n\n");
    text.push_str(&figures(&answer.figures, lang));
    for of_page in &answer.tables {
        let _ = write!(text, "\n{}\n{}", of_page.id, table(of_page, lang));
    }
    text
}

/// One table, or a line that says that it is empty.
pub(super) fn table(table: &Table, lang: Lang) -> String {
    if table.rows.is_empty() {
        return "(no rows)\n".to_owned();
    }
    let sides: Vec<Side> = table.columns.iter().map(|c| side(c.unit)).collect();
    let header = table.columns.iter().map(|c| glossary::name(&c.id, lang).to_owned()).collect();
    let cell = |value: &Value, unit| match value {
        Value::Text(text) if text.is_empty() => labels::not_stated(lang).to_owned(),
        value => numbers::cell(value, unit),
    };
    let row = |row: &Vec<_>| row.iter().zip(&table.columns).map(|(v, c)| cell(v, c.unit)).collect();
    let rows: Vec<_> = std::iter::once(header).chain(table.rows.iter().map(row)).collect();
    aligned(&rows, &sides)
}

fn figures(figures: &[Figure], lang: Lang) -> String {
    let (value, prior, change, target) = match lang {
        Lang::Zh => ("数值", "对比期", "变化", "目标"),
        Lang::En => ("value", "prior", "change", "target"),
    };
    let header = ["", value, prior, change, target].map(str::to_owned).to_vec();
    let row = |figure: &Figure| {
        let shown =
            |x: Option<f64>| x.map_or_else(|| UNKNOWN.to_owned(), |x| numbers::measure(x, figure.unit));
        let name = glossary::name(&figure.id, lang).to_owned();
        vec![name, shown(figure.value), shown(figure.comparison), change_of(figure), shown(figure.target)]
    };
    let rows: Vec<_> = std::iter::once(header).chain(figures.iter().map(row)).collect();
    aligned(&rows, &[Side::Left, Side::Right, Side::Right, Side::Right, Side::Right])
}

/// The change since the comparison: of rates in points, otherwise as a part of what was.
fn change_of(figure: &Figure) -> String {
    match (figure.value, figure.comparison) {
        (Some(now), Some(then)) if figure.unit == Unit::Rate => numbers::measure(now - then, Unit::Points),
        (Some(now), Some(then)) if then != 0.0 => {
            let change = now / then - 1.0;
            format!("{}{}", if change > 0.0 { "+" } else { "" }, numbers::measure(change, Unit::Rate))
        }
        _ => UNKNOWN.to_owned(),
    }
}

fn days(span: Span) -> String {
    match (span.from, span.to) {
        (None, None) => "everything".to_owned(),
        (from, to) => {
            let text =
                |day: Option<dealerscope_core::time::Day>| day.map(|d| d.to_string()).unwrap_or_default();
            format!("{}..{}", text(from), text(to))
        }
    }
}

fn side(unit: Unit) -> Side {
    match unit {
        Unit::Code | Unit::Month | Unit::Date | Unit::Text => Side::Left,
        _ => Side::Right,
    }
}

/// Lines whose cells stand below each other, two spaces apart.
fn aligned(rows: &[Vec<String>], sides: &[Side]) -> String {
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|c| c.width()).max();
    let widths: Vec<usize> = (0..sides.len()).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for ((cell, &side), &width) in row.iter().zip(sides).zip(&widths) {
            let space = " ".repeat(width.saturating_sub(cell.width()));
            let (before, after) =
                if side == Side::Left { ("", space.as_str()) } else { (space.as_str(), "") };
            let _ = write!(line, "{before}{cell}{after}  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_and_latin_cells_stand_below_each_other() {
        let columns = [("key", Unit::Text), ("x1", Unit::Count), ("x2", Unit::Rate)];
        let mut of_places = Table::new("places", &columns);
        of_places.rows = vec![
            vec!["华东".into(), Value::Int(12_345), 0.1.into()],
            vec!["X".into(), Value::Int(7), Value::Null],
            vec!["乌鲁木齐".into(), Value::Null, 0.5.into()],
        ];
        let text = table(&of_places, Lang::En);
        let lines: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(
            lines,
            ["华东      12,345  10.00 %", "X              7        –", "乌鲁木齐       –  50.00 %"]
        );
        assert!(lines.iter().all(|line| line.width() == lines[0].width()));
    }

    #[test]
    fn changes_of_rates_are_points_and_of_counts_parts() {
        let figure = |unit, value, comparison| Figure {
            id: "x".into(),
            value: Some(value),
            unit,
            numerator: None,
            denominator: None,
            comparison,
            target: None,
            small: false,
        };
        assert_eq!(change_of(&figure(Unit::Rate, 0.10, Some(0.12))), "-2.00 pp");
        assert_eq!(change_of(&figure(Unit::Count, 150.0, Some(100.0))), "+50.00 %");
        assert_eq!(change_of(&figure(Unit::Count, 150.0, Some(0.0))), "–");
        assert_eq!(change_of(&figure(Unit::Count, 150.0, None)), "–");
    }

    #[test]
    fn an_empty_table_says_so() {
        assert_eq!(table(&Table::new("none", &[("key", Unit::Text)]), Lang::En), "(no rows)\n");
    }
}
