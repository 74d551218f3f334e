//! Every metric and column: its names, formula and direction.
//!
//! The formulas are long and seldom read. They stand apart, so that the page's module need not carry
//! them: they come with the [`SnapshotInfo`](crate::info::SnapshotInfo).

mod facts;
mod formulas;
mod metrics;

use serde::{Deserialize, Serialize};

use crate::query::Lang;

pub use facts::{Fact, Source, fact};
pub use formulas::formulas;
pub use metrics::METRICS;

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
    /// Which way it is better.
    pub direction: Direction,
}

/// What a metric is: formula and denominator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formula {
    /// The metric's id.
    pub id: String,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// The metric or column with this id.
#[must_use]
pub fn metric(id: &str) -> Option<&'static Metric> {
    METRICS.iter().find(|m| m.id == id)
}

/// The name of a metric or column; the id itself where it is not known.
#[must_use]
pub fn name(id: &str, lang: Lang) -> &str {
    metric(id).map_or(id, |m| if lang == Lang::Zh { m.zh } else { m.en })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_there_once_and_each_has_its_formula() {
        let formulas = formulas();
        for (i, m) in METRICS.iter().enumerate() {
            assert!(METRICS[..i].iter().all(|other| other.id != m.id), "{}", m.id);
            assert!(!m.zh.is_empty() && !m.en.is_empty());
            let formula = &formulas[i];
            assert_eq!(formula.id, m.id);
            assert!(!formula.zh.is_empty() && !formula.en.is_empty());
        }
        assert_eq!(formulas.len(), METRICS.len());
    }

    #[test]
    fn a_quotient_is_made_of_metrics() {
        for m in METRICS {
            if let Some((above, below)) = fact(m.id).share {
                assert!(metric(above).is_some() && metric(below).is_some(), "{}: {above} / {below}", m.id);
            }
        }
    }

    #[test]
    fn every_metric_that_facts_name_is_there() {
        for name in facts::listed() {
            assert!(metric(name).is_some(), "{name}");
        }
    }

    #[test]
    fn names_fall_back_to_the_id() {
        assert_eq!((name("conversion", Lang::Zh), name("nonsense", Lang::En)), ("转化率", "nonsense"));
    }
}
