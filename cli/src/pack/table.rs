//! One table's rows as a CSV file, with what the descriptor says of it.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::Result;
use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type, Schema};
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use datafusion::execution::SendableRecordBatchStream;
use dealerscope_core::descriptor::{Control, Resource};
use futures::TryStreamExt;
use indicatif::{HumanCount, ProgressBar};
use serde_json::json;
use sha2::{Digest, Sha256};

/// A table that was written.
pub(super) struct Written {
    /// The file, with its length, hash and Table Schema.
    pub resource: Resource,
    /// How many rows it has, and the sums of its numeric columns.
    pub control: Control,
}

/// Writes rows to `<table>.csv` in a folder, in the order in which they come.
pub(super) async fn write(
    table: &str,
    mut rows: SendableRecordBatchStream,
    folder: &Path,
    bar: &ProgressBar,
) -> Result<Written> {
    let path = format!("{table}.csv");
    let schema = rows.schema();
    let file = Hashing::new(BufWriter::new(File::create(folder.join(&path))?));
    let mut csv = csv::Writer::from_writer(file);
    csv.write_record(schema.fields().iter().map(|f| f.name()))?;
    let mut control = Control { rows: Some(0), ..Control::default() };
    while let Some(batch) = rows.try_next().await? {
        write_rows(&batch, &mut csv)?;
        add(&batch, &mut control)?;
        bar.set_message(format!("{table}: {} rows", HumanCount(control.rows.unwrap_or_default())));
    }
    let file = csv.into_inner().map_err(csv::IntoInnerError::into_error)?;
    let (bytes, hash) = file.finish()?;
    let resource = Resource {
        name: table.to_owned(),
        path,
        format: "csv".into(),
        encoding: "utf-8".into(),
        bytes: Some(bytes),
        hash: Some(hash),
        schema: Some(table_schema(&schema)),
        ..Resource::default()
    };
    Ok(Written { resource, control })
}

fn write_rows(batch: &RecordBatch, csv: &mut csv::Writer<impl Write>) -> Result<()> {
    let options = FormatOptions::new()
        .with_null("")
        .with_date_format(Some("%Y-%m-%d"))
        .with_timestamp_format(Some("%Y-%m-%dT%H:%M:%S"))
        .with_timestamp_tz_format(Some("%Y-%m-%dT%H:%M:%S"))
        .with_display_error(false);
    let columns = batch
        .columns()
        .iter()
        .map(|column| ArrayFormatter::try_new(column.as_ref(), &options))
        .collect::<Result<Vec<_>, _>>()?;
    let mut cell = String::new();
    for row in 0..batch.num_rows() {
        for column in &columns {
            cell.clear();
            column.value(row).write(&mut cell)?;
            csv.write_field(&cell)?;
        }
        csv.write_record(None::<&[u8]>)?;
    }
    Ok(())
}

fn add(batch: &RecordBatch, control: &mut Control) -> Result<()> {
    *control.rows.get_or_insert_default() += batch.num_rows() as u64;
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        if field.data_type().is_numeric() {
            let numbers = cast(column, &DataType::Float64)?;
            let sum: f64 = numbers.as_primitive::<Float64Type>().iter().flatten().sum();
            *control.sums.entry(field.name().clone()).or_default() += sum;
        }
    }
    Ok(())
}

fn table_schema(schema: &Schema) -> serde_json::Value {
    let fields: Vec<_> = schema
        .fields()
        .iter()
        .map(|field| json!({ "name": field.name(), "type": schema_type(field.data_type()) }))
        .collect();
    json!({ "fields": fields })
}

fn schema_type(kind: &DataType) -> &'static str {
    match kind {
        kind if kind.is_integer() => "integer",
        kind if kind.is_numeric() => "number",
        DataType::Boolean => "boolean",
        DataType::Date32 | DataType::Date64 => "date",
        DataType::Timestamp(..) => "datetime",
        _ => "string",
    }
}

/// Counts and hashes what is written.
struct Hashing<W> {
    to: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Hashing<W> {
    fn new(to: W) -> Self {
        Self { to, hash: Sha256::new(), bytes: 0 }
    }

    /// Ends the file: its length, and its hash as a descriptor writes it.
    fn finish(mut self) -> io::Result<(u64, String)> {
        self.to.flush()?;
        Ok((self.bytes, format!("sha256:{:x}", self.hash.finalize())))
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
