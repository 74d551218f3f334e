//! What the page opens with, computed where the site is built.
//!
//! The file is a product of the build, read by no other: 32 bytes of SHA-256 of the descriptor that the answer was
//! computed from, then [`FromEngine::Prepared`] as the worker would say it. The page holds the hash of the file.

use std::fs;
use std::path::Path;

use dealerscope_core::descriptor::{Catalog, CatalogEntry, DESCRIPTOR, Descriptor};
use dealerscope_core::ingest::Loader;
use dealerscope_core::problem::Refusal;
use dealerscope_core::query::Query;
use dealerscope_core::{Snapshot, answer};
use sha2::{Digest, Sha256};

use crate::protocol::FromEngine;
use crate::state::question;

/// Computes the answer to a link without a fragment for the newest snapshot of a site's data folder.
///
/// # Errors
/// Says what is not vouched for, or why the snapshot cannot be read.
pub fn prepare(data: &Path) -> Result<Vec<u8>, String> {
    let catalog: Catalog =
        serde_json::from_slice(&read(&data.join("catalog.json"))?).map_err(|e| e.to_string())?;
    let entry = catalog.snapshots.first().ok_or("catalog.json lists no snapshot")?;
    let folder = data.join(entry.path.trim_matches('/'));
    let descriptor = read(&folder.join(DESCRIPTOR))?;
    let snapshot = vouched(entry, &descriptor, &folder)?;
    let query = question(&Query::opening());
    let answer = Box::new(answer(&snapshot, &query));
    let info = Box::new(snapshot.info());
    let word = FromEngine::Prepared { catalog, info, query, answer };
    let word = postcard::to_allocvec(&word).map_err(|e| e.to_string())?;
    Ok([Sha256::digest(&descriptor).as_slice(), &word].concat())
}

/// Reads a snapshot whose every byte is vouched for: by the catalogue its descriptor, by that its files.
fn vouched(entry: &CatalogEntry, descriptor: &[u8], folder: &Path) -> Result<Snapshot, String> {
    let said = |refusal: Refusal| refusal.to_string();
    if entry.hash.is_empty() {
        return Err(format!("catalog.json states no hash for {}", entry.name));
    }
    entry.verify(descriptor).map_err(said)?;
    let mut loader = Loader::new(Descriptor::read(descriptor).map_err(said)?);
    for (index, resource) in loader.resources().to_vec().into_iter().enumerate() {
        if resource.hash.is_none_or(|hash| hash.is_empty()) {
            return Err(format!("{DESCRIPTOR} states no hash for {}", resource.path));
        }
        loader.begin(index).map_err(said)?;
        loader.push(&read(&folder.join(&resource.path))?).map_err(said)?;
        loader.end().map_err(said)?;
    }
    loader.finish().map_err(said)
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|e| format!("{}: {e}", path.display()))
}

#[cfg(test)]
mod tests;
