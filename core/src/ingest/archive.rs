//! Zipped snapshots.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rawzip::extra_fields::ExtraFieldId;
use rawzip::{CompressionMethod, ZipArchive, ZipFileHeaderRecord, ZipSliceArchive};

use crate::descriptor::DESCRIPTOR;
use crate::encodings::{self, GB18030};
use crate::ingest::gzip::{checked, inflated};
use crate::problem::Refusal;

/// The most that an archive may unpack to.
pub(crate) const MOST_BYTES: u64 = 512 << 20;
/// Above this size an archive may not unpack to more than [`MOST_RATIO`] times its length.
const SUSPECT_BYTES: u64 = 16 << 20;
const MOST_RATIO: u64 = 100;
const MOST_FILES: u64 = 1000;

fn broken(what: String, zh: String) -> Refusal {
    Refusal::both("zip", (what, zh), ("zip the snapshot's folder again", "请重新压缩快照文件夹"))
}

/// Unpacks a zipped snapshot into its files by path, the folder that holds the descriptor being
/// the root.
///
/// # Errors
/// As [`unpack`], and refuses an archive without a descriptor.
pub fn unzip(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Refusal> {
    let files = unpack(bytes)?;
    let root = files
        .keys()
        .filter_map(|path| path.strip_suffix(DESCRIPTOR))
        .filter(|root| root.is_empty() || root.ends_with('/'))
        .min_by_key(|root| root.len())
        .map(str::to_owned)
        .ok_or_else(|| broken(format!("it holds no {DESCRIPTOR}"), format!("其中没有 {DESCRIPTOR}")))?;
    Ok(files
        .into_iter()
        .filter_map(|(path, content)| Some((path.strip_prefix(&root)?.to_owned(), content)))
        .collect())
}

/// Unpacks an archive into its files by path. Names that are no UTF-8 are read as Chinese systems write them.
///
/// # Errors
/// Refuses what is not a zip archive, and one that unpacks to more than it should.
pub fn unpack(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Refusal> {
    let unreadable =
        |e| broken(format!("not a readable zip archive: {e}"), format!("不是可读的 zip 压缩包：{e}"));
    let archive = ZipArchive::from_slice(bytes).map_err(unreadable)?;
    let many = |files: u64| {
        broken(
            format!("{files} files are too many for a snapshot"),
            format!("共 {files} 个文件，超出快照应有的数量"),
        )
    };
    let stated = archive.entries_hint();
    if stated > MOST_FILES {
        return Err(many(stated));
    }
    let packed = bytes.len() as u64;
    let limit = MOST_BYTES.min(SUSPECT_BYTES.max(packed.saturating_mul(MOST_RATIO)));
    let mut left = limit;
    let mut files = BTreeMap::new();
    let (mut entries, mut number) = (archive.entries(), 0);
    while let Some(entry) = entries.next_entry().map_err(unreadable)? {
        number += 1;
        if number > MOST_FILES {
            return Err(many(number));
        }
        let path = name(&entry).replace('\\', "/");
        if path.ends_with('/') {
            continue;
        }
        let most = usize::try_from(left).unwrap_or(usize::MAX);
        let content = content(&archive, &entry, most).map_err(|why| {
            broken(format!("{path} cannot be unpacked: {why}"), format!("{path} 无法解压：{why}"))
        })?;
        left = left.checked_sub(content.len() as u64).ok_or_else(|| {
            broken(
                format!("it unpacks to more than {limit} bytes, which no snapshot of {packed} bytes does"),
                format!("解压后超过 {limit} 字节，{packed} 字节的快照不会如此之大"),
            )
        })?;
        files.insert(path, content);
    }
    Ok(files)
}

/// What a file unpacks to, cut off somewhere behind `most` bytes.
fn content(
    archive: &ZipSliceArchive<&[u8]>,
    entry: &ZipFileHeaderRecord<'_>,
    most: usize,
) -> Result<Vec<u8>, &'static str> {
    if entry.flags().is_encrypted() {
        return Err("it is encrypted");
    }
    let packed = archive.get_entry(entry.wayfinder()).map_err(|_| "its bytes are not there")?.data();
    match entry.compression_method() {
        CompressionMethod::STORE => {
            checked(packed, entry.crc32())?;
            Ok(packed.to_vec())
        }
        CompressionMethod::DEFLATE => inflated(packed, most, entry.crc32()),
        _ => Err("it is packed by a method that is not read here"),
    }
}

/// The name of a file: as it is said in UTF-8 for this very name, which Info-ZIP and others do beside one in the
/// letters of their system, or as it stands.
fn name(entry: &ZipFileHeaderRecord<'_>) -> String {
    let path = entry.file_path();
    let raw = path.as_bytes();
    let mut said = entry.extra_fields().filter(|(id, _)| *id == ExtraFieldId::INFO_ZIP_UNICODE_PATH);
    let said = said.find_map(|(_, said)| {
        let [1, a, b, c, d, name @ ..] = said else { return None };
        checked(raw, u32::from_le_bytes([*a, *b, *c, *d])).ok()?;
        std::str::from_utf8(name).ok()
    });
    let stands = || std::str::from_utf8(raw).map_or_else(|_| chinese(raw), Cow::Borrowed);
    said.map_or_else(stands, Cow::Borrowed).into_owned()
}

/// A name as Chinese systems write it.
fn chinese(name: &[u8]) -> Cow<'_, str> {
    encodings::decode(GB18030, name).map_or_else(|| String::from_utf8_lossy(name), Cow::Owned)
}
