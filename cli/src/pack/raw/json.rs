//! JSON: an array of objects, or an object on each line.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use datafusion::prelude::{NdJsonReadOptions, SessionContext};

use super::{ending, location};

/// Makes a file of lines a table of the session.
pub(super) async fn register_lines(session: &SessionContext, name: &str, file: &Path) -> Result<()> {
    let ending = ending(file);
    // All records are looked at, so that no type is guessed from the first ones.
    let options = NdJsonReadOptions {
        schema_infer_max_records: usize::MAX,
        file_extension: &ending,
        ..NdJsonReadOptions::default()
    };
    Ok(session.register_json(name, &location(file)?, options).await?)
}

/// Writes the objects of a JSON array one on each line.
pub(super) fn lines_of_array(file: &Path, lines: &Path) -> Result<()> {
    let records: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_reader(BufReader::new(
        File::open(file)?,
    ))
    .context("not a JSON array of objects; for an object on each line, state \"format\": \"ndjson\"")?;
    let mut out = BufWriter::new(File::create(lines)?);
    for record in records {
        serde_json::to_writer(&mut out, &record)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}
