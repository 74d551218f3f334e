//! From values to pixels, and the round values between.

/// A straight scale from a range of values to a range of pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// Values `from..to` over pixels `start..end`; an empty range of values gets a width of one.
    pub(crate) fn new((from, to): (f64, f64), (start, end): (f64, f64)) -> Self {
        let to = if to > from { to } else { from + 1.0 };
        Self { from, to, start, end }
    }

    /// The pixel of a value, held within the range.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let share = ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        self.start + (self.end - self.start) * share
    }

    /// The values it spans.
    pub(crate) fn span(&self) -> (f64, f64) {
        (self.from, self.to)
    }

    /// Round values within the range, at most about so many.
    pub(crate) fn ticks(&self, about: usize) -> Vec<f64> {
        let step = step((self.to - self.from) / at_least_one(about));
        let first = (self.from / step - 1e-9).ceil();
        (0..50_u8)
            .map(|i| (first + f64::from(i)) * step)
            .take_while(|t| *t <= self.to + step * 1e-9)
            .collect()
    }
}

/// The smallest of 1, 2, 5 × 10ⁿ that is not smaller than this.
pub(crate) fn step(least: f64) -> f64 {
    if !least.is_finite() || least <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|s| *s >= least * (1.0 - 1e-9)).unwrap_or(power)
}

/// The range from the least to the most of some values and zero.
pub(crate) fn extent_with_zero(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((0.0, 0.0), |(low, high), x| (x.min(low), x.max(high)))
}

/// The range from the least to the most of some values.
pub(crate) fn extent(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.fold(None, |range, x| {
        Some(range.map_or((x, x), |(low, high): (f64, f64)| (low.min(x), high.max(x))))
    })
}

#[allow(clippy::cast_precision_loss, reason = "counts of things on a screen")]
pub(crate) fn float(n: usize) -> f64 {
    n as f64
}

fn at_least_one(n: usize) -> f64 {
    float(n.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_within() {
        let scale = Scale::new((0.0, 0.187), (0.0, 100.0));
        let ticks: Vec<String> = scale.ticks(4).iter().map(|t| format!("{t:.2}")).collect();
        assert_eq!(ticks, ["0.00", "0.05", "0.10", "0.15"]);
        assert_eq!(Scale::new((-30.0, 45.0), (0.0, 1.0)).ticks(4), [-20.0, 0.0, 20.0, 40.0]);
    }

    #[test]
    fn an_empty_range_does_not_divide_by_zero() {
        let scale = Scale::new((3.0, 3.0), (10.0, 20.0));
        assert!((scale.at(3.0) - 10.0).abs() < 1e-9 && scale.at(f64::MAX).is_finite());
        assert!(!scale.ticks(4).is_empty());
    }
}
