//! `dealerscope check`: everything that is wrong with a snapshot.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use dealerscope_core::Snapshot;
use dealerscope_core::problem::{Problem, ProblemKind, Problems, Refusal};
use serde::Serialize;
use serde_json::json;

use crate::numbers::grouped;
use crate::open;

const EXAMPLES: &str = "\
Examples:
  dealerscope check data/sample
  dealerscope check export.zip --max-problems 50
  dealerscope check export/datapackage.json --json

The exit code is 1 where the snapshot is refused, and 0 where it can be shown, whatever its problems.";

/// What `check` is asked to do.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A folder, its datapackage.json, or a .zip of it
    pub snapshot: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// The most examples of each kind of problem that are printed; all are counted
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub max_problems: usize,
}

/// The problems of one kind.
#[derive(Debug, Serialize)]
struct Group<'a> {
    kind: ProblemKind,
    count: u64,
    done: &'static str,
    remedy: &'static str,
    examples: Vec<&'a Problem>,
}

/// Reads a snapshot and prints what is wrong with it.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(args: &Args) -> Result<ExitCode> {
    let mut out = io::stdout().lock();
    let snapshot = match open::snapshot(&args.snapshot) {
        Ok(snapshot) => snapshot,
        Err(refusal) => {
            refuse(args, &refusal, &mut out)?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let groups = groups(snapshot.problems(), args.max_problems);
    if args.json {
        let info = snapshot.info();
        let rows: serde_json::Map<_, _> = info.rows.iter().map(|(t, n)| (t.clone(), json!(n))).collect();
        let report = json!({
            "snapshot": info.name,
            "as_of": info.as_of_text,
            "refused": null,
            "rows": rows,
            "total": snapshot.problems().total(),
            "problems": groups,
        });
        writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?;
    } else {
        print(&snapshot, &groups, &mut out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn refuse(args: &Args, refusal: &Refusal, out: &mut impl Write) -> Result<()> {
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&json!({ "refused": refusal }))?)?;
    } else {
        eprintln!("refused: {refusal}");
    }
    Ok(())
}

fn groups(problems: &Problems, most: usize) -> Vec<Group<'_>> {
    let group = |kind: ProblemKind| Group {
        kind,
        count: problems.count(kind),
        done: kind.done(),
        remedy: kind.remedy(),
        examples: problems.kept().iter().filter(|p| p.kind == kind).take(most).collect(),
    };
    ProblemKind::ALL.into_iter().filter(|&kind| problems.count(kind) > 0).map(group).collect()
}

fn print(snapshot: &Snapshot, groups: &[Group<'_>], out: &mut impl Write) -> Result<()> {
    let info = snapshot.info();
    writeln!(out, "{}, as of {}", info.name, info.as_of_text)?;
    for (table, rows) in &info.rows {
        writeln!(out, "  {table}: {} rows", grouped(*rows))?;
    }
    if groups.is_empty() {
        writeln!(out, "\nNothing is wrong with it.")?;
        return Ok(());
    }
    for group in groups {
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
    let total = groups.iter().map(|g| g.count).sum();
    writeln!(out, "\n{} problems in all. The snapshot can be shown; every row is kept.", grouped(total))?;
    Ok(())
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
    use super::*;

    fn problem(kind: ProblemKind, row: u64) -> Problem {
        Problem {
            kind,
            table: "leads".to_owned(),
            file: "leads.csv".to_owned(),
            row: Some(row),
            column: Some("channel".to_owned()),
            value: Some("fax".to_owned()),
            detail: None,
        }
    }

    #[test]
    fn problems_are_grouped_by_kind_in_the_report_s_order() {
        let mut problems = Problems::default();
        for row in 2..6 {
            problems.add(problem(ProblemKind::OrphanKey, row));
        }
        problems.add(problem(ProblemKind::UnknownCode, 9));
        let groups = groups(&problems, 3);
        let seen: Vec<_> = groups.iter().map(|g| (g.kind, g.count, g.examples.len())).collect();
        assert_eq!(seen, [(ProblemKind::UnknownCode, 1, 1), (ProblemKind::OrphanKey, 4, 3)]);
        assert_eq!(place(groups[0].examples[0]), "leads.csv, row 9, column channel: \"fax\"");
    }
}
