//! Lines without quotes, cut at their delimiters.

use wide::u8x16;

/// How many bytes are looked at together.
const BYTES: usize = 16;

/// Finds the ends of a line's cells in one pass, sixteen bytes at a time: cells are a few bytes long, and to begin
/// a search anew for each of them would take longer than what it finds.
#[derive(Debug)]
pub(crate) struct Cutter {
    delimiter: u8x16,
    quote: u8x16,
}

impl Cutter {
    /// Cuts at this delimiter, and leaves lines with this quote alone.
    pub(crate) fn new(delimiter: u8, quote: u8) -> Self {
        Self { delimiter: u8x16::splat(delimiter), quote: u8x16::splat(quote) }
    }

    /// Puts down where the cells end of the line that the bytes begin with, and gives where it ends itself. `None`
    /// if its end is not here, or a quote comes before it.
    #[inline]
    pub(crate) fn cut(&self, bytes: &[u8], ends: &mut Vec<usize>) -> Option<usize> {
        ends.clear();
        let mut first = 0;
        while let Some((chunk, _)) = bytes[first..].split_first_chunk::<BYTES>() {
            if let Some(end) = self.cut_chunk(*chunk, first, ends) {
                return end;
            }
            first += BYTES;
        }
        let mut rest = [0; BYTES];
        let left = &bytes[first..];
        rest[..left.len()].copy_from_slice(left);
        self.cut_chunk(rest, first, ends).flatten()
    }

    /// The same with the bytes from place `first` on: `None` if the line goes on behind them.
    #[inline]
    #[allow(clippy::option_option, reason = "whether something ends the line, and whether that is its end")]
    fn cut_chunk(&self, chunk: [u8; BYTES], first: usize, ends: &mut Vec<usize>) -> Option<Option<usize>> {
        let bytes = u8x16::new(chunk);
        let breaks = bytes.simd_eq(u8x16::splat(b'\n')) | bytes.simd_eq(u8x16::splat(b'\r'));
        let stops = (breaks | bytes.simd_eq(self.quote)).to_bitmask();
        // Those below the lowest stop; all where there is none.
        let before = stops.wrapping_sub(1) & !stops;
        let mut delimiters = bytes.simd_eq(self.delimiter).to_bitmask() & before;
        ends.reserve(BYTES + 1);
        while delimiters != 0 {
            ends.push(first + delimiters.trailing_zeros() as usize);
            delimiters &= delimiters - 1;
        }
        if stops == 0 {
            return None;
        }
        let stop = stops.trailing_zeros() as usize;
        let end = first + stop;
        ends.push(end);
        Some(matches!(chunk[stop], b'\n' | b'\r').then_some(end))
    }
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
        fn lines_are_cut_as_byte_by_byte(text in r#"[a,é,]{0,60}["\n\r]?[a,\x00\n\r"]{0,40}"#) {
            let mut ends = vec![7];
            let end = Cutter::new(b',', b'"').cut(text.as_bytes(), &mut ends);
            prop_assert_eq!(end.map(|end| (end, ends)), plainly(text.as_bytes()));
        }
    }
}
