//! Lines without quotes, cut at their delimiters.

use wide::{u8x16, u32x4};

/// How many bytes are looked at together.
const BYTES: usize = 16;
/// How many cells' ends are put down at once.
const FEW: usize = 8;

/// Finds the ends of a line's cells in one pass, sixteen bytes at a time: cells are a few bytes long, and to begin
/// a search anew for each of them would take longer than what it finds.
#[derive(Debug)]
pub(crate) struct Cutter {
    delimiter: u8x16,
    quote: u8x16,
}

/// A line that was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Where it ends.
    pub(crate) end: usize,
    pub(crate) cells: usize,
    /// Whether every cell that holds something begins with a [plain](is_plain) byte.
    pub(crate) plain: bool,
}

/// How far a line was cut.
struct Cut {
    /// The place that the next bytes begin at.
    first: usize,
    cells: usize,
    /// Whether a cell begins there.
    begins: u32,
    plain: bool,
}

impl Cutter {
    /// Cuts at this delimiter, and leaves lines with this quote alone.
    pub(crate) fn new(delimiter: u8, quote: u8) -> Self {
        Self { delimiter: u8x16::splat(delimiter), quote: u8x16::splat(quote) }
    }

    /// Puts down where the cells end of the line that the bytes begin with; what stands behind as many ends as it has
    /// cells means nothing. `None` if its end is not here, or a quote comes before it.
    #[inline]
    pub(crate) fn cut(&self, bytes: &[u8], ends: &mut Vec<usize>) -> Option<Line> {
        let mut cut = Cut { first: 0, cells: 0, begins: 1, plain: true };
        while let Some((chunk, _)) = bytes[cut.first..].split_first_chunk::<BYTES>() {
            if let Some(end) = self.cut_chunk(chunk, &mut cut, ends) {
                return Some(Line { end: end?, cells: cut.cells, plain: cut.plain });
            }
        }
        let mut rest = [0; BYTES];
        let left = &bytes[cut.first..];
        rest[..left.len()].copy_from_slice(left);
        let end = self.cut_chunk(&rest, &mut cut, ends).flatten()?;
        Some(Line { end, cells: cut.cells, plain: cut.plain })
    }

    /// The same with the next bytes of it: `None` if the line goes on behind them.
    #[inline]
    #[allow(clippy::option_option, reason = "whether something ends the line, and whether that is its end")]
    fn cut_chunk(&self, chunk: &[u8; BYTES], cut: &mut Cut, ends: &mut Vec<usize>) -> Option<Option<usize>> {
        let bytes = u8x16::new(*chunk);
        let breaks = bytes.simd_eq(u8x16::splat(b'\n')) | bytes.simd_eq(u8x16::splat(b'\r'));
        let stops = (breaks | bytes.simd_eq(self.quote)).to_bitmask();
        // Up to the lowest stop, which ends a cell as well; all where there is none.
        let line = stops ^ stops.wrapping_sub(1);
        let mut found = (bytes.simd_eq(self.delimiter).to_bitmask() | stops) & line;
        // What ends where it begins holds nothing.
        let begin = (found << 1 | cut.begins) & !found & line;
        cut.plain &= begin & odd(bytes) == 0;
        cut.begins = found >> (BYTES - 1);
        let here = found.count_ones() as usize;
        if ends.len() < cut.cells + BYTES + 4 {
            ends.resize(cut.cells + 4 * BYTES, 0);
        }
        // As many at once as most have: to ask after each whether there is another costs more than to write in vain,
        // as nobody can guess it.
        let places: &mut [usize; BYTES] = ends[cut.cells..].first_chunk_mut()?;
        for few in places.chunks_exact_mut(FEW) {
            for place in few {
                *place = cut.first + found.trailing_zeros() as usize;
                found &= found.wrapping_sub(1);
            }
            if found == 0 {
                break;
            }
        }
        cut.cells += here;
        if stops == 0 {
            cut.first += BYTES;
            return None;
        }
        let stop = stops.trailing_zeros() as usize;
        Some(matches!(chunk.get(stop), Some(b'\n' | b'\r')).then_some(cut.first + stop))
    }
}

/// Whether a byte begins neither white space nor a formula. Most cells begin with such a one: a sign of ASCII, or
/// the first byte of a Chinese letter.
#[inline]
pub(crate) fn is_plain(first: u8) -> bool {
    matches!(first, b'!'..=b'<' | b'>'..=b'~' | 0xe4..=0xe9)
}

/// Which bytes are not plain, a bit each.
#[inline]
fn odd(bytes: u8x16) -> u32 {
    let at_least = |least| bytes.max(u8x16::splat(least)).simd_eq(bytes);
    let at_most = |most| bytes.min(u8x16::splat(most)).simd_eq(bytes);
    let letter = at_least(0xe4) & at_most(0xe9);
    (at_most(b' ') | bytes.simd_eq(u8x16::splat(b'=')) | (at_least(0x7f) & !letter)).to_bitmask()
}

/// Which of the first 64 cells that end here hold something, a bit each. What stands behind so many ends means nothing.
#[inline]
pub(crate) fn filled(ends: &[usize], cells: usize) -> u64 {
    let mut filled = u64::from(ends.first().is_some_and(|&end| end > 0));
    // Four at a time: whether the next cell is empty is anyone's guess.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "what is cut off of two neighbours leaves their difference"
    )]
    let four = |start: usize| Some(u32x4::new(ends.get(start..)?.first_chunk::<4>()?.map(|end| end as u32)));
    let mut cell = 1;
    while cell < cells.min(64) {
        if let (Some(before), Some(after)) = (four(cell - 1), four(cell)) {
            let empty = (after - before).simd_eq(u32x4::splat(1)).to_bitmask();
            filled |= u64::from(!empty & 0xf) << cell;
            cell += 4;
        } else {
            filled |= u64::from(ends[cell] - ends[cell - 1] > 1) << cell;
            cell += 1;
        }
    }
    filled & u64::MAX >> (64 - cells.clamp(1, 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Byte by byte.
    fn plainly(bytes: &[u8]) -> Option<(usize, Vec<usize>)> {
        let end = bytes.iter().position(|b| b"\n\r\"".contains(b)).filter(|&end| bytes[end] != b'"')?;
        let delimiters = (0..end).filter(|&at| bytes[at] == b',');
        Some((end, delimiters.chain([end]).collect()))
    }

    proptest! {
        #[test]
        fn lines_are_cut_as_byte_by_byte(text in r#"[a =é展,]{0,60}["\n\r]?[a,\x00\n\r"]{0,40}"#) {
            let mut ends = vec![7];
            let line = Cutter::new(b',', b'"').cut(text.as_bytes(), &mut ends);
            let behind = ends.clone();
            let cut = line.map(|line| (line.end, ends[..line.cells].to_vec()));
            prop_assert_eq!(&cut, &plainly(text.as_bytes()));
            if let (Some(line), Some((end, ends))) = (line, cut) {
                let cells: Vec<&str> = text[..end].split(',').collect();
                prop_assert_eq!(filled(&behind, line.cells), filled(&ends, line.cells));
                let plain = |cell: &&str| cell.bytes().next().is_none_or(is_plain);
                prop_assert_eq!(line.plain, cells.iter().all(plain));
                let bits = cells.iter().take(64).enumerate();
                let bits = bits.fold(0, |bits, (place, cell)| bits | u64::from(!cell.is_empty()) << place);
                prop_assert_eq!(filled(&ends, ends.len()), bits);
            }
        }

        #[test]
        fn cells_beyond_the_64th_are_nobodys_bit(cells in prop::collection::vec("a?", 1..90)) {
            let mut ends = Vec::new();
            for cell in &cells {
                ends.push(ends.last().map_or(0, |end| end + 1) + cell.len());
            }
            let bits = cells.iter().take(64).enumerate();
            let bits = bits.fold(0, |bits, (place, cell)| bits | u64::from(!cell.is_empty()) << place);
            prop_assert_eq!(filled(&ends, ends.len()), bits);
        }
    }

    #[test]
    fn one_odd_byte_counts_only_where_a_cell_begins() {
        for (cell, length) in (1..6).flat_map(|cell| (1..50).map(move |length| (cell, length))) {
            for odd in (0..length).filter(|at| at % (cell + 1) < cell) {
                let byte = |at| if at % (cell + 1) == cell { ',' } else { 'a' };
                let byte = |at| if at == odd { '=' } else { byte(at) };
                let text: String = (0..length).map(byte).chain(['\n']).collect();
                let line = Cutter::new(b',', b'"').cut(text.as_bytes(), &mut Vec::new());
                assert_eq!(line.map(|line| line.plain), Some(odd % (cell + 1) > 0), "{text}");
            }
        }
    }

    #[test]
    fn each_byte_is_plain_or_not_at_once_as_alone() {
        for first in (0..=u8::MAX).step_by(BYTES) {
            let bytes: [u8; BYTES] = std::array::from_fn(|at| first + u8::try_from(at).unwrap());
            let alone = bytes.iter().rev().fold(0, |bits, &byte| bits << 1 | u32::from(!is_plain(byte)));
            assert_eq!(odd(u8x16::new(bytes)), alone, "{bytes:?}");
        }
    }
}
