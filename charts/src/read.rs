//! Reading a table for drawing: only finite numbers, and a label for every row.

use std::cmp::Ordering;

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

/// The first of these columns that the table has.
pub(crate) fn first<'c>(table: &Table, columns: &[&'c str]) -> Option<&'c str> {
    columns.iter().copied().find(|c| table.position(c).is_some())
}

/// Whether any row has a number there.
pub(crate) fn any(table: &Table, column: &str) -> bool {
    (0..table.rows.len()).any(|row| number(table, row, column).is_some())
}

/// What a row is called: the label of its code where the page knows one, or else its `name`.
pub(crate) fn label(table: &Table, row: usize, words: &dyn Words) -> String {
    let name = text(table, row, "name");
    let field = match first(table, &["dimension", "level", "col", "dealer_id"]) {
        Some("col") => "province",
        Some("dealer_id") => "dealer",
        Some(column) => text(table, row, column),
        None => "region",
    };
    if let Some(column) = first(table, &["key", "dealer_id"]) {
        let key = text(table, row, column);
        let known = words.name(field, key);
        return if (known == key || key.is_empty()) && !name.is_empty() { name.to_owned() } else { known };
    }
    let kind = |unit: Unit| matches!(unit, Unit::Code | Unit::Text | Unit::Month | Unit::Date);
    let Some(column) = table.columns.iter().find(|c| kind(c.unit)) else { return name.to_owned() };
    words.name(&column.id, text(table, row, &column.id))
}

/// The labels of all rows.
pub(crate) fn labels(table: &Table, words: &dyn Words) -> Vec<String> {
    (0..table.rows.len()).map(|row| label(table, row, words)).collect()
}

/// The unit that a cell names, as the answers write units.
pub(crate) fn unit_named(name: &str) -> Unit {
    match name {
        "count" => Unit::Count,
        "rate" => Unit::Rate,
        "points" => Unit::Points,
        "money" => Unit::Money,
        "days" => Unit::Days,
        "minutes" => Unit::Minutes,
        "rank" => Unit::Rank,
        _ => Unit::Number,
    }
}

/// The value below which a share of the sorted values lies, between the two nearest ranks.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position within the slice")]
pub(crate) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let at = crate::scale::float(sorted.len().checked_sub(1)?) * share.clamp(0.0, 1.0);
    let (low, high) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    Some(low + (high - low) * at.fract())
}

/// The places of some values from the smallest to the largest, equal ones in their order.
pub(crate) fn ascending(values: impl IntoIterator<Item = f64>) -> Vec<usize> {
    let values: Vec<f64> = values.into_iter().collect();
    ordered((0..values.len()).collect(), &|a, b| values[a].total_cmp(&values[b]))
}

/// Values from the smallest to the largest.
pub(crate) fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let values: Vec<f64> = values.into_iter().collect();
    ascending(values.iter().copied()).into_iter().map(|place| values[place]).collect()
}

/// The places as `compare` orders what stands at two of them, equal ones from the first. The page sorts through
/// here alone: each further kind of sort would add its own code to its module.
#[must_use]
pub fn ordered(mut places: Vec<usize>, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    places.sort_unstable_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
    places
}
