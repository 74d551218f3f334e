//! What was asked for on the command line.

use anyhow::{Result, bail};
use lexopt::prelude::{Long, Short, Value, ValueExt};

/// Shown by `cargo xtask help`.
pub(crate) const HELP: &str = "\
The project's own commands. Each brings the tools it needs and does not find.

Usage: cargo xtask <command> [options]

Commands:
  serve    Build the site and serve it, with the sample snapshot, on this machine
  build    Leave the site in dist/, ready for any static host in any sub-path
  test     Run every test there is; the last line is `N passed, N failed`
  fuzz     Run each fuzz target for a minute; needs a nightly compiler, and one for C++
  bench    Hold the engine against others in the browser, and write BENCHMARKS.md

Options of serve:
  --port N      Listen there instead of on the first free port from 8080
  --under PATH  Serve below this path, such as /reports/, instead of at the root
  --no-open     Do not open the page on the desktop
  --no-build    Serve dist/ as it is

Options of test:
  --native       The tests that need no browser, only
  --browser      The browser tests, only
  --filter TEXT  The tests whose name holds TEXT, only

Options of fuzz:
  --seconds N    Run each target so long

Options of bench:
  --full         10,000,000 leads as well; an hour, and 20 GB of memory for some engines
  --rows N,N     These sizes instead of 100000,1000000; BENCHMARKS.md stays as it is
  --engines A,B  These engines only: dealerscope crossfilter2 arquero duckdb perspective; likewise
  --rounds N     Each engine so often instead of three times; likewise
  --no-build     Take the worker from dist/ as it is

Examples:
  cargo xtask serve
  cargo xtask serve --port 9000 --no-open
  cargo xtask test --browser --filter keyboard
  cargo xtask bench --rows 1000000 --engines dealerscope,duckdb
";

/// A command with its options.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Help,
    Build,
    Serve(Serve),
    Test(Test),
    Fuzz(Fuzz),
    Bench(Bench),
}

/// Options of `serve`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Serve {
    /// The port asked for; `None` for the first free one.
    pub(crate) port: Option<u16>,
    /// The path below which the site is served.
    pub(crate) under: Option<String>,
    /// Leave the desktop's browser alone.
    pub(crate) no_open: bool,
    /// Serve what stands in `dist/`.
    pub(crate) no_build: bool,
}

/// Options of `test`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Test {
    /// Leave the browser tests out.
    pub(crate) native_only: bool,
    /// Leave the native tests out.
    pub(crate) browser_only: bool,
    /// Run only tests whose name holds this.
    pub(crate) filter: Option<String>,
}

/// Options of `fuzz`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Fuzz {
    /// How long each target runs, instead of a minute.
    pub(crate) seconds: Option<u32>,
}

/// Options of `bench`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Bench {
    /// Run the largest size too.
    pub(crate) full: bool,
    /// The sizes, with commas between, instead of the usual ones.
    pub(crate) rows: Option<String>,
    /// The engines, with commas between, instead of all.
    pub(crate) engines: Option<String>,
    /// How often each engine runs, instead of three times.
    pub(crate) rounds: Option<u32>,
    /// Run what stands in `dist/`.
    pub(crate) no_build: bool,
}

/// Reads the arguments of this process.
///
/// # Errors
/// An argument that no command takes.
pub(crate) fn parse() -> Result<Task> {
    parse_from(lexopt::Parser::from_env())
}

fn parse_from(mut parser: lexopt::Parser) -> Result<Task> {
    let mut task = None;
    while let Some(argument) = parser.next()? {
        match (&mut task, argument) {
            (_, Short('h') | Long("help")) => return Ok(Task::Help),
            (None, Value(name)) => task = Some(command(&name.string()?)?),
            (Some(Task::Serve(o)), Long("port")) => o.port = Some(parser.value()?.parse()?),
            (Some(Task::Serve(o)), Long("under")) => o.under = Some(parser.value()?.string()?),
            (Some(Task::Serve(o)), Long("no-open")) => o.no_open = true,
            (Some(Task::Serve(o)), Long("no-build")) => o.no_build = true,
            (Some(Task::Test(o)), Long("native")) => o.native_only = true,
            (Some(Task::Test(o)), Long("browser")) => o.browser_only = true,
            (Some(Task::Test(o)), Long("filter")) => o.filter = Some(parser.value()?.string()?),
            (Some(Task::Fuzz(o)), Long("seconds")) => o.seconds = Some(parser.value()?.parse()?),
            (Some(Task::Bench(o)), Long("full")) => o.full = true,
            (Some(Task::Bench(o)), Long("rows")) => o.rows = Some(parser.value()?.string()?),
            (Some(Task::Bench(o)), Long("engines")) => o.engines = Some(parser.value()?.string()?),
            (Some(Task::Bench(o)), Long("rounds")) => o.rounds = Some(parser.value()?.parse()?),
            (Some(Task::Bench(o)), Long("no-build")) => o.no_build = true,
            (_, other) => bail!("{}; `cargo xtask help` lists what there is", other.unexpected()),
        }
    }
    Ok(task.unwrap_or(Task::Help))
}

fn command(name: &str) -> Result<Task> {
    Ok(match name {
        "help" => Task::Help,
        "build" => Task::Build,
        "serve" => Task::Serve(Serve::default()),
        "test" => Task::Test(Test::default()),
        "fuzz" => Task::Fuzz(Fuzz::default()),
        "bench" => Task::Bench(Bench::default()),
        _ => bail!("there is no command `{name}`; `cargo xtask help` lists them"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Task> {
        parse_from(lexopt::Parser::from_args(arguments))
    }

    #[test]
    fn options_belong_to_their_command() {
        let serve = Serve { port: Some(9000), no_open: true, ..Serve::default() };
        assert_eq!(parsed(&["serve", "--port", "9000", "--no-open"]).unwrap(), Task::Serve(serve));
        let test = Test { browser_only: true, filter: Some("zoom".into()), ..Test::default() };
        assert_eq!(parsed(&["test", "--browser", "--filter=zoom"]).unwrap(), Task::Test(test));
        let bench = Bench { rows: Some("1000".into()), rounds: Some(1), ..Bench::default() };
        assert_eq!(parsed(&["bench", "--rows", "1000", "--rounds=1"]).unwrap(), Task::Bench(bench));
        let fuzz = Fuzz { seconds: Some(5) };
        assert_eq!(parsed(&["fuzz", "--seconds=5"]).unwrap(), Task::Fuzz(fuzz));
        assert!(parsed(&["build", "--port", "9000"]).is_err());
        assert!(parsed(&["serve", "--port", "many"]).is_err());
    }

    #[test]
    fn nothing_and_help_show_the_help() {
        assert_eq!(parsed(&[]).unwrap(), Task::Help);
        assert_eq!(parsed(&["test", "--help"]).unwrap(), Task::Help);
        assert!(parsed(&["tset"]).unwrap_err().to_string().contains("no command `tset`"));
    }
}
