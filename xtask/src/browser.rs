//! The browser that the browser tests run in.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::npm::npx;
use crate::process::{answer_of, step};
use crate::project::Project;

/// Names a browser of Chromium's family to use instead of the one that is found.
pub(crate) const VARIABLE: &str = "DEALERSCOPE_BROWSER";

const NAMES: [&str; 6] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];
const PLACES: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];

/// Finds a browser, or installs one; `None` means that Playwright has its own.
///
/// # Errors
/// None is there and none can be installed.
pub(crate) fn ensure(project: &Project) -> Result<Option<PathBuf>> {
    if let Some(named) = std::env::var_os(VARIABLE).map(PathBuf::from) {
        if !named.is_file() {
            bail!("{VARIABLE} names {}, which is not there", named.display());
        }
        return Ok(Some(named));
    }
    if let Some(found) = find() {
        return Ok(Some(found));
    }
    if is_root_on_debian() {
        apt("Reading Debian's list of packages", "some seconds", &["update"])?;
        let packages = ["install", "--yes", "--no-install-recommends", "chromium", "fonts-noto-cjk"];
        apt("Installing Chromium and a Chinese font", "about a minute, once", &packages)?;
        return Ok(find());
    }
    step(
        "Making sure that Playwright has its browser",
        "about a minute the first time",
        npx(&project.browser_tests())?.args(["playwright", "install", "chromium"]),
        &format!("or install Chromium or Chrome yourself, or name one in {VARIABLE}"),
    )?;
    Ok(None)
}

fn find() -> Option<PathBuf> {
    let on_path = NAMES.iter().find_map(|name| which::which(name).ok());
    on_path.or_else(|| PLACES.iter().map(PathBuf::from).find(|place| place.is_file()))
}

fn is_root_on_debian() -> bool {
    let root = || answer_of(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    Path::new("/etc/debian_version").exists() && which::which("apt-get").is_ok() && root()
}

fn apt(what: &str, usual: &str, arguments: &[&str]) -> Result<()> {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet=2").args(arguments);
    step(what, usual, &mut apt, &format!("or install Chromium yourself, or name one in {VARIABLE}"))
}
