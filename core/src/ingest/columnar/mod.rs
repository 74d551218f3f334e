//! Parquet, as far as the file beside a CSV needs it: columns of text, compressed by gzip or not at all.
//!
//! The reader is our own: it trusts no number in the file, holds one page of each column, and takes a seventh of the
//! module that the format's general reader takes. What it does not read is refused by name.

mod bits;
mod column;
mod compact;
mod compare;
mod file;
mod footer;
mod page;
pub(super) mod plain;
mod texts;
mod values;

pub use compare::{cells, compare, rows};
pub(crate) use file::ColumnarFile;

use crate::ingest::record::{Record, join};
use crate::ingest::report::cut;
use crate::problem::Refusal;
use column::Column;
use footer::Footer;
use plain::Plain;
use values::Values;

/// What a file of any length may unpack to, and its cells come to as text; and how many times its own length
/// besides.
const BASE: u64 = 2 << 20;
const MOST_UNPACKED: u64 = 50;
const MOST_TEXT: u64 = 200;
/// So many rows are taken in hand at a time: what is found of them stays in a processor's nearest cache.
const ROWS: usize = 256;

/// Why a file is not read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Bytes are not what they should be: of this column, or of the footer.
    Damaged(Option<String>),
    /// It states or holds more than a table of its length does.
    Excessive,
    /// It is sound, and not written as `pack` writes it: in English and Chinese.
    Foreign(String, String),
}

impl Fault {
    /// The refusal of the file at a path.
    pub(super) fn refuse(self, path: &str) -> Refusal {
        let copy = (
            "copy the snapshot again, or run `dealerscope pack --columnar`",
            "请重新复制快照，或运行 dealerscope pack --columnar",
        );
        match self {
            Self::Damaged(column) => {
                let (part, zh) = match column {
                    Some(name) => {
                        let name = cut(&name);
                        (format!("a page of its column {name}"), format!("{name} 列的数据页"))
                    }
                    None => ("its footer".to_owned(), "文件尾".to_owned()),
                };
                let what = (
                    format!("the Parquet file is damaged: {part} cannot be read"),
                    format!("Parquet 文件已损坏：{zh}无法读取"),
                );
                Refusal::both(path, what, copy)
            }
            Self::Excessive => {
                let what = (
                    "it states or holds far more than a table of its length does",
                    "所载内容远多于同等大小的数据表",
                );
                Refusal::both(path, what, copy)
            }
            Self::Foreign(what, zh) => Refusal::both(
                path,
                (what, zh),
                (
                    "run `dealerscope pack --columnar`, which writes every column as text",
                    "请运行 dealerscope pack --columnar，各列均会写为文本",
                ),
            ),
        }
    }
}

/// A file that is whole, row by row.
pub(super) struct Reader {
    bytes: Vec<u8>,
    footer: Footer,
    columns: Vec<Column>,
    /// The group that is read next.
    group: usize,
    /// How many rows are left of the one at hand.
    left: u64,
    /// The first of the rows in hand, the header being row 1.
    row: u64,
    text: String,
    ends: Vec<usize>,
    /// How many rows are in hand, and how many of them [`Reader::next`] has given.
    rows: usize,
    given: usize,
    /// What pages may still unpack to, and what cells may still come to as text.
    unpacks: u64,
    texts: u64,
    /// Stands between the cells of a record.
    sign: u8,
}

impl Reader {
    pub(super) fn open(bytes: Vec<u8>, sign: u8) -> Result<Self, Fault> {
        let most = |times: u64| (bytes.len() as u64).saturating_mul(times).saturating_add(BASE);
        let (unpacks, texts) = (most(MOST_UNPACKED), most(MOST_TEXT));
        // Each cell has a sign behind it at least.
        let footer = Footer::read(&bytes, unpacks, texts)?;
        let columns = footer.names.iter().zip(&footer.optional);
        let columns = columns.map(|(name, &optional)| Column::new(name, optional)).collect();
        let (group, left, row) = (0, 0, 2);
        let (text, ends, rows, given) = (String::new(), Vec::new(), 0, 0);
        Ok(Self { bytes, footer, columns, group, left, row, text, ends, rows, given, unpacks, texts, sign })
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> u64 {
        self.footer.rows()
    }

    /// The columns' names as a record.
    pub(super) fn header(&mut self) -> Record<'_> {
        self.text.clear();
        self.ends.clear();
        for name in &self.footer.names {
            join(&mut self.text, &mut self.ends, self.sign, name);
        }
        Record::new(&self.text, &self.ends, 1)
    }

    /// Takes the next rows in hand; gives how many there are, none behind the last.
    pub(super) fn fill(&mut self) -> Result<usize, Fault> {
        self.row += self.rows as u64;
        (self.rows, self.given) = (0, 0);
        while self.left == 0 {
            if let Some(column) = self.columns.iter().find(|column| column.left() > 0) {
                return Err(column.damaged());
            }
            let Some(group) = self.footer.groups.get(self.group) else { return Ok(0) };
            self.group += 1;
            self.left = group.rows;
            self.columns.iter_mut().zip(&group.chunks).for_each(|(column, chunk)| column.begin(chunk));
        }
        let mut rows = usize::try_from(self.left).unwrap_or(ROWS).min(ROWS);
        for column in &mut self.columns {
            if column.left() == 0 {
                column.load(&self.bytes, &mut self.unpacks)?;
            }
            rows = rows.min(column.left());
        }
        self.columns.iter_mut().for_each(|column| column.advance(rows));
        (self.left, self.rows) = (self.left - rows as u64, rows);
        Ok(rows)
    }

    /// The columns, with the cells of the rows in hand.
    fn columns(&mut self) -> &mut [Column] {
        &mut self.columns
    }

    /// What is known of the rows in hand.
    fn plain<'a>(&'a self, values: &'a Values) -> Plain<'a> {
        values.plain(self.rows, self.row, &self.columns)
    }

    /// One of the rows in hand.
    pub(super) fn record(&mut self, at: usize, content: Option<u32>) -> Result<Record<'_>, Fault> {
        self.text.clear();
        self.ends.clear();
        for column in &self.columns {
            join(&mut self.text, &mut self.ends, self.sign, column.cell(at));
        }
        self.texts = self.texts.checked_sub(self.text.len() as u64 + 1).ok_or(Fault::Excessive)?;
        let mut record = Record::new(&self.text, &self.ends, self.row + at as u64);
        record.content = content;
        Ok(record)
    }

    /// The next row; `None` behind the last.
    pub(super) fn next(&mut self) -> Result<Option<Record<'_>>, Fault> {
        if self.given == self.rows && self.fill()? == 0 {
            return Ok(None);
        }
        self.given += 1;
        self.record(self.given - 1, None).map(Some)
    }
}
