//! A query over a snapshot: its spans, its filters and what each lead counts for under it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write;

use dealerscope_core::query::{Basis, Dimension, Query};

use super::rows::Row;
use super::text::{Words, fill, list};
use super::{Oracle, span};

/// Far before and after every day of a snapshot.
const FAR: i32 = 1_000_000;

/// Filters by which neither targets nor spend are split.
const UNSPLIT: [Dimension; 4] =
    [Dimension::Series, Dimension::Origin, Dimension::Kind, Dimension::Temperature];

pub(super) struct Scope<'a> {
    pub oracle: &'a Oracle,
    /// What is asked, without the values that the snapshot does not hold.
    pub query: Query,
    /// Those values, by dimension.
    pub strange: Vec<(Dimension, String)>,
    pub words: Words,
    /// Whether there is a comparison period.
    pub compared: bool,
    /// Tables that were computed for this query, by their SQL.
    kept: RefCell<HashMap<String, String>>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(oracle: &'a Oracle, asked: &Query) -> Self {
        let fiscal = oracle.descriptor.dealerscope.settings.fiscal_year_start;
        let (query, strange) = held(oracle, asked);
        let (_, comparison) = span::of(&query, oracle.as_of, fiscal);
        let mut words = oracle.words();
        let cohort = query.basis == Basis::Cohort;
        words.insert("cohort", cohort.to_string());
        words.insert("has_prior", comparison.is_some().to_string());
        let unsplit = UNSPLIT.iter().any(|d| query.filter(*d).is_some());
        words.insert("spend_split", unsplit.to_string());
        words.insert("split", (unsplit || query.filter(Dimension::Channel).is_some()).to_string());
        let placed = Dimension::PLACES.iter().any(|d| query.filter(*d).is_some());
        words.insert("placed", placed.to_string());
        Self { oracle, query, strange, words, compared: comparison.is_some(), kept: RefCell::default() }
    }

    /// Keeps the tables that the page's queries share.
    pub(super) fn prepare(&self) {
        self.oracle.keep("spans", &self.spans());
        let mut words = self.words.clone();
        words.extend(reading(self.query.basis == Basis::Cohort));
        self.oracle.keep("facts", &fill(include_str!("sql/facts.sql"), &words));
        self.oracle.keep("aim", &fill(include_str!("sql/aim.sql"), &words));
        self.oracle.keep("outlay", &fill(include_str!("sql/outlay.sql"), &words));
    }

    fn spans(&self) -> String {
        let fiscal = self.oracle.descriptor.dealerscope.settings.fiscal_year_start;
        let as_of = span::number(self.oracle.as_of);
        let (counted, comparison) = span::of(&self.query, self.oracle.as_of, fiscal);
        let row = |name: &str, days: Option<span::Days>| {
            let (f, t) = days.map_or((-FAR, FAR), |(f, t)| (span::number(f), span::number(t)));
            let aim = days.map_or(as_of, |_| t);
            format!("('{name}', {f}, {t}, {aim}, {})", days.is_none())
        };
        let mut rows = row("cur", counted);
        if comparison.is_some() {
            write!(rows, ", {}", row("pri", comparison)).expect("a string takes all");
        }
        format!(
            "select span, cast(f as int) as f, cast(t as int) as t, cast(aim_t as int) as aim_t, unbounded \
             from (values {rows}) as s (span, f, t, aim_t, unbounded)"
        )
    }

    /// The days that are counted, and those they are compared with.
    pub(super) fn periods(&self) -> [Option<String>; 2] {
        let fiscal = self.oracle.descriptor.dealerscope.settings.fiscal_year_start;
        let (counted, comparison) = span::of(&self.query, self.oracle.as_of, fiscal);
        [counted, comparison].map(|days| days.map(|(from, to)| format!("{from}..{to}")))
    }

    /// All filters but some, as a condition on a lead's columns.
    pub(super) fn pass(&self, without: &[Dimension]) -> String {
        self.condition(&Dimension::ALL, without)
    }

    /// The filters on places but some, as a condition on a dealer's columns.
    pub(super) fn places(&self, without: &[Dimension]) -> String {
        self.condition(&Dimension::PLACES, without)
    }

    /// The filter on channels, unless it is left out, as a condition on a channel's column.
    pub(super) fn channels(&self, without: &[Dimension]) -> String {
        self.condition(&[Dimension::Channel], without)
    }

    fn condition(&self, of: &[Dimension], without: &[Dimension]) -> String {
        let mut out = String::from("true");
        for dimension in of.iter().filter(|d| !without.contains(d)) {
            if let Some(values) = self.query.filter(*dimension) {
                let values = list(values.iter().map(String::as_str));
                write!(out, " and {} in ({values})", dimension.id()).expect("a string takes all");
            }
        }
        out
    }

    /// Runs a template under further words.
    pub(super) fn rows(&self, template: &str, words: &[(&'static str, String)]) -> Vec<Row> {
        self.oracle.rows(&self.sql(template, words))
    }

    /// Fills a template under further words.
    pub(super) fn sql(&self, template: &str, words: &[(&'static str, String)]) -> String {
        let mut all = self.words.clone();
        all.extend(words.iter().cloned());
        fill(template, &all)
    }

    /// All counts by a key, under a condition.
    pub(super) fn measures(&self, key: &str, pass: &str) -> String {
        let words = [("key", key.to_owned()), ("pass", pass.to_owned())];
        self.once(&self.sql(include_str!("sql/measures.sql"), &words))
    }

    /// Quartiles of a value by a key, under a condition.
    pub(super) fn quantiles(&self, key: &str, value: &str, pass: &str) -> String {
        let words = [("key", key.to_owned()), ("value", value.to_owned()), ("pass", pass.to_owned())];
        self.once(&self.sql(include_str!("sql/quantiles.sql"), &words))
    }

    /// Runs a query whose rows others read several times, and gives SQL that reads them.
    pub(super) fn once(&self, sql: &str) -> String {
        let mut kept = self.kept.borrow_mut();
        let next = kept.len();
        let name = kept.entry(sql.to_owned()).or_insert_with(|| {
            let name = format!("kept_{next}");
            self.oracle.keep(&name, sql);
            name
        });
        format!("select * from {name}")
    }
}

/// A query without the values that nothing of the snapshot has, and those values. A filter of which
/// nothing is left is none.
fn held(oracle: &Oracle, asked: &Query) -> (Query, Vec<(Dimension, String)>) {
    let mut query = asked.clone();
    let mut strange = Vec::new();
    for (dimension, values) in &mut query.filters {
        let known = oracle.known(*dimension);
        values.retain(|value| {
            let known = known.contains(value);
            if !known {
                strange.push((*dimension, value.clone()));
            }
            known
        });
    }
    query.filters.retain(|_, values| !values.is_empty());
    (query, strange)
}

/// How the basis reads a lead's stages within a span.
fn reading(cohort: bool) -> [(&'static str, String); 6] {
    let each = |f: &dyn Fn(usize) -> String| (1..=6).map(f).collect::<Vec<_>>().join(",\n");
    let within = each(&|k| {
        format!("(s.unbounded and d{k} is not null) or coalesce(d{k} between s.f and s.t, false) as w{k}")
    });
    let reached = each(&|k| {
        let reached = if cohort { format!("(born and d{k} is not null)") } else { format!("w{k}") };
        format!("cast({reached} as bigint) as n{k}, cast({reached} and s{k} is null as bigint) as k{k}")
    });
    let by_end = |day: &str| format!("coalesce({day} <= t, false)");
    let (open, bank, lost, stock) = if cohort {
        (
            "born and open".into(),
            "born and d5 is not null and d6 is null".into(),
            "born and lost_day is not null".into(),
            "born",
        )
    } else {
        (
            format!(
                "case when unbounded then open else {} and not {} and not {} end",
                by_end("created"),
                by_end("d5"),
                by_end("lost_day")
            ),
            format!(
                "case when unbounded then d5 is not null and d6 is null else {} and not {} end",
                by_end("d5"),
                by_end("d6")
            ),
            "lost_day is not null and (unbounded or lost_day between f and t)".to_owned(),
            "true",
        )
    };
    [
        ("within", within),
        ("reached", reached),
        ("open", open),
        ("bank", bank),
        ("lost", lost),
        ("stock", stock.to_owned()),
    ]
}
