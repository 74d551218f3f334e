//! Sets of leads, one bit a lead.

use std::ops::{BitAnd, Range};

use wide::u8x16;

/// The bits of word `word` that stand for rows of a range.
pub(crate) fn within(rows: &Range<usize>, word: usize) -> u64 {
    let first = word * 64;
    let low = rows.start.saturating_sub(first).min(64);
    let high = rows.end.saturating_sub(first).min(64);
    if low >= high {
        return 0;
    }
    (u64::MAX >> (64 - (high - low))) << low
}

/// The words that hold the bits of a range of rows.
pub(crate) fn words(rows: &Range<usize>) -> Range<usize> {
    rows.start / 64..rows.end.div_ceil(64)
}

/// How many words hold so many bits.
pub(crate) fn count_words(rows: usize) -> usize {
    rows.div_ceil(64)
}

/// The places of the bits that are set, counted from the word's first row.
pub(crate) fn places(word: usize, mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (bits != 0).then(|| {
            let place = word * 64 + bits.trailing_zeros() as usize;
            bits &= bits - 1;
            place
        })
    })
}

/// The bits of those of up to 64 values that pass a test.
#[inline]
pub(crate) fn of<T: Copy>(values: &[T], passes: impl Fn(T) -> bool) -> u64 {
    let mut flags = [0; 64];
    let flag = |value| if passes(value) { u8::MAX } else { 0 };
    if let Ok(all) = <&[T; 64]>::try_from(values) {
        // Their number is known, so that several are looked at at once.
        for (flagged, &value) in flags.iter_mut().zip(all) {
            *flagged = flag(value);
        }
    } else {
        for (flagged, &value) in flags.iter_mut().zip(values) {
            *flagged = flag(value);
        }
    }
    packed(&flags)
}

/// Flags as bits.
#[inline]
fn packed(flags: &[u8; 64]) -> u64 {
    let (sixteens, _) = flags.as_chunks::<16>();
    let bits = |sixteen: &[u8; 16]| u64::from(u8x16::new(*sixteen).to_bitmask());
    sixteens.iter().rev().fold(0, |all, sixteen| all << 16 | bits(sixteen))
}

/// The bits of those of up to 64 values that are this one.
#[inline(never)]
pub(crate) fn equal(values: &[u8], one: u8) -> u64 {
    of(values, |value| value == one)
}

/// The bits of those of up to 64 values that have a bit in common with this one.
#[inline(never)]
pub(crate) fn sharing<T>(values: &[T], one: T) -> u64
where
    T: Copy + Default + PartialEq + BitAnd<Output = T>,
{
    of(values, |value| value & one != T::default())
}

/// The bits of those of up to 64 values that are less than this one.
#[inline(never)]
pub(crate) fn below<T: Copy + PartialOrd>(values: &[T], one: T) -> u64 {
    of(values, |value| value < one)
}

/// The bits of those of up to 64 values that are this one, or less.
#[inline(never)]
pub(crate) fn at_most<T: Copy + PartialOrd>(values: &[T], one: T) -> u64 {
    of(values, |value| value <= one)
}

/// The bits of those of up to 64 days that lie within; `from` does not lie behind `to`.
#[inline(never)]
pub(crate) fn between(days: &[u16], from: u16, to: u16) -> u64 {
    of(days, |day| day.wrapping_sub(from) <= to - from)
}

/// One word for each 64 values: the bits of those that pass a test.
pub(crate) fn test<T: Copy>(values: &[T], passes: impl Fn(T) -> bool) -> impl Iterator<Item = u64> {
    // A function of its own, so that the browser's better code takes over within a walk (see [`crate::blocks`]).
    #[inline(never)]
    fn word<T: Copy>(values: &[T], passes: &impl Fn(T) -> bool) -> u64 {
        of(values, passes)
    }
    values.chunks(64).map(move |chunk| word(chunk, &passes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_covers_its_bits_of_each_word() {
        assert_eq!(within(&(0..64), 0), u64::MAX);
        assert_eq!(within(&(3..5), 0), 0b11000);
        assert_eq!(within(&(60..70), 0), 0xF << 60);
        assert_eq!(within(&(60..70), 1), 0x3F);
        assert_eq!(within(&(60..70), 2), 0);
        assert_eq!(within(&(7..7), 0), 0);
        assert_eq!(words(&(60..70)), 0..2);
        assert_eq!(words(&(64..128)), 1..2);
    }

    #[test]
    fn each_of_up_to_64_values_has_its_bit() {
        for length in 0..=64 {
            for place in 0..length {
                let mut values = vec![0_u32; length];
                values[place] = 9;
                assert_eq!(of(&values, |v| v == 9), 1 << place);
                assert_eq!(of(&values, |v| v != 9), within(&(0..length), 0) & !(1 << place));
            }
        }
    }

    #[test]
    fn set_bits_are_found_again() {
        let values: Vec<u16> = (0..150).collect();
        let bits: Vec<u64> = test(&values, |v| v % 7 == 3).collect();
        let found: Vec<usize> = bits.iter().enumerate().flat_map(|(word, &b)| places(word, b)).collect();
        assert_eq!(found, (0..150).filter(|v| v % 7 == 3).collect::<Vec<_>>());
        assert_eq!(count_words(150), bits.len());
    }
}
