//! `dealerscope`: makes, packs, checks and answers snapshots of a car maker's CRM.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match dealerscope::run(dealerscope::args::Cli::parse()) {
        Ok(code) => code,
        // Whoever reads no further, such as `head`, has what they wanted.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}
