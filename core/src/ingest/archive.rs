//! Zipped snapshots.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;

use zip::read::ZipFile;
use zip::{CompressionMethod, ZipArchive};

use crate::descriptor::DESCRIPTOR;
use crate::encodings::{self, GB18030};
use crate::ingest::gzip::{checked, inflated};
use crate::problem::Refusal;

/// The most that an archive may unpack to.
pub(crate) const MOST_BYTES: u64 = 512 << 20;
/// Above this size an archive may not unpack to more than [`MOST_RATIO`] times its length.
const SUSPECT_BYTES: u64 = 16 << 20;
const MOST_RATIO: u64 = 100;
const MOST_FILES: usize = 1000;

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
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| {
        broken(format!("not a readable zip archive: {e}"), format!("不是可读的 zip 压缩包：{e}"))
    })?;
    if archive.len() > MOST_FILES {
        let files = archive.len();
        return Err(broken(
            format!("{files} files are too many for a snapshot"),
            format!("共 {files} 个文件，超出快照应有的数量"),
        ));
    }
    let packed = bytes.len() as u64;
    let limit = MOST_BYTES.min(SUSPECT_BYTES.max(packed.saturating_mul(MOST_RATIO)));
    let mut left = limit;
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let number = index + 1;
        let file = archive.by_index_raw(index).map_err(|e| {
            broken(format!("file {number} cannot be read: {e}"), format!("第 {number} 个文件无法读取：{e}"))
        })?;
        if file.is_dir() {
            continue;
        }
        let name = file.name_raw();
        let name = std::str::from_utf8(name).map_or_else(|_| chinese(name), Cow::Borrowed);
        let path = name.replace('\\', "/");
        let most = usize::try_from(left).unwrap_or(usize::MAX);
        let content = content(&file, bytes, most).map_err(|why| {
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

/// What a file of the archive with these bytes unpacks to, cut off somewhere behind `most` bytes.
fn content(file: &ZipFile<'_, Cursor<&[u8]>>, archive: &[u8], most: usize) -> Result<Vec<u8>, &'static str> {
    if file.encrypted() {
        return Err("it is encrypted");
    }
    let start = usize::try_from(file.data_start()).ok();
    let packed = start
        .zip(usize::try_from(file.compressed_size()).ok())
        .and_then(|(start, length)| archive.get(start..)?.get(..length));
    let packed = packed.ok_or("the archive ends within it")?;
    match file.compression() {
        CompressionMethod::Stored => {
            checked(packed, file.crc32())?;
            Ok(packed.to_vec())
        }
        CompressionMethod::Deflated => inflated(packed, most, file.crc32()),
        _ => Err("it is packed by a method that is not read here"),
    }
}

/// A name as Chinese systems write it.
fn chinese(name: &[u8]) -> Cow<'_, str> {
    encodings::decode(GB18030, name).map_or_else(|| String::from_utf8_lossy(name), Cow::Owned)
}
