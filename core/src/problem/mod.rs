//! What is wrong with a snapshot: problems that are counted, and refusals that stop it.

mod kind;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::query::Lang;
pub use kind::ProblemKind;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What sort of problem.
    pub kind: ProblemKind,
    /// The contract's table.
    pub table: String,
    /// The file's path within the snapshot.
    pub file: String,
    /// The row as a spreadsheet counts, the header being row 1; `None` for the whole file.
    pub row: Option<u64>,
    /// The column's header.
    pub column: Option<String>,
    /// The cell, cut to 80 characters.
    pub value: Option<String>,
    /// What stands against it, where the kind alone does not say: the earlier row, the total.
    pub detail: Option<String>,
    /// The same in Chinese; `None` where it is one text in both languages.
    pub detail_zh: Option<String>,
}

impl Problem {
    /// What stands against it, in a language.
    #[must_use]
    pub fn detail(&self, lang: Lang) -> Option<&str> {
        self.detail_zh.as_ref().filter(|_| lang == Lang::Zh).or(self.detail.as_ref()).map(String::as_str)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.kind)?;
        if let Some(value) = self.value.as_ref().filter(|value| !value.is_empty()) {
            write!(f, " {value:?}")?;
        }
        if let Some(detail) = &self.detail {
            write!(f, " ({detail})")?;
        }
        write!(f, "; {}; {}", self.kind.done(), self.kind.remedy())
    }
}

/// How many problems of each kind are kept in full; all are counted.
pub const KEPT: usize = 1000;

/// The problems of a snapshot: all counted, the first [`KEPT`] of each kind kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problems {
    counts: Vec<u64>,
    kept: Vec<Problem>,
    /// The counts by kind, table and column, in this order.
    #[serde(skip)]
    places: Vec<Place>,
}

/// How many problems of a kind there are in a column of a table; the empty column is the row or the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    kind: ProblemKind,
    table: String,
    column: String,
    count: u64,
}

impl Place {
    fn key(&self) -> (ProblemKind, &str, &str) {
        (self.kind, &self.table, &self.column)
    }
}

/// The problems of a part of a file, in which rows are counted from elsewhere.
#[cfg(feature = "engine")]
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Later {
    kept: Vec<Problem>,
    places: Vec<Place>,
}

impl Problems {
    /// Counts a problem, and keeps it while there is room for its kind.
    pub fn add(&mut self, problem: Problem) {
        let keeps = self.keeps(problem.kind, &problem.table);
        self.count_up(problem.kind, &problem.table, problem.column.as_deref(), 1);
        if keeps {
            self.kept.push(problem);
        }
    }

    /// Whether a problem of this kind would be kept: of each table as many as of all in the end, since tables are not
    /// read in the order in which they are told of.
    pub(crate) fn keeps(&self, kind: ProblemKind, table: &str) -> bool {
        self.count(kind) < KEPT as u64 || {
            let first = self.places.partition_point(|place| place.key() < (kind, table, ""));
            let columns = self.places[first..].iter().take_while(|p| p.kind == kind && p.table == table);
            columns.map(|place| place.count).sum::<u64>() < KEPT as u64
        }
    }

    /// Counts so many problems of a kind that is not kept any more.
    pub(crate) fn count_up(&mut self, kind: ProblemKind, table: &str, column: Option<&str>, more: u64) {
        self.counts.resize(ProblemKind::ALL.len(), 0);
        self.counts[kind as usize] += more;
        let column = column.unwrap_or_default();
        match self.places.binary_search_by(|place| place.key().cmp(&(kind, table, column))) {
            Ok(place) => self.places[place].count += more,
            Err(place) => {
                let (table, column) = (table.to_owned(), column.to_owned());
                self.places.insert(place, Place { kind, table, column, count: more });
            }
        }
    }

    /// How many there are of each kind by table and column, all that were counted; the column is empty
    /// where the row or the file as a whole is meant. In the order of the report, then by name.
    pub fn places(&self) -> impl Iterator<Item = (ProblemKind, &str, &str, u64)> {
        self.places.iter().map(|place| {
            let (kind, table, column) = place.key();
            (kind, table, column, place.count)
        })
    }

    /// How many of one kind there are.
    #[must_use]
    pub fn count(&self, kind: ProblemKind) -> u64 {
        self.counts.get(kind as usize).copied().unwrap_or(0)
    }

    /// How many there are in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Brings those that were kept into the order of their tables, each table's as they were met, and keeps the first
    /// [`KEPT`] of each kind.
    #[cfg(feature = "engine")]
    pub(crate) fn arrange(&mut self, place: impl Fn(&str) -> usize) {
        let key = |problem: &Problem| place(&problem.table);
        self.kept = crate::order::sorted(std::mem::take(&mut self.kept), |a, b| key(a).cmp(&key(b)));
        let mut kept = vec![0; ProblemKind::ALL.len()];
        self.kept.retain(|problem| {
            let kept = &mut kept[problem.kind as usize];
            *kept += 1;
            *kept <= KEPT
        });
    }

    /// What was met in a part of a file, for whoever has met what stands before it.
    #[cfg(feature = "engine")]
    pub(crate) fn into_later(self) -> Later {
        Later { kept: self.kept, places: self.places }
    }

    /// Goes on with what was met in a later part of a file, in which a row's number is smaller by `rows`.
    #[cfg(feature = "engine")]
    pub(crate) fn go_on(&mut self, later: Later, rows: u64) {
        let Later { kept, mut places } = later;
        for mut problem in kept {
            problem.row = problem.row.map(|row| row + rows);
            let column = problem.column.as_deref().unwrap_or_default();
            let key = (problem.kind, problem.table.as_str(), column);
            if let Ok(place) = places.binary_search_by(|place| place.key().cmp(&key)) {
                places[place].count -= 1;
            }
            self.add(problem);
        }
        for Place { kind, table, column, count } in places.into_iter().filter(|place| place.count > 0) {
            self.count_up(kind, &table, Some(&column), count);
        }
    }

    /// The counts alone.
    #[must_use]
    pub fn counted(&self) -> Self {
        Self { counts: self.counts.clone(), ..Self::default() }
    }

    /// Those that were kept: of a whole snapshot by table, and each table's in the order they were met.
    #[must_use]
    pub fn kept(&self) -> &[Problem] {
        &self.kept
    }
}

/// Why a snapshot is not shown at all: one clear error, with the way out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The file that it lies in.
    pub file: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
    /// Both in Chinese, where they are known.
    pub zh: Option<Box<(String, String)>>,
    /// Whether columns were not found that may be there by other names: whoever has the files can tell.
    #[serde(skip)]
    pub absent: bool,
}

impl Refusal {
    /// A refusal that names a file, what is wrong with it, and the way out.
    #[must_use]
    pub fn new(file: impl Into<String>, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: file.into(), what: what.into(), remedy: remedy.into(), zh: None, absent: false }
    }

    /// A refusal in English and Chinese: the file, what is wrong with it, and the way out.
    pub(crate) fn both<S: Into<String>>(
        file: impl Into<String>,
        (what, what_zh): (S, S),
        (remedy, remedy_zh): (&str, &str),
    ) -> Self {
        Self::new(file, what, remedy).zh(what_zh, remedy_zh)
    }

    /// The same refusal, of columns that may be there by another name.
    #[cfg(feature = "engine")]
    pub(crate) fn absent(mut self) -> Self {
        self.absent = true;
        self
    }

    /// The same refusal, which can say what is wrong and the way out in Chinese as well.
    #[must_use]
    pub fn zh(mut self, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        self.zh = Some(Box::new((what.into(), remedy.into())));
        self
    }

    /// What is wrong and the way out, in a language if they are known in it.
    #[must_use]
    pub fn said(&self, lang: Lang) -> (&str, &str) {
        match &self.zh {
            Some(zh) if lang == Lang::Zh => (&zh.0, &zh.1),
            _ => (&self.what, &self.remedy),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.file, self.what, self.remedy)
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// Every `.rs` file below a folder.
    fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
        folders.iter().flat_map(|folder| sources(folder)).chain(files).collect()
    }

    #[test]
    fn whatever_is_refused_here_is_refused_in_both_languages() {
        let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        let (mut both, new) = (0, concat!("Refusal", "::new("));
        for path in &sources {
            let text = std::fs::read_to_string(path).unwrap();
            assert!(!text.contains(new), "{}: a refusal without Chinese", path.display());
            both += text.matches("Refusal::both(").count();
        }
        assert!(both > 20, "{both}");
    }
}
