//! Holds the engine against others, in the browser and on one file.

mod chart;
mod report;
mod results;

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::args::Bench;
use crate::process::{announce, seconds, step};
use crate::project::Project;
use crate::{browser, npm, site, test};
use results::Results;

const ROWS: &str = "100000,1000000";
const LARGEST: &str = "10000000";
const MESSAGE: &str = "the message above says where";
/// Made anew when the rows of the file change.
const EDITION: &str = "3";

/// Runs every engine in the browser, prints what was measured and, where nothing was left out, writes it down.
///
/// # Errors
/// Something is missing and cannot be installed or built, or an engine's numbers are not those of the others.
pub(crate) fn run(project: &Project, options: &Bench) -> Result<()> {
    if !options.no_build {
        site::build(project)?;
    }
    ensure!(
        project.dist().join("worker_bg.wasm").is_file(),
        "there is no site in dist/; leave --no-build out, and it is built"
    );
    let folder = project.bench();
    npm::install(&folder, "the benchmark's")?;
    let chromium = browser::ensure(project)?;
    let mut rows = options.rows.clone().unwrap_or_else(|| ROWS.to_owned());
    if options.full {
        rows = format!("{rows},{LARGEST}");
    }
    let data = project.target.join("bench").join(EDITION);
    for rows in rows.split(',') {
        make(&data, rows.trim())?;
    }
    pack(project, &data, &rows)?;
    let out = data.join("results.json");
    // What an earlier run left must not pass for what this one measures.
    let _ = fs::remove_file(&out);
    let mut driver =
        Command::new(which::which("node").context("node is missing; install Node.js 20 or later")?);
    driver.current_dir(&folder).arg("driver/main.js");
    driver
        .arg("--site")
        .arg(project.dist())
        .arg("--data")
        .arg(&data)
        .arg("--out")
        .arg(&out)
        .args(["--rows", &rows]);
    driver.args(options.engines.iter().flat_map(|engines| ["--engines", engines]));
    driver.args(options.rounds.map(|rounds| format!("--rounds={rounds}")));
    if let Some(chromium) = chromium {
        driver.env(browser::VARIABLE, chromium);
    }
    announce("Running the engines in turn", Some("10 to 20 minutes; leave the machine alone meanwhile"));
    let status = driver.status().context("cannot start node")?;
    let results = fs::read_to_string(&out)
        .context("the benchmark did not come to its end; its message above says why")?;
    let results: Results = serde_json::from_str(&results).context("the results cannot be read")?;
    print!("{}", report::terminal(&results));
    ensure!(status.success(), "the engines disagree; the lines above say where");
    if options.rows.is_none() && options.engines.is_none() && options.rounds.is_none() {
        write(&project.root.join("docs/pictures/benchmarks.svg"), &chart::svg(&results))?;
        write(&project.root.join("BENCHMARKS.md"), &report::markdown(&results))?;
        println!("written to BENCHMARKS.md");
    }
    Ok(())
}

/// Makes the snapshot of this size, unless it is there.
fn make(data: &Path, rows: &str) -> Result<()> {
    let count: u32 = rows.parse().with_context(|| format!("--rows: {rows:?} is no number of leads"))?;
    let folder = data.join(rows);
    let leads = folder.join("leads.csv");
    if leads.is_file() {
        return Ok(());
    }
    announce(&format!("Making a snapshot of {rows} leads"), None);
    let begun = std::time::Instant::now();
    fs::create_dir_all(&folder)?;
    write(&folder.join("datapackage.json"), &dealerscope_bench_data::descriptor())?;
    write(&folder.join("dealers.csv"), &dealerscope_bench_data::dealers())?;
    // Under another name first, so that a run cut short leaves no half file behind.
    let unfinished = folder.join("leads.csv.new");
    let mut file =
        File::create(&unfinished).with_context(|| format!("cannot write {}", unfinished.display()))?;
    dealerscope_bench_data::leads(count, &mut file)?;
    file.flush()?;
    fs::rename(&unfinished, &leads)?;
    eprintln!("    done in {}", seconds(begun));
    Ok(())
}

/// Has the command line program put each snapshot beside itself once more, as Parquet as well, unless it is there.
fn pack(project: &Project, data: &Path, rows: &str) -> Result<()> {
    let folders = rows.split(',').map(|rows| data.join(rows.trim()));
    let missing: Vec<_> = folders.filter(|f| !f.join("packed/leads.parquet").is_file()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut cargo = project.cargo();
    cargo.args(["build", "--workspace", "--bin=dealerscope"]);
    step("Compiling the command line program", "10 minutes from nothing", &mut cargo, MESSAGE)?;
    for folder in missing {
        let (packed, unfinished) = (folder.join("packed"), folder.join("packed.new"));
        // What a run that was cut short left behind.
        let _ = fs::remove_dir_all(&unfinished);
        let mut pack = Command::new(test::command_line()?);
        pack.arg("pack").args([&folder, &unfinished]).arg("--columnar");
        step("Packing a snapshot as Parquet", "a minute for every million leads", &mut pack, MESSAGE)?;
        fs::rename(unfinished, packed)?;
    }
    Ok(())
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}
