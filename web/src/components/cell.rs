//! What every table cell has in common.

use crate::format::digits;
use dealerscope_core::answer::{Table, Unit, Value};
use dealerscope_core::export;
use yew::AttrValue;

/// A value as it is, for whoever reads the page by machine: empty where it is not known.
#[must_use]
pub fn raw(value: &Value) -> AttrValue {
    export::plain(value, digits).into_owned().into()
}

/// Columns by their place, with their ids as every cell bears them.
#[must_use]
pub fn named(table: &Table, columns: &[usize]) -> Vec<(usize, AttrValue)> {
    columns.iter().map(|&c| (c, table.columns[c].id.clone().into())).collect()
}

/// Numbers stand to the right, words to the left.
#[must_use]
pub fn alignment(unit: Unit) -> Option<&'static str> {
    let words = matches!(unit, Unit::Text | Unit::Code | Unit::Month | Unit::Date);
    (!words).then_some("number")
}
