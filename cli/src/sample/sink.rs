//! Files that are hashed and counted while they are written.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// What the descriptor says of a written file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// The file's length.
    pub(super) bytes: u64,
    /// The file's hash, `sha256:…`.
    pub(super) hash: String,
}

/// A file that is being written.
pub(super) struct Sink {
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Sink {
    /// Begins a file; one that stands there is replaced.
    pub(super) fn create(folder: &Path, name: &str) -> Result<Self> {
        let path = folder.join(name);
        let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self { file: BufWriter::new(file), hash: Sha256::new(), bytes: 0 })
    }

    /// Writes the file's next bytes.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        self.file.write_all(bytes).context("cannot write the snapshot; is the disk full?")
    }

    /// Ends the file.
    pub(super) fn finish(mut self) -> Result<Written> {
        self.file.flush().context("cannot write the snapshot; is the disk full?")?;
        Ok(Written { bytes: self.bytes, hash: format!("sha256:{:x}", self.hash.finalize()) })
    }
}
