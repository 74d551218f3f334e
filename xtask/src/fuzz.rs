//! Runs the fuzz targets of `core/fuzz`, each for a while.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, bail};

use crate::counts::Counts;
use crate::process::{announce, answer_of, step};
use crate::project::Project;

/// The targets, as `core/fuzz/Cargo.toml` names them.
const TARGETS: [&str; 5] = ["fragment", "descriptor", "json", "csv", "parquet"];
/// How long each target runs unless told otherwise.
pub(crate) const SECONDS: u32 = 60;
/// The longest input in bytes: some rows of a table, and thousands of tries a second.
const LONGEST: u32 = 512;
/// The same of Parquet, which says more of itself.
const LONGEST_PARQUET: u32 = 1536;
/// Lets libFuzzer see which branches an input takes; what cargo-fuzz passes as well.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table --cfg fuzzing \
    -Cllvm-args=-simplifycfg-branch-fold-threshold=0 -Cllvm-args=-sanitizer-coverage-stack-depth \
    -Cdebug-assertions -Ccodegen-units=16";

/// What fuzzing needs besides, or what of it this machine lacks.
fn compilers() -> Result<String, &'static str> {
    let version = answer_of(Command::new("rustup").args(["run", "nightly", "rustc", "-vV"]));
    let version = version.ok_or("no nightly compiler; `rustup toolchain install nightly` brings one")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("an odd compiler")?;
    let named = std::env::var_os("CXX").is_some();
    if !named && !["c++", "g++", "clang++"].iter().any(|name| which::which(name).is_ok()) {
        return Err("no compiler for C++");
    }
    Ok(host.to_owned())
}

/// Runs every target where the machine can, and counts each as a test; says so where it cannot.
///
/// # Errors
/// The targets cannot be built.
pub(crate) fn if_possible(project: &Project) -> Result<Counts> {
    match compilers() {
        Ok(host) => all(project, &host, SECONDS),
        Err(why) => {
            println!("The fuzz targets were left out: there is {why}.");
            Ok(Counts::default())
        }
    }
}

/// Runs every target for so many seconds; whether none found anything.
///
/// # Errors
/// The machine lacks what fuzzing needs, or the targets cannot be built.
pub(crate) fn run(project: &Project, seconds: u32) -> Result<bool> {
    let host = compilers().map_err(|why| anyhow::anyhow!("there is {why}"))?;
    let counts = all(project, &host, seconds)?;
    println!("{} passed, {} failed", counts.passed, counts.failed);
    Ok(counts.failed == 0)
}

fn all(project: &Project, host: &str, seconds: u32) -> Result<Counts> {
    let folder = project.root.join("core/fuzz");
    let target = project.target.join("fuzz");
    let mut cargo = Command::new("rustup");
    cargo.args(["run", "nightly", "cargo", "build", "--release", "--locked", "--target", host]);
    cargo.current_dir(&folder).env("RUSTFLAGS", FLAGS).env("CARGO_TARGET_DIR", &target);
    // What the cargo that runs us has set is of another compiler.
    for variable in ["CARGO", "RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN", "CARGO_ENCODED_RUSTFLAGS"] {
        cargo.env_remove(variable);
    }
    step(
        "Building the fuzz targets",
        "10 minutes the first time",
        &mut cargo,
        "the message above says where",
    )?;
    let mut counts = Counts::default();
    // Each takes one core; the least machine has two, which three share well enough.
    for few in TARGETS.chunks(3) {
        announce(&format!("Fuzzing {}", few.join(", ")), Some(&format!("{seconds} s")));
        let run = |name: &'static str| {
            let (folder, program) = (folder.clone(), target.join(host).join("release").join(name));
            thread::spawn(move || one(&folder, &program, name, seconds))
        };
        let running: Vec<_> = few.iter().map(|name| run(name)).collect();
        for outcome in running {
            counts += outcome.join().map_err(|_| anyhow::anyhow!("a fuzz target cannot be watched"))??;
        }
    }
    Ok(counts)
}

/// Runs one target, beginning with its seeds and what was found before.
fn one(folder: &Path, program: &Path, name: &str, seconds: u32) -> Result<Counts> {
    let made = |kind: &str| -> Result<PathBuf> {
        let path = folder.join(kind).join(name);
        fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
        Ok(path)
    };
    let (corpus, artifacts) = (made("corpus")?, made("artifacts")?);
    let longest = if name == "parquet" { LONGEST_PARQUET } else { LONGEST };
    let output = Command::new(program)
        .args([corpus, folder.join("seeds").join(name)])
        .args([format!("-max_total_time={seconds}"), format!("-max_len={longest}")])
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .args(["-print_final_stats=1", "-timeout=10"])
        .output()
        .with_context(|| format!("cannot start {}", program.display()))?;
    let words = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        eprintln!("{words}");
        println!("fuzz {name} ... FAILED; the input is kept in {}", artifacts.display());
        return Ok(Counts { passed: 0, failed: 1 });
    }
    let Some(tries) = tries(&words) else { bail!("{name} does not say how many inputs it tried") };
    println!("fuzz {name} ... ok, {tries} inputs");
    Ok(Counts { passed: 1, failed: 0 })
}

/// How many inputs libFuzzer says that it tried.
fn tries(words: &str) -> Option<u64> {
    let (_, rest) = words.split_once("stat::number_of_executed_units:")?;
    rest.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_number_of_inputs_is_read() {
        let words = "Done 10 runs in 1 second(s)\nstat::number_of_executed_units: 1234\nstat::average_exec_per_sec: 9\n";
        assert_eq!(super::tries(words), Some(1234));
        assert_eq!(super::tries("Done"), None);
    }

    #[test]
    fn the_targets_are_those_of_the_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/fuzz/fuzz_targets");
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        let mut names: Vec<String> =
            files.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
        names.sort_unstable();
        let mut targets = super::TARGETS;
        targets.sort_unstable();
        assert_eq!(names, targets);
    }
}
