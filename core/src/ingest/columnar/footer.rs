//! What a Parquet file says of itself behind its rows.

use std::ops::Range;

use super::Fault;
use super::compact::Compact;
use super::page::Packing;
use crate::ingest::report::cut;

/// Stands at both ends of a file.
const MAGIC: &[u8] = b"PAR1";
/// The most columns that a table may have.
const MOST_COLUMNS: usize = 1 << 10;
/// The number of the type of bytes of any length.
const BYTES: i64 = 6;
const TYPES: [&str; 8] =
    ["BOOLEAN", "INT32", "INT64", "INT96", "FLOAT", "DOUBLE", "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY"];

/// The columns of a file, and where they lie.
#[derive(Debug)]
pub(super) struct Footer {
    /// The columns' names.
    pub(super) names: Vec<String>,
    /// Which of them may have nothing in a row.
    pub(super) optional: Vec<bool>,
    pub(super) groups: Vec<Group>,
}

/// Rows that follow one another.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) rows: u64,
    /// Each column's part of them.
    pub(super) chunks: Vec<Chunk>,
}

/// One column's part of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) packing: Packing,
    /// Where its pages lie in the file.
    pub(super) at: Range<usize>,
}

/// A node of the schema.
#[derive(Default)]
struct Element {
    name: String,
    kind: Option<i64>,
    repetition: i64,
    children: u64,
    text: bool,
}

/// A chunk as it is stated.
#[derive(Default)]
struct Stated {
    codec: i64,
    values: u64,
    unpacked: u64,
    packed: u64,
    data: u64,
    dictionary: Option<u64>,
}

/// The rows of a group and its chunks as they are stated.
type StatedGroup = (u64, Vec<Stated>);

impl Footer {
    /// Reads the footer of a file that may unpack to so many bytes, and may have so many cells.
    pub(super) fn read(file: &[u8], most_bytes: u64, most_cells: u64) -> Result<Self, Fault> {
        let (start, footer) = found(file).ok_or(Fault::Damaged(None))?;
        let (elements, rows, groups) = stated(footer).ok_or(Fault::Damaged(None))?;
        let (root, columns) = elements.split_first().ok_or(Fault::Damaged(None))?;
        if columns.is_empty() || groups.iter().any(|(_, chunks)| chunks.len() != columns.len()) {
            return Err(Fault::Damaged(None));
        }
        columns.iter().try_for_each(Element::check)?;
        let together: u128 = groups.iter().map(|(rows, _)| u128::from(*rows)).sum();
        if root.children != columns.len() as u64 || together != u128::from(rows) {
            return Err(Fault::Damaged(None));
        }
        let cells = u128::from(rows) * columns.len() as u128;
        let unpacked: u128 =
            groups.iter().flat_map(|(_, chunks)| chunks).map(|c| u128::from(c.unpacked)).sum();
        if columns.len() > MOST_COLUMNS || cells > u128::from(most_cells) || unpacked > u128::from(most_bytes)
        {
            return Err(Fault::Excessive);
        }
        let group = |(rows, chunks): StatedGroup| {
            let chunks =
                chunks.into_iter().zip(columns).map(|(chunk, column)| chunk.checked(rows, start, column));
            Ok(Group { rows, chunks: chunks.collect::<Result<_, _>>()? })
        };
        let groups = groups.into_iter().map(group).collect::<Result<_, Fault>>()?;
        let optional = columns.iter().map(|column| column.repetition == 1).collect();
        Ok(Self { optional, groups, names: elements.into_iter().skip(1).map(|column| column.name).collect() })
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> u64 {
        self.groups.iter().map(|group| group.rows).sum()
    }
}

/// The footer's bytes, and where they begin.
fn found(file: &[u8]) -> Option<(usize, &[u8])> {
    let (rest, length) = file.strip_prefix(MAGIC)?.strip_suffix(MAGIC)?.split_last_chunk()?;
    let start = rest.len().checked_sub(u32::from_le_bytes(*length).try_into().ok()?)?;
    Some((MAGIC.len() + start, &rest[start..]))
}

/// The schema, the number of rows, and the groups.
fn stated(footer: &[u8]) -> Option<(Vec<Element>, u64, Vec<StatedGroup>)> {
    let (mut elements, mut rows, mut groups) = (Vec::new(), None, Vec::new());
    Compact::new(footer).fields(|compact, id, kind| {
        match id {
            2 => compact
                .structs(kind, |compact| Element::read(compact).map(|element| elements.push(element)))?,
            3 => rows = Some(compact.count(kind)?),
            4 => compact.structs(kind, |compact| group(compact).map(|group| groups.push(group)))?,
            _ => return Some(false),
        }
        Some(true)
    })?;
    Some((elements, rows?, groups))
}

fn group(compact: &mut Compact<'_>) -> Option<StatedGroup> {
    let (mut chunks, mut rows) = (Vec::new(), None);
    compact.fields(|compact, id, kind| {
        match id {
            1 => compact.structs(kind, |compact| Stated::read(compact).map(|chunk| chunks.push(chunk)))?,
            3 => rows = Some(compact.count(kind)?),
            _ => return Some(false),
        }
        Some(true)
    })?;
    Some((rows?, chunks))
}

impl Element {
    fn read(compact: &mut Compact<'_>) -> Option<Self> {
        let mut element = Self::default();
        compact.fields(|compact, id, kind| {
            match id {
                1 => element.kind = Some(compact.integer(kind)?),
                3 => element.repetition = compact.integer(kind)?,
                4 => compact.text(kind)?.clone_into(&mut element.name),
                5 => element.children = compact.count(kind)?,
                // Text is said in an old way and in a new one.
                6 => element.text |= compact.integer(kind)? == 0,
                10 => {
                    return compact.inner(kind, |_, id, _| {
                        element.text |= id == 1;
                        Some(false)
                    });
                }
                _ => return Some(false),
            }
            Some(true)
        })?;
        Some(element)
    }

    /// Checks that it is a column of text.
    fn check(&self) -> Result<(), Fault> {
        let kind = match self.kind {
            Some(BYTES) if self.text && self.repetition < 2 => return Ok(()),
            Some(_) if self.repetition == 2 => "REPEATED",
            Some(kind) => {
                usize::try_from(kind).ok().and_then(|kind| TYPES.get(kind)).ok_or(Fault::Damaged(None))?
            }
            None => "GROUP",
        };
        let name = cut(&self.name);
        Err(Fault::Foreign(
            format!("its column {name} is of type {kind}, and only text is read"),
            format!("其 {name} 列为 {kind} 类型，而只能读取文本"),
        ))
    }
}

impl Stated {
    fn read(compact: &mut Compact<'_>) -> Option<Self> {
        let mut chunk = Self::default();
        let mut described = false;
        compact.fields(|compact, id, kind| {
            if id != 3 {
                return Some(false);
            }
            described = true;
            compact.inner(kind, |compact, id, kind| {
                match id {
                    4 => chunk.codec = compact.integer(kind)?,
                    5 => chunk.values = compact.count(kind)?,
                    6 => chunk.unpacked = compact.count(kind)?,
                    7 => chunk.packed = compact.count(kind)?,
                    9 => chunk.data = compact.count(kind)?,
                    11 => chunk.dictionary = Some(compact.count(kind)?),
                    _ => return Some(false),
                }
                Some(true)
            })
        })?;
        described.then_some(chunk)
    }

    /// The chunk of a group of so many rows, which lies before the byte at `end`.
    fn checked(self, rows: u64, end: usize, column: &Element) -> Result<Chunk, Fault> {
        let name = &column.name;
        let packing = Packing::of(self.codec).map_err(|codec| {
            let name = cut(name);
            Fault::Foreign(
                format!("its column {name} is compressed by {codec}, and only GZIP is read"),
                format!("其 {name} 列以 {codec} 压缩，而只能读取 GZIP"),
            )
        })?;
        let damaged = || Fault::Damaged(Some(name.clone()));
        // Some writers state a dictionary at 0 where there is none.
        let start = self.dictionary.filter(|&at| at > 0).map_or(self.data, |at| at.min(self.data));
        let at =
            || Some(usize::try_from(start).ok()?..usize::try_from(start.checked_add(self.packed)?).ok()?);
        let at = at().ok_or_else(damaged)?;
        if self.values != rows || at.start < MAGIC.len() || at.end > end {
            return Err(damaged());
        }
        Ok(Chunk { packing, at })
    }
}
