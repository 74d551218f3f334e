//! A Parquet file on its way from bytes to rows.

use sha2::digest::Output;
use sha2::{Digest, Sha256};

use super::values::Values;
use super::{Fault, Reader};
use crate::contract::{self, Table};
use crate::descriptor::{Columnar, DESCRIPTOR, Descriptor, Resource};
use crate::ingest::builders::Builders;
use crate::ingest::report::Reporter;
use crate::ingest::rows::Rows;
use crate::ingest::text::TextDecoder;
use crate::ingest::verify::verify;
use crate::intake::Intake;
use crate::problem::{Problems, Refusal};

/// The most bytes of a file, which must be read whole.
const MOST_BYTES: u64 = 1 << 29;

/// So many rows are handed on between two looks at what else there is to do.
const STEP: usize = 4096;

/// A Parquet file that is read in the place of the CSV beside it, whose name its problems have.
pub(crate) struct ColumnarFile {
    resource: Resource,
    table: &'static Table,
    columnar: Columnar,
    /// The length that is stated.
    length: u64,
    hash: Hash,
    bytes: Vec<u8>,
    /// Once the file was found to be what the descriptor vouches for.
    reader: Option<Reader>,
    /// Whether the header was handed on.
    headed: bool,
    /// What the cells of the rows in hand are, where that is of use.
    values: Option<Values>,
    rows: Rows,
}

/// The hash of a file's bytes.
enum Hash {
    /// It is taken while they come.
    Here(Sha256),
    /// Somebody else takes it when all are there.
    Left,
    Told(Output<Sha256>),
}

/// The sign between the cells of a file's records.
pub(super) fn sign(resource: &Resource) -> u8 {
    let stated = resource.dialect.as_ref().and_then(|dialect| dialect.delimiter.as_deref());
    match stated.map(str::as_bytes) {
        Some(&[sign]) if sign.is_ascii() => sign,
        _ => b',',
    }
}

impl ColumnarFile {
    pub(crate) fn begin(resource: &Resource) -> Result<Self, Refusal> {
        let path = &resource.path;
        let pack = ("run `dealerscope pack --columnar`", "请运行 dealerscope pack --columnar");
        let Some(columnar) = resource.dealerscope.columnar.clone() else {
            let what = ("no Parquet file is listed beside it", "未列出与之并存的 Parquet 文件");
            return Err(Refusal::both(path, what, pack));
        };
        let Some(table) = contract::table(&resource.name) else {
            let name = &resource.name;
            return Err(Refusal::both(
                path,
                (format!("the contract has no table {name}"), format!("契约中没有数据表 {name}")),
                ("name a table of the contract", "请使用契约中的表名"),
            ));
        };
        let (Some(length), true) =
            (columnar.bytes, columnar.hash.as_ref().is_some_and(|hash| !hash.is_empty()))
        else {
            let what = (
                format!(
                    "{DESCRIPTOR} does not state its length and its hash, and nothing else vouches for it"
                ),
                format!("{DESCRIPTOR} 未注明其长度与哈希，无从核验"),
            );
            return Err(Refusal::both(&columnar.path, what, pack));
        };
        if length > MOST_BYTES {
            return Err(Refusal::both(
                &columnar.path,
                (
                    format!("more than {MOST_BYTES} bytes of Parquet are too many"),
                    format!("Parquet 超过 {MOST_BYTES} 字节，过大"),
                ),
                ("leave the table as CSV", "请仅保留该表的 CSV"),
            ));
        }
        let (hash, bytes, rows) = (Hash::Here(Sha256::new()), Vec::new(), Rows::new(false));
        let (reader, headed, values) = (None, false, None);
        Ok(Self {
            resource: resource.clone(),
            table,
            columnar,
            length,
            hash,
            bytes,
            reader,
            headed,
            values,
            rows,
        })
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        if let Hash::Here(hash) = &mut self.hash {
            hash.update(bytes);
        }
        self.bytes.extend_from_slice(bytes);
        // No more is kept than there should be.
        if self.bytes.len() as u64 > self.length { self.verify() } else { Ok(()) }
    }

    fn verify(&mut self) -> Result<(), Refusal> {
        let Columnar { path, bytes, hash } = &self.columnar;
        let all = &self.bytes;
        verify(path, *bytes, hash.as_deref(), all.len() as u64, || match &mut self.hash {
            Hash::Here(hash) => hash.finalize_reset(),
            Hash::Left => Sha256::digest(all),
            Hash::Told(hash) => *hash,
        })
    }

    pub(crate) fn leave_hash(&mut self) {
        self.hash = Hash::Left;
    }

    pub(crate) fn unhashed(&self) -> Option<&[u8]> {
        matches!(self.hash, Hash::Left).then_some(&self.bytes)
    }

    pub(crate) fn tell_hash(&mut self, hash: [u8; 32]) {
        self.hash = Hash::Told(hash.into());
    }

    /// Hands on the next rows of a file that is whole; gives whether there may be more. Nothing is looked at before
    /// length and hash are known to be right.
    pub(crate) fn step(&mut self, builders: &mut Builders, problems: &mut Problems) -> Result<bool, Refusal> {
        let mut reader = if let Some(reader) = self.reader.take() {
            reader
        } else {
            self.verify()?;
            let bytes = std::mem::take(&mut self.bytes);
            Reader::open(bytes, sign(&self.resource)).map_err(|fault| self.refuse(fault))?
        };
        let more = self.block(&mut reader, builders, problems);
        let more = more.map_err(|fault| self.refuse(fault))?;
        if let Some(refusal) = self.rows.refused.take() {
            // Columns that are not in this file may well be in the other.
            let file = if refusal.absent { self.columnar.path.clone() } else { refusal.file.clone() };
            return Err(Refusal { file, ..refusal });
        }
        self.reader = Some(reader);
        Ok(more)
    }

    fn block(
        &mut self,
        reader: &mut Reader,
        builders: &mut Builders,
        problems: &mut Problems,
    ) -> Result<bool, Fault> {
        let Self { resource, table, rows, length, headed, values, .. } = self;
        let mut reporter = Reporter::new(problems, table.name, &resource.path);
        let first = !std::mem::replace(headed, true);
        if first {
            let header = reader.header();
            let width = header.len();
            rows.take(&header, &[], resource, table, builders, &mut reporter);
            *values = rows.header().and_then(|header| Values::of(table, header, width));
        }
        let mut taken = 0;
        while taken < STEP && rows.refused.is_none() {
            let more = reader.fill()?;
            if more == 0 {
                return Ok(false);
            }
            if let Some(values) = values {
                values.read(reader.columns(), more, builders);
            }
            let mut at = 0;
            while at < more {
                if let Some(values) = values {
                    at += rows.take_plain(reader.plain(values), at, builders);
                }
                if at < more {
                    let content = values.as_ref().map(|values| values.content(at));
                    let record = reader.record(at, content)?;
                    rows.take(&record, &[], resource, table, builders, &mut reporter);
                    at += 1;
                }
            }
            taken += more;
        }
        if first {
            // A row takes a byte at least.
            builders.expect(table, reader.rows().min(*length).saturating_sub(rows.taken()));
        }
        Ok(rows.refused.is_none())
    }

    fn refuse(&self, fault: Fault) -> Refusal {
        fault.refuse(&self.columnar.path)
    }

    pub(crate) fn end(
        mut self,
        builders: &mut Builders,
        problems: &mut Problems,
        descriptor: &Descriptor,
        last: bool,
    ) -> Result<(), Refusal> {
        while self.step(builders, problems)? {}
        let Self { resource, table, length, rows, .. } = self;
        let mut reporter = Reporter::new(problems, table.name, &resource.path);
        let sheet = rows.end(table, builders, descriptor, &mut reporter, last)?;
        builders.intakes.push(Intake {
            table,
            // What is said is said of the CSV, which holds the same.
            bytes: resource.bytes.unwrap_or(length),
            hashed: true,
            encoding: TextDecoder::new(&resource.encoding).unwrap_or_default().encoding(),
            guessed: false,
            rows: sheet.control.rows,
            filled: sheet.control.filled(),
            extra: sheet.header.extra.len() as u64,
            file: resource.path,
        });
        Ok(())
    }
}
