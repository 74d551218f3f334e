//! Loops over all rows of a snapshot, block by block.
//!
//! A browser compiles a module twice: at once and plainly, then each function that is much used well. A loop stays
//! in the plain code until its function returns, however long that takes. One that calls a function for each
//! block goes on in the better code as soon as that is there, which makes a load of a million leads a tenth shorter.
//! `index.html` keeps wasm-opt from putting such functions back into the one that calls them.

/// The rows of a block.
pub(crate) const ROWS: usize = 1 << 13;

/// The greatest of some values; `None` if there are none.
pub(crate) fn most<T: Copy + Ord>(values: &[T]) -> Option<T> {
    #[inline(never)]
    fn of_block<T: Copy + Ord>(values: &[T]) -> Option<T> {
        values.iter().copied().max()
    }
    values.chunks(ROWS).filter_map(of_block).max()
}

/// The least of some values, none above `limit` being counted.
pub(crate) fn least<T: Copy + Ord>(values: &[T], limit: T) -> Option<T> {
    #[inline(never)]
    fn of_block<T: Copy + Ord>(values: &[T], limit: T) -> Option<T> {
        values.iter().copied().filter(|&value| value <= limit).min()
    }
    values.chunks(ROWS).filter_map(|block| of_block(block, limit)).min()
}

/// Whether all values are the same.
pub(crate) fn are_constant<T: Copy + PartialEq>(values: &[T]) -> bool {
    #[inline(never)]
    fn are<T: Copy + PartialEq>(values: &[T], first: T) -> bool {
        values.iter().all(|&value| value == first)
    }
    values.first().is_none_or(|&first| values.chunks(ROWS).all(|block| are(block, first)))
}

/// Counts each value at its place; one beyond the counts is left out.
pub(crate) fn count<T: Copy + Into<usize>>(counts: &mut [u32], values: &[T]) {
    #[inline(never)]
    fn of_block<T: Copy + Into<usize>>(counts: &mut [u32], values: &[T]) {
        for &value in values {
            if let Some(count) = counts.get_mut(value.into()) {
                *count += 1;
            }
        }
    }
    for block in values.chunks(ROWS) {
        of_block(counts, block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_does_not_depend_on_its_block() {
        for length in [0, 1, ROWS, ROWS + 1, 3 * ROWS - 1] {
            for place in [0, length / 2, length.saturating_sub(1)] {
                let mut values = vec![5_u16; length];
                assert!(are_constant(&values));
                assert_eq!((most(&values), least(&values, 4)), (values.first().copied(), None));
                let Some(value) = values.get_mut(place) else { continue };
                *value = 9;
                assert_eq!((most(&values), are_constant(&values)), (Some(9), length == 1));
                let mut counts = [0; 7];
                count(&mut counts, &values);
                assert_eq!(counts.iter().sum::<u32>() as usize + 1, length);
                values[place] = 2;
                assert_eq!((least(&values, 4), least(&values, 1)), (Some(2), None));
            }
        }
    }
}
