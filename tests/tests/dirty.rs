//! A thoroughly dirty sample answers as the list of what was broken says, and not otherwise.
//!
//! That list is laid on the clean sample: each cell and row that it names, in plain UTF-8, with a mark on
//! every lead that it touches. What comes of it must answer as the dirty sample does, cell by cell: by the
//! engine, and by the independent computation in SQL.

#[path = "dirty/page.rs"]
mod page;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use dealerscope::sample;
use dealerscope_core::answer::Answer;
use dealerscope_core::descriptor::{DESCRIPTOR, Descriptor};
use dealerscope_core::problem::Refusal;
use dealerscope_core::{Snapshot, answer, ingest, query};
use dealerscope_tests::compare::differences;
use dealerscope_tests::oracle::Oracle;
use dealerscope_tests::seeds;
use serde_json::Value;

const FRAGMENTS: [&str; 18] = [
    "#/overview",
    "#/overview?period=last12&compare=year",
    "#/overview?period=qtd&basis=activity",
    "#/overview?channel=unknown",
    "#/overview?series=BC,FY&kind=person",
    "#/overview?origin=unknown",
    "#/regions",
    "#/regions?period=ytd&basis=activity",
    "#/regions?region=华东",
    "#/regions?region=",
    "#/channels",
    "#/channels?period=last12&region=华北,华中",
    "#/channels?channel=",
    "#/channels?basis=activity&period=2026-01..2026-03",
    "#/dealers",
    "#/dealers?period=last12",
    "#/dealers?dealer=D007",
    "#/dealers?dealer=D021&period=last12&basis=activity",
];
/// The tables of the data page that are not of the files themselves, which are another matter when dirty: what
/// the page says of those is held against the list of faults.
const OF_RECORDS: [&str; 2] = ["dealer_quality", "recording_gap"];
/// How many of the fragments are held against SQL, too: others with each seed.
const IN_SQL: usize = 4;
/// The seeds, unless `DIRTY_SEEDS` gives others, such as `100..120`.
const SEEDS: std::ops::Range<u64> = 1..6;

fn args(out: &Path, seed: u64, dirty: bool) -> sample::Args {
    let out = out.to_owned();
    sample::Args { out, leads: 6000, dealers: 60, months: 18, seed, until: None, as_of: None, dirty }
}

/// A table in plain UTF-8.
struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(path: &Path) -> Self {
        let mut reader = csv::Reader::from_path(path).expect("the clean file");
        let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let columns = cells(reader.headers().expect("a header"));
        Self { columns, rows: reader.records().map(|row| cells(&row.expect("a row"))).collect() }
    }

    /// Lays an effect on it.
    fn take(&mut self, effect: &Value) {
        if let Some(cell) = effect.get("reads") {
            let row = usize::try_from(cell["row"].as_u64().unwrap()).unwrap() - 2;
            let column = self.columns.iter().position(|c| c == cell["column"].as_str().unwrap());
            cell["value"].as_str().unwrap().clone_into(&mut self.rows[row][column.unwrap()]);
        } else {
            let cells = &effect["adds"];
            self.rows.push(self.columns.iter().map(|c| cells[c].as_str().unwrap().to_owned()).collect());
        }
    }

    /// Adds a column that no report reads, with a cell that it cannot take where the row is touched.
    fn mark(&mut self, touched: impl Fn(usize) -> bool) {
        assert!(!self.columns.contains(&"contacts".to_owned()), "the sample does not have the column");
        self.columns.push("contacts".to_owned());
        for (at, row) in self.rows.iter_mut().enumerate() {
            row.push(if touched(at) { "x".to_owned() } else { String::new() });
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.columns).unwrap();
        for row in &self.rows {
            writer.write_record(row).unwrap();
        }
        writer.into_inner().unwrap()
    }
}

/// The files of the clean sample with the effects of all faults laid on.
fn expected(clean: &Path, faults: &[Value]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for table in ["dealers", "leads", "targets", "spend", "complaints", "service_visits"] {
        let file = format!("{table}.csv");
        let mut rows = Table::read(&clean.join(&file));
        let before = rows.rows.len();
        let of_table: Vec<&Value> = faults.iter().filter(|fault| fault["table"] == table).collect();
        for effect in of_table.iter().flat_map(|fault| fault["effect"].as_array().unwrap()) {
            rows.take(effect);
        }
        if table == "leads" {
            let touched: BTreeSet<u64> =
                of_table.iter().filter_map(|fault| fault["clean_row"].as_u64()).collect();
            rows.mark(|at| at >= before || touched.contains(&(at as u64 + 2)));
        }
        files.insert(file, rows.bytes());
    }
    let mut descriptor: Descriptor =
        serde_json::from_slice(&fs::read(clean.join(DESCRIPTOR)).unwrap()).unwrap();
    descriptor.dealerscope.controls.clear();
    for resource in &mut descriptor.resources {
        (resource.bytes, resource.hash) = (None, None);
    }
    files.insert(DESCRIPTOR.to_owned(), serde_json::to_vec(&descriptor).unwrap());
    files
}

fn in_memory(files: &BTreeMap<String, Vec<u8>>) -> Snapshot {
    ingest::read(|path| {
        files.get(path).cloned().ok_or_else(|| Refusal::new(path, "it is not there", "write it"))
    })
    .expect("a snapshot that is read")
}

fn on_disk(folder: &Path) -> Snapshot {
    ingest::read(|path| {
        fs::read(folder.join(path)).map_err(|e| Refusal::new(path, e.to_string(), "make the sample again"))
    })
    .expect("a snapshot that is read")
}

fn ask(snapshot: &Snapshot, fragment: &str) -> Answer {
    let (query, notices) = query::from_fragment(fragment);
    assert!(notices.is_empty(), "{fragment}: {notices:?}");
    answer(snapshot, &query)
}

/// What of two answers differs.
fn differing(got: &Answer, want: &Answer) -> Vec<String> {
    let mut found = Vec::new();
    for (got, want) in got.figures.iter().zip(&want.figures).filter(|(got, want)| got != want) {
        found.push(format!("{got:?}, expected {want:?}"));
    }
    for (got, want) in got.tables.iter().zip(&want.tables).filter(|(got, want)| got != want) {
        let rows = got.rows.iter().zip(&want.rows).filter(|(got, want)| got != want);
        found.extend(rows.map(|(got, want)| format!("{got:?}, expected {want:?}")));
        found.push(format!("{}: {} rows, expected {}", want.id, got.rows.len(), want.rows.len()));
    }
    if got != want {
        found.push(format!("{:?}, expected {:?}; {:?}", got.coverage, want.coverage, got.notices));
    }
    found
}

/// Breaks a sample by a seed and checks its answers; gives which tables of records the faults change.
fn check(seed: u64) -> [bool; 2] {
    let (clean, dirty) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    sample::run(&args(clean.path(), seed, false)).unwrap();
    sample::run(&args(dirty.path(), seed, true)).unwrap();
    let list: Value = serde_json::from_slice(&fs::read(dirty.path().join("faults.json")).unwrap()).unwrap();
    let faults = list["faults"].as_array().unwrap();
    let files = expected(clean.path(), faults);
    let (got, want, before) = (on_disk(dirty.path()), in_memory(&files), on_disk(clean.path()));

    let beside = ["totals_row", "row_set_aside"].map(Value::from);
    let leads = faults.iter().filter(|fault| fault["table"] == "leads" && !beside.contains(&fault["kind"]));
    let touched: BTreeSet<u64> = leads.filter_map(|fault| fault["row"].as_u64()).collect();
    assert_eq!(ask(&got, "#/overview").coverage.touched, touched.len() as u64, "seed {seed}");

    let mut changed = 0;
    for fragment in FRAGMENTS {
        let answered = ask(&got, fragment);
        let found = differing(&answered, &ask(&want, fragment));
        assert!(found.is_empty(), "seed {seed}, {fragment}:\n{}", found[..found.len().min(12)].join("\n"));
        changed += usize::from(answered.figures != ask(&before, fragment).figures);
    }
    assert!(changed > FRAGMENTS.len() / 2, "seed {seed}: the faults change what is answered");

    let [data, mended, clean_page] = [&got, &want, &before].map(|snapshot| ask(snapshot, "#/data"));
    let folder = dirty.path();
    page::Pages { got: &data, want: &mended, before: &clean_page, faults, folder }.check();
    let rows = |snapshot, table| ask(snapshot, "#/data").table(table).unwrap().rows.clone();
    for table in OF_RECORDS {
        assert_eq!(rows(&got, table), rows(&want, table), "seed {seed}, {table}");
    }
    let moved = OF_RECORDS.map(|table| rows(&got, table) != rows(&before, table));

    let descriptor = Descriptor::read(&files[DESCRIPTOR]).unwrap();
    let oracle = Oracle::open(&descriptor, |table| files.get(&format!("{table}.csv")).cloned());
    for n in 0..IN_SQL {
        let fragment = FRAGMENTS[(usize::try_from(seed).unwrap() * 5 + n * 3) % FRAGMENTS.len()];
        let (query, _) = query::from_fragment(fragment);
        let found = differences(&answer(&got, &query), &oracle.expect(&query));
        assert!(
            found.is_empty(),
            "seed {seed}, {fragment} against SQL:\n{}",
            found[..found.len().min(12)].join("\n")
        );
    }
    moved
}

#[test]
fn a_dirty_sample_answers_as_the_list_of_faults_says() {
    let moved = seeds::spread(seeds::given("DIRTY_SEEDS", SEEDS), check);
    for (at, table) in OF_RECORDS.iter().enumerate() {
        assert!(moved.iter().any(|moved| moved[at]), "no fault changes {table}");
    }
}
