//! Numbers as Parquet packs them: in few bits each, in runs, and as differences.

use super::compact::Compact;

/// The most numbers that one block of differences may hold; writers take 128.
const MOST_BLOCK: u64 = 1 << 16;

/// Hands on so many numbers of up to 32 bits each, the lowest bits first, eight at a time and the last ones alone. The
/// bytes must hold them all.
#[inline]
fn unpack(bytes: &[u8], width: usize, count: usize, mut take: impl FnMut(&[u32])) {
    let mask = (1_u64 << width) - 1;
    // Eight numbers are as many bytes as each has bits.
    let eight = |group: &[u8]| {
        std::array::from_fn::<_, 8, _>(|at| {
            let bit = at * width;
            let word = group.get(bit / 8..).and_then(|bytes| bytes.first_chunk());
            #[allow(clippy::cast_possible_truncation, reason = "the mask has 32 bits at most")]
            let number = (word.map_or(0, |bytes| u64::from_le_bytes(*bytes)) >> (bit % 8) & mask) as u32;
            number
        })
    };
    for group in 0..count.div_ceil(8) {
        let rest = bytes.get(group * width..).unwrap_or_default();
        let numbers = match (width, rest) {
            // Whether cells state anything, mostly.
            (1, &[byte, ..]) => std::array::from_fn(|at| u32::from(byte >> at & 1)),
            _ if rest.len() >= width + 8 => eight(&rest[..width + 8]),
            _ => {
                let (mut room, here) = ([0; 40], rest.len().min(width));
                room[..here].copy_from_slice(&rest[..here]);
                eight(&room)
            }
        };
        take(&numbers[..(count - group * 8).min(8)]);
    }
}

/// So many numbers of `width` bits, in runs of one and the same or packed one by one; `None` for bytes that do not
/// hold them.
pub(super) fn runs(bytes: &[u8], width: u8, count: usize) -> Option<Vec<u32>> {
    if width > 32 {
        return None;
    }
    let (mut compact, mut numbers) = (Compact::new(bytes), Vec::with_capacity(count));
    let width = usize::from(width);
    while numbers.len() < count {
        let (head, left) = (compact.varint()?, count - numbers.len());
        let length = usize::try_from(head >> 1).ok().filter(|&length| length > 0)?;
        if head & 1 == 0 {
            let mut number = [0; 4];
            let bytes = width.div_ceil(8);
            number[..bytes].copy_from_slice(compact.take(bytes)?);
            let length = length.min(left);
            numbers.resize(numbers.len() + length, u32::from_le_bytes(number));
        } else {
            let wanted = left.min(length.checked_mul(8)?);
            // The last group is padded, and some writers leave the padding out.
            let bytes = length.checked_mul(width)?.min(compact.rest().len());
            let packed = compact.take(bytes)?;
            if packed.len() < (wanted * width).div_ceil(8) {
                return None;
            }
            unpack(packed, width, wanted, |eight| numbers.extend_from_slice(eight));
        }
    }
    Some(numbers)
}

/// So many lengths that are written as differences, and the bytes behind them; `None` for bytes that do not hold
/// just so many.
pub(super) fn lengths(bytes: &[u8], count: usize) -> Option<(Vec<u32>, &[u8])> {
    let mut compact = Compact::new(bytes);
    let (block, parts) = (compact.varint()?, compact.varint()?);
    let (stated, mut last) = (compact.varint()?, compact.zigzag()?);
    let sound =
        (1..=MOST_BLOCK).contains(&block) && parts > 0 && block % parts == 0 && block / parts % 8 == 0;
    if !sound || stated != count as u64 {
        return None;
    }
    let (parts, length) = (usize::try_from(parts).ok()?, usize::try_from(block / parts).ok()?);
    let mut numbers = Vec::with_capacity(count);
    if count > 0 {
        numbers.push(u32::try_from(last).ok()?);
    }
    while numbers.len() < count {
        let lowest = compact.zigzag()?;
        for &width in compact.take(parts)? {
            let wanted = length.min(count - numbers.len());
            if wanted == 0 {
                break;
            }
            let width = usize::from(width);
            if width > 32 {
                return None;
            }
            let packed = compact.take((length * width / 8).min(compact.rest().len()))?;
            if packed.len() < (wanted * width).div_ceil(8) {
                return None;
            }
            let mut sound = true;
            unpack(packed, width, wanted, |eight| {
                for &difference in eight {
                    last = last.wrapping_add(lowest).wrapping_add(difference.into());
                    sound &= u32::try_from(last).map(|number| numbers.push(number)).is_ok();
                }
            });
            if !sound {
                return None;
            }
        }
    }
    Some((numbers, compact.rest()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_packed_numbers_follow_one_another() {
        // Four times 5; then 0 to 7 in three bits each, as the format's own description has it.
        let bytes = [8, 5, 3, 0b1000_1000, 0b1100_0110, 0b1111_1010];
        assert_eq!(runs(&bytes, 3, 12), Some(vec![5, 5, 5, 5, 0, 1, 2, 3, 4, 5, 6, 7]));
        assert_eq!(runs(&bytes, 3, 6), Some(vec![5, 5, 5, 5, 0, 1]));
        assert_eq!(runs(&bytes[..5], 3, 12), None);
        assert_eq!(runs(&bytes, 3, 13), None);
        assert_eq!(runs(&[6], 0, 3), Some(vec![0; 3]));
        assert_eq!(runs(&[8, 0xff, 0xff, 0xff, 0xff], 32, 1), Some(vec![u32::MAX]));
        assert_eq!(runs(&[0, 0], 8, 1), None);
        assert_eq!(runs(&[8, 1], 33, 1), None);
        assert_eq!(runs(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], 32, 1), None);
    }

    #[test]
    fn every_width_is_unpacked() {
        for width in 1..=32_u8 {
            let number = |at: u32| (at.wrapping_mul(2_654_435_769)) >> (32 - u32::from(width));
            let mut bits = Vec::new();
            for at in 0..24 {
                bits.extend((0..width).map(|bit| number(at) >> bit & 1 == 1));
            }
            let packed =
                bits.chunks(8).map(|byte| byte.iter().rev().fold(0, |all, &bit| all << 1 | u8::from(bit)));
            let bytes: Vec<u8> = [7].into_iter().chain(packed).collect();
            for count in [1, 7, 8, 9, 23, 24] {
                let want: Vec<u32> = (0..count).map(number).collect();
                assert_eq!(runs(&bytes, width, count as usize), Some(want), "{width} bits");
            }
        }
    }

    #[test]
    fn differences_add_up() {
        // 7, 5, 3, 1, 2, 3, 4, 5: the format's own example, in one part of eight.
        let bytes = [8, 1, 8, 14, 3, 2, 0b1100_0000, 0b0011_1111, 9];
        assert_eq!(lengths(&bytes, 8), Some((vec![7, 5, 3, 1, 2, 3, 4, 5], &[9][..])));
        assert_eq!(lengths(&bytes, 7), None);
        assert_eq!(lengths(&[8, 1, 1, 14], 1), Some((vec![7], &[][..])));
        assert_eq!(lengths(&[8, 1, 0, 0], 0), Some((vec![], &[][..])));
        // Below nothing, and blocks of nothing.
        assert_eq!(lengths(&[8, 1, 2, 2, 5, 0], 2), None);
        assert_eq!(lengths(&[0, 1, 2, 2, 5, 0], 2), None);
        assert_eq!(lengths(&[8, 0, 2, 2, 5, 0], 2), None);
    }
}
