//! Runs every test there is.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::thread;

use anyhow::{Context, Result};

use crate::args::Test;
use crate::counts::Counts;
use crate::meanwhile::Meanwhile;
use crate::npm::{self, npx};
use crate::process::{announce, step};
use crate::project::Project;
use crate::{browser, fuzz, serve, site};

/// Runs the tests asked for, and returns whether all of them passed.
///
/// # Errors
/// Something that the tests need cannot be installed or built.
pub(crate) fn run(project: &Project, options: &Test) -> Result<bool> {
    let filter = options.filter.as_deref();
    let mut counts = Counts::default();
    let both = !options.browser_only && !options.native_only;
    let site = both.then(|| Meanwhile::begin(project)).transpose()?;
    if !options.browser_only {
        counts += native(project, filter)?;
    }
    if !options.native_only {
        let built = site.map_or(Ok(()), Meanwhile::finish);
        counts += built.and_then(|()| in_browser(project, filter)).unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Counts::BROKEN
        });
    }
    println!("{} passed, {} failed", counts.passed, counts.failed);
    Ok(counts.failed == 0)
}

/// Zones whose clocks are far apart, in each of which the native tests run: nothing may depend on where a
/// machine stands. Apia is beyond the date line.
const ZONES: [&str; 3] = ["Asia/Shanghai", "America/New_York", "Pacific/Apia"];

/// What the later zones ask of the tests that take long.
const FEW: [(&str, &str); 6] = [
    ("ALLOCATION_STRIDE", "499"),
    ("PROPTEST_CASES", "64"),
    ("ORACLE_SEEDS", "0..3"),
    ("DIRTY_SEEDS", "1..2"),
    ("COLUMNAR_SEEDS", "0..20"),
    ("SAMPLE_FRAGMENTS", "1"),
];

fn native(project: &Project, filter: Option<&str>) -> Result<Counts> {
    crate::office::ensure();
    announce("Running the native tests", Some("10 to 15 minutes the first time, mostly compiling"));
    let mut counts = suites(project, filter, ZONES[0])?;
    let later = &ZONES[1..];
    announce(
        &format!("Running the native tests in {}", later.join(" and ")),
        Some("nothing is compiled again"),
    );
    // Beside each other: what waits in one of them leaves the cores to the other.
    let of_later = thread::scope(|scope| {
        let running: Vec<_> =
            later.iter().map(|zone| scope.spawn(|| suites(project, filter, zone))).collect();
        let outcomes =
            running.into_iter().map(|zone| zone.join().expect("a zone's tests are watched to their end"));
        outcomes.collect::<Vec<Result<Counts>>>()
    });
    for of_zone in of_later {
        counts += of_zone?;
    }
    if std::env::var_os("CI").is_some() && filter.is_none() {
        counts += fuzz::if_possible(project)?;
    }
    Ok(counts)
}

/// Runs the native tests in a zone. In the later ones every test runs as well, those that take long
/// over fewer snapshots and questions; examples in the documentation do not.
fn suites(project: &Project, filter: Option<&str>, zone: &str) -> Result<Counts> {
    let mut cargo = project.cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast"]).args(filter).stdout(Stdio::piped()).env("TZ", zone);
    let again = zone != ZONES[0];
    if again {
        // Examples in the documentation would be compiled each time.
        cargo.args(["--lib", "--bins", "--tests"]);
        for (variable, few) in FEW {
            if std::env::var_os(variable).is_none() {
                cargo.env(variable, few);
            }
        }
    }
    let mut child = cargo.spawn().context("cannot start cargo")?;
    let mut counts = Counts::default();
    let mut kept = String::new();
    for line in BufReader::new(child.stdout.take().context("cargo has no output")?).lines() {
        let line = line?;
        // What passed once is not listed again.
        if !again {
            println!("{line}");
        } else if !line.ends_with(" ... ok") {
            kept.extend([line.as_str(), "\n"]);
        }
        counts += Counts::of_cargo_line(&line).unwrap_or_default();
    }
    if !child.wait()?.success() && counts.failed == 0 {
        eprintln!(
            "error: cargo test in TZ={zone} ended before all suites had run; its message above says why"
        );
        counts += Counts::BROKEN;
    }
    println!("{kept}TZ={zone}: {} passed, {} failed", counts.passed, counts.failed);
    Ok(counts)
}

fn in_browser(project: &Project, filter: Option<&str>) -> Result<Counts> {
    site::build(project)?;
    let mut cargo = project.cargo();
    // As its own tests have it built: another choice of programs would compile what it stands upon once more.
    cargo.args(["test", "--workspace", "--no-run", "--test=command"]);
    step(
        "Building the command line, whose answers the page must equal",
        "5 minutes without the native tests before it, otherwise seconds",
        &mut cargo,
        "the compiler's message above says where",
    )?;
    let folder = project.browser_tests();
    npm::install(&folder, "the browser tests'")?;
    let mut check = npm::npm(&folder)?;
    check.args(["run", "--silent", "check"]);
    step(
        "Checking the browser tests' types",
        "some seconds",
        &mut check,
        "the compiler's message above says where",
    )?;
    let chromium = browser::ensure(project)?;
    // Below a path, so that an address that holds only at the root of a host is found out.
    let address = serve::start(project.dist(), Some(0), "/reports/dealerscope/")?;
    let report = project.memory().join("playwright.json");
    let _ = fs::remove_file(&report);

    announce("Running the browser tests", Some("12 to 16 minutes on two cores"));
    let mut playwright = npx(&folder)?;
    playwright.args(["playwright", "test", "--pass-with-no-tests"]);
    playwright.args(filter.map(|text| format!("--grep={}", escaped(text))));
    playwright.env("DEALERSCOPE_URL", address).env("DEALERSCOPE_REPORT", &report);
    playwright.env("DEALERSCOPE_CLI", command_line()?);
    if let Some(chromium) = chromium {
        playwright.env(browser::VARIABLE, chromium);
    }
    playwright.status().context("cannot start Playwright")?;
    let report = fs::read_to_string(&report).context("Playwright left no report")?;
    Counts::of_playwright(&report).context("Playwright's report cannot be read")
}

/// The command line program, which cargo puts beside this one.
pub(crate) fn command_line() -> Result<std::path::PathBuf> {
    let name = format!("dealerscope{}", std::env::consts::EXE_SUFFIX);
    Ok(std::env::current_exe().context("cannot tell where this program is")?.with_file_name(name))
}

/// The text as a regular expression that matches just it.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_filter_is_taken_as_it_is_written() {
        assert_eq!(super::escaped("a.b (c) 大区"), r"a\.b \(c\) 大区");
    }
}
