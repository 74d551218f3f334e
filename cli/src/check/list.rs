//! The problems as a table of their own.

use dealerscope_core::answer::{Table, Unit, Value};
use dealerscope_core::export;
use dealerscope_core::problem::Problem;

use super::limits;
use super::report::Report;

const COLUMNS: [(&str, Unit); 10] = [
    ("snapshot", Unit::Text),
    ("kind", Unit::Code),
    ("table", Unit::Code),
    ("file", Unit::Text),
    ("row", Unit::Count),
    ("column", Unit::Text),
    ("value", Unit::Text),
    ("detail", Unit::Text),
    ("done", Unit::Text),
    ("remedy", Unit::Text),
];

/// The problems that are kept of the snapshots that can be shown, as CSV that no spreadsheet runs.
pub(super) fn csv(reports: &[Report]) -> String {
    let mut table = Table::new("problems", &COLUMNS);
    for report in reports {
        let kept = report.found.iter().flat_map(|found| found.problems.kept());
        table.rows.extend(kept.map(|problem| line(&report.name, problem)));
    }
    export::csv(&table)
}

fn line(snapshot: &str, problem: &Problem) -> Vec<Value> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default().into();
    vec![
        snapshot.into(),
        limits::id(problem.kind).into(),
        problem.table.as_str().into(),
        problem.file.as_str().into(),
        problem.row.into(),
        text(&problem.column),
        text(&problem.value),
        text(&problem.detail),
        problem.kind.done().into(),
        problem.kind.remedy().into(),
    ]
}
