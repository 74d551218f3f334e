//! Chance that falls out the same each time.

/// A sequence of numbers that look random (`SplitMix64`).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new() -> Self {
        Self(0x0dea_1e25)
    }

    /// A whole number below `n`, which is small against 2³².
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let high = (mixed ^ (mixed >> 31)) >> 32;
        // The high half of a product of two numbers below 2³² is below the second.
        u32::try_from((high * u64::from(n)) >> 32).unwrap_or_default()
    }

    /// Whether something happens that happens so many times in a hundred.
    pub(crate) fn percent(&mut self, n: u32) -> bool {
        self.below(100) < n
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn every_number_falls_about_as_often() {
        let mut chance = Chance::new();
        let mut counts = [0; 7];
        for _ in 0..70_000 {
            counts[chance.below(7) as usize] += 1;
        }
        assert!(counts.iter().all(|count| (9_500..10_500).contains(count)), "{counts:?}");
    }
}
