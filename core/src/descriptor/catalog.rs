//! `catalog.json`: the snapshots that a site offers.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::DESCRIPTOR;
use crate::problem::Refusal;

/// `catalog.json`: the snapshots that a site offers, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Catalog {
    /// The snapshots.
    pub snapshots: Vec<CatalogEntry>,
}

/// One snapshot of a [`Catalog`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CatalogEntry {
    /// The snapshot's name, as the fragment's `snapshot` gives it.
    pub name: String,
    /// Its title for people.
    pub title: String,
    /// Its folder, relative to the catalogue.
    pub path: String,
    /// The moment that it describes.
    pub as_of: String,
    /// `sha256:` and the hash of its descriptor, which vouches for the files; not checked when empty.
    pub hash: String,
}

impl CatalogEntry {
    /// Checks that a descriptor is the one that the catalogue means.
    ///
    /// # Errors
    /// Refuses one with another hash.
    pub fn verify(&self, descriptor: &[u8]) -> Result<(), Refusal> {
        let stated = self.hash.strip_prefix("sha256:").unwrap_or(&self.hash);
        if stated.is_empty() || stated.eq_ignore_ascii_case(&format!("{:x}", Sha256::digest(descriptor))) {
            return Ok(());
        }
        Err(Refusal::both(
            DESCRIPTOR,
            (
                format!("its hash is not the one that the catalogue states, sha256:{stated}"),
                format!("文件哈希与目录所载不符（sha256:{stated}）"),
            ),
            (
                "the descriptor was cut short or changed: copy the snapshot again, or write its hash into catalog.json",
                "描述文件不完整或已被改动：请重新复制快照，或将其哈希写入 catalog.json",
            ),
        ))
    }
}
