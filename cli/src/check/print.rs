//! The report for a terminal.

use std::io::Write;

use anyhow::Result;
use dealerscope_core::problem::Problem;

use super::report::{Found, Place, Report};
use crate::numbers::grouped;

/// Prints what was found in a snapshot, under its name where there are several.
pub(super) fn report(report: &Report, examples: usize, several: bool, out: &mut impl Write) -> Result<()> {
    let Ok(found) = &report.found else { return Ok(()) };
    writeln!(out, "{}, as of {}", report.name, found.as_of)?;
    for (table, rows) in &found.rows {
        writeln!(out, "  {table}: {} rows", grouped(*rows))?;
    }
    groups(found, examples, out)?;
    if several {
        writeln!(out)?;
    }
    Ok(())
}

fn groups(found: &Found, examples: usize, out: &mut impl Write) -> Result<()> {
    let groups = found.groups(examples);
    if groups.is_empty() {
        writeln!(out, "\nNothing is wrong with it.")?;
        return Ok(());
    }
    for group in &groups {
        writeln!(out, "\n{}: {}", group.kind, grouped(group.count))?;
        for problem in &group.examples {
            writeln!(out, "  {}", place(problem))?;
        }
        let shown = group.examples.len() as u64;
        if shown < group.count {
            writeln!(out, "  and {} more", grouped(group.count - shown))?;
        }
        writeln!(out, "  done:   {}", group.done)?;
        writeln!(out, "  remedy: {}", group.remedy)?;
    }
    writeln!(out, "\nBy file and column:")?;
    for place in found.places() {
        writeln!(out, "  {}", summed(&place))?;
    }
    let total = found.problems.total();
    writeln!(out, "\n{} problems in all. The snapshot can be shown; every row is kept.", grouped(total))?;
    Ok(())
}

/// How many problems a column has, and of which kinds.
fn summed(place: &Place<'_>) -> String {
    let column = place.column.map(|column| format!(", column {column}")).unwrap_or_default();
    let kinds: Vec<String> = place.kinds.iter().map(|(kind, n)| format!("{kind} {}", grouped(*n))).collect();
    format!("{}{column}: {} ({})", place.file, grouped(place.count), kinds.join(", "))
}

/// Where a problem lies, and the value that is at fault.
fn place(problem: &Problem) -> String {
    let row = problem.row.map(|row| format!(", row {row}"));
    let column = problem.column.as_ref().map(|column| format!(", column {column}"));
    let value = problem.value.as_ref().map(|value| format!(": {value:?}"));
    let detail = problem.detail.as_ref().map(|detail| format!(" ({detail})"));
    [Some(problem.file.clone()), row, column, value, detail].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use dealerscope_core::problem::ProblemKind;

    use super::*;

    #[test]
    fn a_problem_is_told_by_its_place() {
        let problem = Problem {
            kind: ProblemKind::UnknownCode,
            table: "leads".to_owned(),
            file: "leads.csv".to_owned(),
            row: Some(9),
            column: Some("channel".to_owned()),
            value: Some("fax\u{1b}[31m".to_owned()),
            detail: None,
            detail_zh: None,
        };
        assert_eq!(place(&problem), r#"leads.csv, row 9, column channel: "fax\u{1b}[31m""#);
    }
}
