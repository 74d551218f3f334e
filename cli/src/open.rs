//! Opens a snapshot: a folder, its `datapackage.json`, or a zip archive of it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use dealerscope_core::Snapshot;
use dealerscope_core::descriptor::{DESCRIPTOR, Descriptor};
use dealerscope_core::ingest::{self, Loader};
use dealerscope_core::problem::Refusal;
use indicatif::ProgressBar;

use crate::progress;

/// Bytes that are read at a time.
const PIECE: usize = 1 << 20;

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
