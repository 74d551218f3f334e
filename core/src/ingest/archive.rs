//! Zipped snapshots.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::descriptor::DESCRIPTOR;
use crate::problem::Refusal;

/// The most that an archive may unpack to.
const MOST_BYTES: u64 = 512 << 20;
/// Above this size an archive may not unpack to more than [`MOST_RATIO`] times its length.
const SUSPECT_BYTES: u64 = 64 << 20;
const MOST_RATIO: u64 = 100;
const MOST_FILES: usize = 1000;

/// Unpacks a zipped snapshot into its files by path, the folder that holds the descriptor being
/// the root.
///
/// # Errors
/// Refuses what is not a zip archive, and one that unpacks to more than it should.
pub fn unzip(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Refusal> {
    let broken = |what: String| Refusal::new("zip", what, "zip the snapshot's folder again");
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|e| broken(format!("not a readable zip archive: {e}")))?;
    if archive.len() > MOST_FILES {
        return Err(broken(format!("{} files are too many for a snapshot", archive.len())));
    }
    let packed = bytes.len() as u64;
    let limit = MOST_BYTES.min(SUSPECT_BYTES.max(packed.saturating_mul(MOST_RATIO)));
    let mut left = limit;
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let file =
            archive.by_index(index).map_err(|e| broken(format!("file {} cannot be read: {e}", index + 1)))?;
        if file.is_dir() {
            continue;
        }
        let path = file.name().replace('\\', "/");
        let mut content = Vec::new();
        file.take(left + 1)
            .read_to_end(&mut content)
            .map_err(|e| broken(format!("{path} cannot be unpacked: {e}")))?;
        left = left.checked_sub(content.len() as u64).ok_or_else(|| {
            broken(format!("it unpacks to more than {limit} bytes, which no snapshot of {packed} bytes does"))
        })?;
        files.insert(path, content);
    }
    let root = files
        .keys()
        .filter_map(|path| path.strip_suffix(DESCRIPTOR))
        .filter(|root| root.is_empty() || root.ends_with('/'))
        .min_by_key(|root| root.len())
        .map(str::to_owned)
        .ok_or_else(|| broken(format!("it holds no {DESCRIPTOR}")))?;
    Ok(files
        .into_iter()
        .filter_map(|(path, content)| Some((path.strip_prefix(&root)?.to_owned(), content)))
        .collect())
}
