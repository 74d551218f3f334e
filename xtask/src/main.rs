//! `cargo xtask`: the project's own commands. They install what is missing, build the site, serve it
//! and run every test there is.

mod args;
mod bench;
mod browser;
mod budget;
mod compress;
mod counts;
mod debian;
mod fingerprint;
mod fuzz;
mod meanwhile;
mod npm;
mod office;
mod process;
mod project;
mod rename;
mod respond;
mod seal;
mod serve;
mod site;
mod test;
mod tools;
mod tree;
mod versions;

use std::process::ExitCode;

use args::Task;

fn main() -> ExitCode {
    let outcome = args::parse().and_then(|task| match task {
        Task::Help => {
            print!("{}", args::HELP);
            Ok(true)
        }
        Task::Build => site::build(&project::Project::find()?).map(|()| true),
        Task::Serve(options) => serve::run(&project::Project::find()?, &options).map(|()| true),
        Task::Test(options) => test::run(&project::Project::find()?, &options),
        Task::Fuzz(options) => {
            fuzz::run(&project::Project::find()?, options.seconds.unwrap_or(fuzz::SECONDS))
        }
        Task::Bench(options) => bench::run(&project::Project::find()?, &options).map(|()| true),
    });
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
