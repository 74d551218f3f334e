//! Opening a snapshot: find it, read its files piece by piece, build it.

use dealerscope_core::Snapshot;
use dealerscope_core::descriptor::{Catalog, CatalogEntry, DESCRIPTOR, Descriptor};
use dealerscope_core::foreign::describe;
use dealerscope_core::ingest::{self, Loader, Needs};

use super::fetch::Stream;
use super::files::{Bytes, Files};
use super::watch::{Stop, Watch};
use super::{look, room};
use crate::protocol::{FromEngine, LocalFile, Source, Stage, Trouble};

/// Pieces of a file that is already in memory, so that reading it can be stopped as well.
const PIECE: usize = 1 << 20;

/// Reads a whole snapshot, telling how far it is.
pub(super) async fn open(source: Source, mut watch: Watch) -> Result<Snapshot, Stop> {
    watch.enter(Stage::Finding).await?;
    let mut entry = CatalogEntry::default();
    let mut described = None;
    let mut files = match source {
        Source::Site { base, name } => {
            let (files, found) = site(&base, name.as_deref()).await?;
            entry = found;
            files
        }
        Source::Local { files, .. } if is_archive(&files) => unpack(&files[0], &mut watch).await?,
        Source::Local { files, choice: Some(choice), .. } => {
            described = Some(describe(&choice)?.into_bytes());
            Files::beside(files)
        }
        Source::Local { name, files, choice: None } => match Files::dropped(files) {
            Ok(files) => files,
            Err(files) => return Err(look::through(&name, files, &mut watch).await?),
        },
    };
    DESCRIPTOR.clone_into(&mut watch.progress.file);
    let descriptor = match described {
        Some(text) => text,
        None => files.take(DESCRIPTOR).await?.whole().await?,
    };
    entry.verify(&descriptor)?;
    let descriptor = Descriptor::read(&descriptor)?;
    Needs::of(&descriptor, |resource| files.length(&resource.path)).fit(room::held(), room::device())?;
    let mut loader = Loader::new(descriptor);
    let resources = loader.resources().to_vec();
    watch.progress.total = resources.iter().map(|r| files.length(&r.path).or(r.bytes)).sum();
    for (index, resource) in resources.iter().enumerate() {
        watch.progress.file.clone_from(&resource.path);
        watch.enter(Stage::Reading).await?;
        loader.begin(index)?;
        if let Some(bytes) = files.length(&resource.path) {
            loader.expect(bytes);
        }
        match files.take(&resource.path).await? {
            Bytes::Stream(mut stream) => {
                let mut piece = Vec::new();
                while stream.next(&mut piece).await? {
                    push(&mut loader, &piece, &mut watch).await?;
                }
            }
            Bytes::Whole(bytes) => {
                for piece in bytes.chunks(PIECE) {
                    push(&mut loader, piece, &mut watch).await?;
                }
            }
        }
        loader.end()?;
    }
    watch.enter(Stage::Building).await?;
    Ok(loader.finish()?)
}

async fn push(loader: &mut Loader, piece: &[u8], watch: &mut Watch) -> Result<(), Stop> {
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

fn is_archive(files: &[LocalFile]) -> bool {
    matches!(files, [file] if file.path.to_ascii_lowercase().ends_with(".zip"))
}

async fn unpack(file: &LocalFile, watch: &mut Watch) -> Result<Files, Stop> {
    Needs::of_archive(&file.path, file.bytes).fit(room::held(), room::device())?;
    watch.progress.total = Some(file.bytes);
    watch.progress.file.clone_from(&file.path);
    watch.enter(Stage::Unpacking).await?;
    let bytes = Stream::open(&file.url, &file.path).await?.whole().await?;
    let files = ingest::unzip(&bytes)?;
    Ok(Files::Unpacked(files))
}
