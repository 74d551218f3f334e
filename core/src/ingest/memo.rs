//! Short texts that were met before, found again without hashing them.

use std::cell::Cell;

/// How many texts are remembered at most; a power of two.
const SLOTS: usize = 1 << 9;
/// Spreads texts over the slots. Nobody gains by knowing it: a text that is pushed out is looked up as others are.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// What texts of up to 16 bytes were found to be. The cells of a column mostly repeat: each text has one slot,
/// and pushes out the one that was there.
#[derive(Debug)]
pub(crate) struct Memo<T: Copy> {
    slots: Box<[Cell<Slot<T>>]>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot<T> {
    text: Short,
    value: T,
}

/// A text of 1 to 16 bytes: its first eight and last eight, which may overlap, and its length.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Short {
    first: u64,
    last: u64,
    length: u8,
}

impl Short {
    #[inline]
    fn of(text: &str) -> Option<Self> {
        let b = text.as_bytes();
        let eights = b.first_chunk().zip(b.last_chunk());
        let fours = b.first_chunk().zip(b.last_chunk());
        let (first, last) = if let Some((first, last)) = eights {
            (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
        } else if let Some((first, last)) = fours {
            (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
        } else {
            let middle = *b.get(b.len() / 2)?;
            (u64::from(b[0]) | u64::from(middle) << 8, u64::from(b[b.len() - 1]))
        };
        let length = u8::try_from(b.len()).ok().filter(|&length| length <= 16)?;
        Some(Self { first, last, length })
    }

    #[inline]
    fn slot(self) -> usize {
        let mixed = (self.first ^ self.last.rotate_left(23) ^ u64::from(self.length)).wrapping_mul(FACTOR);
        #[allow(clippy::cast_possible_truncation, reason = "only the upper bits stay")]
        let slot = (mixed >> (u64::BITS - SLOTS.trailing_zeros())) as usize;
        slot
    }
}

impl<T: Copy + Default> Default for Memo<T> {
    fn default() -> Self {
        Self { slots: vec![Cell::default(); SLOTS].into() }
    }
}

impl<T: Copy> Memo<T> {
    /// What a text was found to be, looked up with `find` where it is not remembered. Only what is found is.
    #[inline]
    pub(crate) fn find(&self, text: &str, find: impl FnOnce() -> Option<T>) -> Option<T> {
        let Some(short) = Short::of(text) else { return find() };
        let slot = &self.slots[short.slot()];
        let known = slot.get();
        if known.text == short {
            return Some(known.value);
        }
        let value = find()?;
        slot.set(Slot { text: short, value });
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn texts_are_told_apart_by_every_byte_and_by_length() {
        let mut seen: HashSet<(u64, u64, u8)> = HashSet::new();
        for length in 1..=16 {
            let text = "a".repeat(length);
            let mut add = |text: &str| {
                let short = Short::of(text).unwrap();
                seen.insert((short.first, short.last, short.length))
            };
            assert!(add(&text));
            for place in 0..length {
                let mut other = text.clone();
                other.replace_range(place..=place, "b");
                assert!(add(&other), "{other}");
            }
        }
        assert_eq!((Short::of(""), Short::of(&"a".repeat(17))), (None, None));
    }

    #[test]
    fn what_is_pushed_out_is_found_anew() {
        let memo = Memo::default();
        let mut looked_up = 0;
        for _ in 0..2 {
            for number in 0..5000_u32 {
                let found = memo.find(&format!("L{number}"), || {
                    looked_up += 1;
                    Some(number)
                });
                assert_eq!(found, Some(number));
            }
        }
        assert!((5001..=10_000).contains(&looked_up), "{looked_up}");
        assert_eq!(memo.find("L4999", || None), Some(4999));
        assert_eq!(memo.find("never met", || None), None);
        assert_eq!(memo.find(&"too long for it ".repeat(2), || Some(1)), Some(1));
    }
}
