//! Whether anything that a step depends on has changed since it was last done.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::tree;

/// The hash of a file's content, in hexadecimal.
pub(crate) fn of_bytes(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The hash of the names and contents of these files and folders below `root`, and of `extra`.
///
/// # Errors
/// A file cannot be read.
pub(crate) fn of_paths(root: &Path, paths: &[&str], extra: &str) -> Result<String> {
    let mut listing = extra.to_owned();
    for path in paths {
        for file in tree::files(&root.join(path))? {
            let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let name = file.strip_prefix(root).unwrap_or(&file);
            let _ = write!(listing, "\n{} {}", of_bytes(&bytes), name.display());
        }
    }
    Ok(of_bytes(listing.as_bytes()))
}

/// A note of what a step was last done with.
pub(crate) struct Stamp(PathBuf);

impl Stamp {
    /// The note of this name in a folder.
    pub(crate) fn new(folder: &Path, name: &str) -> Self {
        Self(folder.join(format!("{name}.stamp")))
    }

    /// Whether the step was last done with just this.
    pub(crate) fn says(&self, fingerprint: &str) -> bool {
        fs::read_to_string(&self.0).is_ok_and(|noted| noted == fingerprint)
    }

    /// Notes that the step has been done with this.
    ///
    /// # Errors
    /// The note cannot be written.
    pub(crate) fn write(&self, fingerprint: &str) -> Result<()> {
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.0, fingerprint).with_context(|| format!("cannot write {}", self.0.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_standard() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(of_bytes(b""), empty);
    }

    #[test]
    fn a_change_in_any_file_shows() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let all = of_paths(root, &["src", "Cargo.toml"], "").unwrap();
        assert_eq!(all, of_paths(root, &["src", "Cargo.toml"], "").unwrap());
        assert_ne!(all, of_paths(root, &["src"], "").unwrap());
        assert_ne!(all, of_paths(root, &["src", "Cargo.toml"], "another tool").unwrap());
    }
}
