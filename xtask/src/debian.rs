//! Programs that Debian and its kin bring.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::process::{answer_of, step};

/// Whether packages can be installed without asking anyone.
pub(crate) fn is_root() -> bool {
    let root = || answer_of(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    Path::new("/etc/debian_version").exists() && which::which("apt-get").is_ok() && root()
}

/// Installs packages; says what they are, how long it usually takes, and the way out where it fails.
///
/// # Errors
/// The list of packages cannot be read, or they cannot be installed.
pub(crate) fn install(what: &str, usual: &str, packages: &[&str], way_out: &str) -> Result<()> {
    apt("Reading Debian's list of packages", "some seconds", &["update"], way_out)?;
    let arguments = [&["install", "--yes", "--no-install-recommends"], packages].concat();
    apt(&format!("Installing {what}"), usual, &arguments, way_out)
}

fn apt(what: &str, usual: &str, arguments: &[&str], way_out: &str) -> Result<()> {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet=2").args(arguments);
    step(what, usual, &mut apt, way_out)
}
