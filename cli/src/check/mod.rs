//! `dealerscope check`: everything that is wrong with a snapshot, or with each that a site offers.

mod limits;
mod list;
mod print;
mod report;

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::json;

use crate::open;
use limits::Limit;
use report::{Exit, Report};

const EXAMPLES: &str = "\
Examples:
  dealerscope check data/sample
  dealerscope check export.zip --examples 50
  dealerscope check export/datapackage.json --json --all
  dealerscope check export --max-problems 500 --max-problems orphan_key=0 --csv problems.csv
  dealerscope check site/data

Exit codes:
  0  the snapshot can be shown, and has no more problems than --max-problems allows
  1  it is refused, and nothing of it can be shown; or the report cannot be written
  2  wrong usage
  3  it can be shown, and has more problems than --max-problems allows

Where a Parquet file lies beside a table, both must hold the same cells; otherwise the snapshot is refused.

A folder with a catalog.json stands for every snapshot that it lists. Limits hold for each; the code
is 1 where one is refused, otherwise 3 where one has too many problems.";

/// What `check` is asked to do.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A folder, its datapackage.json, or a .zip of it; or a site's data folder with a catalog.json
    pub snapshot: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// The most problems that pass, in all or of one kind, such as `orphan_key=0`; may be given several times
    #[arg(long, value_name = "[KIND=]N", value_parser = limits::parse)]
    pub max_problems: Vec<Limit>,
    /// The most examples of each kind of problem that are printed; all are counted
    #[arg(long, value_name = "N", default_value_t = 5, conflicts_with = "all")]
    pub examples: usize,
    /// Print every problem that is kept: the first thousand of each kind
    #[arg(long)]
    pub all: bool,
    /// Write the problems that are kept as CSV, too
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
}

/// Reads snapshots and prints what is wrong with them.
///
/// # Errors
/// When standard output or the CSV file cannot be written.
pub fn run(args: &Args) -> Result<ExitCode> {
    let mut out = io::stdout().lock();
    let mut reports = Vec::new();
    let sources = match open::sources(&args.snapshot) {
        Ok(sources) => sources,
        Err(refusal) => vec![open::Source::refused(&args.snapshot, refusal)],
    };
    let several = sources.iter().any(open::Source::is_listed);
    let examples = if args.all { usize::MAX } else { args.examples };
    for source in sources {
        let name = source.name.clone();
        // A site's snapshots are opened one after the other: one has room where all have none.
        let report = Report::of(name, source.open_both(), &args.max_problems);
        if !args.json {
            print::report(&report, examples, several, &mut out)?;
        }
        reports.push(report);
    }
    if let Some(path) = &args.csv {
        fs::write(path, list::csv(&reports))
            .with_context(|| format!("cannot write the problems to {}", path.display()))?;
    }
    let exit = reports.iter().map(Report::exit).max().unwrap_or(Exit::Shown);
    if args.json {
        let mut printed: Vec<_> = reports.iter().map(|report| report.json(examples, args.all)).collect();
        let whole = match printed.pop() {
            Some(report) if !several => report,
            last => {
                printed.extend(last);
                json!({ "passed": exit == Exit::Shown, "exit": exit.json(), "snapshots": printed })
            }
        };
        writeln!(out, "{}", serde_json::to_string_pretty(&whole)?)?;
    }
    for report in &reports {
        report.complain(args.json, several);
    }
    Ok(ExitCode::from(exit.code()))
}
