//! The Parquet files beside the tables of a snapshot.

mod pages;
mod runs;
mod sheet;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use dealerscope_core::descriptor::{Columnar, Descriptor, Resource};
use dealerscope_core::ingest::columnar::{cells, compare};
use dealerscope_core::problem::Refusal;
use encoding_rs::{Encoding, UTF_8};
use indicatif::{HumanBytes, ProgressBar};
use sha2::{Digest, Sha256};

use sheet::Sheet;

/// Writes the Parquet file beside each table that can be said so, and lists it in the descriptor. The others stay
/// as they are, which is said.
pub(super) fn write(folder: &Path, descriptor: &mut Descriptor, bar: &ProgressBar) -> Result<()> {
    let mut taken = HashSet::new();
    for at in 0..descriptor.resources.len() {
        let files = descriptor.files(&descriptor.resources[at].name);
        let alone = files.len() == 1;
        for (part, mut file) in files.into_iter().enumerate() {
            bar.set_message(format!("{}: as Parquet", file.path));
            let written = one(folder, &mut file, alone, &mut taken)?;
            match &written {
                Ok(columnar) => {
                    let size = HumanBytes(columnar.bytes.unwrap_or_default());
                    bar.suspend(|| println!("{}: {size}", columnar.path));
                }
                Err(refusal) => bar.suspend(|| eprintln!("{refusal}")),
            }
            let resource = &mut descriptor.resources[at];
            let further = part.checked_sub(1).and_then(|part| resource.dealerscope.further.get_mut(part));
            let columnar = written.ok();
            if let Some(further) = further {
                (further.bytes, further.hash, further.columnar) = (file.bytes, file.hash, columnar);
            } else {
                (resource.bytes, resource.hash, resource.encoding) = (file.bytes, file.hash, file.encoding);
                resource.dealerscope.columnar = columnar;
            }
        }
    }
    Ok(())
}

/// Writes the Parquet file beside one CSV file, whose length, hash and encoding are then stated as well; says why
/// there is none where that is so.
fn one(
    folder: &Path,
    file: &mut Resource,
    alone: bool,
    taken: &mut HashSet<String>,
) -> Result<Result<Columnar, Refusal>> {
    let bytes = fs::read(folder.join(&file.path)).with_context(|| file.path.clone())?;
    file.bytes = Some(bytes.len() as u64);
    file.hash = Some(format!("sha256:{:x}", Sha256::digest(&bytes)));
    let mut sheet = Sheet::default();
    let encoding = match cells(file, &bytes, |cells| sheet.add(cells)) {
        Ok(encoding) => encoding.to_ascii_lowercase(),
        Err(refusal) => return Ok(Err(refusal)),
    };
    // What a byte order mark has shown, the Parquet file does not.
    if encoding != stated_encoding(file) {
        if !alone {
            return Ok(Err(unstated(file, &encoding)));
        }
        file.encoding = encoding;
    }
    let parquet = sheet.finish().with_context(|| file.path.clone())?;
    let path = name(&file.path, |path| taken.contains(path) || folder.join(path).exists());
    let columnar = Columnar {
        path: path.clone(),
        bytes: Some(parquet.len() as u64),
        hash: Some(format!("sha256:{:x}", Sha256::digest(&parquet))),
    };
    file.dealerscope.columnar = Some(columnar.clone());
    if let Err(refusal) = compare(file, &bytes, &parquet) {
        file.dealerscope.columnar = None;
        return Ok(Err(unreadable(file, &refusal)));
    }
    taken.insert(path.clone());
    fs::write(folder.join(&path), parquet).with_context(|| path.clone())?;
    Ok(Ok(columnar))
}

/// The encoding that a file is said to be in.
fn stated_encoding(file: &Resource) -> String {
    let stated = Encoding::for_label_no_replacement(file.encoding.as_bytes()).unwrap_or(UTF_8);
    stated.name().to_ascii_lowercase()
}

fn unstated(file: &Resource, encoding: &str) -> Refusal {
    let remedy = "the table stays as CSV; write all its files in one encoding for Parquet files";
    Refusal::new(&file.path, format!("it is in {encoding}, which is not stated"), remedy)
}

fn unreadable(file: &Resource, why: &Refusal) -> Refusal {
    let what = format!("its Parquet file would be refused: {}", why.what);
    let remedy = "the table stays as CSV; where long texts begin alike, shorten them for a Parquet file";
    Refusal::new(&file.path, what, remedy)
}

/// The path of the Parquet file beside a CSV file, which is not taken by another one.
fn name(csv: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let bare = csv.strip_suffix(".gz").unwrap_or(csv);
    let own = format!("{}.parquet", bare.strip_suffix(".csv").unwrap_or(bare));
    if is_taken(&own) { format!("{csv}.parquet") } else { own }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_has_a_name_of_its_own() {
        let named = |csv: &str, taken: &str| name(csv, |path| path == taken);
        assert_eq!(named("leads.csv", ""), "leads.parquet");
        assert_eq!(named("old/leads.csv.gz", "leads.parquet"), "old/leads.parquet");
        assert_eq!(named("leads.csv.gz", "leads.parquet"), "leads.csv.gz.parquet");
        assert_eq!(named("leads.txt", ""), "leads.txt.parquet");
    }

    #[test]
    fn a_table_that_would_be_refused_as_parquet_stays_csv() {
        let folder = tempfile::tempdir().expect("a folder");
        // Each note is written as what it has in common with the one before, as a bomb would be.
        let row = |row: u32| format!("D{row},N,华东,31,{}{row}\n", "x".repeat(30_000));
        let csv: String = ["dealer_id,name,region,province,note\n".to_owned()]
            .into_iter()
            .chain((0..500).map(row))
            .collect();
        fs::write(folder.path().join("dealers.csv"), csv).expect("written");
        let mut file = Resource { name: "dealers".into(), path: "dealers.csv".into(), ..Resource::default() };
        let written = one(folder.path(), &mut file, true, &mut HashSet::new()).expect("sound");
        let refusal = written.expect_err("too much for its length").to_string();
        assert!(refusal.contains("dealers.csv") && refusal.contains("stays as CSV"), "{refusal}");
        assert!(file.dealerscope.columnar.is_none() && !folder.path().join("dealers.parquet").exists());
    }
}
