//! A snapshot is read whole or not at all: every cut, every flipped byte and every file of another snapshot is
//! refused, and the refusal names the file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dealerscope_core::Snapshot;
use dealerscope_core::descriptor::{Catalog, CatalogEntry, DESCRIPTOR, Descriptor};
use dealerscope_core::ingest::Loader;
use dealerscope_core::problem::Refusal;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::common::Case;

type Files = BTreeMap<String, Vec<u8>>;

/// A snapshot with a lead a day of a month, whose descriptor vouches for its files; the entry vouches for the
/// descriptor.
fn snapshot(month: u32) -> (CatalogEntry, Files) {
    let leads = (1..=28).fold(String::new(), |mut rows, day| {
        let _ = writeln!(rows, "a,2026-{month:02}-{day:02},website");
        rows
    });
    let mut case = Case::new()
        .leads("dealer_id,created_at,channel", &leads)
        .targets("2026-06,a,orders,12")
        .spend("2026-06,website,a,300.5");
    let packed = {
        let mut gz = GzEncoder::new(Vec::new(), Compression::best());
        std::io::Write::write_all(&mut gz, &case.files["spend.csv"]).unwrap();
        gz.finish().unwrap()
    };
    case.files.remove("spend.csv");
    let case = case.file("spend.csv.gz", packed);
    let resource = |(path, bytes): (&String, &Vec<u8>)| {
        let (name, hash) = (path.split('.').next(), format!("sha256:{:x}", Sha256::digest(bytes)));
        json!({ "name": name, "path": path, "hash": hash, "bytes": bytes.len() })
    };
    let mut described = case.descriptor.clone();
    described["resources"] = case.files.iter().map(resource).collect();
    let descriptor = serde_json::to_vec_pretty(&described).unwrap();
    let hash = format!("sha256:{:x}", Sha256::digest(&descriptor));
    let entry = CatalogEntry { hash, ..CatalogEntry::default() };
    let mut files = case.files;
    files.insert(DESCRIPTOR.into(), descriptor);
    (entry, files)
}

/// Reads files as the page does, in pieces.
fn read(entry: &CatalogEntry, files: &Files) -> Result<Snapshot, Refusal> {
    entry.verify(&files[DESCRIPTOR])?;
    let mut loader = Loader::new(Descriptor::read(&files[DESCRIPTOR])?);
    for index in 0..loader.resources().len() {
        let path = loader.resources()[index].path.clone();
        loader.begin(index)?;
        files[&path].chunks(97).try_for_each(|piece| loader.push(piece))?;
        loader.end()?;
    }
    loader.finish()
}

/// Checks that one changed file is refused, by its name.
#[track_caller]
fn refused(entry: &CatalogEntry, files: &Files, path: &str, changed: Vec<u8>, what: &str) {
    let mut files = files.clone();
    files.insert(path.to_owned(), changed);
    match read(entry, &files) {
        Ok(_) => panic!("{path} is read although {what}"),
        Err(refusal) => assert_eq!(refusal.file, path, "{what}: {refusal}"),
    }
}

#[test]
fn a_whole_snapshot_is_read() {
    let (entry, files) = snapshot(5);
    assert_eq!(files.len(), 5);
    let read = read(&entry, &files).unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(read.problems().total(), 0);
}

#[test]
fn a_thousand_flipped_bytes_are_found_one_by_one() {
    let (entry, files) = snapshot(5);
    let all: Vec<(&String, usize)> =
        files.iter().flat_map(|(path, bytes)| (0..bytes.len()).map(move |at| (path, at))).collect();
    let mut state = 20_260_630_u64;
    for _ in 0..1000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let drawn = usize::try_from(state >> 33).unwrap();
        let (path, at) = all[drawn % all.len()];
        let mut bytes = files[path].clone();
        bytes[at] ^= 1 << (drawn % 8);
        refused(&entry, &files, path, bytes, &format!("byte {at} is flipped"));
    }
}

#[test]
fn a_file_cut_at_any_of_a_hundred_places_is_refused() {
    let (entry, files) = snapshot(5);
    for (path, bytes) in &files {
        for cut in 0..100 {
            let left = bytes.len() * cut / 100;
            refused(&entry, &files, path, bytes[..left].to_vec(), &format!("{left} bytes are left"));
        }
        let longer = [&bytes[..], b"\n"].concat();
        refused(&entry, &files, path, longer, "a byte was added");
    }
}

#[test]
fn files_of_two_snapshots_do_not_mix() {
    let ((entry, files), (_, others)) = (snapshot(5), snapshot(6));
    for path in ["leads.csv", DESCRIPTOR] {
        refused(&entry, &files, path, others[path].clone(), "it is another snapshot's");
    }
}

#[test]
fn the_site_s_own_catalogue_vouches_for_its_snapshots() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/");
    let catalog = std::fs::read(format!("{data}catalog.json")).unwrap();
    let catalog: Catalog = serde_json::from_slice(&catalog).unwrap();
    assert!(!catalog.snapshots.is_empty());
    for entry in &catalog.snapshots {
        let descriptor = std::fs::read(format!("{data}{}/{DESCRIPTOR}", entry.path)).unwrap();
        assert!(!entry.hash.is_empty(), "{}", entry.name);
        entry.verify(&descriptor).unwrap_or_else(|refusal| panic!("{}: {refusal}", entry.name));
    }
}
