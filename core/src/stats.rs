//! The statistics that reports use.

/// The 97.5th percentile of the normal distribution: intervals hold 95 %.
pub const Z: f64 = 1.959_963_984_540_054;

/// The Wilson score interval of a share, 95 %; `None` without anything to share, and for more hits
/// than cases, which a flow on the activity basis can have.
///
/// ```
/// let (low, high) = dealerscope_core::stats::wilson(10, 100).unwrap();
/// assert!((low - 0.0552).abs() < 1e-4 && (high - 0.1744).abs() < 1e-4);
/// ```
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn wilson(hits: u64, n: u64) -> Option<(f64, f64)> {
    if n == 0 || hits > n {
        return None;
    }
    let n = n as f64;
    let p = hits as f64 / n;
    let z2 = Z * Z;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    Some(((middle - half).max(0.0), (middle + half).min(1.0)))
}

/// The z score of the difference of two shares, pooled; `None` where it is not defined.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn two_shares(hits: u64, n: u64, hits_before: u64, n_before: u64) -> Option<f64> {
    if n == 0 || n_before == 0 {
        return None;
    }
    let (a, b) = (n as f64, n_before as f64);
    let pooled = (hits + hits_before) as f64 / (a + b);
    let error = (pooled * (1.0 - pooled) * (1.0 / a + 1.0 / b)).sqrt();
    (error > 0.0).then(|| (hits as f64 / a - hits_before as f64 / b) / error)
}

/// The quantile of values in ascending order, interpolated between the two nearest ranks (type 7);
/// `None` without values.
#[must_use]
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ranks are small"
)]
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let rank = q * (sorted.len().checked_sub(1)?) as f64;
    let (low, high) = (sorted[rank.floor() as usize], sorted[rank.ceil() as usize]);
    Some(low + (high - low) * (rank - rank.floor()))
}

/// The quantile of values that a histogram counts, as [`quantile`] gives it.
#[must_use]
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ranks are small"
)]
pub fn quantile_of_counts(counts: &[u32], q: f64) -> Option<f64> {
    let n: u64 = counts.iter().map(|&c| u64::from(c)).sum();
    let rank = q * n.checked_sub(1)? as f64;
    let at = |rank: u64| -> f64 {
        let mut seen = 0;
        counts
            .iter()
            .position(|&c| {
                seen += u64::from(c);
                seen > rank
            })
            .unwrap_or(0) as f64
    };
    let (low, high) = (at(rank.floor() as u64), at(rank.ceil() as u64));
    Some(low + (high - low) * (rank - rank.floor()))
}

/// The places of the two middle ones among so many sorted values; the same one twice where their number is odd.
#[must_use]
pub fn middle_ranks(n: usize) -> Option<[usize; 2]> {
    Some([n.checked_sub(1)? / 2, n / 2])
}

/// Midway between the values of two neighbouring ranks among whole numbers in any order, so that those of
/// [`middle_ranks`] give the median as [`quantile`] does. Leaves them in another order. `None` beyond the last.
pub fn midway(values: &mut [u32], [low, high]: [usize; 2]) -> Option<f64> {
    if high >= values.len() {
        return None;
    }
    let (below, &mut upper, _) = values.select_nth_unstable(high);
    let lower = if low == high { upper } else { below.iter().copied().max().unwrap_or(upper) };
    Some(f64::midpoint(f64::from(lower), f64::from(upper)))
}

/// The same among whole numbers of which it is known how often each of the small ones stands; the larger ones in
/// any order, which may become another one.
#[must_use]
pub fn midway_of_counts(counts: &[u32], larger: &mut [u32], [low, high]: [usize; 2]) -> Option<f64> {
    let small: usize = counts.iter().map(|&c| c as usize).sum();
    let mut at = |rank: usize| {
        if let Some(beyond) = rank.checked_sub(small) {
            let larger = (beyond < larger.len()).then(|| *larger.select_nth_unstable(beyond).1);
            return larger.map(f64::from);
        }
        let mut seen = 0;
        let value = (0u32..).zip(counts).find(|&(_, &count)| {
            seen += count as usize;
            seen > rank
        });
        value.map(|(value, _)| f64::from(value))
    };
    Some(f64::midpoint(at(low)?, at(high)?))
}

/// A ratio; `None` over nothing.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn ratio(numerator: u64, denominator: u64) -> Option<f64> {
    (denominator > 0).then(|| numerator as f64 / denominator as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_agree_with_the_quantile() {
        let lists: [&[u32]; 6] = [&[], &[7], &[9, 2], &[5, 1, 4], &[8, 1, 1, 90], &[70, 3, 60, 80, 2, 50]];
        for list in lists {
            let mut sorted: Vec<f64> = list.iter().copied().map(f64::from).collect();
            sorted.sort_by(f64::total_cmp);
            let want = quantile(&sorted, 0.5);
            let ranks = middle_ranks(list.len());
            assert_eq!(ranks.and_then(|ranks| midway(&mut list.to_vec(), ranks)), want, "{list:?}");
            let mut counts = [0; 10];
            let mut larger = Vec::new();
            for &value in list {
                match counts.get_mut(value as usize) {
                    Some(count) => *count += 1,
                    None => larger.push(value),
                }
            }
            let of_counts = ranks.and_then(|ranks| midway_of_counts(&counts, &mut larger, ranks));
            assert_eq!(of_counts, want, "{list:?}");
            assert_eq!(midway(&mut list.to_vec(), [list.len(); 2]), None);
            assert_eq!(midway_of_counts(&counts, &mut larger, [list.len(); 2]), None);
        }
    }

    #[test]
    fn wilson_stays_within_zero_and_one() {
        let (low, high) = wilson(0, 10).unwrap();
        assert!(low.abs() < 1e-12 && (high - 0.277_53).abs() < 1e-4);
        let (low, high) = wilson(10, 10).unwrap();
        assert!((low - 0.722_47).abs() < 1e-4 && (high - 1.0).abs() < 1e-12);
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn quantiles_interpolate() {
        let values = [1.0, 2.0, 4.0, 8.0];
        assert_eq!(quantile(&values, 0.5), Some(3.0));
        assert_eq!(quantile(&values, 0.25), Some(1.75));
        assert_eq!(quantile(&values, 1.0), Some(8.0));
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile_of_counts(&[0, 1, 1, 0, 1, 0, 0, 0, 1], 0.5), Some(3.0));
        assert_eq!(quantile_of_counts(&[0, 0], 0.5), None);
        assert_eq!(quantile_of_counts(&[0, 0, 3], 0.9), Some(2.0));
    }

    #[test]
    fn a_difference_is_judged_by_its_error() {
        let z = two_shares(50, 100, 30, 100).unwrap();
        assert!((z - 2.886_75).abs() < 1e-4);
        assert_eq!((two_shares(0, 10, 0, 10), two_shares(1, 0, 1, 1)), (None, None));
    }
}
