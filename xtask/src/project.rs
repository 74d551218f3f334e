//! Where things are.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The environment's word for the compiler's options for the modules, which are added to those of
/// `.cargo/config.toml`.
const MODULES_FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

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

    /// Has a build of the modules name the crates' sources from the registry's folder on, where the compiler would
    /// write the whole way through the builder's home into each place that can panic: that is nobody's business, and
    /// the size of what travels would change with the length of a name. The compiler's options are told apart by
    /// spaces here, so that a home with one in it stays as it is.
    pub(crate) fn without_home(command: &mut Command) -> &mut Command {
        let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
        let home = home.or_else(|| dirs::home_dir().map(|home| home.join(".cargo")));
        let sources = home.map(|home| home.join("registry").join("src"));
        match sources.as_deref().and_then(Path::to_str) {
            Some(sources) if !sources.contains(char::is_whitespace) => {
                command.env(MODULES_FLAGS, format!("--remap-path-prefix={sources}="))
            }
            _ => command,
        }
    }
}
