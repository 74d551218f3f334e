//! Numbers as Parquet packs them: one by one in few bits, or in runs of one and the same. The general writer keeps its
//! own way of doing so to itself, and knows only one.

/// So many numbers are packed together.
const GROUP: usize = 8;

/// How many bits the numbers below this one need.
pub(super) fn width(count: usize) -> usize {
    (usize::BITS - count.saturating_sub(1).leading_zeros()) as usize
}

/// Numbers of so many bits with runs wherever eight or more are the same: shortest where they often are.
pub(super) fn with_runs(numbers: &[u32], width: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut begin, mut at) = (0, 0);
    while at < numbers.len() {
        let same = numbers[at..].iter().take_while(|&&number| number == numbers[at]).count();
        if same < GROUP {
            at += GROUP;
            continue;
        }
        pack(&mut bytes, &numbers[begin..at], width);
        varint(&mut bytes, same << 1);
        bytes.extend_from_slice(&numbers[at].to_le_bytes()[..width.div_ceil(8)]);
        at += same;
        begin = at;
    }
    pack(&mut bytes, &numbers[begin..], width);
    bytes
}

/// All numbers one by one: what deflate finds the most in where none repeats for long.
pub(super) fn one_by_one(numbers: &[u32], width: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    pack(&mut bytes, numbers, width);
    bytes
}

#[allow(clippy::cast_possible_truncation, reason = "a byte after the other")]
fn pack(bytes: &mut Vec<u8>, numbers: &[u32], width: usize) {
    if numbers.is_empty() {
        return;
    }
    varint(bytes, numbers.len().div_ceil(GROUP) << 1 | 1);
    for group in numbers.chunks(GROUP) {
        let (mut word, mut bits) = (0_u64, 0);
        for at in 0..GROUP {
            word |= u64::from(group.get(at).copied().unwrap_or(0)) << bits;
            bits += width;
            while bits >= 8 {
                bytes.push(word as u8);
                word >>= 8;
                bits -= 8;
            }
        }
    }
}

#[allow(clippy::cast_possible_truncation, reason = "seven bits after the other")]
fn varint(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_format_describes_it() {
        // 0 to 7 in three bits each, the format's own example.
        let numbers: Vec<u32> = (0..8).collect();
        assert_eq!(one_by_one(&numbers, 3), [3, 0b1000_1000, 0b1100_0110, 0b1111_1010]);
        // The last group is filled up.
        assert_eq!(one_by_one(&[1, 0, 1], 1), [3, 0b101]);
        // A hundred times 4, then packed ones; a run must be eight long.
        let numbers = [vec![4; 100], vec![1; 7]].concat();
        assert_eq!(with_runs(&numbers, 3), [200, 1, 4, 3, 0b0100_1001, 0b1001_0010, 0b0000_0100]);
        assert_eq!(with_runs(&[0; 9], 0), [18]);
        assert_eq!(with_runs(&[513; 8], 10), [16, 1, 2]);
        assert_eq!((with_runs(&[], 3), one_by_one(&[], 3)), (vec![], vec![]));
    }

    #[test]
    fn widths_hold_the_highest_number() {
        let widths: Vec<usize> = [0, 1, 2, 3, 4, 5, 256, 257].map(width).to_vec();
        assert_eq!(widths, [0, 0, 1, 2, 2, 3, 8, 9]);
    }
}
