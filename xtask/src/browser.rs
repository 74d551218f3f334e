//! The browser that the browser tests run in.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::debian;
use crate::npm::npx;
use crate::process::step;
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
    if debian::is_root() {
        let way_out = format!("or install Chromium yourself, or name one in {VARIABLE}");
        let packages = ["chromium", "fonts-noto-cjk"];
        debian::install("Chromium and a Chinese font", "about a minute, once", &packages, &way_out)?;
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
