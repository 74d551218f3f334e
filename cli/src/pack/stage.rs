//! Where a snapshot is made before it takes its place.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use dealerscope_core::descriptor::DESCRIPTOR;
use tempfile::TempDir;

/// A folder beside the snapshot's future place, on the same disk, so that taking the place is one step.
/// It vanishes with all it holds when it is dropped.
#[derive(Debug)]
pub(super) struct Stage {
    root: TempDir,
    folder: PathBuf,
    scratch: PathBuf,
}

impl Stage {
    /// Makes the stage for a snapshot that is to stand at `out`.
    pub(super) fn beside(out: &Path) -> Result<Self> {
        ensure!(
            may_take(out),
            "{} exists and holds no snapshot; name a folder that is empty or not there yet",
            out.display()
        );
        let parent = match out.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent).with_context(|| parent.display().to_string())?;
        let root = tempfile::Builder::new()
            .prefix(".packing-")
            .tempdir_in(parent)
            .with_context(|| format!("nothing can be written into {}", parent.display()))?;
        let (folder, scratch) = (root.path().join("snapshot"), root.path().join("scratch"));
        fs::create_dir(&folder)?;
        fs::create_dir(&scratch)?;
        Ok(Self { root, folder, scratch })
    }

    /// The snapshot's folder, for now.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A folder for copies that are not part of the snapshot.
    pub(super) fn scratch(&self) -> &Path {
        &self.scratch
    }

    /// Puts the snapshot in its place. One that stands there is set aside first, and put back if the
    /// new one cannot follow.
    pub(super) fn publish(self, out: &Path) -> Result<()> {
        let aside = self.root.path().join("before");
        let stood = out.exists();
        if stood {
            fs::rename(out, &aside).with_context(|| format!("{} cannot be replaced", out.display()))?;
        }
        if let Err(error) = fs::rename(&self.folder, out) {
            if stood {
                fs::rename(&aside, out)?;
            }
            return Err(error).with_context(|| format!("the snapshot cannot be put at {}", out.display()));
        }
        Ok(())
    }
}

fn may_take(out: &Path) -> bool {
    if !out.exists() {
        return true;
    }
    let empty = || fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_none());
    out.is_dir() && (out.join(DESCRIPTOR).is_file() || empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_stage_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("deep/out");
        drop(Stage::beside(&out).unwrap());
        assert_eq!(fs::read_dir(home.path().join("deep")).unwrap().count(), 0);
    }

    #[test]
    fn a_snapshot_is_replaced_and_a_foreign_folder_is_not() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        for turn in ["first", "second"] {
            let stage = Stage::beside(&out).unwrap();
            fs::write(stage.folder().join(DESCRIPTOR), turn).unwrap();
            stage.publish(&out).unwrap();
            assert_eq!(fs::read_to_string(out.join(DESCRIPTOR)).unwrap(), turn);
        }
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
        fs::remove_file(out.join(DESCRIPTOR)).unwrap();
        fs::write(out.join("letter.txt"), "mine").unwrap();
        assert!(Stage::beside(&out).is_err());
    }
}
