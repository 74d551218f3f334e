//! Reading a table for drawing: only finite numbers, and a label for every row.

use dealerscope_core::answer::{Table, Unit};

use crate::words::Words;

/// Numbers beyond this are drawn as this: far above any figure, far below where floats overflow.
const LIMIT: f64 = 1e15;

/// The number of a cell, if it is one that can be drawn.
pub(crate) fn number(table: &Table, row: usize, column: &str) -> Option<f64> {
    table.cell(row, column).number().filter(|x| x.is_finite()).map(|x| x.clamp(-LIMIT, LIMIT))
}

/// The number of a cell of a column that may be named or not.
pub(crate) fn number_in(table: &Table, row: usize, column: Option<&str>) -> Option<f64> {
    number(table, row, column?)
}

/// The words of a cell; empty where it holds none.
pub(crate) fn text<'t>(table: &'t Table, row: usize, column: &str) -> &'t str {
    table.cell(row, column).text().unwrap_or_default()
}

/// Whether a flag is set.
pub(crate) fn flag(table: &Table, row: usize, column: &str) -> bool {
    number(table, row, column).is_some_and(|x| x != 0.0)
}

/// What a column measures; a plain number where there is no such column.
pub(crate) fn unit(table: &Table, column: &str) -> Unit {
    table.position(column).map_or(Unit::Number, |at| table.columns[at].unit)
}

/// The unit in which two values of a unit differ.
pub(crate) fn unit_of_change(unit: Unit) -> Unit {
    if unit == Unit::Rate { Unit::Points } else { unit }
}

/// The first of these columns that the table has.
pub(crate) fn first<'c>(table: &Table, columns: &[&'c str]) -> Option<&'c str> {
    columns.iter().copied().find(|c| table.position(c).is_some())
}

/// Whether any row has a number there.
pub(crate) fn any(table: &Table, column: &str) -> bool {
    (0..table.rows.len()).any(|row| number(table, row, column).is_some())
}

/// What a row is called: its `name`, or else the label of its first code or text.
pub(crate) fn label(table: &Table, row: usize, words: &dyn Words) -> String {
    let name = text(table, row, "name");
    if !name.is_empty() {
        let field = match first(table, &["col", "level", "dimension"]) {
            Some("col") => "province",
            Some(column) if column != "col" => text(table, row, column),
            _ => "name",
        };
        return words.name(field, name);
    }
    let kind = |unit: Unit| matches!(unit, Unit::Code | Unit::Text | Unit::Month | Unit::Date);
    let Some(column) = table.columns.iter().find(|c| kind(c.unit)) else { return String::new() };
    let code = text(table, row, &column.id);
    if column.unit == Unit::Text && !code.is_empty() { code.to_owned() } else { words.name(&column.id, code) }
}
