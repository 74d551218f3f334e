//! The spreadsheet that opens what is exported. One test needs it, and says so where it is not there.

use crate::debian;

/// Installs the spreadsheet of `LibreOffice` where nobody need be asked; everywhere else the test is left out.
pub(crate) fn ensure() {
    if ["soffice", "libreoffice"].iter().any(|name| which::which(name).is_ok()) || !debian::is_root() {
        return;
    }
    let installed = debian::install(
        "LibreOffice's spreadsheet",
        "one to two minutes, once",
        &["libreoffice-calc-nogui"],
        "or install LibreOffice yourself",
    );
    if let Err(error) = installed {
        eprintln!("warning: {error:#}; exports are not opened in a spreadsheet");
    }
}
