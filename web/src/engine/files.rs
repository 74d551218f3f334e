//! The files of a snapshot by their path, wherever they lie.

use std::collections::BTreeMap;

use dealerscope_core::descriptor::DESCRIPTOR;
use dealerscope_core::foreign::{self, may_hold_a_table};
use web_sys::Blob;

use super::fetch::{Asked, Stream};
use crate::protocol::Trouble;

/// The files of a snapshot.
pub(super) enum Files {
    /// In a folder of the site: its address, with a slash at the end.
    Site(String),
    /// Of the reader, in the order of their paths below the descriptor's folder.
    Local(Vec<(String, Found)>),
}

/// A file of the reader.
pub(super) enum Found {
    /// Dropped as it is.
    Dropped(Blob),
    /// Unpacked from an archive.
    Unpacked(Vec<u8>),
}

/// A file that was asked for.
pub(super) enum Coming {
    /// On its way.
    Asked(Asked),
    /// Here.
    Here(Bytes),
}

/// The bytes of one file, whole or on their way.
pub(super) enum Bytes {
    /// On their way.
    Stream(Stream),
    /// Here.
    Whole(Vec<u8>),
}

impl Files {
    /// The reader's files, with what was unpacked of an archive among them.
    pub(super) fn local(files: Vec<(String, Blob)>, unpacked: BTreeMap<String, Vec<u8>>) -> Self {
        let mut all = unpacked.into_iter().map(|(path, bytes)| (path, Found::Unpacked(bytes))).collect();
        for (path, file) in files {
            put(&mut all, path, Found::Dropped(file));
        }
        Self::Local(all)
    }

    /// Roots the reader's files at the descriptor that lies nearest to the top, or at the folder of the tables,
    /// as if one lay beside them; and whether there is one.
    pub(super) fn rooted(self) -> (Self, bool) {
        let Self::Local(files) = self else { return (self, true) };
        let paths = || files.iter().map(|(path, _)| path.as_str());
        let described = root(paths());
        let tables = || foreign::root(paths().filter(|path| may_hold_a_table(path)));
        let root = described.unwrap_or_else(tables).to_owned();
        let described = described.is_some();
        let own = |(path, file): (String, Found)| Some((path.strip_prefix(&root)?.to_owned(), file));
        (Self::Local(files.into_iter().filter_map(own).collect()), described)
    }

    /// The paths of the reader's files.
    pub(super) fn paths(&self) -> Vec<String> {
        match self {
            Self::Local(files) => files.iter().map(|(path, _)| path.clone()).collect(),
            Self::Site(_) => Vec::new(),
        }
    }

    /// Whether they come over a network.
    pub(super) fn are_remote(&self) -> bool {
        matches!(self, Self::Site(_))
    }

    /// The length of a file, where it is known before it is read.
    pub(super) fn length(&self, path: &str) -> Option<u64> {
        self.local_file(path).map(|found| match found {
            Found::Dropped(file) => length(file),
            Found::Unpacked(bytes) => bytes.len() as u64,
        })
    }

    /// A file of the reader that was dropped as it is.
    pub(super) fn dropped(&self, path: &str) -> Option<&Blob> {
        match self.local_file(path)? {
            Found::Dropped(file) => Some(file),
            Found::Unpacked(_) => None,
        }
    }

    fn local_file(&self, path: &str) -> Option<&Found> {
        let Self::Local(files) = self else { return None };
        place(files, path).ok().map(|place| &files[place].1)
    }

    /// Puts a file in the place of a dropped one.
    pub(super) fn replace(&mut self, path: &str, file: Blob) {
        if let Self::Local(files) = self {
            put(files, path.to_owned(), Found::Dropped(file));
        }
    }

    /// Asks for a file. An unpacked one is given away: each is read once.
    pub(super) fn ask(&mut self, path: &str) -> Result<Coming, Trouble> {
        match self {
            Self::Site(folder) => {
                let url = format!("{folder}{path}");
                Ok(Coming::Asked(Asked::of(&url, &url)))
            }
            Self::Local(files) => match place(files, path).ok().map(|place| &mut files[place].1) {
                Some(Found::Dropped(file)) => Ok(Coming::Here(Bytes::Stream(Stream::of(file, path)))),
                Some(Found::Unpacked(bytes)) => Ok(Coming::Here(Bytes::Whole(std::mem::take(bytes)))),
                None => Err(Trouble::FileAbsent(path.to_owned())),
            },
        }
    }

    /// Asks for a file, and waits until it begins to come.
    pub(super) async fn take(&mut self, path: &str) -> Result<Bytes, Trouble> {
        self.ask(path)?.begin().await
    }
}

impl Coming {
    /// Waits until it begins to come.
    pub(super) async fn begin(self) -> Result<Bytes, Trouble> {
        match self {
            Self::Asked(asked) => asked.open().await.map(Bytes::Stream),
            Self::Here(bytes) => Ok(bytes),
        }
    }
}

impl Bytes {
    /// All of them.
    pub(super) async fn whole(self) -> Result<Vec<u8>, Trouble> {
        match self {
            Self::Stream(stream) => stream.whole().await,
            Self::Whole(bytes) => Ok(bytes),
        }
    }
}

/// The place of a file, or the one where it would stand.
fn place(files: &[(String, Found)], path: &str) -> Result<usize, usize> {
    files.binary_search_by(|(other, _)| other.as_str().cmp(path))
}

/// Puts a file in its place, or in that of the one with its path.
fn put(files: &mut Vec<(String, Found)>, path: String, file: Found) {
    match place(files, &path) {
        Ok(place) => files[place].1 = file,
        Err(place) => files.insert(place, (path, file)),
    }
}

/// How many bytes a file of the reader has.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length in bytes")]
pub(super) fn length(file: &Blob) -> u64 {
    file.size() as u64
}

/// The folder of the descriptor with the shortest path, with a slash at its end unless it is the top.
fn root<'a>(paths: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    paths
        .filter_map(|path| path.strip_suffix(DESCRIPTOR))
        .filter(|folder| folder.is_empty() || folder.ends_with('/'))
        .min_by_key(|folder| folder.len())
}

#[cfg(test)]
mod tests {
    use super::root;

    #[test]
    fn the_descriptor_nearest_to_the_top_is_the_root() {
        let paths = ["a/old/datapackage.json", "a/datapackage.json", "a/leads.csv"];
        assert_eq!(root(paths.into_iter()), Some("a/"));
        assert_eq!(root(["datapackage.json"].into_iter()), Some(""));
        assert_eq!(root(["my-datapackage.json", "leads.csv"].into_iter()), None);
    }
}
