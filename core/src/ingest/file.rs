//! One file of a snapshot on its way from bytes to rows.

use std::io::Write;

use flate2::write::MultiGzDecoder;
use sha2::{Digest, Sha256};

use crate::contract::{self, Table};
use crate::descriptor::{Descriptor, Resource};
use crate::ingest::builders::{Builders, Control};
use crate::ingest::csv::{CsvReader, Record, delimiter_of};
use crate::ingest::header::Header;
use crate::ingest::json;
use crate::ingest::report::Reporter;
use crate::ingest::text::TextDecoder;
use crate::problem::{ProblemKind, Problems, Refusal};

/// Beyond this a compressed file may not unpack to more than [`MOST_RATIO`] times its length.
const SUSPECT_BYTES: u64 = 64 << 20;
const MOST_RATIO: u64 = 200;

/// A file that is being read.
pub(crate) struct File {
    resource: Resource,
    table: &'static Table,
    hash: Sha256,
    bytes: u64,
    unpacked: u64,
    gz: Option<MultiGzDecoder<Vec<u8>>>,
    decoder: TextDecoder,
    text: String,
    rows: Rows,
    header: Option<(Header, Control)>,
    /// The first refusal met while rows were handed on.
    refused: Option<Refusal>,
}

/// How the text becomes rows.
enum Rows {
    /// CSV whose first line is not complete yet.
    Head(Option<u8>, u8),
    Csv(Box<CsvReader>),
    /// JSON is read when it is whole.
    Json,
}

impl File {
    pub(crate) fn begin(resource: &Resource) -> Result<Self, Refusal> {
        let refuse = |what: String, remedy: &str| Refusal::new(resource.path.clone(), what, remedy);
        let table = contract::table(&resource.name).ok_or_else(|| {
            refuse(format!("the contract has no table {}", resource.name), "name a table of the contract")
        })?;
        let decoder = TextDecoder::new(&resource.encoding).ok_or_else(|| {
            refuse(
                format!("the encoding {:?} is not known", resource.encoding),
                "name it as browsers do, such as utf-8 or gb18030",
            )
        })?;
        let path = resource.path.to_ascii_lowercase();
        let (bare, packed) = path.strip_suffix(".gz").map_or((path.as_str(), false), |bare| (bare, true));
        let gz = match resource.compression.as_str() {
            "gz" => true,
            "" => packed,
            other => return Err(refuse(format!("the compression {other:?} is not known"), "use gz or none")),
        };
        let json = match resource.format.as_str() {
            "json" => true,
            "csv" => false,
            "" => bare.rsplit_once('.').is_some_and(|(_, ending)| ending.ends_with("json")),
            other => return Err(refuse(format!("the format {other:?} is not known"), "use csv or json")),
        };
        let sign = |stated: Option<&String>| match stated.map(String::as_bytes) {
            None => Ok(None),
            Some(&[byte]) => Ok(Some(byte)),
            Some(_) => {
                Err(refuse("delimiter and quoteChar are one ASCII sign each".into(), "correct the dialect"))
            }
        };
        let dialect = resource.dialect.as_ref();
        let delimiter = sign(dialect.and_then(|d| d.delimiter.as_ref()))?;
        let quote = sign(dialect.and_then(|d| d.quote_char.as_ref()))?.unwrap_or(b'"');
        Ok(Self {
            resource: resource.clone(),
            table,
            hash: Sha256::new(),
            bytes: 0,
            unpacked: 0,
            gz: gz.then(|| MultiGzDecoder::new(Vec::new())),
            decoder,
            text: String::new(),
            rows: if json { Rows::Json } else { Rows::Head(delimiter, quote) },
            header: None,
            refused: None,
        })
    }

    pub(crate) fn push(
        &mut self,
        bytes: &[u8],
        builders: &mut Builders,
        problems: &mut Problems,
    ) -> Result<(), Refusal> {
        if self.resource.hash.is_some() {
            self.hash.update(bytes);
        }
        self.bytes += bytes.len() as u64;
        let Some(mut gz) = self.gz.take() else {
            return self.take(bytes, false, builders, problems);
        };
        // Packed bytes are unpacked in small pieces, so that a bomb is seen early.
        for piece in bytes.chunks(1 << 16) {
            gz.write_all(piece).map_err(|e| self.damaged(&e.to_string()))?;
            let unpacked = std::mem::take(gz.get_mut());
            self.unpacked += unpacked.len() as u64;
            if self.unpacked > SUSPECT_BYTES && self.unpacked > self.bytes * MOST_RATIO {
                return Err(Refusal::new(
                    self.resource.path.clone(),
                    "it unpacks to far more than a table would",
                    "compress the table again",
                ));
            }
            self.take(&unpacked, false, builders, problems)?;
        }
        self.gz = Some(gz);
        Ok(())
    }

    fn damaged(&self, why: &str) -> Refusal {
        Refusal::new(
            self.resource.path.clone(),
            format!("the compressed file is damaged: {why}"),
            "copy or export the file again",
        )
    }

    /// Decodes bytes and hands on the rows that they complete.
    fn take(
        &mut self,
        bytes: &[u8],
        last: bool,
        builders: &mut Builders,
        problems: &mut Problems,
    ) -> Result<(), Refusal> {
        self.decoder.push(bytes, last, &mut self.text);
        if let Rows::Head(stated, quote) = self.rows {
            // Blank lines before the header say nothing of the delimiter.
            let text = self.text.trim_start();
            if !text.contains(['\n', '\r']) && !last {
                return Ok(());
            }
            let line = text.lines().next().unwrap_or_default();
            self.rows =
                Rows::Csv(Box::new(CsvReader::new(stated.unwrap_or_else(|| delimiter_of(line)), quote)));
        }
        let Self { resource, table, text, rows, header, refused, .. } = self;
        let mut reporter = Reporter::new(problems, table.name, &resource.path);
        let mut hand_on = |record: &Record<'_>| {
            if refused.is_some() {
                return;
            }
            if let Some((header, control)) = header {
                builders.row(record, header, control, table, &mut reporter);
                return;
            }
            let names: Vec<String> = (0..record.len()).map(|i| record.cell(i).to_owned()).collect();
            match Header::read(&names, table, &mut reporter) {
                Ok(read) => *header = Some((read, builders.control(table, &names))),
                Err(refusal) => *refused = Some(refusal),
            }
        };
        match rows {
            Rows::Csv(reader) => {
                if !text.is_empty() {
                    reader.push(text, &mut hand_on);
                    text.clear();
                }
                if last {
                    reader.push("", &mut hand_on);
                }
            }
            Rows::Json if last => match json::read(text) {
                Ok(mut json) => {
                    // A table without rows says nothing of its columns: it has those of the contract.
                    if json.rows.is_empty() {
                        json.header = table.columns.iter().map(|c| c.name.to_owned()).collect();
                    }
                    json_rows(&json, hand_on);
                }
                Err(why) => {
                    return Err(Refusal::new(
                        resource.path.clone(),
                        format!("not readable JSON: {why}"),
                        "export the table again",
                    ));
                }
            },
            Rows::Json | Rows::Head(..) => {}
        }
        match self.refused.take() {
            Some(refusal) => Err(refusal),
            None => Ok(()),
        }
    }

    pub(crate) fn end(
        mut self,
        builders: &mut Builders,
        problems: &mut Problems,
        descriptor: &Descriptor,
    ) -> Result<(), Refusal> {
        let path = self.resource.path.clone();
        let copy_again =
            "the file was cut short or changed after the export: copy or export the snapshot again";
        if let Some(stated) = self.resource.bytes.filter(|&stated| stated != self.bytes) {
            return Err(Refusal::new(
                path,
                format!("it has {} bytes, and the descriptor states {stated}", self.bytes),
                copy_again,
            ));
        }
        if let Some(stated) = &self.resource.hash {
            let got = format!("{:x}", self.hash.finalize_reset());
            if stated.strip_prefix("sha256:").unwrap_or(stated).to_ascii_lowercase() != got {
                return Err(Refusal::new(
                    path,
                    format!("its hash is sha256:{got}, and the descriptor states {stated}"),
                    copy_again,
                ));
            }
        }
        if let Some(mut gz) = self.gz.take() {
            gz.try_finish().map_err(|e| self.damaged(&e.to_string()))?;
            let rest = std::mem::take(gz.get_mut());
            self.take(&rest, false, builders, problems)?;
        }
        self.take(&[], true, builders, problems)?;
        let outcome = self.decoder.outcome();
        let mut reporter = Reporter::new(problems, self.table.name, &path);
        if let Some(encoding) = outcome.guessed {
            reporter.file(ProblemKind::GuessedEncoding, None, Some(encoding));
        }
        if outcome.broken {
            reporter.file(ProblemKind::BrokenText, None, None);
        }
        let Some((_, control)) = &self.header else {
            return Err(Refusal::new(path, "the file is empty", "write the table with its header row"));
        };
        control.check(descriptor, self.table, &mut reporter);
        Ok(())
    }
}

/// Hands on a JSON table as records, the header first.
fn json_rows(table: &json::JsonTable, mut hand_on: impl FnMut(&Record<'_>)) {
    let (mut text, mut ends) = (String::new(), Vec::new());
    for (row, cells) in (1..).zip(std::iter::once(&table.header).chain(&table.rows)) {
        text.clear();
        ends.clear();
        for cell in cells {
            text.push_str(cell);
            ends.push(text.len());
        }
        // Keys that an object lacks at its end are no ragged row.
        ends.resize(table.header.len(), text.len());
        hand_on(&Record::new(&text, &ends, row));
    }
}
