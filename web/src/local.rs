//! Snapshots on the reader's own machine: what was dropped or picked.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
};
use yew::AttrValue;

/// A folder that holds more files than this is not a snapshot.
const MOST: usize = 2000;

/// Files of the reader.
#[derive(Debug, PartialEq)]
pub struct Dropped {
    /// The folder's or archive's name.
    pub name: AttrValue,
    /// The path of each file within what was dropped.
    pub paths: Vec<String>,
    /// The files, in the same order.
    pub files: Vec<Blob>,
}

impl Dropped {
    fn new(found: Vec<(String, File)>) -> Option<Self> {
        let first = found.first()?.0.clone();
        let name = first.split('/').next().unwrap_or_default().to_owned().into();
        let (paths, files) = found.into_iter().map(|(path, file)| (path, file.into())).unzip();
        Some(Self { name, paths, files })
    }

    /// These files and others, which replace those of the same path.
    #[must_use]
    pub fn with(&self, others: &Self) -> Self {
        let kept = self.paths.iter().zip(&self.files).filter(|(path, _)| !others.paths.contains(path));
        let all = kept.chain(others.paths.iter().zip(&others.files));
        let (paths, files) = all.map(|(path, file)| (path.clone(), file.clone())).unzip();
        Self { name: self.name.clone(), paths, files }
    }

    /// What a file input holds: single files, or a folder with all that lies in it.
    #[must_use]
    pub fn from_list(list: &FileList) -> Option<Self> {
        let files = (0..list.length()).filter_map(|i| list.get(i)).take(MOST);
        let found = files.map(|file| {
            let path = js_sys::Reflect::get(&file, &"webkitRelativePath".into());
            let path = path.ok().and_then(|p| p.as_string()).filter(|p| !p.is_empty());
            (path.unwrap_or_else(|| file.name()), file)
        });
        Self::new(found.collect())
    }

    /// What was dropped on the page. The entries must be taken before the event is over.
    #[must_use]
    pub fn entries(transfer: &DataTransfer) -> Vec<FileSystemEntry> {
        let items = transfer.items();
        (0..items.length())
            .filter_map(|i| items.get(i))
            .filter_map(|item| item.webkit_get_as_entry().ok().flatten())
            .collect()
    }

    /// The single files of a drop: all there is where the browser gives no entries.
    #[must_use]
    pub fn from_transfer(transfer: &DataTransfer) -> Option<Self> {
        Self::from_list(&transfer.files()?)
    }

    /// The files of dropped entries, those in folders included.
    pub async fn from_entries(mut entries: Vec<FileSystemEntry>) -> Option<Self> {
        let mut found = Vec::new();
        while let Some(entry) = entries.pop() {
            if found.len() >= MOST {
                break;
            }
            if entry.is_directory() {
                entries.extend(children(entry.unchecked_into()).await);
            } else if let Some(file) = file(entry.clone().unchecked_into()).await {
                found.push((entry.full_path().trim_start_matches('/').to_owned(), file));
            }
        }
        Self::new(found)
    }
}

async fn file(entry: FileSystemFileEntry) -> Option<File> {
    let promise = promise(|give, fail| entry.file_with_callback_and_callback(&give, &fail));
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// What lies in a folder. Browsers give it in batches; an empty one is the last.
async fn children(folder: FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let promise = promise(|give, fail| {
            // A failure to begin leaves the promise open only in browsers without folders to drop.
            let _ = reader.read_entries_with_callback_and_callback(&give, &fail);
        });
        let batch: Array =
            JsFuture::from(promise).await.ok().map(|found| Array::from(&found)).unwrap_or_default();
        if batch.length() == 0 || all.len() > MOST {
            return all;
        }
        all.extend(batch.iter().map(JsValue::unchecked_into::<FileSystemEntry>));
    }
}

fn promise(start: impl FnMut(js_sys::Function, js_sys::Function)) -> Promise {
    let mut start = start;
    Promise::new(&mut |give, fail| start(give, fail))
}

/// Whether a drag carries files, and not text or an image of some page.
#[must_use]
pub fn carries_files(transfer: Option<&DataTransfer>) -> bool {
    transfer.is_some_and(|t| t.types().iter().any(|kind| kind == "Files"))
}
