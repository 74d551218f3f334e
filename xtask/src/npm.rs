//! Node's package manager, from which wasm-opt and the tools of the browser tests and benchmarks come.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::step;
use crate::tree;

/// npm, to be started in a folder.
///
/// # Errors
/// Node is not installed.
pub(crate) fn npm(folder: &Path) -> Result<Command> {
    program("npm", folder)
}

/// npm's runner of installed programs, to be started in a folder.
///
/// # Errors
/// Node is not installed.
pub(crate) fn npx(folder: &Path) -> Result<Command> {
    program("npx", folder)
}

/// Installs what a folder's lock file names, unless it is there.
///
/// # Errors
/// Node is not installed, or npm fails.
pub(crate) fn install(folder: &Path, whose: &str) -> Result<()> {
    if tree::is_current(&folder.join("node_modules/.package-lock.json"), &folder.join("package-lock.json")) {
        return Ok(());
    }
    let mut install = npm(folder)?;
    install.arg("ci").env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    step(
        &format!("Installing {whose} packages"),
        "some seconds",
        &mut install,
        "npm's message above says why",
    )
}

fn program(name: &str, folder: &Path) -> Result<Command> {
    let found =
        which::which(name).with_context(|| format!("{name} is missing; install Node.js 20 or later"))?;
    let mut command = Command::new(found);
    command.current_dir(folder).env("npm_config_loglevel", "error");
    Ok(command)
}
