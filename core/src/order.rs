//! Sorting, by one piece of code for lists of many kinds: the standard library's is made anew for each type and each
//! comparison, eight kilobytes apiece, which a browser fetches for lists of some dozen rows. For the
//! same reason maps are extended and not collected, which sorts first.

use std::cmp::Ordering;

/// Sorts places of a list by what stands there; what is equal stays as it stood.
#[inline(never)]
pub(crate) fn sort(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|&a, &b| compare(a, b));
}

/// Sorts numbers upwards, in IEEE 754's total order.
#[inline(never)]
pub(crate) fn numbers(values: &mut [f64]) {
    let sorted = sorted(values.to_vec(), f64::total_cmp);
    values.copy_from_slice(&sorted);
}

/// The items in the order of a comparison; what is equal stays as it stood.
pub(crate) fn sorted<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut places: Vec<usize> = (0..items.len()).collect();
    sort(&mut places, &|a, b| compare(&items[a], &items[b]));
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| items[place].take()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lists_are_sorted_as_the_standard_library_sorts_them(list: Vec<(u8, u16)>, numbers: Vec<f64>) {
            let mut want = list.clone();
            want.sort_by_key(|item| item.0);
            prop_assert_eq!(super::sorted(list, |a, b| a.0.cmp(&b.0)), want);
            let mut want: Vec<u64> = numbers.iter().map(|n| n.to_bits()).collect();
            want.sort_by(|&a, &b| f64::from_bits(a).total_cmp(&f64::from_bits(b)));
            let mut sorted = numbers;
            super::numbers(&mut sorted);
            prop_assert_eq!(sorted.iter().map(|n| n.to_bits()).collect::<Vec<_>>(), want);
        }
    }
}
