//! Opening a snapshot: find it, read its files piece by piece, build it.

use std::collections::BTreeMap;

use dealerscope_core::Snapshot;
use dealerscope_core::descriptor::{Catalog, CatalogEntry, DESCRIPTOR, Descriptor, Resource};
use dealerscope_core::foreign::{Foreign, describe};
use dealerscope_core::ingest::{self, Loader, Needs};
use js_sys::Uint8Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, WorkerGlobalScope};

use super::fetch::Stream;
use super::files::{Bytes, Files, length};
use super::second::Second;
use super::watch::{Stop, Watch};
use super::{look, room};
use crate::protocol::{FromEngine, Source, Stage, Trouble};

/// Pieces of a file that is already in memory, so that reading it can be stopped as well.
pub(super) const PIECE: usize = 1 << 20;

/// Reads a whole snapshot, telling how far it is. The reader's own files lie beside their paths.
pub(super) async fn open(source: Source, blobs: Vec<Blob>, mut watch: Watch) -> Result<Snapshot, Stop> {
    watch.enter(Stage::Finding).await?;
    let (name, files, choice) = match source {
        Source::Site { base, name } => {
            let (mut files, entry) = site(&base, name.as_deref()).await?;
            let bytes = take_descriptor(&mut files, &mut watch).await?;
            entry.verify(&bytes)?;
            return read(Descriptor::read(&bytes)?, files, &mut watch).await;
        }
        Source::Local { name, paths, choice } => {
            (name, paths.into_iter().zip(blobs).collect::<Vec<_>>(), choice)
        }
    };
    let (mut found, described) = local(&files, &mut watch).await?;
    if let Some(choice) = choice {
        return read(Descriptor::read(describe(&choice)?.as_bytes())?, found, &mut watch).await;
    }
    if !described {
        return Err(Stop::Foreign(Box::new(look::through(&name, found, None, &mut watch).await?)));
    }
    let bytes = take_descriptor(&mut found, &mut watch).await?;
    let descriptor = Descriptor::read(&bytes)?;
    let in_one = descriptor.resources.iter().all(|resource| resource.dealerscope.further.is_empty());
    let result = read(descriptor, found, &mut watch).await;
    match result {
        // The reader may know which columns are meant; a table in several files is beyond what is asked.
        Err(Stop::Trouble(Trouble::Refused(refusal))) if refusal.absent && in_one => {
            // A second reader ended with the reading.
            watch.beside = None;
            let (found, _) = local(&files, &mut watch).await?;
            let foreign = look::through(&name, found, Some(&Descriptor::read(&bytes)?), &mut watch).await?;
            Err(Stop::Foreign(Box::new(Foreign { refused: Some(refusal), ..foreign })))
        }
        result => result,
    }
}

async fn take_descriptor(files: &mut Files, watch: &mut Watch) -> Result<Vec<u8>, Stop> {
    DESCRIPTOR.clone_into(&mut watch.progress.file);
    Ok(files.take(DESCRIPTOR).await?.whole().await?)
}

/// The file that is taken for a table, or for a part of one.
struct Taken {
    path: String,
    /// Whether it is the Parquet file beside the CSV.
    columnar: bool,
    /// Its length, as far as it is known.
    length: Option<u64>,
}

impl Taken {
    /// Over a network the smaller form is taken. What the reader has may have been edited, and is read as it can be
    /// seen.
    fn of(resource: &Resource, files: &Files) -> Self {
        match &resource.dealerscope.columnar {
            Some(file) if files.are_remote() => {
                Self { path: file.path.clone(), columnar: true, length: file.bytes }
            }
            _ => {
                let length = files.length(&resource.path).or(resource.bytes);
                Self { path: resource.path.clone(), columnar: false, length }
            }
        }
    }
}

/// Reads the files that a descriptor lists.
async fn read(descriptor: Descriptor, mut files: Files, watch: &mut Watch) -> Result<Snapshot, Stop> {
    Needs::of(&descriptor, |resource| files.length(&resource.path)).fit(room::held(), room::device())?;
    let mut loader = Loader::new(descriptor);
    let resources = loader.resources().to_vec();
    let taken: Vec<Taken> = resources.iter().map(|resource| Taken::of(resource, &files)).collect();
    watch.progress.total = taken.iter().map(|file| file.length).sum();
    let known: Vec<Option<u64>> = resources.iter().map(|r| files.length(&r.path)).collect();
    // Each file is asked for while the one before is read, and the first of the leads at once: they are most of the
    // snapshot, and read last.
    let mut coming: Vec<_> = taken.iter().map(|_| None).collect();
    let last = resources.last().map(|last| &last.name);
    let leads = resources.iter().position(|resource| Some(&resource.name) == last);
    let mut second = match leads {
        Some(leads) => Second::start(&loader, leads, &mut files, watch).await,
        None => None,
    };
    let mut ask = |index: usize| taken.get(index).map(|file| files.ask(&file.path));
    for index in [Some(0), leads].into_iter().flatten() {
        if let Some(coming @ None) = coming.get_mut(index) {
            *coming = ask(index);
        }
    }
    for (index, file) in taken.iter().enumerate() {
        watch.progress.file.clone_from(&file.path);
        watch.enter(Stage::Reading).await?;
        if file.columnar {
            loader.begin_columnar(index)?;
            if may_hash(file.length) {
                loader.leave_hash();
            }
        } else {
            loader.begin(index)?;
        }
        if let Some(bytes) = known[index] {
            loader.expect(bytes);
        }
        if let Some(coming @ None) = coming.get_mut(index + 1) {
            *coming = ask(index + 1);
        }
        let Some(now) = coming[index].take() else { break };
        match now?.begin().await? {
            Bytes::Stream(mut stream) => {
                let mut piece = Vec::new();
                while stream.next(&mut piece).await? {
                    push(&mut loader, &piece, watch).await?;
                }
            }
            Bytes::Whole(bytes) => {
                for piece in bytes.chunks(PIECE) {
                    push(&mut loader, piece, watch).await?;
                }
            }
        }
        if let Some(second) = second.take_if(|_| Some(index) == leads) {
            second.finish(&mut loader, index, &file.path, watch).await?;
        }
        let unhashed = loader.unhashed().map(Uint8Array::from);
        if let Some(bytes) = unhashed
            && let Some(hash) = digest(&bytes).await
        {
            loader.tell_hash(hash);
        }
        while loader.step()? {
            watch.progress.rows = loader.rows();
            watch.between().await?;
        }
        loader.end()?;
    }
    watch.enter(Stage::Building).await?;
    let snapshot = loader.finish()?;
    // Who has gone elsewhere meanwhile does not get it.
    watch.between().await?;
    Ok(snapshot)
}

/// A longer file is hashed while it comes: the browser would have it in memory twice more.
const MOST_HASHED: u64 = 64 << 20;

/// Whether the hash of a file of this length is left to the browser, which gives none to a page that came over a line
/// that others can read.
fn may_hash(length: Option<u64>) -> bool {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    scope.is_secure_context() && length.is_some_and(|length| length <= MOST_HASHED)
}

/// The SHA-256 of bytes by the browser itself, which has it eight times as soon.
async fn digest(bytes: &Uint8Array) -> Option<[u8; 32]> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let subtle = scope.crypto().ok()?.subtle();
    let hash = JsFuture::from(subtle.digest_with_str_and_js_u8_array("SHA-256", bytes).ok()?).await.ok()?;
    Uint8Array::new(&hash).to_vec().try_into().ok()
}

pub(super) async fn push(loader: &mut Loader, piece: &[u8], watch: &mut Watch) -> Result<(), Stop> {
    loader.push(piece)?;
    watch.progress.bytes += piece.len() as u64;
    watch.progress.rows = loader.rows();
    watch.between().await
}

/// Finds a snapshot of the site through its catalogue.
async fn site(base: &str, name: Option<&str>) -> Result<(Files, CatalogEntry), Stop> {
    let address = format!("{base}catalog.json");
    let bytes = Stream::open(&address, &address).await?.whole().await?;
    let catalog: Catalog =
        serde_json::from_slice(&bytes).map_err(|e| Trouble::Unreachable(address.clone(), e.to_string()))?;
    let named = name.and_then(|name| catalog.snapshots.iter().find(|s| s.name == name));
    let entry = named.or(catalog.snapshots.first()).ok_or(Trouble::EmptyCatalog)?.clone();
    let folder = match entry.path.trim_matches('/') {
        "" | "." => base.to_owned(),
        path => format!("{base}{path}/"),
    };
    super::say(&FromEngine::Catalog(catalog));
    Ok((Files::Site(folder), entry))
}

/// The files of the reader, below the folder of their descriptor, and whether there is one. The only archive
/// among files without a descriptor is unpacked.
async fn local(files: &[(String, Blob)], watch: &mut Watch) -> Result<(Files, bool), Stop> {
    let is_archive = |(path, _): &&(String, Blob)| path.to_ascii_lowercase().ends_with(".zip");
    let described = files.iter().any(|(path, _)| path.rsplit('/').next() == Some(DESCRIPTOR));
    let mut archives = files.iter().filter(is_archive);
    let mut unpacked = BTreeMap::new();
    let mut beside = files.to_vec();
    if let (Some(archive), None, false) = (archives.next(), archives.next(), described) {
        unpacked = unpack(&archive.0, &archive.1, watch).await?;
        beside.retain(|file| file != archive);
    }
    Ok(Files::local(beside, unpacked).rooted())
}

async fn unpack(path: &str, file: &Blob, watch: &mut Watch) -> Result<BTreeMap<String, Vec<u8>>, Stop> {
    Needs::of_archive(path, length(file)).fit(room::held(), room::device())?;
    watch.progress.total = Some(length(file));
    path.clone_into(&mut watch.progress.file);
    watch.enter(Stage::Unpacking).await?;
    let bytes = Stream::of(file, path).whole().await?;
    Ok(ingest::unpack(&bytes)?)
}
