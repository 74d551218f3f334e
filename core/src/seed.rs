//! Hashing by a seed that nobody can know who writes a snapshot: no keys can be made to collide on purpose.

use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;

use foldhash::SharedSeed;
use foldhash::quality::{FoldHasher, SeedableRandomState};

/// The seed of this process.
static SEED: OnceLock<(u64, SharedSeed)> = OnceLock::new();

/// Brings the number by chance that all hashing begins with; gives whether it is the first. It must come
/// before a snapshot is read where the standard library has no source of chance, as in WebAssembly:
/// there every process would hash alike. Elsewhere nobody need call this.
pub fn seed(number: u64) -> bool {
    SEED.set((number, SharedSeed::from_u64(number))).is_ok()
}

/// The number by which this process hashes, for another one that is to hash alike.
#[must_use]
pub fn seed_number() -> u64 {
    seeded().0
}

fn seeded() -> &'static (u64, SharedSeed) {
    SEED.get_or_init(|| {
        let number = RandomState::new().hash_one(0);
        (number, SharedSeed::from_u64(number))
    })
}

/// Makes the hashers of keys that a snapshot brings.
#[derive(Clone, Debug)]
pub(crate) struct Seeded(SeedableRandomState);

impl Default for Seeded {
    fn default() -> Self {
        let (number, shared) = seeded();
        Self(SeedableRandomState::with_seed(*number, shared))
    }
}

impl BuildHasher for Seeded {
    type Hasher = FoldHasher<'static>;

    #[inline]
    fn build_hasher(&self) -> Self::Hasher {
        self.0.build_hasher()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDS: usize = 1_000_000;
    /// A table for so many keys.
    const BUCKETS: u64 = 1 << 20;

    /// The fullest bucket of a table with these keys.
    fn fullest(state: &impl BuildHasher, keys: impl Iterator<Item = String>) -> u32 {
        let mut buckets = vec![0_u32; 1 << 20];
        for key in keys {
            let bucket = state.hash_one(key.as_str()) & (BUCKETS - 1);
            buckets[usize::try_from(bucket).unwrap()] += 1;
        }
        buckets.into_iter().max().unwrap()
    }

    /// A hash without a seed, as compilers have it: words of eight bytes, turned and multiplied.
    fn unseeded(words: [u64; 2]) -> u64 {
        words.into_iter().fold(0, |hash: u64, word| (hash.rotate_left(5) ^ word).wrapping_mul(FACTOR))
    }
    const FACTOR: u64 = 0x517c_c1b7_2722_0a95;

    /// Ids of sixteen signs that all have the same unseeded hash.
    fn crafted() -> impl Iterator<Item = String> {
        let end = u64::from_le_bytes(*b"dealers!");
        (0_u64..).filter_map(move |n| {
            let first = (0..8).fold(0, |word, sign| (word << 8) | (((n >> (4 * sign)) & 15) + 65));
            // The second word undoes what the first has done.
            let second = unseeded([0, first]).rotate_left(5) ^ end;
            assert_eq!(unseeded([first, second]), end.wrapping_mul(FACTOR));
            let id = [first.to_le_bytes(), second.to_le_bytes()].concat();
            if id.is_ascii() { String::from_utf8(id).ok() } else { None }
        })
    }

    /// Of a million keys in as many places, eight in one place are usual, and twenty are once in a
    /// billion tables.
    #[test]
    fn a_million_crafted_ids_cost_no_more_than_a_million_others() {
        let state = Seeded::default();
        let others = fullest(&state, (0..IDS).map(|n| format!("L{n}")));
        let prefix = "经销商线索编号-2026-".repeat(8);
        let families: [Box<dyn Iterator<Item = String>>; 4] = [
            Box::new(crafted().take(IDS / 5)),
            Box::new((0..IDS).map(|n| format!("{prefix}{n:07}"))),
            Box::new((0..IDS).map(|n| format!("{n:07}{prefix}"))),
            Box::new((0..IDS).map(|n| format!("{:032b}", n << 12).replace('0', "O"))),
        ];
        assert!(others < 20, "{others}");
        for (number, family) in families.into_iter().enumerate() {
            let fullest = fullest(&state, family);
            assert!(fullest < 20, "family {number}: {fullest}");
        }
    }

    #[test]
    fn ids_that_collide_by_one_seed_do_not_by_another() {
        let state = |number: u64| {
            let shared: &'static SharedSeed = Box::leak(Box::new(SharedSeed::from_u64(number)));
            Seeded(SeedableRandomState::with_seed(number, shared))
        };
        let (known, secret) = (state(1), state(2));
        let bucket = |state: &Seeded, id: &str| state.hash_one(id) % 1024;
        let crafted: Vec<String> =
            (0..IDS).map(|n| format!("L{n}")).filter(|id| bucket(&known, id) == 0).collect();
        assert!(crafted.len() > 500);
        let same = crafted.iter().filter(|id| bucket(&secret, id) == 0).count();
        assert!(same < 20, "{same} of {}", crafted.len());
    }

    #[test]
    fn all_tables_of_a_process_have_its_seed_and_it_comes_once() {
        assert_eq!(Seeded::default().hash_one("a"), Seeded::default().hash_one("a"));
        let before = Seeded::default().hash_one("a");
        assert!(!seed(7));
        assert_eq!(Seeded::default().hash_one("a"), before);
    }
}
