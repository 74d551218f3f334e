//! Files below a folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};
use walkdir::WalkDir;

/// All files below a path, in the order of their names; the path itself if it is a file, and none
/// if nothing is there.
///
/// # Errors
/// A folder cannot be listed.
pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(path).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot list {}", path.display()))?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

/// When a file was last written; `None` if it is not there.
pub(crate) fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|m| m.modified()).ok()
}

/// Whether a file is there and not older than the one it was made from.
pub(crate) fn is_current(made: &Path, from: &Path) -> bool {
    modified(made).is_some_and(|made| modified(from).is_some_and(|from| made >= from))
}

/// Writes a file, and the folders above it, unless it holds just this already: one that was not written need not be
/// compressed again.
///
/// # Errors
/// The file cannot be written.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Makes `to` hold the same files as `from` but those that `leave_out` picks by their path below
/// `from`, copying only what is missing or older, and removing what has gone.
///
/// # Errors
/// A file cannot be copied or removed.
pub(crate) fn mirror(from: &Path, to: &Path, leave_out: impl Fn(&Path) -> bool) -> Result<()> {
    for file in files(from)? {
        let below = file.strip_prefix(from)?;
        let copy = to.join(below);
        let same_length =
            fs::metadata(&copy).map(|m| m.len()).ok() == fs::metadata(&file).map(|m| m.len()).ok();
        if leave_out(below) || (same_length && is_current(&copy, &file)) {
            continue;
        }
        if let Some(folder) = copy.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&file, &copy).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    for copy in files(to)? {
        let below = copy.strip_prefix(to)?;
        let source = from.join(below);
        let packed = from.join(below.with_extension(""));
        let made_here = copy.extension().is_some_and(|e| e == "br" || e == "gz");
        let kept = source.exists() || (made_here && packed.exists());
        if leave_out(below) || !kept {
            fs::remove_file(&copy).with_context(|| format!("cannot remove {}", copy.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let below = |file: PathBuf| file.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        files(folder).unwrap().into_iter().map(below).collect()
    }

    #[test]
    fn a_file_is_written_where_no_folder_is_yet_and_left_alone_where_it_is_the_same() {
        let root = std::env::temp_dir().join(format!("dealerscope-write-{}", std::process::id()));
        let file = root.join("memory/page.html");
        write(&file, b"draft").unwrap();
        let old = fs::File::options().write(true).open(&file).unwrap();
        old.set_modified(std::time::UNIX_EPOCH).unwrap();
        write(&file, b"draft").unwrap();
        assert_eq!(modified(&file), Some(std::time::UNIX_EPOCH));
        write(&file, b"other").unwrap();
        assert_ne!(modified(&file), Some(std::time::UNIX_EPOCH));
        assert_eq!(fs::read(&file).unwrap(), b"other");
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_mirror_follows_what_comes_and_goes() {
        let root = std::env::temp_dir().join(format!("dealerscope-mirror-{}", std::process::id()));
        let (from, to) = (root.join("from"), root.join("to"));
        for (name, text) in [("catalog.json", "{}"), ("new/leads.csv", "a"), ("recipes/x.sql", "select")] {
            fs::create_dir_all(from.join(name).parent().unwrap()).unwrap();
            fs::write(from.join(name), text).unwrap();
        }
        fs::create_dir_all(to.join("old")).unwrap();
        for name in ["old/leads.csv", "old/leads.csv.br", "catalog.json.br"] {
            fs::write(to.join(name), "made before").unwrap();
        }
        let mirrored = || {
            mirror(&from, &to, |below| below.starts_with("recipes")).unwrap();
            names(&to)
        };
        assert_eq!(mirrored(), ["catalog.json", "catalog.json.br", "new/leads.csv"]);
        fs::write(from.join("new/leads.csv"), "longer").unwrap();
        fs::remove_file(from.join("catalog.json")).unwrap();
        assert_eq!(mirrored(), ["new/leads.csv"]);
        assert_eq!(fs::read_to_string(to.join("new/leads.csv")).unwrap(), "longer");
        fs::remove_dir_all(root).unwrap();
    }
}
