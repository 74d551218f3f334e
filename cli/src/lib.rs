//! The command line: makes, packs, checks and answers snapshots.

pub mod answer;
pub mod args;
pub mod check;
pub mod completions;
pub mod numbers;
pub mod open;
pub mod pack;
pub mod progress;
pub mod sample;

use std::process::ExitCode;

use args::{Cli, Command};

/// Does what was asked.
///
/// # Errors
/// Everything that keeps it from being done, with the way out.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Sample(args) => sample::run(&args)?,
        Command::Pack(args) => pack::run(&args)?,
        Command::Check(args) => return check::run(&args),
        Command::Answer(args) => answer::run(&args)?,
        Command::Completions(args) => completions::run(args)?,
    }
    Ok(ExitCode::SUCCESS)
}
