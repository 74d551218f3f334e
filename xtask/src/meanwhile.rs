//! The site, built while the native tests run: half of that is one compiler at work on one module, which leaves a
//! core to others.

use std::fs::{self, File};
use std::process::{Child, Command};

use anyhow::{Context as _, Result, bail};

use crate::process::{announce, seconds};
use crate::project::Project;

/// A build of the site that goes on beside us.
pub(crate) struct Meanwhile {
    child: Child,
    log: std::path::PathBuf,
}

impl Meanwhile {
    /// Begins to build the site with another process of this program, whose words are kept for later.
    ///
    /// # Errors
    /// This program cannot be started again, or its words cannot be kept.
    pub(crate) fn begin(project: &Project) -> Result<Self> {
        announce("Building the site meanwhile", Some("what it says follows when it is needed"));
        let log = project.memory().join("site.log");
        fs::create_dir_all(project.memory()).context("cannot make the folder of what is remembered")?;
        let words = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let program = std::env::current_exe().context("cannot tell where this program is")?;
        let mut command = Command::new(program);
        command.arg("build").stdout(words.try_clone()?).stderr(words);
        Ok(Self { child: command.spawn().context("cannot start this program again")?, log })
    }

    /// Waits for the end, and passes on what was said.
    ///
    /// # Errors
    /// The site could not be built, for the reason that was passed on.
    pub(crate) fn finish(mut self) -> Result<()> {
        let begun = std::time::Instant::now();
        let status = self.child.wait().context("cannot wait for the building of the site")?;
        let words = fs::read_to_string(&self.log).unwrap_or_default();
        announce("The site, built meanwhile", Some(&format!("waited for: {}", seconds(begun))));
        eprint!("{words}");
        if !status.success() {
            bail!("the site could not be built; its messages above say why");
        }
        Ok(())
    }
}

impl Drop for Meanwhile {
    /// Whoever gives up begins nothing more; a compiler at work comes to its own end.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
