//! Builds the site into `dist/`.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::fingerprint::Stamp;
use crate::process::{announce, step};
use crate::project::Project;
use crate::seal::Held;
use crate::versions::Versions;
use crate::{budget, compress, fingerprint, seal, tools, tree};

/// Everything that the modules and the page are made from.
const SOURCES: [&str; 12] = [
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    ".cargo",
    "index.html",
    "core/Cargo.toml",
    "core/src",
    "charts/Cargo.toml",
    "charts/src",
    "web",
    "xtask/src/rename.rs",
    "xtask/src/seal.rs",
];

/// Builds what has changed, copies the data, compresses everything and checks its weight.
///
/// # Errors
/// A tool is missing and cannot be installed, the code does not compile, or a part of the site is
/// too heavy.
pub(crate) fn build(project: &Project) -> Result<()> {
    let versions = Versions::read(&project.root)?;
    let path = tools::for_site(project, &versions)?;
    let compiler = crate::process::answer_of(Command::new("rustc").current_dir(&project.root).arg("-vV"));
    let extra = format!("{versions:?} {}", compiler.unwrap_or_default());
    let fingerprint = fingerprint::of_paths(&project.root, &SOURCES, &extra)?;
    let stamp = Stamp::new(&project.memory(), "site");
    let page = project.dist().join(seal::PAGE);
    let draft = project.memory().join(seal::PAGE);
    if stamp.says(&fingerprint) && page.exists() && draft.exists() {
        announce("The site is up to date", None);
    } else {
        compile(project)?;
        bundle(project, &path)?;
        tree::write(
            &draft,
            &fs::read(&page).with_context(|| format!("Trunk has left no {}", page.display()))?,
        )?;
        stamp.write(&fingerprint)?;
    }
    tree::mirror(&project.root.join("data"), &project.dist().join("data"), |below| {
        below.starts_with("recipes")
    })?;
    let held = prepare(project, &fingerprint)?;
    seal::seal(&project.dist(), &fs::read_to_string(draft)?, &held)?;
    compress::all(project)?;
    budget::check(&project.dist())
}

/// Compiles both modules, with a word on each; Trunk then finds them done.
fn compile(project: &Project) -> Result<()> {
    for (what, bin, profile) in [
        ("Compiling the page's module", ["--bin=app", "--no-default-features"].as_slice(), "page"),
        ("Compiling the worker's module", &["--bin=worker"], "wasm"),
    ] {
        let mut cargo = project.cargo();
        cargo.args(["build", "--package", "dealerscope-web"]).args(bin);
        cargo.args(["--target", "wasm32-unknown-unknown", "--profile", profile]);
        Project::without_home(&mut cargo);
        let took = "2 to 8 minutes the first time, then half a one";
        step(what, took, &mut cargo, "the compiler's message above says where")?;
    }
    Ok(())
}

/// Computes what the page opens with, where the code or the data have changed; gives what the page itself holds
/// of it. Without it the page works as well: data that does not vouch for itself is no error here.
fn prepare(project: &Project, code: &str) -> Result<Held> {
    let file = project.dist().join(seal::OPENING);
    let held = project.memory().join("opening.json");
    let stamp = Stamp::new(&project.memory(), "opening");
    let fingerprint = fingerprint::of_paths(&project.root, &["data"], code)?;
    if stamp.says(&fingerprint) && file.exists() && held.exists() {
        return Held::read(&held);
    }
    for old in [&file, &compress::beside(&file, "br"), &compress::beside(&file, "gz"), &held] {
        if old.exists() {
            fs::remove_file(old)?;
        }
    }
    // With the whole workspace, as the tests are built: alone it would get other features, and everything twice.
    let mut cargo = project.cargo();
    cargo.args(["build", "--workspace", "--bin=prepare"]);
    let (what, took) = ("Compiling what prepares the page", "1 to 3 minutes the first time");
    step(what, took, &mut cargo, "the compiler's message above says where")?;
    let mut program = Command::new(project.target.join("debug/prepare"));
    program.current_dir(&project.root).arg("data").args([&file, &held]);
    step("Computing what the page opens with", "a second", &mut program, "its own word is above")?;
    stamp.write(&fingerprint)?;
    Held::read(&held)
}

fn bundle(project: &Project, path: &std::ffi::OsStr) -> Result<()> {
    let mut trunk = Command::new(which::which_in("trunk", Some(path), &project.root)?);
    trunk.current_dir(&project.root).env("PATH", path);
    // Some terminals set NO_COLOR to a number, which Trunk takes for a faulty option.
    trunk.env_remove("NO_COLOR").env("RUST_BACKTRACE", "0");
    Project::without_home(&mut trunk);
    trunk.args(["build", "--offline", "--skip-version-check", "--cargo-profile", "wasm"]);
    step("Putting the site together", "1 to 3 minutes", &mut trunk, "Trunk's message above says why")
}
