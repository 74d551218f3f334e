//! The files of a snapshot by their path, wherever they lie.

use std::collections::BTreeMap;

use dealerscope_core::descriptor::DESCRIPTOR;
use dealerscope_core::foreign::{self, may_hold_a_table};

use super::fetch::Stream;
use crate::protocol::{LocalFile, Trouble};

/// The files of a snapshot.
pub(super) enum Files {
    /// In a folder of the site: its address, with a slash at the end.
    Site(String),
    /// Dropped one by one: addresses and lengths by the path below the descriptor's folder.
    Dropped(BTreeMap<String, LocalFile>),
    /// Unpacked from an archive.
    Unpacked(BTreeMap<String, Vec<u8>>),
}

/// The bytes of one file, whole or on their way.
pub(super) enum Bytes {
    /// On their way.
    Stream(Stream),
    /// Here.
    Whole(Vec<u8>),
}

impl Files {
    /// Roots dropped files at the descriptor that lies nearest to the top; gives them back where there is none.
    pub(super) fn dropped(files: Vec<LocalFile>) -> Result<Self, Vec<LocalFile>> {
        match root(files.iter().map(|f| f.path.as_str())).map(str::to_owned) {
            Some(root) => Ok(Self::below(&root, files)),
            None => Err(files),
        }
    }

    /// Roots the tables among dropped files that came without a descriptor, as if one lay beside them.
    pub(super) fn beside(files: Vec<LocalFile>) -> Self {
        let tables = files.iter().map(|f| f.path.as_str()).filter(|path| may_hold_a_table(path));
        let root = foreign::root(tables).to_owned();
        Self::below(&root, files)
    }

    fn below(root: &str, files: Vec<LocalFile>) -> Self {
        let own = |file: LocalFile| Some((file.path.strip_prefix(root)?.to_owned(), file));
        Self::Dropped(files.into_iter().filter_map(own).collect())
    }

    /// The paths below the root of what was dropped.
    pub(super) fn paths(&self) -> Vec<String> {
        match self {
            Self::Dropped(files) => files.keys().cloned().collect(),
            Self::Site(_) | Self::Unpacked(_) => Vec::new(),
        }
    }

    /// The length of a file, where it is known before it is read.
    pub(super) fn length(&self, path: &str) -> Option<u64> {
        match self {
            Self::Site(_) => None,
            Self::Dropped(files) => files.get(path).map(|f| f.bytes),
            Self::Unpacked(files) => files.get(path).map(|f| f.len() as u64),
        }
    }

    /// Asks for a file. An unpacked one is given away: each is read once.
    pub(super) async fn take(&mut self, path: &str) -> Result<Bytes, Trouble> {
        match self {
            Self::Site(folder) => {
                let url = format!("{folder}{path}");
                Ok(Bytes::Stream(Stream::open(&url, &url).await?))
            }
            Self::Dropped(files) => {
                let file = files.get(path).ok_or_else(|| Trouble::FileAbsent(path.to_owned()))?;
                Ok(Bytes::Stream(Stream::open(&file.url, path).await?))
            }
            Self::Unpacked(files) => {
                files.remove(path).map(Bytes::Whole).ok_or_else(|| Trouble::FileAbsent(path.to_owned()))
            }
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
