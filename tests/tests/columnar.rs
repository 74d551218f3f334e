//! The Parquet files beside the tables: what is read of them is what the CSV says, another reader agrees, and what is
//! damaged or of another make is refused.

#[path = "columnar/damage.rs"]
mod damage;
#[path = "columnar/foreign.rs"]
mod foreign;
#[path = "columnar/independent.rs"]
mod independent;
#[path = "columnar/same.rs"]
mod same;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dealerscope::pack::{self, Args};
use dealerscope_core::Snapshot;
use dealerscope_core::descriptor::{DESCRIPTOR, Descriptor};
use dealerscope_core::ingest::Loader;
use dealerscope_core::problem::Refusal;
use dealerscope_tests::generate::Generated;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// The seeds of the snapshots and of what is damaged in one, unless `COLUMNAR_SEEDS` gives others, such as `200..300`.
const SEEDS: std::ops::Range<u64> = 0..200;

/// A snapshot's files by path.
type Files = BTreeMap<String, Vec<u8>>;

/// Packs a snapshot's folder into another one beside its Parquet files.
fn packed(from: &Path) -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("packed");
    pack::run(&Args { recipe: from.to_owned(), out: out.clone(), from: None, columnar: true }).unwrap();
    (home, out)
}

/// The same for a snapshot in memory, whose files then are.
fn packed_files(generated: &Generated) -> Files {
    let from = tempfile::tempdir().unwrap();
    let paths = generated.descriptor.resources.iter().map(|resource| resource.path.as_str());
    for path in paths.chain([DESCRIPTOR]) {
        fs::write(from.path().join(path), generated.file(path).unwrap()).unwrap();
    }
    let (_home, out) = packed(from.path());
    files(&out)
}

fn files(folder: &Path) -> Files {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let named =
        |path: PathBuf| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap());
    entries.map(named).collect()
}

/// Reads a snapshot in pieces: by its Parquet files where there are some, or by its CSV.
fn read(files: &Files, columnar: bool) -> Result<Snapshot, Refusal> {
    let mut loader = Loader::new(Descriptor::read(&files[DESCRIPTOR])?);
    for (index, resource) in loader.resources().to_vec().into_iter().enumerate() {
        let path = if let Some(columnar) = resource.dealerscope.columnar.filter(|_| columnar) {
            loader.begin_columnar(index)?;
            columnar.path
        } else {
            loader.begin(index)?;
            resource.path
        };
        files[&path].chunks(10_007).try_for_each(|piece| loader.push(piece))?;
        while loader.step()? {}
        loader.end()?;
    }
    loader.finish()
}

fn hash(bytes: &[u8]) -> String {
    format!("sha256:{:x}", Sha256::digest(bytes))
}

/// Changes what the descriptor says of the Parquet file beside a table.
fn described(
    files: &mut Files,
    table: &str,
    change: impl FnOnce(&mut serde_json::Map<String, serde_json::Value>),
) {
    let mut json: serde_json::Value = serde_json::from_slice(&files[DESCRIPTOR]).unwrap();
    let resources = json["resources"].as_array_mut().unwrap();
    let resource = resources.iter_mut().find(|resource| resource["name"] == table).unwrap();
    change(resource["dealerscope"]["columnar"].as_object_mut().unwrap());
    files.insert(DESCRIPTOR.into(), json.to_string().into_bytes());
}

/// Puts other bytes in the place of the leads' Parquet file, and vouches for them.
fn replaced(files: &Files, bytes: Vec<u8>) -> Files {
    let mut files = files.clone();
    described(&mut files, "leads", |columnar| {
        columnar.insert("bytes".into(), bytes.len().into());
        columnar.insert("hash".into(), hash(&bytes).into());
    });
    files.insert("leads.parquet".into(), bytes);
    files
}

/// Checks that the Parquet file of the leads is refused by name in both languages, and gives the words.
#[track_caller]
fn refused(files: &Files) -> String {
    let Err(refusal) = read(files, true) else { panic!("it is read") };
    assert_eq!(refusal.file, "leads.parquet", "{refusal}");
    let (what, remedy) = refusal.zh.as_deref().expect("Chinese");
    assert!(!what.is_ascii() && !remedy.is_ascii(), "{what} {remedy}");
    refusal.to_string()
}
