//! The raw files, as tables that SQL can read.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use datafusion::arrow::datatypes::{DataType, Field, Schema, TimeUnit};
use datafusion::prelude::{CsvReadOptions, NdJsonReadOptions, ParquetReadOptions, SessionContext};
use encoding_rs::{Encoding, UTF_8};
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
    types: BTreeMap<String, Type>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Format {
    Csv,
    Json,
    Ndjson,
    Parquet,
}

/// What a recipe may say of a CSV's column.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Type {
    Text,
    Integer,
    Number,
    Boolean,
    Date,
    Moment,
}

impl Type {
    fn arrow(self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Integer => DataType::Int64,
            Self::Number => DataType::Float64,
            Self::Boolean => DataType::Boolean,
            Self::Date => DataType::Date32,
            Self::Moment => DataType::Timestamp(TimeUnit::Second, None),
        }
    }
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
                lines_of_array(file, &lines)?;
                register_lines(session, name, &lines).await
            }
            Format::Ndjson => register_lines(session, name, file).await,
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

    async fn register_csv(
        &self,
        session: &SessionContext,
        name: &str,
        file: &Path,
        scratch: &Path,
    ) -> Result<()> {
        let file = self.as_utf8(name, file, scratch)?;
        let default = if ending(&file).eq_ignore_ascii_case("tsv") { b'\t' } else { b',' };
        let delimiter = sign("delimiter", self.delimiter.as_deref(), default)?;
        let quote = sign("quote", self.quote.as_deref(), b'"')?;
        let schema = self.schema(&header(&file, delimiter, quote)?)?;
        let ending = ending(&file);
        let options = CsvReadOptions::new()
            .schema(&schema)
            .delimiter(delimiter)
            .quote(quote)
            .newlines_in_values(true)
            .file_extension(&ending);
        Ok(session.register_csv(name, &location(&file)?, options).await?)
    }

    /// The file itself when it is UTF-8, otherwise a copy that is.
    fn as_utf8(&self, name: &str, file: &Path, scratch: &Path) -> Result<PathBuf> {
        let Some(label) = &self.encoding else { return Ok(file.to_owned()) };
        let encoding = Encoding::for_label(label.as_bytes())
            .ok_or_else(|| anyhow!("encoding {label:?} is not one that browsers name"))?;
        if encoding == UTF_8 {
            return Ok(file.to_owned());
        }
        let copy = scratch.join(format!("{name}.{}", ending(file)));
        decode(encoding, File::open(file)?, BufWriter::new(File::create(&copy)?))?;
        Ok(copy)
    }

    fn schema(&self, header: &[String]) -> Result<Schema> {
        if let Some(absent) = self.types.keys().find(|column| !header.contains(column)) {
            bail!("types names the column {absent:?}; the file has: {}", header.join(", "));
        }
        let mut fields: Vec<Field> = Vec::new();
        for column in header {
            ensure!(fields.iter().all(|f| f.name() != column), "the header names {column:?} twice");
            let kind = self.types.get(column).copied().unwrap_or(Type::Text);
            fields.push(Field::new(column, kind.arrow(), true));
        }
        Ok(Schema::new(fields))
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

fn sign(key: &str, stated: Option<&str>, default: u8) -> Result<u8> {
    match stated.map(str::as_bytes) {
        None => Ok(default),
        Some(&[sign]) => Ok(sign),
        Some(_) => bail!("{key} {:?} must be a single ASCII sign", stated.unwrap_or_default()),
    }
}

fn header(file: &Path, delimiter: u8, quote: u8) -> Result<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quote(quote)
        .from_reader(BufReader::new(File::open(file)?));
    let header = reader.headers().context("the first row is not readable; is \"encoding\" to be stated?")?;
    ensure!(!header.is_empty(), "the file is empty; its first row must name the columns");
    Ok(header.iter().map(|cell| cell.trim_start_matches('\u{feff}').to_owned()).collect())
}

async fn register_lines(session: &SessionContext, name: &str, file: &Path) -> Result<()> {
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
fn lines_of_array(file: &Path, lines: &Path) -> Result<()> {
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

fn decode(encoding: &'static Encoding, mut from: impl Read, mut to: impl Write) -> Result<()> {
    let mut decoder = encoding.new_decoder();
    let mut bytes = vec![0; 64 * 1024];
    let mut text = String::with_capacity(256 * 1024);
    loop {
        let read = from.read(&mut bytes)?;
        let mut taken = 0;
        loop {
            let (result, used, _) = decoder.decode_to_string(&bytes[taken..read], &mut text, read == 0);
            taken += used;
            to.write_all(text.as_bytes())?;
            text.clear();
            if result == encoding_rs::CoderResult::InputEmpty {
                break;
            }
        }
        if read == 0 {
            return Ok(to.flush()?);
        }
    }
}
