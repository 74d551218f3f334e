//! CSV: every column is text unless the recipe says otherwise.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use datafusion::arrow::datatypes::{DataType, Field, Schema, TimeUnit};
use datafusion::prelude::{CsvReadOptions, SessionContext};
use encoding_rs::{Encoding, UTF_8};
use serde::Deserialize;

use super::{RawFile, ending, location};

/// What a recipe may say of a CSV's column.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Type {
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
    pub(super) async fn register_csv(
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
        let encoding = Encoding::for_label_no_replacement(label.as_bytes())
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
