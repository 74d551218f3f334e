//! What a descriptor vouches for.

use sha2::Sha256;
use sha2::digest::Output;

use crate::problem::Refusal;

/// Holds a file against the length and the hash that are stated of it.
///
/// # Errors
/// Refuses a file that is another one.
pub(crate) fn verify(
    path: &str,
    length: Option<u64>,
    hash: Option<&str>,
    bytes: u64,
    digest: impl FnOnce() -> Output<Sha256>,
) -> Result<(), Refusal> {
    let copy_again = (
        "the file was cut short or changed after the export: copy or export the snapshot again",
        "文件不完整或在导出后被改动：请重新复制或导出快照",
    );
    if let Some(stated) = length.filter(|&stated| stated != bytes) {
        let what = (
            format!("it has {bytes} bytes, and the descriptor states {stated}"),
            format!("文件有 {bytes} 字节，而描述文件所载为 {stated} 字节"),
        );
        return Err(Refusal::both(path, what, copy_again));
    }
    let Some(stated) = hash else { return Ok(()) };
    let got = format!("{:x}", digest());
    if stated.strip_prefix("sha256:").unwrap_or(stated).to_ascii_lowercase() == got {
        return Ok(());
    }
    let what = (
        format!("its hash is sha256:{got}, and the descriptor states {stated}"),
        format!("文件哈希为 sha256:{got}，而描述文件所载为 {stated}"),
    );
    Err(Refusal::both(path, what, copy_again))
}
