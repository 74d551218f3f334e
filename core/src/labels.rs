//! What the contract's codes are called.

use crate::query::Lang;

/// The label of a contract code within its field, such as `channel` and `website`; `None` for a
/// code that is not the contract's. The fields are the contract's columns, and `stage`, `temperature`.
#[must_use]
pub fn label(_field: &str, _code: &str, _lang: Lang) -> Option<&'static str> {
    None
}

/// What an empty code is called.
#[must_use]
pub fn not_stated(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "未填",
        Lang::En => "not stated",
    }
}
