//! A snapshot that stands already gets the Parquet files beside its tables.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use dealerscope_core::descriptor::{DESCRIPTOR, Descriptor};
use indicatif::ProgressBar;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::recipe::RECIPE;
use super::stage::Stage;
use super::{Args, check, columnar};

/// Whether a folder holds a snapshot and no recipe.
pub(super) fn is_snapshot(folder: &Path) -> bool {
    folder.join(DESCRIPTOR).is_file() && !folder.join(RECIPE).exists()
}

/// Copies a snapshot with all that lies in its folder, adds the Parquet files, and gives it its place, which may be
/// the one that it has.
pub(super) fn run(args: &Args) -> Result<()> {
    let problems =
        check::read_back(&args.recipe, "the snapshot breaks the contract, and nothing was written")?;
    // Listed before the copy is begun: it may come to lie in the same folder.
    let files = files_below(&args.recipe)?;
    let stage = Stage::beside(&args.out)?;
    for file in &files {
        let to = stage.folder().join(file);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(args.recipe.join(file), to)
            .with_context(|| format!("{} cannot be copied", file.display()))?;
    }
    let bytes = fs::read(stage.folder().join(DESCRIPTOR))?;
    let mut descriptor = Descriptor::read(&bytes)?;
    for old in descriptor.columnar() {
        // What lies there was made of other tables, perhaps.
        let _ = fs::remove_file(stage.folder().join(&old.path));
    }
    let bar = ProgressBar::new_spinner();
    bar.enable_steady_tick(Duration::from_millis(100));
    columnar::write(stage.folder(), &mut descriptor, &bar)?;
    bar.finish_and_clear();
    let text = serde_json::to_string_pretty(&merged(&bytes, &descriptor)?)? + "\n";
    fs::write(stage.folder().join(DESCRIPTOR), &text)?;
    stage.publish(&args.out)?;
    println!("{} is packed; a catalog.json that lists it needs its new hash:", args.out.display());
    println!("sha256:{:x}", Sha256::digest(text));
    check::print(&problems);
    Ok(())
}

/// All files below a folder, by their paths within it.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let (mut files, mut folders) = (Vec::new(), vec![PathBuf::new()]);
    while let Some(below) = folders.pop() {
        let at = folder.join(&below);
        for entry in fs::read_dir(&at).with_context(|| at.display().to_string())? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            if entry.path().is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    Ok(files)
}

/// The descriptor as it was written, with what is known of its files now.
fn merged(bytes: &[u8], descriptor: &Descriptor) -> Result<Value> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut json: Value = serde_json::from_slice(bytes)?;
    let written = json.get_mut("resources").and_then(Value::as_array_mut).context("no resources")?;
    for (old, resource) in written.iter_mut().zip(&descriptor.resources) {
        if let (Value::Object(old), Value::Object(new)) = (old, serde_json::to_value(resource)?) {
            take_over(old, new);
        }
    }
    Ok(json)
}

fn take_over(old: &mut Map<String, Value>, new: Map<String, Value>) {
    // The one that was written may be of a file that is not there any more.
    for gone in ["columnar", "further"] {
        old.remove(gone);
    }
    for (key, value) in new {
        match (old.get_mut(&key), value) {
            (Some(Value::Object(old)), Value::Object(new)) if key == "dealerscope" => take_over(old, new),
            (_, value) => drop(old.insert(key, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_descriptor_says_besides_stays() {
        let written = json!({
            "name": "x", "profile": "data-package", "contributors": [{ "title": "A" }],
            "resources": [{
                "name": "leads", "path": ["a.csv", "b.csv"], "title": "Leads", "hash": ["sha256:1", "sha256:2"],
                "dealerscope": { "columnar": { "path": "old" }, "remark": 1 }
            }],
            "dealerscope": { "contract": 1, "as_of": "2026-06-30" }
        });
        let bytes = written.to_string().into_bytes();
        let mut descriptor = Descriptor::read(&bytes).unwrap();
        descriptor.resources[0].dealerscope.columnar = None;
        let merged = merged(&bytes, &descriptor).unwrap();
        assert_eq!(
            (&merged["profile"], &merged["contributors"]),
            (&written["profile"], &written["contributors"])
        );
        let resource = &merged["resources"][0];
        assert_eq!(
            (&resource["path"], &resource["title"], &resource["hash"]),
            (&json!("a.csv"), &json!("Leads"), &json!("sha256:1"))
        );
        let want = json!({ "remark": 1, "further": [{ "path": "b.csv", "hash": "sha256:2" }] });
        assert_eq!(resource["dealerscope"], want);
        assert_eq!(Descriptor::read(merged.to_string().as_bytes()).unwrap(), descriptor);
    }
}
