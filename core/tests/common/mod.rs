//! A snapshot from a few lines of text, and its answers as a few lines of text.

use std::collections::BTreeMap;

use dealerscope_core::answer::{Answer, Table, Value};
use dealerscope_core::ingest;
use dealerscope_core::problem::Refusal;
use dealerscope_core::query::from_fragment;
use dealerscope_core::{Snapshot, answer};
use serde_json::{Value as Json, json};

/// A snapshot that is written down in a test. Begins with the dealers `a` in 东 and `b` in 西, as
/// of 2026-06-30, a smallest group of 1, and no leads.
#[derive(Clone)]
pub(crate) struct Case {
    /// The descriptor, but for its resources.
    pub(crate) descriptor: Json,
    /// The bytes of the files by path.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Case {
    pub(crate) fn new() -> Self {
        let settings = json!({ "smallest_group": 1 });
        let descriptor = json!({
            "name": "case",
            "dealerscope": { "contract": 1, "as_of": "2026-06-30T18:00", "currency": "CNY", "settings": settings }
        });
        Self { descriptor, files: BTreeMap::new() }
            .dealers("dealer_id,name,region,province", "a,甲店,东,广东\nb,乙店,西,四川")
            .leads("dealer_id,created_at,channel", "")
    }

    /// The moment that the snapshot describes.
    pub(crate) fn dated(mut self, moment: &str) -> Self {
        self.descriptor["dealerscope"]["as_of"] = moment.into();
        self
    }

    /// A rule other than the default.
    pub(crate) fn setting(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.descriptor["dealerscope"]["settings"][name] = value.into();
        self
    }

    pub(crate) fn dealers(self, columns: &str, rows: &str) -> Self {
        self.csv("dealers", columns, rows, false)
    }

    /// Leads, with a key of their own put before the given columns.
    pub(crate) fn leads(self, columns: &str, rows: &str) -> Self {
        self.csv("leads", columns, rows, true)
    }

    /// Targets: month, dealer, metric, target.
    pub(crate) fn targets(self, rows: &str) -> Self {
        self.csv("targets", "month,dealer_id,metric,target", rows, false)
    }

    /// Spend: month, channel, dealer, actual.
    pub(crate) fn spend(self, rows: &str) -> Self {
        self.csv("spend", "month,channel,dealer_id,actual", rows, false)
    }

    /// A table of trimmed lines without blank ones; `30* x` stands for thirty lines `x`.
    fn csv(self, table: &str, columns: &str, rows: &str, keyed: bool) -> Self {
        let mut lines = Vec::new();
        for line in rows.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (count, row) = line.split_once("* ").unwrap_or(("1", line));
            let count: usize = count.parse().unwrap_or_else(|_| panic!("{line}: no count"));
            lines.extend(std::iter::repeat_n(row.trim(), count));
        }
        let mut text = if keyed { format!("lead_id,{columns}\n") } else { format!("{columns}\n") };
        for (at, line) in lines.into_iter().enumerate() {
            if keyed {
                text.extend(["L", &at.to_string(), ","]);
            }
            text.extend([line, "\n"]);
        }
        self.file(&format!("{table}.csv"), text)
    }

    /// A file as it is.
    pub(crate) fn file(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), bytes.into());
        self
    }

    /// The descriptor's bytes: each file is a resource named as its path begins, unless resources are given.
    pub(crate) fn package(&self) -> Vec<u8> {
        let mut descriptor = self.descriptor.clone();
        if descriptor.get("resources").is_none() {
            let resource = |path: &String| json!({ "name": path.split('.').next(), "path": path });
            descriptor["resources"] = self.files.keys().map(resource).collect();
        }
        descriptor.to_string().into_bytes()
    }

    /// Reads the snapshot.
    pub(crate) fn load(&self) -> Result<Snapshot, Refusal> {
        ingest::read(|path| match self.files.get(path) {
            Some(bytes) => Ok(bytes.clone()),
            None if path == "datapackage.json" => Ok(self.package()),
            None => Err(Refusal::new(path, "not in the case", "write it down")),
        })
    }

    /// Reads the snapshot, and answers a fragment.
    #[track_caller]
    pub(crate) fn ask(&self, fragment: &str) -> Answer {
        let (query, notices) = from_fragment(fragment);
        assert!(notices.is_empty(), "{fragment}: {notices:?}");
        answer(&self.load().unwrap_or_else(|refusal| panic!("{refusal}")), &query)
    }
}

/// A number as the tests write it: at most four decimals, `-` where it is not known.
pub(crate) fn number(x: Option<f64>) -> String {
    let Some(x) = x else { return "-".into() };
    let text = format!("{x:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Text(text) if text.is_empty() => "''".into(),
        Value::Text(text) => text.clone(),
        value => number(value.number()),
    }
}

/// The table with this id.
#[track_caller]
pub(crate) fn table<'a>(answer: &'a Answer, id: &str) -> &'a Table {
    answer.table(id).unwrap_or_else(|| panic!("there is no table {id}"))
}

/// Compares figures, such as `leads=3 leads.comparison=2 conversion=-`.
#[track_caller]
pub(crate) fn figures(answer: &Answer, want: &str) {
    let got = want.split_whitespace().map(|pair| {
        let name = pair.split_once('=').map_or(pair, |(name, _)| name);
        let (id, part) = name.split_once('.').unwrap_or((name, "value"));
        let figure = answer.figure(id).unwrap_or_else(|| panic!("there is no figure {id}"));
        let part = match part {
            "comparison" => figure.comparison,
            "target" => figure.target,
            "numerator" => figure.numerator,
            "denominator" => figure.denominator,
            "small" => Some(f64::from(u8::from(figure.small))),
            _ => figure.value,
        };
        format!("{name}={}", number(part))
    });
    assert_eq!(got.collect::<Vec<_>>().join(" "), want.split_whitespace().collect::<Vec<_>>().join(" "));
}

/// Compares the cells of one row, found by what its first column holds, such as `leads=3 spend=-`.
#[track_caller]
pub(crate) fn row(answer: &Answer, id: &str, key: &str, want: &str) {
    let table = table(answer, id);
    let at = table.rows.iter().position(|row| row[0].text() == Some(key));
    let at =
        at.unwrap_or_else(|| panic!("{id} has no row {key}, but {:?}", table.texts(&table.columns[0].id)));
    let got = want.split_whitespace().map(|pair| {
        let column = pair.split_once('=').map_or(pair, |(column, _)| column);
        assert!(table.position(column).is_some(), "{id} has no column {column}");
        format!("{column}={}", cell(table.cell(at, column)))
    });
    assert_eq!(
        got.collect::<Vec<_>>().join(" "),
        want.split_whitespace().collect::<Vec<_>>().join(" "),
        "{key}"
    );
}

/// Compares some columns of a whole table, one line a row.
#[track_caller]
pub(crate) fn rows(answer: &Answer, id: &str, columns: &str, want: &str) {
    let table = table(answer, id);
    let columns: Vec<&str> = columns.split_whitespace().collect();
    for column in &columns {
        assert!(table.position(column).is_some(), "{id} has no column {column}");
    }
    let line = |at| columns.iter().map(|column| cell(table.cell(at, column))).collect::<Vec<_>>().join(" ");
    let got: Vec<String> = (0..table.rows.len()).map(line).collect();
    let want = want.lines().map(str::trim).filter(|line| !line.is_empty());
    let want: Vec<String> = want.map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(got, want);
}
