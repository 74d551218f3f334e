//! What a page must say.

use std::collections::BTreeMap;

use super::rows::Row;

/// A figure: its value, and what it is held against.
#[derive(Clone, Debug)]
pub struct ExpectedFigure {
    /// The figure's id.
    pub id: &'static str,
    /// Its value.
    pub value: Option<f64>,
    /// The value in the comparison period; `None` when it is not said what it should be.
    pub comparison: Option<Option<f64>>,
    /// The target; `None` when it is not said what it should be.
    pub target: Option<Option<f64>>,
    /// Whether the denominator is below the smallest group; `None` when it is not said.
    pub small: Option<bool>,
}

/// A table by key.
#[derive(Clone, Debug)]
pub struct ExpectedTable {
    /// The table's id.
    pub id: &'static str,
    /// The columns that name a row.
    pub keys: &'static [&'static str],
    /// The rows, in any order.
    pub rows: Vec<Row>,
    /// Columns of SQL's own that the page does not have.
    pub beside: &'static [&'static str],
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    /// The days that are counted, and those they are compared with, as `from..to`.
    pub periods: [Option<String>; 2],
    /// The headline numbers.
    pub figures: Vec<ExpectedFigure>,
    /// The tables.
    pub tables: Vec<ExpectedTable>,
    /// Every finding that is due; an answer shows the most severe of them.
    pub findings: Option<Vec<Row>>,
    /// Leads that the page rests on, and those of them whose row has a problem.
    pub coverage: [f64; 2],
    /// What the reader is told, in this order: what sort of notice, and what it names.
    pub notices: Vec<Vec<String>>,
    /// Every setting and its value; the rules of an answer are some of them.
    pub settings: BTreeMap<String, String>,
}
