//! The cells of a CSV file as they go into a Parquet file, and whether both hold the same.

use super::file::sign;
use super::{Fault, Reader};
use crate::contract;
use crate::descriptor::{Columnar, Resource};
use crate::ingest::gzip::{CUT, Gunzip};
use crate::ingest::personal::masked;
use crate::ingest::record::Record;
use crate::ingest::report::cut;
use crate::ingest::source::{Source, is_packed};
use crate::ingest::verify::verify;
use crate::order;
use crate::problem::Refusal;

/// Hands on the rows of a CSV file cell by cell, the header first, as they stand; gives the encoding that the file
/// was read in. The file must be one that the dashboard reads.
///
/// # Errors
/// Refuses a file of which a Parquet file cannot say the same: JSON, columns without a name or with the same, rows of
/// another length, blank lines between them, and text that was guessed at or is damaged.
pub fn cells(
    resource: &Resource,
    bytes: &[u8],
    mut take: impl FnMut(&[&str]),
) -> Result<&'static str, Refusal> {
    let mut width = None;
    let mut wrong = None;
    let encoding = records(resource, bytes, |record, suspect| {
        if wrong.is_some() {
            return;
        }
        let cells: Vec<&str> = (0..record.len()).map(|place| record.raw(place)).collect();
        let nothing = || (0..record.len()).all(|place| record.cell(place).is_empty());
        match width {
            None if nothing() => wrong = Some(no_header()),
            None => wrong = unnamed(record),
            Some((_, columns)) if columns != cells.len() => wrong = Some(ragged(record, columns)),
            Some((row, _)) if row + 1 != record.row => wrong = Some(blank(row + 1)),
            Some(_) => {}
        }
        if suspect {
            wrong = Some(broken());
        }
        width = Some((record.row, cells.len()));
        take(&cells);
    })?;
    let wrong = wrong.or_else(|| width.is_none().then(no_header));
    match (wrong, encoding) {
        (Some(what), _) | (None, Err(what)) => Err(Refusal::both(
            &resource.path,
            what,
            (
                "the table stays as CSV; export it clean for a Parquet file",
                "该表仅保留 CSV；如需 Parquet，请整理后重新导出",
            ),
        )),
        (None, Ok(encoding)) => Ok(encoding),
    }
}

/// What keeps a file from being said the same way, in English and Chinese.
type What = (String, String);

fn no_header() -> What {
    ("it has no header".to_owned(), "没有表头".to_owned())
}

fn broken() -> What {
    ("its text is damaged, or its encoding a guess".to_owned(), "文本有损坏，或编码系推测".to_owned())
}

fn blank(row: u64) -> What {
    (format!("row {row} is a blank line"), format!("第 {row} 行为空行"))
}

fn ragged(record: &Record<'_>, columns: usize) -> What {
    let (row, cells) = (record.row, record.len());
    (
        format!("row {row} has {cells} cells, and the header {columns}"),
        format!("第 {row} 行有 {cells} 个单元格，而表头有 {columns} 个"),
    )
}

/// What is wrong with a header for columns that are known by their names alone.
fn unnamed(record: &Record<'_>) -> Option<What> {
    let mut names: Vec<String> = (0..record.len()).map(|place| record.raw(place).to_lowercase()).collect();
    if record.row != 1 {
        return Some(blank(1));
    }
    if let Some(place) = (0..record.len()).find(|&place| record.cell(place).is_empty()) {
        let number = place + 1;
        return Some((format!("column {number} has no name"), format!("第 {number} 列没有名称")));
    }
    names = order::sorted(names, Ord::cmp);
    let name = names.windows(2).find(|pair| pair[0] == pair[1])?[0].clone();
    Some((format!("two columns are named {name}"), format!("有两列名为 {name}")))
}

/// Reads all records of a CSV file; gives its encoding, or what keeps it from being told for sure.
fn records(
    resource: &Resource,
    bytes: &[u8],
    mut take: impl FnMut(&Record<'_>, bool),
) -> Result<Result<&'static str, What>, Refusal> {
    let mut source = Source::begin(resource)?;
    if source.is_json() {
        return Ok(Err(("it is not CSV".to_owned(), "不是 CSV".to_owned())));
    }
    let Some(table) = contract::table(&resource.name) else {
        return Ok(Err(("the page does not read this table".to_owned(), "页面不读取此表".to_owned())));
    };
    let mut unpacked = Vec::new();
    let mut bytes = bytes;
    if is_packed(resource)? {
        let mut gz = Gunzip::new();
        let pushed = gz.push(bytes, &mut unpacked);
        pushed.and_then(|()| if gz.is_whole() { Ok(()) } else { Err(CUT) }).map_err(|why| {
            let what = (format!("the compressed file is damaged: {why}"), format!("压缩文件已损坏：{why}"));
            Refusal::both(&resource.path, what, ("copy or export the file again", "请重新复制或导出该文件"))
        })?;
        bytes = &unpacked;
    }
    let mut open = None;
    for (piece, last) in [(bytes, false), (&[], true)] {
        source.push(piece, last, table, |record, notes, suspect| {
            if !notes.is_empty() {
                open = Some(record.row);
            }
            take(record, suspect);
        })?;
    }
    if let Some(row) = open {
        return Ok(Err((
            format!("row {row} has a quote that is never closed"),
            format!("第 {row} 行有未闭合的引号"),
        )));
    }
    if source.outcome().guessed.is_some() || source.outcome().broken || source.is_late() {
        return Ok(Err(broken()));
    }
    Ok(Ok(source.encoding()))
}

/// Hands on the rows of a Parquet file cell by cell, the header first.
///
/// # Errors
/// Refuses a file that is damaged, or not written as `pack` writes it.
pub fn rows(bytes: &[u8], mut take: impl FnMut(&[&str])) -> Result<(), Refusal> {
    let refuse = |fault: Fault| fault.refuse("parquet");
    let mut reader = Reader::open(bytes.to_vec(), b',').map_err(refuse)?;
    let mut hand_on = |record: &Record<'_>| {
        let cells: Vec<&str> = (0..record.len()).map(|place| record.raw(place)).collect();
        take(&cells);
    };
    hand_on(&reader.header());
    while let Some(record) = reader.next().map_err(refuse)? {
        hand_on(&record);
    }
    Ok(())
}

/// Holds the Parquet file beside a CSV file against it, cell by cell.
///
/// # Errors
/// Refuses a Parquet file that is damaged or not the one that is stated, and one that does not hold the same: the first
/// difference by row and column, with what both say.
pub fn compare(resource: &Resource, csv: &[u8], parquet: &[u8]) -> Result<(), Refusal> {
    let Some(Columnar { path, bytes, hash }) = &resource.dealerscope.columnar else { return Ok(()) };
    verify(path, *bytes, hash.as_deref(), parquet.len() as u64, || {
        use sha2::Digest as _;
        sha2::Sha256::digest(parquet)
    })?;
    let mut reader = Reader::open(parquet.to_vec(), sign(resource)).map_err(|fault| fault.refuse(path))?;
    let names: Vec<String> = {
        let header = reader.header();
        (0..header.len()).map(|place| header.raw(place).to_owned()).collect()
    };
    let (mut result, mut rows) = (Ok(()), 0);
    let differs = |row: u64, column: &str, one: &str, other: &str| {
        let csv = &resource.path;
        let (one, other) = (masked(one), masked(other));
        let (one, other, column) = (cut(&one), cut(&other), cut(column));
        Refusal::both(
            path,
            (
                format!("row {row}, column {column}: it holds {one:?}, and {csv} {other:?}"),
                format!("第 {row} 行 {column} 列：其中为 {one:?}，而 {csv} 为 {other:?}"),
            ),
            AGAIN,
        )
    };
    cells(resource, csv, |cells| {
        rows += 1;
        if result.is_err() {
            return;
        }
        let mut hold = |record: &Record<'_>| {
            for place in 0..record.len().max(cells.len()) {
                let (one, other) = (record.raw(place), cells.get(place).copied().unwrap_or_default());
                if one != other {
                    let column = names.get(place).map_or("", String::as_str);
                    result = Err(differs(rows, column, one, other));
                    return;
                }
            }
        };
        if rows == 1 {
            return hold(&reader.header());
        }
        match reader.next() {
            Ok(Some(record)) => hold(&record),
            Ok(None) => {}
            Err(fault) => result = Err(fault.refuse(path)),
        }
    })?;
    result?;
    let (has, wants) = (reader.rows(), rows - 1);
    if has == wants {
        return Ok(());
    }
    let csv = &resource.path;
    let what =
        (format!("it has {has} rows, and {csv} {wants}"), format!("其中有 {has} 行，而 {csv} 有 {wants} 行"));
    Err(Refusal::both(path, what, AGAIN))
}

/// What to do where both differ.
const AGAIN: (&str, &str) =
    ("run `dealerscope pack --columnar` again", "请重新运行 dealerscope pack --columnar");
