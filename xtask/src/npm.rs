//! Node's package manager, from which wasm-opt and the browser tests' tools come.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

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

fn program(name: &str, folder: &Path) -> Result<Command> {
    let found =
        which::which(name).with_context(|| format!("{name} is missing; install Node.js 20 or later"))?;
    let mut command = Command::new(found);
    command.current_dir(folder).env("npm_config_loglevel", "error");
    Ok(command)
}
