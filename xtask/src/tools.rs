//! The tools that build the site: found where they are, installed where they are not.
//!
//! They go into the user's cache folder, each into a folder named by its version, and never over
//! anything that the user has installed.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::npm::npm;
use crate::process::{answer_of, step};
use crate::project::Project;
use crate::versions::Versions;

const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure that everything is there that builds the site, and returns the PATH to build it with.
///
/// # Errors
/// A tool cannot be installed.
pub(crate) fn for_site(project: &Project, versions: &Versions) -> Result<OsString> {
    wasm_target(project)?;
    let folders = [trunk(project, versions)?, wasm_bindgen(project, versions)?, wasm_opt(project, versions)?];
    let old = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.into_iter().flatten().chain(std::env::split_paths(&old));
    std::env::join_paths(all).context("a folder on PATH holds the character that divides PATH")
}

fn wasm_target(project: &Project) -> Result<()> {
    let libraries = answer_of(Command::new("rustc").current_dir(&project.root).args([
        "--print",
        "target-libdir",
        "--target",
        WASM,
    ]));
    if libraries.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    step(
        "Installing Rust's WebAssembly target",
        "some seconds",
        Command::new("rustup").current_dir(&project.root).args(["target", "add", WASM]),
        &format!("install the Rust target {WASM} by the way your Rust came"),
    )
}

fn trunk(project: &Project, versions: &Versions) -> Result<Option<PathBuf>> {
    let version = &versions.trunk;
    find_or(project, "trunk", "trunk", version, "bin", |folder| {
        // Trunk's own downloads are not used, so it can do without the network; unoptimized it is
        // built in half the time and still only waits for others.
        let mut cargo = cargo_install(project, "trunk", version, folder);
        cargo.args(["--locked", "--debug", "--no-default-features"]);
        step(
            &format!("Installing Trunk {version}"),
            "2 to 5 minutes, once",
            &mut cargo,
            &format!("or install it yourself: cargo install trunk --version {version} --locked"),
        )
    })
}

fn wasm_bindgen(project: &Project, versions: &Versions) -> Result<Option<PathBuf>> {
    let version = &versions.wasm_bindgen;
    find_or(project, "wasm-bindgen", "wasm-bindgen-cli", version, "bin", |folder| {
        // It works for a second; optimized it would be built for a minute more.
        let mut cargo = cargo_install(project, "wasm-bindgen-cli", version, folder);
        cargo
            .args(["--bin", "wasm-bindgen", "--no-default-features"])
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
        step(
            &format!("Installing wasm-bindgen {version}"),
            "1 to 2 minutes, once",
            &mut cargo,
            &format!("or install it yourself: cargo install wasm-bindgen-cli --version {version}"),
        )
    })
}

fn wasm_opt(project: &Project, versions: &Versions) -> Result<Option<PathBuf>> {
    let version = &versions.binaryen;
    find_or(project, "wasm-opt", "binaryen", version, "node_modules/.bin", |folder| {
        let mut install = npm(folder)?;
        install.args(["install", "--no-save", "--no-package-lock", "--prefix"]).arg(folder);
        install.arg(format!("binaryen@{version}.0.0"));
        step(
            &format!("Installing wasm-opt {version}"),
            "some seconds, once",
            &mut install,
            &format!("or put wasm-opt of Binaryen {version} on PATH"),
        )
    })
}

fn cargo_install(project: &Project, package: &str, version: &str, folder: &Path) -> Command {
    let mut cargo = project.cargo();
    cargo.args(["install", package, "--version", version, "--root"]).arg(folder);
    cargo.env_remove("CARGO_TARGET_DIR");
    cargo
}

/// The folder to put on PATH for a program; `None` if the right version is on PATH already.
fn find_or(
    project: &Project,
    program: &str,
    package: &str,
    version: &str,
    bin: &str,
    install: impl FnOnce(&Path) -> Result<()>,
) -> Result<Option<PathBuf>> {
    let folder = project.tools.join(format!("{package}-{version}"));
    let bin = folder.join(bin);
    if which::which_in(program, Some(&bin), &folder).is_ok() {
        return Ok(Some(bin));
    }
    if answer_of(Command::new(program).arg("--version")).is_some_and(|answer| names(&answer, version)) {
        return Ok(None);
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    install(&folder)?;
    Ok(Some(bin))
}

/// Whether the answer to `--version` names this one.
fn names(answer: &str, version: &str) -> bool {
    answer.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_version_is_a_whole_word() {
        assert!(names("wasm-opt version 132 (version_132)\n", "132"));
        assert!(names("trunk 0.21.14\n", "0.21.14"));
        assert!(!names("trunk 0.21.140\n", "0.21.14"));
        assert!(!names("wasm-bindgen 0.2.13\n", "0.2.130"));
    }
}
