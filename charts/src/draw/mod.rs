//! One module a chart; `rows` is what charts with one line a row share.

pub(crate) mod ranked;
pub(crate) mod rows;
