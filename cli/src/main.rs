//! `dealerscope`: makes, packs, checks and answers snapshots of a car maker's CRM.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match dealerscope::run(dealerscope::args::Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
