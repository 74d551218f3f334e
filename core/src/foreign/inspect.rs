//! Looks through a file without a descriptor: how it is written, what its columns are, and its hash.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::sheet::Records;
use super::{Sheet, SheetColumn};
use crate::descriptor::{Dialect, Resource};
use crate::ingest::csv::CsvReader;
use crate::ingest::gzip::Gunzip;
use crate::ingest::json as records;
use crate::ingest::signs::Signs;
use crate::ingest::text::TextDecoder;
use crate::problem::Refusal;

/// How much text shows how a file is written.
const WINDOW: usize = 1 << 16;
/// The most text of a JSON file that is looked into.
const MOST_JSON: usize = 1 << 26;
/// The most that a packed file may unpack to, by the length of what it is packed in.
const MOST_RATIO: u64 = 200;
const SUSPECT_BYTES: u64 = 8 << 20;

/// A file that is looked through. Bytes come in pieces of any size.
pub struct Inspector {
    resource: Resource,
    hash: Sha256,
    bytes: u64,
    unpacked: u64,
    gz: Option<Gunzip>,
    decoder: TextDecoder,
    text: String,
    /// All of the text so far, which shows no encoding.
    ascii: bool,
    reader: Option<CsvReader>,
    json: bool,
    records: Records,
    trouble: Option<Refusal>,
}

impl Inspector {
    /// Begins a file, by the path that its descriptor will name.
    #[must_use]
    pub fn begin(path: &str) -> Self {
        Self::stated(Resource { path: path.to_owned(), ..Resource::default() })
    }

    /// Begins a file of which a descriptor says something already, which holds.
    #[must_use]
    pub fn stated(mut resource: Resource) -> Self {
        let lower = resource.path.to_ascii_lowercase();
        let (bare, packed) = lower.strip_suffix(".gz").map_or((lower.as_str(), false), |bare| (bare, true));
        let json = match resource.format.as_str() {
            "" => bare.rsplit_once('.').is_some_and(|(_, ending)| ending.contains("json")),
            stated => stated == "json",
        };
        let packed = packed || resource.compression == "gz";
        if json { "json" } else { "csv" }.clone_into(&mut resource.format);
        if packed { "gz" } else { "" }.clone_into(&mut resource.compression);
        Self {
            decoder: TextDecoder::new(&resource.encoding).unwrap_or_default(),
            resource,
            hash: Sha256::new(),
            bytes: 0,
            unpacked: 0,
            gz: packed.then(Gunzip::new),
            text: String::new(),
            ascii: true,
            reader: None,
            json,
            records: Records::default(),
            trouble: None,
        }
    }

    /// Takes the next bytes; gives whether more are wanted.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        let Some(mut gz) = self.gz.take() else {
            self.take(bytes, false);
            return self.trouble.is_none();
        };
        let mut unpacked = Vec::new();
        for piece in bytes.chunks(1 << 13) {
            unpacked.clear();
            if gz.push(piece, &mut unpacked).is_err() {
                self.is_no_table("it is not packed as its name says", "未按文件名所示的方式压缩");
            }
            self.unpacked += unpacked.len() as u64;
            if self.unpacked > SUSPECT_BYTES.max(self.bytes * MOST_RATIO) {
                self.is_no_table("it unpacks to far more than a table would", "解压后的大小远超数据表");
            }
            if self.trouble.is_some() {
                return false;
            }
            self.take(&unpacked, false);
        }
        self.gz = Some(gz);
        self.trouble.is_none()
    }

    /// Ends the file.
    #[must_use]
    pub fn end(mut self) -> Sheet {
        if self.gz.take().is_some_and(|gz| !gz.is_whole()) {
            self.is_no_table("the packed file is damaged", "压缩文件已损坏");
        }
        self.take(&[], true);
        if self.trouble.is_none() && self.records.columns.len() < 2 {
            self.is_no_table("it has no header of two columns or more", "没有含两列以上的表头");
        }
        let path = self.resource.path.clone();
        if let Some(refusal) = self.trouble {
            return Sheet { path, trouble: Some(refusal), ..Sheet::default() };
        }
        if !self.ascii && self.resource.encoding.is_empty() {
            self.resource.encoding = self.decoder.encoding().to_ascii_lowercase();
        }
        // What is stated is what the file is held against, and not what was found.
        self.resource.bytes.get_or_insert(self.bytes);
        self.resource.hash.get_or_insert_with(|| format!("sha256:{:x}", self.hash.finalize()));
        let field = |column: &SheetColumn| json!({ "name": column.name });
        let fields: Vec<_> = self.records.columns.iter().map(field).collect();
        self.resource.schema = Some(json!({ "fields": fields }));
        let facts = serde_json::to_string_pretty(&self.resource).unwrap_or_default();
        Sheet { path, facts, rows: self.records.rows, columns: self.records.columns, ..Sheet::default() }
    }

    fn take(&mut self, bytes: &[u8], last: bool) {
        if self.trouble.is_some() {
            return;
        }
        let start = self.text.len();
        self.decoder.push(bytes, last, &mut self.text);
        self.ascii &= self.text[start..].is_ascii();
        if self.json {
            return self.take_json(last);
        }
        if self.reader.is_none() {
            if self.text.len() < WINDOW && !last {
                return;
            }
            self.begin_csv();
        }
        let Some(reader) = self.reader.as_mut().filter(|_| self.trouble.is_none()) else { return };
        let records = &mut self.records;
        if !self.text.is_empty() {
            reader.push(&self.text, |record| records.take(record));
            self.text.clear();
        }
        if last {
            reader.end_line(|record| records.take(record));
            reader.end(|record| records.take(record));
        }
        if reader.overlong {
            self.is_no_table("one of its rows is longer than a table's can be", "有一行过长，不像数据表");
        }
    }

    /// Finds out how a CSV file is written, and whether it is text at all.
    fn begin_csv(&mut self) {
        let window = &self.text[..self.text.floor_char_boundary(WINDOW)];
        if window.starts_with("PK\u{3}\u{4}") || window.starts_with("\u{fffd}\u{fffd}\u{11}\u{fffd}") {
            return self.is_no_table("it is a spreadsheet's workbook", "这是电子表格工作簿");
        }
        let odd = |c: &char| {
            c.is_control() && !matches!(c, '\t' | '\n' | '\r') || *c == char::REPLACEMENT_CHARACTER
        };
        if window.chars().filter(odd).count() * 20 > window.chars().count() {
            return self.is_no_table("it is not text", "内容不是文本");
        }
        let stated = self.resource.dialect.take().unwrap_or_default();
        let sign = |stated: &Option<String>| stated.as_ref().and_then(|sign| sign.bytes().next());
        let signs = Signs {
            delimiter: sign(&stated.delimiter),
            quote: sign(&stated.quote_char),
            escape: sign(&stated.escape_char),
        };
        let (signs, start) = signs.found_in(window);
        let escape_char = signs.escape.map(|sign| char::from(sign).to_string());
        let delimiter = signs.delimiter.map(|sign| char::from(sign).to_string());
        self.resource.dialect = Some(Dialect { delimiter, escape_char, quote_char: stated.quote_char });
        self.text.drain(..start);
        self.reader = Some(CsvReader::new(signs));
    }

    fn take_json(&mut self, last: bool) {
        if self.text.len() > MOST_JSON {
            return self
                .is_no_table("it is more JSON than can be looked through here", "JSON 过大，无法在此查看");
        }
        if !last {
            return;
        }
        match records::read(&self.text) {
            Ok(table) => table.hand_on(&mut |record, _| self.records.take(record)),
            Err(why) => {
                let (what, zh) = (format!("it is not readable JSON: {why}"), format!("JSON 无法读取：{why}"));
                self.is_no_table(&what, &zh);
            }
        }
    }

    fn is_no_table(&mut self, what: &str, zh: &str) {
        let mend =
            ("save the table as CSV or JSON with a header row", "请将数据表另存为带表头的 CSV 或 JSON");
        self.trouble.get_or_insert(Refusal::both(self.resource.path.clone(), (what, zh), mend));
    }
}
