//! Opens a snapshot: a folder, its `datapackage.json`, or a zip archive of it; or those that a site's
//! `catalog.json` lists.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use dealerscope_core::Snapshot;
use dealerscope_core::descriptor::{Catalog, CatalogEntry, DESCRIPTOR, Descriptor};
use dealerscope_core::ingest::{self, Loader, columnar};
use dealerscope_core::problem::Refusal;
use indicatif::ProgressBar;

use crate::progress;

/// Bytes that are read at a time.
const PIECE: usize = 1 << 20;

/// The catalogue's file name.
const CATALOG: &str = "catalog.json";

/// A snapshot that is to be opened.
pub struct Source {
    /// What it is called until it says so itself.
    pub name: String,
    path: PathBuf,
    entry: Option<CatalogEntry>,
    refused: Option<Refusal>,
}

impl Source {
    /// A source that cannot be opened, and why.
    #[must_use]
    pub fn refused(path: &Path, refusal: Refusal) -> Self {
        Self { name: path.display().to_string(), path: path.to_owned(), entry: None, refused: Some(refusal) }
    }

    /// Whether a catalogue lists it.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        self.entry.is_some()
    }

    /// Opens it, and holds the Parquet file beside each table against it.
    ///
    /// # Errors
    /// As [`Source::open`], and a Parquet file that does not hold the same.
    pub fn open_both(self) -> Result<Snapshot, Refusal> {
        let path = self.path.clone();
        let snapshot = self.open()?;
        both(&path)?;
        Ok(snapshot)
    }

    /// Opens it; one of a catalogue must be the one that the catalogue means.
    ///
    /// # Errors
    /// As [`snapshot`], and a descriptor with another hash than the catalogue states.
    pub fn open(self) -> Result<Snapshot, Refusal> {
        if let Some(refusal) = self.refused {
            return Err(refusal);
        }
        if let Some(entry) = self.entry {
            inside(&entry.path)?;
            entry.verify(&Files::at(&self.path)?.whole(DESCRIPTOR)?)?;
        }
        snapshot(&self.path)
    }
}

/// What a path stands for: a snapshot, or all that the catalogue of a site's data folder lists.
///
/// # Errors
/// Refuses a catalogue that cannot be read, and one that lists nothing.
pub fn sources(path: &Path) -> Result<Vec<Source>, Refusal> {
    let named = path.file_name().is_some_and(|name| name == CATALOG);
    let catalog = if named { path.to_owned() } else { path.join(CATALOG) };
    if !named && (!catalog.is_file() || path.join(DESCRIPTOR).is_file()) {
        let name = path.display().to_string();
        return Ok(vec![Source { name, path: path.to_owned(), entry: None, refused: None }]);
    }
    let bytes = fs::read(&catalog).map_err(|e| unreadable(CATALOG, &e))?;
    let catalog: Catalog = serde_json::from_slice(&bytes).map_err(|e| {
        Refusal::new(
            CATALOG,
            format!("not a readable catalogue: {e}"),
            "write it as data/catalog.json is written",
        )
    })?;
    if catalog.snapshots.is_empty() {
        return Err(Refusal::new(CATALOG, "it lists no snapshot", "list the snapshots that the site offers"));
    }
    let folder = if named { path.parent().unwrap_or(Path::new("")) } else { path };
    let source = |entry: CatalogEntry| Source {
        name: entry.name.clone(),
        path: folder.join(&entry.path),
        entry: Some(entry),
        refused: None,
    };
    Ok(catalog.snapshots.into_iter().map(source).collect())
}

/// Where a snapshot's files lie.
enum Files {
    Folder(PathBuf),
    Zip(BTreeMap<String, Vec<u8>>),
}

/// Reads a snapshot as the page does, with a progress bar on a terminal.
///
/// # Errors
/// Refuses what cannot be read, and every snapshot that the contract refuses.
pub fn snapshot(path: &Path) -> Result<Snapshot, Refusal> {
    let files = Files::at(path)?;
    let descriptor = Descriptor::read(&files.whole(DESCRIPTOR)?)?;
    let mut loader = Loader::new(descriptor);
    let paths: Vec<String> = loader.resources().iter().map(|r| r.path.clone()).collect();
    let bar = progress::bytes(paths.iter().map(|path| files.length(path)).sum(), "reading");
    for (index, path) in paths.iter().enumerate() {
        loader.begin(index)?;
        files.feed(path, &mut loader, &bar)?;
        loader.end()?;
    }
    bar.finish_and_clear();
    loader.finish()
}

/// Holds the Parquet file beside each table of a snapshot against it.
fn both(path: &Path) -> Result<(), Refusal> {
    let files = Files::at(path)?;
    let descriptor = Descriptor::read(&files.whole(DESCRIPTOR)?)?;
    for resource in Loader::new(descriptor).resources() {
        if let Some(columnar) = &resource.dealerscope.columnar {
            inside(&columnar.path)?;
            columnar::compare(resource, &files.whole(&resource.path)?, &files.whole(&columnar.path)?)?;
        }
    }
    Ok(())
}

impl Files {
    fn at(path: &Path) -> Result<Self, Refusal> {
        let refuse = |e: &io::Error| unreadable(&path.display().to_string(), e);
        if fs::metadata(path).map_err(|e| refuse(&e))?.is_dir() {
            return Ok(Self::Folder(path.to_owned()));
        }
        if path.file_name().is_some_and(|name| name == DESCRIPTOR) {
            return Ok(Self::Folder(path.parent().unwrap_or(Path::new("")).to_owned()));
        }
        let bytes = fs::read(path).map_err(|e| refuse(&e))?;
        let unpacked = ingest::unzip(&bytes);
        unpacked.map(Self::Zip).map_err(|refusal| Refusal { file: path.display().to_string(), ..refusal })
    }

    fn length(&self, path: &str) -> u64 {
        match self {
            Self::Folder(folder) => fs::metadata(folder.join(path)).map_or(0, |m| m.len()),
            Self::Zip(files) => files.get(path).map_or(0, |bytes| bytes.len() as u64),
        }
    }

    fn whole(&self, path: &str) -> Result<Vec<u8>, Refusal> {
        match self {
            Self::Folder(folder) => fs::read(folder.join(path)).map_err(|e| unreadable(path, &e)),
            Self::Zip(files) => files.get(path).cloned().ok_or_else(|| absent(path)),
        }
    }

    fn feed(&self, path: &str, loader: &mut Loader, bar: &ProgressBar) -> Result<(), Refusal> {
        let mut source: Box<dyn Read + '_> = match self {
            Self::Folder(folder) => {
                let open = || File::open(folder.join(inside(path)?)).map_err(|e| unreadable(path, &e));
                Box::new(open()?)
            }
            Self::Zip(files) => Box::new(files.get(path).ok_or_else(|| absent(path))?.as_slice()),
        };
        let mut piece = vec![0; PIECE];
        loop {
            match source.read(&mut piece) {
                Ok(0) => return Ok(()),
                Ok(length) => {
                    loader.push(&piece[..length])?;
                    bar.inc(length as u64);
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(unreadable(path, &e)),
            }
        }
    }
}

/// A descriptor's path, which must not lead out of its folder.
fn inside(path: &str) -> Result<&Path, Refusal> {
    let inner = Path::new(path);
    if inner.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Ok(inner);
    }
    Err(Refusal::new(
        DESCRIPTOR,
        format!("the path {path:?} leads out of the snapshot's folder"),
        "put the file beside the descriptor and give its relative path",
    ))
}

fn unreadable(path: &str, error: &io::Error) -> Refusal {
    match error.kind() {
        io::ErrorKind::NotFound => absent(path),
        _ => {
            Refusal::new(path, format!("cannot be read: {error}"), "see that it is a file that you may read")
        }
    }
}

fn absent(path: &str) -> Refusal {
    let remedy = match path {
        DESCRIPTOR => "name a folder that holds one, the file itself, or a .zip",
        _ => "see that the path is right and the file is part of the snapshot",
    };
    Refusal::new(path, "there is no such file", remedy)
}
