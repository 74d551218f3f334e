//! Every metric and column: its names, formula, direction, mark and source.

use crate::query::Lang;

/// Which way a metric is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither.
    Neutral,
}

/// One metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metric {
    /// The id of figures and columns.
    pub id: &'static str,
    /// Its Chinese name.
    pub zh: &'static str,
    /// Its English name.
    pub en: &'static str,
    /// What it is, in Chinese: formula and denominator.
    pub formula_zh: &'static str,
    /// What it is, in English: formula and denominator.
    pub formula_en: &'static str,
    /// Which way it is better.
    pub direction: Direction,
}

/// The metric or column with this id.
#[must_use]
pub fn metric(_id: &str) -> Option<&'static Metric> {
    None
}

/// The name of a metric or column; the id itself where it is not known.
#[must_use]
pub fn name(id: &str, _lang: Lang) -> &str {
    id
}
