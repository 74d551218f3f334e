//! How often each bit of a word was set, of many words.

/// Counts 64 bits at once: the numbers below 256 stand upright, a bit of each in one word, so that a word is added to
/// all of them by a few operations, whatever it holds.
#[derive(Clone, Debug)]
pub(crate) struct BitCounts {
    upright: [u64; 8],
    /// How many words were added to the upright numbers, which overflow at 256.
    added: u8,
    counts: [u64; 64],
}

impl Default for BitCounts {
    fn default() -> Self {
        Self { upright: [0; 8], added: 0, counts: [0; 64] }
    }
}

impl BitCounts {
    /// Adds a word.
    #[inline]
    pub(crate) fn add(&mut self, word: u64) {
        let mut carry = word;
        for digits in &mut self.upright {
            (*digits, carry) = (*digits ^ carry, *digits & carry);
        }
        self.added += 1;
        if self.added == u8::MAX {
            self.counts = self.all();
            (self.upright, self.added) = ([0; 8], 0);
        }
    }

    /// Adds what was counted elsewhere, the lowest bit first.
    pub(crate) fn add_counts(&mut self, counts: impl Iterator<Item = u64>) {
        for (count, more) in self.counts.iter_mut().zip(counts) {
            *count += more;
        }
    }

    /// How often each bit was set so far, the lowest first.
    pub(crate) fn all(&self) -> [u64; 64] {
        let upright = |bit: usize| (0..8).map(|digit| (self.upright[digit] >> bit & 1) << digit).sum::<u64>();
        std::array::from_fn(|bit| self.counts[bit] + upright(bit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_bit_is_counted(words in prop::collection::vec(prop_oneof![any::<u64>(), Just(u64::MAX)], 0..1200)) {
            let mut counts = BitCounts::default();
            for &word in &words {
                counts.add(word);
            }
            let plainly = |bit: usize| words.iter().filter(|&word| word >> bit & 1 == 1).count() as u64;
            prop_assert_eq!(counts.all(), std::array::from_fn(plainly));
        }
    }
}
