//! What the page opens with, computed where the site is built.
//!
//! The file is a product of the build, read by no other: [`FromEngine::Prepared`] as the worker would say it. The page holds
//! its hash, that of the descriptor it was computed from, and in its own HTML the findings, which can be read before anything
//! runs.

use std::fs;
use std::path::Path;

use dealerscope_core::descriptor::{Catalog, CatalogEntry, DESCRIPTOR, Descriptor};
use dealerscope_core::ingest::Loader;
use dealerscope_core::problem::Refusal;
use dealerscope_core::query::Query;
use dealerscope_core::{Snapshot, answer};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::protocol::FromEngine;
use crate::state::question;

/// What the page itself holds of the answer that it opens with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The hash of the descriptor that the answer was computed from, as a catalogue states it.
    pub descriptor: String,
    /// The folder of the snapshot below that of the data, with its closing slash.
    pub folder: String,
    /// The line about the answer in both languages, as HTML.
    pub context: String,
    /// The findings in both languages, as HTML.
    pub findings: String,
}

/// Computes the answer to a link without a fragment for the newest snapshot of a site's data folder: the file, and what
/// the page holds of it.
///
/// # Errors
/// Says what is not vouched for, or why the snapshot cannot be read.
pub fn prepare(data: &Path) -> Result<(Vec<u8>, Held), String> {
    let catalog: Catalog =
        serde_json::from_slice(&read(&data.join("catalog.json"))?).map_err(|e| e.to_string())?;
    let entry = catalog.snapshots.first().ok_or("catalog.json lists no snapshot")?;
    let folder = data.join(entry.path.trim_matches('/'));
    let descriptor = read(&folder.join(DESCRIPTOR))?;
    let snapshot = vouched(entry, &descriptor, &folder)?;
    let query = question(&Query::opening());
    let answer = Box::new(answer(&snapshot, &query));
    let info = Box::new(snapshot.info());
    let descriptor = format!("sha256:{:x}", Sha256::digest(&descriptor));
    let folder = folder_in_script(&entry.path)?;
    let (context, findings) = (markup::context(&answer, &info), markup::findings(&answer));
    let held = Held { descriptor, folder, context, findings };
    let word = FromEngine::Prepared { catalog, info, query, answer };
    Ok((postcard::to_allocvec(&word).map_err(|e| e.to_string())?, held))
}

/// A catalogue's folder as the page's script can hold it.
fn folder_in_script(path: &str) -> Result<String, String> {
    let inside = path.trim_matches('/');
    let plain = |c: char| c.is_alphanumeric() || "-_./ ".contains(c);
    match inside {
        "" | "." => Ok(String::new()),
        _ if inside.chars().all(plain) => Ok(format!("{inside}/")),
        _ => Err(format!("the path {path} in catalog.json has signs that a page's script cannot hold")),
    }
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

mod markup;
#[cfg(test)]
mod tests;
