//! What the driver measured, and what of it is told.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Everything that was measured.
#[derive(Debug, Deserialize)]
pub(crate) struct Results {
    pub(crate) machine: Machine,
    /// Bytes that each engine sends, after Brotli.
    pub(crate) wire: BTreeMap<String, f64>,
    /// The lightest file that each engine reads by itself, by the number of leads.
    #[serde(default)]
    pub(crate) files: BTreeMap<u64, BTreeMap<String, Sent>>,
    runs: Vec<Run>,
    #[serde(default)]
    hosted: Vec<Hosted>,
}

/// How long Dealerscope took to open a snapshot of a host, once.
#[derive(Debug, Deserialize)]
struct Hosted {
    rows: u64,
    form: String,
    load: f64,
}

/// What it ran on.
#[derive(Debug, Deserialize)]
pub(crate) struct Machine {
    pub(crate) processor: String,
    pub(crate) cores: u32,
    /// Bytes.
    pub(crate) memory: f64,
    pub(crate) system: String,
    pub(crate) browser: String,
    pub(crate) date: String,
}

/// A file on its way.
#[derive(Debug, Deserialize)]
pub(crate) struct Sent {
    pub(crate) form: String,
    pub(crate) bytes: f64,
}

/// One engine, once. Times are milliseconds.
#[derive(Debug, Deserialize)]
struct Run {
    engine: String,
    name: String,
    version: String,
    rows: u64,
    start: Option<f64>,
    load: Option<f64>,
    first: Option<f64>,
    #[serde(default)]
    changes: Vec<f64>,
    memory: Option<Memory>,
    error: Option<String>,
}

/// Bytes that the page's process held beyond those of an empty page.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Memory {
    rest: f64,
    peak: f64,
}

/// One engine on one size, over all rounds. Times are milliseconds, memory is bytes.
#[derive(Debug)]
pub(crate) struct Summary {
    pub(crate) engine: String,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) measured: Option<Measured>,
    /// Why one of the rounds failed; the engine was then left out of the others.
    pub(crate) error: Option<String>,
}

/// What an engine needed.
#[derive(Debug)]
pub(crate) struct Measured {
    pub(crate) start: f64,
    pub(crate) load: f64,
    /// The first change of the filter.
    pub(crate) first: f64,
    pub(crate) median: f64,
    /// The least and the greatest median of a round.
    pub(crate) spread: (f64, f64),
    pub(crate) p95: f64,
    pub(crate) rest: Option<f64>,
    pub(crate) peak: Option<f64>,
}

impl Results {
    /// The sizes that were run, smallest first.
    pub(crate) fn sizes(&self) -> Vec<u64> {
        let mut sizes: Vec<u64> = self.runs.iter().map(|run| run.rows).collect();
        sizes.sort_unstable();
        sizes.dedup();
        sizes
    }

    /// How long Dealerscope took to open a snapshot of this size from a host, by form: the median of the rounds, the least
    /// and the greatest, in milliseconds.
    pub(crate) fn hosted(&self, rows: u64) -> BTreeMap<&str, (f64, f64, f64)> {
        let mut forms: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for hosted in self.hosted.iter().filter(|hosted| hosted.rows == rows) {
            forms.entry(&hosted.form).or_default().push(hosted.load);
        }
        let of = |loads: &[f64], q| quantile(loads.iter().copied(), q).unwrap_or_default();
        forms
            .into_iter()
            .map(|(form, loads)| (form, (of(&loads, 0.5), of(&loads, 0.0), of(&loads, 1.0))))
            .collect()
    }

    /// What each engine needed at a size, in the order in which they ran.
    pub(crate) fn at(&self, rows: u64) -> Vec<Summary> {
        let mut summaries: Vec<Summary> = Vec::new();
        for run in self.runs.iter().filter(|run| run.rows == rows) {
            if summaries.iter().all(|summary| summary.engine != run.engine) {
                let of: Vec<&Run> =
                    self.runs.iter().filter(|r| r.rows == rows && r.engine == run.engine).collect();
                summaries.push(Summary {
                    engine: run.engine.clone(),
                    name: run.name.clone(),
                    version: run.version.clone(),
                    measured: measured(&of),
                    error: of.iter().find_map(|run| run.error.clone()),
                });
            }
        }
        summaries
    }
}

fn measured(runs: &[&Run]) -> Option<Measured> {
    let over = |of: &dyn Fn(&Run) -> Option<f64>| quantile(runs.iter().filter_map(|run| of(run)), 0.5);
    let changes = || runs.iter().flat_map(|run| run.changes.iter().copied());
    let medians = runs.iter().filter_map(|run| quantile(run.changes.iter().copied(), 0.5));
    Some(Measured {
        start: over(&|run| run.start)?,
        load: over(&|run| run.load)?,
        first: over(&|run| run.first)?,
        median: quantile(changes(), 0.5)?,
        spread: (quantile(medians.clone(), 0.0)?, quantile(medians, 1.0)?),
        p95: quantile(changes(), 0.95)?,
        rest: over(&|run| run.memory.map(|memory| memory.rest)),
        peak: over(&|run| run.memory.map(|memory| memory.peak)),
    })
}

/// The quantile of some values, linear between the two nearest ranks; `None` of none.
pub(crate) fn quantile(values: impl Iterator<Item = f64>, q: f64) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    let last = u32::try_from(values.len().checked_sub(1)?).ok()?;
    let at = q * f64::from(last);
    let (below, above) = (at.floor(), at.ceil());
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank is a small whole number"
    )]
    let value = |rank: f64| values.get(rank as usize).copied();
    let (low, high) = (value(below)?, value(above)?);
    Some(low + (high - low) * (at - below))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Two engines at 1,000 leads, one of which fails in the second round.
    pub(crate) fn example() -> Results {
        serde_json::from_value(serde_json::json!({
            "machine": { "processor": "P & Q", "cores": 2, "memory": 8e9, "system": "Linux x86_64", "browser": "Chromium 1", "date": "2026-01-02" },
            "wire": { "dealerscope": 900_000, "other": 1_800_000 },
            "files": { "1000": { "dealerscope": { "form": "Parquet", "bytes": 50_000 } } },
            "runs": [
                { "engine": "dealerscope", "name": "Dealerscope", "version": "1", "rows": 1000, "start": 10, "load": 100, "first": 7,
                  "changes": [1, 2, 3], "memory": { "rest": 1e6, "peak": 2e6 } },
                { "engine": "other", "name": "Other", "version": "2", "rows": 1000, "start": 20, "load": 300, "first": 50, "changes": [40, 20, 30] },
                { "engine": "dealerscope", "name": "Dealerscope", "version": "1", "rows": 1000, "start": 30, "load": 200, "first": 9,
                  "changes": [4, 5, 6], "memory": { "rest": 3e6, "peak": 4e6 } },
                { "engine": "other", "name": "Other", "version": "2", "rows": 1000, "error": "it <broke>" },
            ],
            "hosted": [
                { "rows": 1000, "form": "CSV", "load": 40 }, { "rows": 1000, "form": "Parquet", "load": 30 },
                { "rows": 1000, "form": "CSV", "load": 50 }, { "rows": 1000, "form": "Parquet", "load": 20 },
                { "rows": 10, "form": "CSV", "load": 1 },
            ],
        }))
        .unwrap()
    }

    #[test]
    fn quantiles_lie_between_the_nearest_ranks() {
        let of = |values: &[f64], q| quantile(values.iter().copied(), q);
        assert_eq!(of(&[3.0, 1.0, 2.0], 0.5), Some(2.0));
        assert_eq!(of(&[4.0, 1.0, 2.0, 3.0], 0.5), Some(2.5));
        assert_eq!(of(&[0.0, 10.0, 20.0, 30.0, 40.0], 0.95), Some(38.0));
        assert_eq!(of(&[7.0], 0.95), Some(7.0));
        assert_eq!(of(&[], 0.5), None);
    }

    #[test]
    fn rounds_are_pooled_and_their_spread_is_kept() {
        let summaries = example().at(1000);
        let ours = summaries[0].measured.as_ref().unwrap();
        assert_eq!((ours.start, ours.load, ours.first), (20.0, 150.0, 8.0));
        assert_eq!((ours.median, ours.p95, ours.spread), (3.5, 5.75, (2.0, 5.0)));
        assert_eq!((ours.rest, ours.peak), (Some(2e6), Some(3e6)));
        let other = &summaries[1];
        assert_eq!(other.error.as_deref(), Some("it <broke>"));
        assert_eq!(other.measured.as_ref().map(|m| (m.median, m.rest)), Some((30.0, None)));
    }
}
