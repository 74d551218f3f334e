//! The pages of a column.

use super::Fault;
use super::bits::runs;
use super::compact::{Compact, TRUE};
use super::texts::{Form, Texts};
use crate::ingest::gzip::gunzip;

/// The most bytes that a page may unpack to.
pub(super) const MOST_BYTES: usize = 1 << 25;
/// The most cells that a page may have. Pages are read whole, one of each column at the same time.
const MOST_CELLS: u64 = 1 << 16;
const CODECS: [&str; 8] = ["UNCOMPRESSED", "SNAPPY", "GZIP", "LZO", "BROTLI", "LZ4", "ZSTD", "LZ4_RAW"];

/// How pages are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Plain,
    Gzip,
}

impl Packing {
    /// By its number in the format; the name of one that is not read.
    pub(super) fn of(number: i64) -> Result<Self, &'static str> {
        match number {
            0 => Ok(Self::Plain),
            2 => Ok(Self::Gzip),
            _ => Err(usize::try_from(number).ok().and_then(|at| CODECS.get(at)).unwrap_or(&"?")),
        }
    }

    /// Unpacks bytes that must come to so many.
    fn unpack(self, packed: &[u8], length: usize) -> Option<Vec<u8>> {
        match self {
            Self::Plain => (packed.len() == length).then(|| packed.to_vec()),
            // A page without any byte may be left as it is.
            Self::Gzip if length == 0 => Some(Vec::new()),
            Self::Gzip => gunzip(packed, length),
        }
    }
}

/// What stands before a page.
#[derive(Debug, Default)]
struct Header {
    kind: i64,
    unpacked: u64,
    packed: u64,
    values: u64,
    encoding: i64,
    /// The length of what says which cells state something, where it stands before the packed bytes.
    levels: Option<u64>,
    /// Whether a page of the second kind is packed.
    packs: bool,
}

/// A page of a column.
pub(super) enum Page {
    /// The texts that the cells of the pages behind it refer to.
    Dictionary(Texts),
    /// Cells by the place of their text in the dictionary, or in texts that the page brings.
    Cells(Vec<u32>, Option<Texts>),
}

impl Header {
    fn read(compact: &mut Compact<'_>) -> Option<Self> {
        let mut header = Self { kind: -1, packs: true, ..Self::default() };
        compact.fields(|compact, id, kind| {
            match id {
                1 => header.kind = compact.integer(kind)?,
                2 => header.unpacked = compact.count(kind)?,
                3 => header.packed = compact.count(kind)?,
                5 | 7 | 8 => return header.inner(compact, id, kind),
                _ => return Some(false),
            }
            Some(true)
        })?;
        Some(header)
    }

    /// Reads what is said of one kind of page: cells, a dictionary, or cells in the second way.
    fn inner(&mut self, compact: &mut Compact<'_>, page: i64, kind: u8) -> Option<bool> {
        compact.inner(kind, |compact, id, kind| {
            match (page, id) {
                (_, 1) => self.values = compact.count(kind)?,
                (5 | 7, 2) | (8, 4) => self.encoding = compact.integer(kind)?,
                (8, 5) => self.levels = Some(compact.count(kind)?),
                // Nothing repeats in a table.
                (8, 6) if compact.count(kind)? > 0 => return None,
                (8, 6) => {}
                (8, 7) => {
                    self.packs = kind == TRUE;
                    return Some(false);
                }
                _ => return Some(false),
            }
            Some(true)
        })
    }
}

/// Reads the next page of a chunk; gives it, unless it holds nothing of use, and the bytes behind it.
pub(super) fn next<'a>(
    bytes: &'a [u8],
    packing: Packing,
    optional: bool,
    texts: usize,
    budget: &mut u64,
) -> Result<(Option<Page>, &'a [u8]), Option<Fault>> {
    let mut compact = Compact::new(bytes);
    let header = Header::read(&mut compact).ok_or(None)?;
    let body = usize::try_from(header.packed).ok().and_then(|length| compact.take(length)).ok_or(None)?;
    if header.unpacked > MOST_BYTES as u64 || header.values > MOST_CELLS && header.kind != 2 {
        return Err(Some(Fault::Excessive));
    }
    *budget = budget.checked_sub(header.unpacked).ok_or(Some(Fault::Excessive))?;
    let page = match header.kind {
        0 | 3 => {
            let page = cells(&header, body, packing, optional, texts).ok_or(None)?;
            if let Page::Cells(_, Some(own)) = &page {
                // What texts have in common is written once.
                *budget = budget.checked_sub(own.bytes()).ok_or(Some(Fault::Excessive))?;
            }
            page
        }
        2 => dictionary(&header, body, packing).ok_or(None)?,
        // An index is of no use here.
        1 => return Ok((None, compact.rest())),
        _ => return Err(None),
    };
    Ok((Some(page), compact.rest()))
}

fn dictionary(header: &Header, body: &[u8], packing: Packing) -> Option<Page> {
    let plain = matches!(header.encoding, 0 | 2);
    let length = usize::try_from(header.unpacked).ok()?;
    let values = usize::try_from(header.values).ok()?;
    // Each text has four bytes of length.
    if !plain || values > length / 4 {
        return None;
    }
    Texts::read(&packing.unpack(body, length)?, Form::Plain, values).map(Page::Dictionary)
}

fn cells(header: &Header, body: &[u8], packing: Packing, optional: bool, texts: usize) -> Option<Page> {
    let packing = if header.packs { packing } else { Packing::Plain };
    let (length, count) = (usize::try_from(header.unpacked).ok()?, usize::try_from(header.values).ok()?);
    let (unpacked, levels) = match header.levels {
        Some(levels) => {
            let levels = usize::try_from(levels).ok()?;
            let (levels, values) = body.split_at_checked(levels)?;
            (packing.unpack(values, length.checked_sub(levels.len())?)?, Some(levels))
        }
        None => (packing.unpack(body, length)?, None),
    };
    let (levels, values) = match (levels, optional) {
        (levels, false) => (levels.unwrap_or_default(), &unpacked[..]),
        (Some(levels), true) => (levels, &unpacked[..]),
        (None, true) => {
            let (length, rest) = unpacked.split_first_chunk()?;
            rest.split_at_checked(u32::from_le_bytes(*length).try_into().ok()?)?
        }
    };
    let present = if optional { runs(levels, 1, count)? } else { Vec::new() };
    if present.iter().any(|&state| state > 1) {
        return None;
    }
    let stated = if optional { present.iter().sum::<u32>() as usize } else { count };
    let (mut places, own) = values_of(header.encoding, values, stated, texts)?;
    if stated < count {
        // One more, for cells at the end that state nothing.
        places.push(0);
        let (mut all, mut next) = (present, 0);
        for state in &mut all {
            // Without a branch: whether a cell states anything is anyone's guess.
            let stated = *state;
            *state *= places[next];
            next += stated as usize;
        }
        places = all;
    }
    Some(Page::Cells(places, own))
}

/// The places of so many texts, and the texts unless they are those of a dictionary with so many.
fn values_of(encoding: i64, bytes: &[u8], count: usize, texts: usize) -> Option<(Vec<u32>, Option<Texts>)> {
    let form = match encoding {
        // Cells that all state nothing need no width.
        2 | 8 if count == 0 => return Some((Vec::new(), None)),
        2 | 8 => {
            let (&width, packed) = bytes.split_first()?;
            let mut places = runs(packed, width, count)?;
            if places.iter().copied().max().is_some_and(|last| last as usize >= texts) {
                return None;
            }
            for place in &mut places {
                *place += 1;
            }
            return Some((places, None));
        }
        0 => Form::Plain,
        6 => Form::Lengths,
        7 => Form::Prefixes,
        _ => return None,
    };
    let own = Texts::read(bytes, form, count)?;
    Some(((1..).take(count).collect(), Some(own)))
}
