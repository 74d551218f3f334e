//! The `.br` and `.gz` beside each file of the site, for hosts that send what is compressed already.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::process::{announce, seconds};
use crate::project::Project;
use crate::{fingerprint, tree};

const THREADS: usize = 2;
/// Above this many bytes of anything but code, the last percent is not worth the minutes.
const LARGE: usize = 1 << 20;
const TEXT: [&str; 14] = [
    "html",
    "js",
    "mjs",
    "css",
    "wasm",
    "bin",
    "json",
    "csv",
    "txt",
    "svg",
    "xml",
    "webmanifest",
    "ttf",
    "otf",
];

/// How a file is compressed.
#[derive(Clone, Copy)]
enum Method {
    Brotli,
    Gzip,
}

impl Method {
    fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }

    fn apply(self, bytes: &[u8], quality: u32) -> Result<Vec<u8>> {
        match self {
            Self::Brotli => {
                let mut out = brotli::CompressorWriter::new(Vec::new(), 1 << 16, quality, 24);
                out.write_all(bytes)?;
                out.flush()?;
                Ok(out.into_inner())
            }
            Self::Gzip => {
                let level = flate2::Compression::new(quality.min(9));
                let mut out = flate2::write::GzEncoder::new(Vec::new(), level);
                out.write_all(bytes)?;
                Ok(out.finish()?)
            }
        }
    }
}

/// Whether a file gains by compression: not images, fonts and archives that are compressed inside.
pub(crate) fn is_compressible(path: &Path) -> bool {
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| TEXT.contains(&e))
}

/// The file beside this one with an extension more.
pub(crate) fn beside(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

/// Leaves a current `.br` and `.gz` beside every compressible file of the site. What was compressed
/// before, in whatever place, is taken from the project's memory.
///
/// # Errors
/// A file cannot be read or written.
pub(crate) fn all(project: &Project) -> Result<()> {
    let memory = project.memory().join("compressed");
    fs::create_dir_all(&memory)?;
    let mut work: Vec<PathBuf> = tree::files(&project.dist())?;
    work.retain(|file| is_compressible(file) && !is_done(file));
    if work.is_empty() {
        return Ok(());
    }
    announce("Compressing the site", Some("up to a minute when the modules have changed"));
    let begun = Instant::now();
    // The largest first, so that no thread is left alone with it at the end.
    work.sort_by_key(|file| std::cmp::Reverse(fs::metadata(file).map_or(0, |m| m.len())));
    let next = AtomicUsize::new(0);
    let worker = || -> Result<()> {
        while let Some(file) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
            one(file, &memory).with_context(|| format!("cannot compress {}", file.display()))?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(worker)).collect();
        threads.into_iter().try_for_each(|t| t.join().expect("the compressors do not panic"))
    })?;
    eprintln!("    {} files in {}", work.len(), seconds(begun));
    Ok(())
}

fn is_done(file: &Path) -> bool {
    ["br", "gz"].iter().all(|extension| tree::is_current(&beside(file, extension), file))
}

fn one(file: &Path, memory: &Path) -> Result<()> {
    let bytes = fs::read(file)?;
    let code = file.extension().is_some_and(|e| e == "wasm" || e == "js");
    let quality = if code || bytes.len() < LARGE { 11 } else { 7 };
    let hash = fingerprint::of_bytes(&bytes);
    for method in [Method::Brotli, Method::Gzip] {
        let remembered = memory.join(format!("{hash}-{quality}.{}", method.extension()));
        if !remembered.exists() {
            // Under a name of its own first, so that a run cut short leaves no half file behind.
            let unfinished = beside(&remembered, "new");
            fs::write(&unfinished, method.apply(&bytes, quality)?)?;
            fs::rename(&unfinished, &remembered)?;
        }
        fs::copy(&remembered, beside(file, method.extension()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_methods_give_the_bytes_back() {
        use std::io::Read as _;
        let text = "leads,orders\n".repeat(1000).into_bytes();
        let br = Method::Brotli.apply(&text, 11).unwrap();
        let gz = Method::Gzip.apply(&text, 11).unwrap();
        assert!(br.len() < text.len() / 10 && gz.len() < text.len() / 10);
        let mut back = Vec::new();
        brotli::Decompressor::new(&*br, 4096).read_to_end(&mut back).unwrap();
        assert_eq!(back, text);
        back.clear();
        flate2::read::GzDecoder::new(&*gz).read_to_end(&mut back).unwrap();
        assert_eq!(back, text);
    }

    #[test]
    fn what_is_compressed_inside_stays_alone() {
        assert!(is_compressible(Path::new("data/sample/leads.csv")));
        assert!(!is_compressible(Path::new("font.woff2")));
        assert!(!is_compressible(Path::new("app.wasm.br")));
        assert_eq!(beside(Path::new("a/app.wasm"), "br"), Path::new("a/app.wasm.br"));
    }
}
