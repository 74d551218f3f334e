//! A file's bytes on their way to records.

use serde::{Deserialize, Serialize};

use crate::contract::Table;
use crate::descriptor::Resource;
use crate::ingest::csv::CsvReader;
use crate::ingest::escapes::Mode;
use crate::ingest::json;
use crate::ingest::record::Record;
use crate::ingest::rows::Note;
use crate::ingest::signs::Signs;
use crate::ingest::text::{Outcome, TextDecoder};
use crate::problem::{ProblemKind, Refusal};

/// The most text of a JSON file, which must be read whole.
const MOST_JSON: usize = 1 << 28;
/// How much of a CSV file's text shows how it is written.
const WINDOW: usize = 1 << 16;

/// The decoder and the reader of a file that is not packed, or was unpacked.
pub(crate) struct Source {
    path: String,
    decoder: TextDecoder,
    text: String,
    records: Records,
    /// The text so far holds signs that no cell should.
    suspect: bool,
}

/// A place between two lines, and what is known there of how the file is written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Seam {
    /// The rows before it, as a spreadsheet counts.
    rows: u64,
    encoding: String,
    mode: Mode,
}

impl Seam {
    /// How many fewer rows were counted at another seam than at this one; `None` if the file is not written alike at
    /// both.
    pub(crate) fn behind(&self, other: &Self) -> Option<u64> {
        let alike = (&self.encoding, self.mode) == (&other.encoding, other.mode);
        self.rows.checked_sub(other.rows).filter(|_| alike)
    }
}

/// How the text becomes records.
enum Records {
    /// CSV whose signs are not known yet.
    Head(Signs),
    Csv(Box<CsvReader>),
    /// JSON is read when it is whole.
    Json,
}

/// A path without the ending of packed files, and whether it has that.
fn bare(path: &str) -> (String, bool) {
    let path = path.to_ascii_lowercase();
    match path.strip_suffix(".gz") {
        Some(bare) => (bare.to_owned(), true),
        None => (path, false),
    }
}

/// Whether a text holds NUL, or a replacement sign that somebody wrote before.
fn is_suspect(text: &[u8]) -> bool {
    const LOST: &[u8] = "\u{fffd}".as_bytes();
    memchr::memchr2_iter(0, LOST[0], text).any(|place| text[place] == 0 || text[place..].starts_with(LOST))
}

/// Whether a file is packed.
///
/// # Errors
/// Refuses a compression that is not known.
pub(crate) fn is_packed(resource: &Resource) -> Result<bool, Refusal> {
    match resource.compression.as_str() {
        "gz" => Ok(true),
        "" => Ok(bare(&resource.path).1),
        other => Err(Refusal::both(
            &resource.path,
            (format!("the compression {other:?} is not known"), format!("无法识别压缩方式 {other:?}")),
            ("use gz or none", "请使用 gz 或不压缩"),
        )),
    }
}

/// Whether a file is JSON.
fn is_json(resource: &Resource) -> Result<bool, Refusal> {
    match resource.format.as_str() {
        "json" => Ok(true),
        "csv" => Ok(false),
        "" => Ok(bare(&resource.path).0.rsplit_once('.').is_some_and(|(_, ending)| ending.ends_with("json"))),
        other => Err(Refusal::both(
            &resource.path,
            (format!("the format {other:?} is not known"), format!("无法识别格式 {other:?}")),
            ("use csv or json", "请使用 csv 或 json"),
        )),
    }
}

/// The signs that are stated of a file.
fn signs(resource: &Resource) -> Result<Signs, Refusal> {
    let sign = |stated: Option<&String>| match stated.map(String::as_bytes) {
        None => Ok(None),
        Some(&[byte]) if byte.is_ascii() => Ok(Some(byte)),
        Some(_) => Err(Refusal::both(
            &resource.path,
            ("the dialect's signs are one ASCII sign each", "dialect 中的符号须各为一个 ASCII 字符"),
            ("correct the dialect", "请更正 dialect"),
        )),
    };
    let dialect = resource.dialect.as_ref();
    Ok(Signs {
        delimiter: sign(dialect.and_then(|d| d.delimiter.as_ref()))?,
        quote: sign(dialect.and_then(|d| d.quote_char.as_ref()))?,
        escape: sign(dialect.and_then(|d| d.escape_char.as_ref()))?,
    })
}

impl Source {
    /// Begins a file.
    ///
    /// # Errors
    /// Refuses an encoding, a format or a dialect that is not known.
    pub(crate) fn begin(resource: &Resource) -> Result<Self, Refusal> {
        let path = resource.path.clone();
        let decoder = TextDecoder::new(&resource.encoding).ok_or_else(|| {
            let name = &resource.encoding;
            Refusal::both(
                &path,
                (format!("the encoding {name:?} is not known"), format!("无法识别编码 {name:?}")),
                (
                    "name it as browsers do, such as utf-8 or gb18030",
                    "请按浏览器的名称填写，如 utf-8 或 gb18030",
                ),
            )
        })?;
        let (json, signs) = (is_json(resource)?, signs(resource)?);
        let records = if json { Records::Json } else { Records::Head(signs) };
        Ok(Self { path, decoder, text: String::new(), records, suspect: false })
    }

    pub(crate) fn is_json(&self) -> bool {
        matches!(self.records, Records::Json)
    }

    /// The encoding that the file is read in, once it has ended.
    pub(crate) fn encoding(&self) -> &'static str {
        self.decoder.encoding()
    }

    /// What was learnt of the encoding, once the file has ended.
    pub(crate) fn outcome(&self) -> Outcome {
        self.decoder.outcome()
    }

    /// The place at hand, where it lies between two lines and what follows can be read without what came before.
    pub(crate) fn seam(&self) -> Option<Seam> {
        let Records::Csv(reader) = &self.records else { return None };
        let encoding = self.decoder.between_lines().filter(|_| !self.suspect && self.text.is_empty())?;
        Some(Seam { rows: reader.rows_before()?, encoding: encoding.to_owned(), mode: reader.mode()? })
    }

    /// Whether a backslash turned out to stand before quotes when cells had been read as if it did not.
    pub(crate) fn is_late(&self) -> bool {
        matches!(&self.records, Records::Csv(reader) if reader.late())
    }

    /// Decodes bytes and hands on the records that they complete, with what is known of each and whether the text
    /// so far may hold signs that no cell should; `last` ends the file.
    ///
    /// # Errors
    /// Refuses a row that is longer than a table's can be, and JSON that is too long or cannot be read.
    pub(crate) fn push(
        &mut self,
        bytes: &[u8],
        last: bool,
        table: &Table,
        mut take: impl FnMut(&Record<'_>, &[Note<'_>], bool),
    ) -> Result<(), Refusal> {
        let Self { path, decoder, text, records, suspect } = self;
        let start = text.len();
        decoder.push(bytes, last, text);
        *suspect |= decoder.outcome().broken || is_suspect(&text.as_bytes()[start..]);
        let suspect = *suspect;
        if let Records::Head(signs) = *records {
            if text.len() < WINDOW && !last {
                return Ok(());
            }
            let window = &text[..text.floor_char_boundary(WINDOW)];
            let (signs, start) = signs.found_in(window);
            text.drain(..start);
            *records = Records::Csv(Box::new(CsvReader::new(signs)));
        }
        match records {
            Records::Csv(reader) => {
                if !text.is_empty() {
                    reader.push(text, |record| take(record, &[], suspect));
                    text.clear();
                }
                if last && reader.end_line(|record| take(record, &[], suspect)) {
                    let detail = (
                        "a quote is never closed, and all that follows it is one cell",
                        "有引号未闭合，其后全部内容成为一个单元格",
                    );
                    let note = Note { kind: ProblemKind::RaggedRow, column: None, value: "".into(), detail };
                    reader.end(|record| take(record, std::slice::from_ref(&note), suspect));
                }
                if reader.overlong {
                    let row = reader.records() + 1;
                    return Err(Refusal::both(
                        path.as_str(),
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
                    path.as_str(),
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
                    Refusal::both(path.as_str(), what, ("export the table again", "请重新导出该表"))
                })?;
                // A table without rows says nothing of its columns: it has those of the contract.
                if json.is_empty() {
                    json.header = table.columns.iter().map(|c| c.name.to_owned()).collect();
                }
                json.hand_on(&mut |record, notes| take(record, notes, suspect));
            }
            Records::Json | Records::Head(..) => {}
        }
        Ok(())
    }
}
