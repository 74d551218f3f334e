//! What a reader has to fetch before the page works, and the bar for it.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::compress::beside;
use crate::tree;

const KB: u64 = 1000;

/// A part of the site with its bar, in bytes after Brotli.
struct Part {
    name: &'static str,
    what: &'static str,
    bar: u64,
}

const APP: Part = Part { name: "app", what: "page, module, styles, fonts", bar: 250 * KB };
const WORKER: Part = Part { name: "worker", what: "module", bar: 900 * KB };

/// Prints what each part of the site weighs.
///
/// # Errors
/// A part is above its bar.
pub(crate) fn check(dist: &Path) -> Result<()> {
    let mut weights = [(APP, 0), (WORKER, 0)];
    for file in tree::files(dist)? {
        let below = file.strip_prefix(dist)?;
        if !is_fetched_first(below) {
            continue;
        }
        let sent = fs::metadata(beside(&file, "br")).or_else(|_| fs::metadata(&file))?.len();
        weights[usize::from(is_worker(below))].1 += sent;
        println!("{:>9}  {}", kilobytes(sent), below.display());
    }
    for (part, weight) in &weights {
        println!("{:>9}  {} ({}), bar {}", kilobytes(*weight), part.name, part.what, kilobytes(part.bar));
    }
    if let Some((part, weight)) = weights.iter().find(|(part, weight)| *weight > part.bar) {
        bail!(
            "the {} weighs {} after Brotli, above its bar of {}; look at what was added to its module",
            part.name,
            kilobytes(*weight),
            kilobytes(part.bar)
        );
    }
    Ok(())
}

fn is_fetched_first(below: &Path) -> bool {
    let extension = below.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let fetched = ["html", "js", "wasm", "css", "woff2", "woff", "ttf", "otf"];
    !below.starts_with("data") && fetched.contains(&extension)
}

fn is_worker(below: &Path) -> bool {
    below.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.starts_with("worker"))
}

#[allow(clippy::cast_precision_loss, reason = "no part of a site comes near 2^53 bytes")]
fn kilobytes(bytes: u64) -> String {
    format!("{:.1} KB", bytes as f64 / KB as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_and_compressed_twins_do_not_count() {
        assert!(is_fetched_first(Path::new("app-1f3a_bg.wasm")));
        assert!(!is_fetched_first(Path::new("app-1f3a_bg.wasm.br")));
        assert!(!is_fetched_first(Path::new("data/sample/leads.csv")));
        assert!(is_worker(Path::new("worker_bg.wasm")));
        assert!(!is_worker(Path::new("app-worker.js")));
    }

    #[test]
    fn a_part_above_its_bar_is_an_error() {
        let dist = std::env::temp_dir().join(format!("dealerscope-budget-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("worker_bg.wasm"), vec![0; 5_000_000]).unwrap();
        fs::write(dist.join("worker_bg.wasm.br"), vec![0; 900_000]).unwrap();
        assert!(check(&dist).is_ok());
        fs::write(dist.join("worker_bg.wasm.br"), vec![0; 900_001]).unwrap();
        let error = check(&dist).unwrap_err().to_string();
        fs::remove_dir_all(&dist).unwrap();
        assert!(error.starts_with("the worker weighs 900.0 KB"), "{error}");
    }
}
