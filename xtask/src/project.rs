//! Where things are.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The folders that the commands work in.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    /// The root of the work tree.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// The user's own folder for tools, shared by all work trees and kept by version.
    pub(crate) tools: PathBuf,
}

impl Project {
    /// Finds the work tree that this program was built from.
    ///
    /// # Errors
    /// The machine names no cache folder for this user.
    pub(crate) fn find() -> Result<Self> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or(env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&manifest).parent().context("xtask has no folder above it")?.to_owned();
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |t| root.join(t));
        let tools = dirs::cache_dir().context("there is no cache folder for this user; set HOME")?;
        Ok(Self { root, target, tools: tools.join("dealerscope") })
    }

    /// The finished site.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// What the commands remember between two runs.
    pub(crate) fn memory(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// The browser tests, a project of npm's.
    pub(crate) fn browser_tests(&self) -> PathBuf {
        self.root.join("tests/browser")
    }

    /// The browser benchmark, a project of npm's.
    pub(crate) fn bench(&self) -> PathBuf {
        self.root.join("bench")
    }

    /// The cargo that runs us, to be started at the root.
    pub(crate) fn cargo(&self) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(cargo);
        command.current_dir(&self.root);
        command
    }
}
