//! What is wrong with one snapshot, as it is printed.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use dealerscope_core::Snapshot;
use dealerscope_core::descriptor::DESCRIPTOR;
use dealerscope_core::ingest::Needs;
use dealerscope_core::problem::{Problem, ProblemKind, Problems, Refusal};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::limits::{Judged, Limit};

/// How a check ends, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// The snapshot can be shown, and passes.
    Shown,
    /// It can be shown, and has more problems than pass.
    TooManyProblems,
    /// It is refused.
    Refused,
}

impl Exit {
    /// The exit code.
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Shown => 0,
            Self::TooManyProblems => 3,
            Self::Refused => 1,
        }
    }

    /// The exit code and its reason.
    pub(super) fn json(self) -> Value {
        let reason = match self {
            Self::Shown => "shown",
            Self::TooManyProblems => "too_many_problems",
            Self::Refused => "refused",
        };
        json!({ "code": self.code(), "reason": reason })
    }
}

/// A snapshot that was checked.
pub(super) struct Report {
    /// What it is called: by its descriptor, or by the catalogue or the path where it is refused.
    pub(super) name: String,
    /// What was found, or why nothing can be.
    pub(super) found: Result<Found, Refusal>,
}

/// What was found in a snapshot that can be shown.
pub(super) struct Found {
    pub(super) as_of: String,
    pub(super) rows: Vec<(String, u64)>,
    pub(super) problems: Problems,
    /// The file of each table.
    pub(super) files: BTreeMap<String, String>,
    pub(super) limits: Vec<Judged>,
}

/// The problems of one kind.
#[derive(Debug, Serialize)]
pub(super) struct Group<'a> {
    pub(super) kind: ProblemKind,
    pub(super) count: u64,
    pub(super) done: &'static str,
    pub(super) remedy: &'static str,
    pub(super) examples: Vec<&'a Problem>,
}

/// The problems of one column, or of the rows of a table and its file as a whole: all are counted.
#[derive(Debug, Serialize)]
pub(super) struct Place<'a> {
    pub(super) table: &'a str,
    pub(super) file: &'a str,
    pub(super) column: Option<&'a str>,
    pub(super) count: u64,
    pub(super) kinds: BTreeMap<ProblemKind, u64>,
}

impl Report {
    /// The report of a snapshot that was opened, or refused.
    pub(super) fn of(name: String, opened: Result<Snapshot, Refusal>, limits: &[Limit]) -> Self {
        let snapshot = match opened {
            Ok(snapshot) => snapshot,
            Err(refusal) => return Self { name, found: Err(refusal) },
        };
        let info = snapshot.info();
        let leads = info.rows.iter().find(|(table, _)| table == "leads").map_or(0, |(_, rows)| *rows);
        if let Err(refusal) = Needs::of_leads(&info.name, leads).fit(0, None) {
            eprintln!("warning: a browser refuses it: {refusal}");
        }
        let problems = snapshot.problems().clone();
        let limits = limits.iter().map(|limit| limit.judge(&problems)).collect();
        let resources = snapshot.descriptor().resources.iter();
        let paths = |table: &str| {
            let files = snapshot.descriptor().files(table).into_iter().map(|file| file.path);
            files.collect::<Vec<_>>().join(" + ")
        };
        let files = resources.map(|resource| (resource.name.clone(), paths(&resource.name))).collect();
        let found = Found { as_of: info.as_of_text, rows: info.rows, problems, files, limits };
        Self { name: info.name, found: Ok(found) }
    }

    /// How the check of this snapshot ends.
    pub(super) fn exit(&self) -> Exit {
        match &self.found {
            Err(_) => Exit::Refused,
            Ok(found) if found.limits.iter().all(Judged::passed) => Exit::Shown,
            Ok(_) => Exit::TooManyProblems,
        }
    }

    /// Says in one line on standard error why the snapshot does not pass. A refusal stands in the JSON.
    pub(super) fn complain(&self, json: bool, several: bool) {
        let name = if several { format!("{}: ", self.name) } else { String::new() };
        match &self.found {
            Err(refusal) if !json => eprintln!("refused: {name}{refusal}"),
            Err(_) => {}
            Ok(found) => {
                let over: Vec<String> =
                    found.limits.iter().filter(|l| !l.passed()).map(Judged::sentence).collect();
                if !over.is_empty() {
                    eprintln!("too many problems: {name}{}", over.join("; "));
                }
            }
        }
    }

    /// The report for a program: with so many examples of each kind, and on demand all that is kept.
    pub(super) fn json(&self, examples: usize, all: bool) -> Value {
        let passed = self.exit() == Exit::Shown;
        let found = match &self.found {
            Err(refusal) => {
                return json!({
                    "snapshot": self.name, "passed": passed, "exit": self.exit().json(), "refused": refusal,
                });
            }
            Ok(found) => found,
        };
        let rows: Map<_, _> = found.rows.iter().map(|(table, n)| (table.clone(), json!(n))).collect();
        let mut report = json!({
            "snapshot": self.name,
            "as_of": found.as_of,
            "passed": passed,
            "exit": self.exit().json(),
            "limits": found.limits,
            "refused": null,
            "rows": rows,
            "total": found.problems.total(),
            "problems": found.groups(if all { 0 } else { examples }),
            "places": found.places(),
        });
        if all {
            report["list"] = json!(found.problems.kept());
            report["list_is_whole"] = found.kept_all().into();
        }
        report
    }
}

impl Found {
    /// The problems by kind, with so many examples of each.
    pub(super) fn groups(&self, examples: usize) -> Vec<Group<'_>> {
        let group = |kind: ProblemKind| Group {
            kind,
            count: self.problems.count(kind),
            done: kind.done(),
            remedy: kind.remedy(),
            examples: self.problems.kept().iter().filter(|p| p.kind == kind).take(examples).collect(),
        };
        ProblemKind::ALL.into_iter().filter(|&kind| self.problems.count(kind) > 0).map(group).collect()
    }

    /// The problems by table, file and column: a table's together, most problems first.
    pub(super) fn places(&self) -> Vec<Place<'_>> {
        let mut places: BTreeMap<(&str, &str), BTreeMap<ProblemKind, u64>> = BTreeMap::new();
        for (kind, table, column, count) in self.problems.places() {
            places.entry((table, column)).or_default().insert(kind, count);
        }
        let places = places.into_iter().map(|((table, column), kinds)| Place {
            table,
            // Totals of a table that is not there are the descriptor's own fault.
            file: self.files.get(table).map_or(DESCRIPTOR, String::as_str),
            column: Some(column).filter(|column| !column.is_empty()),
            count: kinds.values().sum(),
            kinds,
        });
        let mut places: Vec<Place<'_>> = places.collect();
        places.sort_by_key(|place| {
            let table = self.rows.iter().position(|(table, _)| table == place.table);
            (table.unwrap_or(usize::MAX), Reverse(place.count))
        });
        places
    }

    /// Whether every problem is kept, so that the list holds all.
    pub(super) fn kept_all(&self) -> bool {
        self.problems.total() == self.problems.kept().len() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(kind: ProblemKind, row: u64, column: Option<&str>) -> Problem {
        Problem {
            kind,
            table: "leads".to_owned(),
            file: "leads.csv".to_owned(),
            row: Some(row),
            column: column.map(str::to_owned),
            value: Some("fax".to_owned()),
            detail: None,
            detail_zh: None,
        }
    }

    fn found(problems: Problems) -> Found {
        Found { as_of: String::new(), rows: Vec::new(), problems, files: BTreeMap::new(), limits: Vec::new() }
    }

    #[test]
    fn problems_are_grouped_by_kind_in_the_report_s_order_and_by_place() {
        let mut problems = Problems::default();
        for row in 2..6 {
            problems.add(problem(ProblemKind::OrphanKey, row, Some("dealer_id")));
        }
        problems.add(problem(ProblemKind::UnknownCode, 9, Some("channel")));
        problems.add(problem(ProblemKind::MissingValue, 9, Some("channel")));
        problems.add(problem(ProblemKind::RaggedRow, 9, None));
        let found = found(problems);
        let groups = found.groups(3);
        let seen: Vec<_> = groups.iter().map(|g| (g.kind, g.count, g.examples.len())).collect();
        assert_eq!(seen[0], (ProblemKind::UnknownCode, 1, 1));
        assert_eq!(seen[2], (ProblemKind::OrphanKey, 4, 3));
        let places: Vec<_> = found.places().iter().map(|p| (p.column, p.count, p.kinds.len())).collect();
        assert_eq!(places, [(Some("dealer_id"), 4, 1), (Some("channel"), 2, 2), (None, 1, 1)]);
        assert!(found.kept_all());
    }

    #[test]
    fn the_worst_of_several_ends_the_check() {
        assert_eq!(
            [Exit::Shown, Exit::Refused, Exit::TooManyProblems].into_iter().max(),
            Some(Exit::Refused)
        );
        assert_eq!([Exit::Shown, Exit::TooManyProblems, Exit::Refused].map(Exit::code), [0, 3, 1]);
    }
}
