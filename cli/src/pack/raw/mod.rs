//! The raw files, as tables that SQL can read.

mod csv;
mod json;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use serde::Deserialize;

/// One raw file, and how it is to be read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFile {
    /// Its path within the folder of raw files.
    pub path: String,
    format: Option<Format>,
    delimiter: Option<String>,
    quote: Option<String>,
    encoding: Option<String>,
    #[serde(default)]
    types: BTreeMap<String, csv::Type>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Format {
    Csv,
    Json,
    Ndjson,
    Parquet,
}

impl RawFile {
    /// Makes the file a table of the session. Files in a form that the session cannot read are
    /// written anew into `scratch`.
    pub(super) async fn register(
        &self,
        session: &SessionContext,
        name: &str,
        from: &Path,
        scratch: &Path,
    ) -> Result<()> {
        let file = from.join(&self.path);
        self.try_register(session, name, &file, scratch)
            .await
            .with_context(|| format!("{} (raw table {name})", file.display()))
    }

    async fn try_register(
        &self,
        session: &SessionContext,
        name: &str,
        file: &Path,
        scratch: &Path,
    ) -> Result<()> {
        let format = self.format()?;
        ensure!(
            format == Format::Csv || self.types.is_empty() && self.encoding.is_none(),
            "types and encoding are for CSV; the other formats state their own"
        );
        match format {
            Format::Csv => self.register_csv(session, name, file, scratch).await,
            Format::Json => {
                let lines = scratch.join(format!("{name}.ndjson"));
                json::lines_of_array(file, &lines)?;
                json::register_lines(session, name, &lines).await
            }
            Format::Ndjson => json::register_lines(session, name, file).await,
            Format::Parquet => {
                let ending = if file.is_dir() { "parquet".to_owned() } else { ending(file) };
                let options = ParquetReadOptions::default().file_extension(&ending);
                Ok(session.register_parquet(name, &location(file)?, options).await?)
            }
        }
    }

    fn format(&self) -> Result<Format> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        Ok(match ending(Path::new(&self.path)).to_ascii_lowercase().as_str() {
            "csv" | "txt" | "tsv" => Format::Csv,
            "json" => Format::Json,
            "ndjson" | "jsonl" => Format::Ndjson,
            "parquet" => Format::Parquet,
            other => bail!("a path that ends in {other:?} does not tell the format; state \"format\""),
        })
    }
}

/// The session takes paths as addresses: only an absolute one means the same from everywhere.
fn location(file: &Path) -> Result<String> {
    let path = fs::canonicalize(file)?;
    let text = path.to_str().context("the path is not readable text")?;
    Ok(if path.is_dir() { format!("{text}/") } else { text.to_owned() })
}

fn ending(file: &Path) -> String {
    file.extension().unwrap_or_default().to_string_lossy().into_owned()
}
