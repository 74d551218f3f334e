//! One file of a snapshot on its way from bytes to rows.

use std::io::Write;

use flate2::write::MultiGzDecoder;
use sha2::{Digest, Sha256};

use crate::contract::{self, Table};
use crate::descriptor::{Descriptor, Resource};
use crate::ingest::builders::Builders;
use crate::ingest::csv::CsvReader;
use crate::ingest::json;
use crate::ingest::record::Record;
use crate::ingest::report::{Detail, Reporter};
use crate::ingest::rows::{Note, Rows};
use crate::ingest::signs::Signs;
use crate::ingest::text::TextDecoder;
use crate::intake::Intake;
use crate::problem::{ProblemKind, Problems, Refusal};

/// So many bytes a compressed file may unpack to beyond [`MOST_RATIO`] times the packed ones, wherever it
/// does: rows that pack worse before them vouch for nothing.
const SUSPECT_BYTES: u64 = 2 << 20;
const MOST_RATIO: u64 = 200;
/// The most text of a JSON file, which must be read whole.
const MOST_JSON: usize = 1 << 28;
/// So many rows show how long a row is.
const FEW_ROWS: u64 = 500;
/// How much of a CSV file's text shows how it is written.
const WINDOW: usize = 1 << 16;

/// A file that is being read.
pub(crate) struct File {
    resource: Resource,
    table: &'static Table,
    /// How many bytes it has, as long as no room was made for its rows.
    expected: Option<u64>,
    hash: Sha256,
    bytes: u64,
    /// How many packed bytes were unpacked, and to how many.
    packed: u64,
    unpacked: u64,
    /// How many more these are than a table would give.
    beyond: u64,
    gz: Option<MultiGzDecoder<Vec<u8>>>,
    decoder: TextDecoder,
    text: String,
    records: Records,
    rows: Rows,
}

/// How the text becomes records.
enum Records {
    /// CSV whose signs are not known yet.
    Head(Signs),
    Csv(Box<CsvReader>),
    /// JSON is read when it is whole.
    Json,
}

impl File {
    pub(crate) fn begin(resource: &Resource) -> Result<Self, Refusal> {
        let refuse = |what: (String, String), remedy| Refusal::both(resource.path.clone(), what, remedy);
        let table = contract::table(&resource.name).ok_or_else(|| {
            let name = &resource.name;
            refuse(
                (format!("the contract has no table {name}"), format!("契约中没有数据表 {name}")),
                ("name a table of the contract", "请使用契约中的表名"),
            )
        })?;
        let decoder = TextDecoder::new(&resource.encoding).ok_or_else(|| {
            let name = &resource.encoding;
            refuse(
                (format!("the encoding {name:?} is not known"), format!("无法识别编码 {name:?}")),
                (
                    "name it as browsers do, such as utf-8 or gb18030",
                    "请按浏览器的名称填写，如 utf-8 或 gb18030",
                ),
            )
        })?;
        let path = resource.path.to_ascii_lowercase();
        let (bare, packed) = path.strip_suffix(".gz").map_or((path.as_str(), false), |bare| (bare, true));
        let gz = match resource.compression.as_str() {
            "gz" => true,
            "" => packed,
            other => {
                return Err(refuse(
                    (
                        format!("the compression {other:?} is not known"),
                        format!("无法识别压缩方式 {other:?}"),
                    ),
                    ("use gz or none", "请使用 gz 或不压缩"),
                ));
            }
        };
        let json = match resource.format.as_str() {
            "json" => true,
            "csv" => false,
            "" => bare.rsplit_once('.').is_some_and(|(_, ending)| ending.ends_with("json")),
            other => {
                return Err(refuse(
                    (format!("the format {other:?} is not known"), format!("无法识别格式 {other:?}")),
                    ("use csv or json", "请使用 csv 或 json"),
                ));
            }
        };
        let sign = |stated: Option<&String>| match stated.map(String::as_bytes) {
            None => Ok(None),
            Some(&[byte]) if byte.is_ascii() => Ok(Some(byte)),
            Some(_) => Err(refuse(
                (
                    "the dialect's signs are one ASCII sign each".into(),
                    "dialect 中的符号须各为一个 ASCII 字符".into(),
                ),
                ("correct the dialect", "请更正 dialect"),
            )),
        };
        let dialect = resource.dialect.as_ref();
        let signs = Signs {
            delimiter: sign(dialect.and_then(|d| d.delimiter.as_ref()))?,
            quote: sign(dialect.and_then(|d| d.quote_char.as_ref()))?,
            escape: sign(dialect.and_then(|d| d.escape_char.as_ref()))?,
        };
        if let Some(epoch) = resource.dealerscope.epoch.filter(|epoch| ![1900, 1904].contains(epoch)) {
            return Err(refuse(
                (format!("the epoch {epoch} is not known"), format!("无法识别日期起点 {epoch}")),
                ("state 1900 or 1904", "请填写 1900 或 1904"),
            ));
        }
        Ok(Self {
            expected: resource.bytes.filter(|_| !gz && !json),
            resource: resource.clone(),
            table,
            hash: Sha256::new(),
            bytes: 0,
            packed: 0,
            unpacked: 0,
            beyond: 0,
            gz: gz.then(|| MultiGzDecoder::new(Vec::new())),
            decoder,
            text: String::new(),
            records: if json { Records::Json } else { Records::Head(signs) },
            // A JSON string may hold any sign behind a backslash.
            rows: Rows::new(json),
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
            self.take(bytes, false, builders, problems)?;
            self.make_room(builders);
            return Ok(());
        };
        // Packed bytes are unpacked in small pieces, so that a bomb is seen early: no byte unpacks to more than
        // 1032.
        for piece in bytes.chunks(1 << 9) {
            gz.write_all(piece).map_err(|e| self.damaged(&e.to_string()))?;
            let unpacked = std::mem::take(gz.get_mut());
            self.packed += piece.len() as u64;
            self.unpacked += unpacked.len() as u64;
            let fair = piece.len() as u64 * MOST_RATIO;
            self.beyond = (self.beyond + unpacked.len() as u64).saturating_sub(fair);
            if self.beyond > SUSPECT_BYTES {
                let (packed, unpacked) = (self.packed, self.unpacked);
                return Err(Refusal::both(
                    self.resource.path.clone(),
                    (
                        format!("it unpacks to far more than a table would: {packed} bytes to {unpacked}"),
                        format!("解压后远大于正常的数据表：{packed} 字节解压为 {unpacked} 字节"),
                    ),
                    ("compress the table again", "请重新压缩该表"),
                ));
            }
            self.take(&unpacked, false, builders, problems)?;
        }
        self.gz = Some(gz);
        Ok(())
    }

    /// Says how many bytes will come, where the descriptor does not.
    pub(crate) fn expect(&mut self, bytes: u64) {
        let plain = self.gz.is_none() && !matches!(self.records, Records::Json);
        self.expected = Some(bytes).filter(|_| plain && self.resource.bytes.is_none());
    }

    /// Makes room for as many rows as the first ones let expect.
    fn make_room(&mut self, builders: &mut Builders) {
        let rows = self.rows.taken();
        if let Some(expected) = self.expected.take_if(|_| rows >= FEW_ROWS) {
            let all = u128::from(rows) * u128::from(expected) / u128::from(self.bytes.max(1));
            let further = u64::try_from(all + all / 32).unwrap_or(0).saturating_sub(rows);
            builders.expect(self.table, further);
        }
    }

    fn damaged(&self, why: &str) -> Refusal {
        Refusal::both(
            self.resource.path.clone(),
            (format!("the compressed file is damaged: {why}"), format!("压缩文件已损坏：{why}")),
            ("copy or export the file again", "请重新复制或导出该文件"),
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
        let start = self.text.len();
        self.decoder.push(bytes, last, &mut self.text);
        let broken =
            self.decoder.outcome().broken || memchr::memchr(0, &self.text.as_bytes()[start..]).is_some();
        self.rows.suspect |= broken;
        if let Records::Head(signs) = self.records {
            if self.text.len() < WINDOW && !last {
                return Ok(());
            }
            let window = &self.text[..self.text.floor_char_boundary(WINDOW)];
            let (signs, start) = signs.found_in(window);
            self.text.drain(..start);
            self.records = Records::Csv(Box::new(CsvReader::new(signs)));
        }
        let Self { resource, table, text, records, rows, .. } = self;
        let mut reporter = Reporter::new(problems, table.name, &resource.path);
        let mut hand_on = |record: &Record<'_>, notes: &[Note<'_>]| {
            rows.take(record, notes, resource, table, builders, &mut reporter);
        };
        match records {
            Records::Csv(reader) => {
                if !text.is_empty() {
                    reader.push(text, |record| hand_on(record, &[]));
                    text.clear();
                }
                if last && reader.end_line(|record| hand_on(record, &[])) {
                    let detail = (
                        "a quote is never closed, and all that follows it is one cell",
                        "有引号未闭合，其后全部内容成为一个单元格",
                    );
                    let note = Note { kind: ProblemKind::RaggedRow, column: None, value: "".into(), detail };
                    reader.end(|record| hand_on(record, std::slice::from_ref(&note)));
                }
                if last && reader.late() {
                    let detail = Detail::both(
                        "quotes far down have a backslash before them, and earlier cells may have been read as if they had none: state escapeChar",
                        "后文的引号之前有反斜杠，此前的单元格可能未照此读取：请注明 escapeChar",
                    );
                    reporter.file(ProblemKind::RaggedRow, None, Some(detail));
                }
                if reader.overlong {
                    let row = reader.records() + 1;
                    return Err(Refusal::both(
                        resource.path.clone(),
                        (
                            format!("row {row} or a later one is longer than a table's can be"),
                            format!("第 {row} 行或其后某行过长"),
                        ),
                        ("look for a quote that is never closed", "请检查是否有未闭合的引号"),
                    ));
                }
            }
            Records::Json if text.len() > MOST_JSON => {
                return Err(Refusal::both(
                    resource.path.clone(),
                    (
                        format!("more than {MOST_JSON} bytes of JSON are too many"),
                        format!("JSON 超过 {MOST_JSON} 字节，过大"),
                    ),
                    ("write the table as CSV", "请改用 CSV"),
                ));
            }
            Records::Json if last => {
                let mut json = json::read(text).map_err(|why| {
                    let what = (format!("not readable JSON: {why}"), format!("JSON 无法读取：{why}"));
                    Refusal::both(resource.path.clone(), what, ("export the table again", "请重新导出该表"))
                })?;
                // A table without rows says nothing of its columns: it has those of the contract.
                if json.is_empty() {
                    json.header = table.columns.iter().map(|c| c.name.to_owned()).collect();
                }
                json.hand_on(&mut hand_on);
            }
            Records::Json | Records::Head(..) => {}
        }
        match self.rows.refused.take() {
            Some(refusal) => Err(refusal),
            None => Ok(()),
        }
    }

    pub(crate) fn end(
        mut self,
        builders: &mut Builders,
        problems: &mut Problems,
        descriptor: &Descriptor,
        last: bool,
    ) -> Result<(), Refusal> {
        let path = self.resource.path.clone();
        let copy_again = (
            "the file was cut short or changed after the export: copy or export the snapshot again",
            "文件不完整或在导出后被改动：请重新复制或导出快照",
        );
        if let Some(stated) = self.resource.bytes.filter(|&stated| stated != self.bytes) {
            let bytes = self.bytes;
            let what = (
                format!("it has {bytes} bytes, and the descriptor states {stated}"),
                format!("文件有 {bytes} 字节，而描述文件所载为 {stated} 字节"),
            );
            return Err(Refusal::both(path, what, copy_again));
        }
        if let Some(stated) = &self.resource.hash {
            let got = format!("{:x}", self.hash.finalize_reset());
            if stated.strip_prefix("sha256:").unwrap_or(stated).to_ascii_lowercase() != got {
                let what = (
                    format!("its hash is sha256:{got}, and the descriptor states {stated}"),
                    format!("文件哈希为 sha256:{got}，而描述文件所载为 {stated}"),
                );
                return Err(Refusal::both(path, what, copy_again));
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
            reporter.file(ProblemKind::GuessedEncoding, None, Some(Detail::name(encoding)));
        }
        // What is broken in no cell is in the header.
        if outcome.broken && !self.rows.broken {
            reporter.file(ProblemKind::BrokenText, None, None);
        }
        let sheet = self.rows.end(self.table, builders, descriptor, &mut reporter, last)?;
        builders.intakes.push(Intake {
            table: self.table,
            bytes: self.bytes,
            hashed: self.resource.hash.is_some(),
            encoding: self.decoder.encoding(),
            guessed: outcome.guessed.is_some(),
            rows: sheet.control.rows,
            filled: sheet.control.filled(),
            extra: sheet.header.extra.len() as u64,
            file: path,
        });
        Ok(())
    }
}
