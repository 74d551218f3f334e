//! What every table cell has in common.

use crate::format::digits;
use dealerscope_core::answer::{Unit, Value};
use dealerscope_core::export;
use yew::{AttrValue, Classes, classes};

/// A value as it is, for whoever reads the page by machine: empty where it is not known.
#[must_use]
pub fn raw(value: &Value) -> AttrValue {
    export::plain(value, digits).into_owned().into()
}

/// Numbers stand to the right, words to the left.
#[must_use]
pub fn alignment(unit: Unit) -> Classes {
    let words = matches!(unit, Unit::Text | Unit::Code | Unit::Month | Unit::Date);
    classes!((!words).then_some("number"))
}
