//! Snapshots on the reader's own machine: what was dropped or picked, as addresses for the worker.

use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry, Url,
};
use yew::AttrValue;

use crate::protocol::LocalFile;

/// A folder that holds more files than this is not a snapshot.
const MOST: usize = 2000;

/// Files of the reader. Their addresses are given back when the last that names them is dropped.
#[derive(Debug, PartialEq)]
pub struct Dropped {
    /// The folder's or archive's name.
    pub name: AttrValue,
    /// The files.
    pub files: Vec<LocalFile>,
    addresses: Vec<Rc<Addresses>>,
}

#[derive(Debug, PartialEq)]
struct Addresses(Vec<String>);

impl Drop for Addresses {
    fn drop(&mut self) {
        for url in &self.0 {
            // An address that is gone already is what is wanted.
            let _ = Url::revoke_object_url(url);
        }
    }
}

impl Dropped {
    fn new(found: Vec<(String, File)>) -> Option<Self> {
        let first = found.first()?.0.clone();
        let name = first.split('/').next().unwrap_or_default().to_owned().into();
        let files = found.into_iter().filter_map(|(path, file)| {
            let url = Url::create_object_url_with_blob(&file).ok()?;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length in bytes")]
            Some(LocalFile { path, url, bytes: file.size() as u64 })
        });
        let files: Vec<LocalFile> = files.collect();
        let addresses = vec![Rc::new(Addresses(files.iter().map(|file| file.url.clone()).collect()))];
        Some(Self { name, files, addresses })
    }

    /// These files and others, which replace those of the same path.
    #[must_use]
    pub fn with(&self, others: &Self) -> Self {
        let kept = self.files.iter().filter(|file| others.files.iter().all(|other| other.path != file.path));
        Self {
            name: self.name.clone(),
            files: kept.chain(&others.files).cloned().collect(),
            addresses: self.addresses.iter().chain(&others.addresses).cloned().collect(),
        }
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
