//! Draws from one seed: the same on every machine, in every build, in any order of the blocks.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// What a stream of draws is for. Streams of one seed are independent of each other.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stream {
    /// The dealers.
    Dealers,
    /// The months' departures from the season.
    Calendar,
    /// The dealers' targets.
    Targets,
    /// What the channels cost.
    Spend,
    /// What dealers write down after the sale.
    Records,
    /// What is broken in a dirty sample.
    Dirt,
    /// One block of leads.
    Leads(u64),
}

/// A source of chance.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    pub(super) fn new(seed: u64, stream: Stream) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(match stream {
            Stream::Dealers => 1,
            Stream::Calendar => 2,
            Stream::Targets => 3,
            Stream::Spend => 4,
            Stream::Records => 5,
            Stream::Dirt => 6,
            Stream::Leads(block) => 1024 + block,
        });
        Self(rng)
    }

    /// Between 0 and 1, 1 excluded.
    pub(super) fn unit(&mut self) -> f64 {
        f64::from(self.0.next_u32()) * (1.0 / 4_294_967_296.0)
    }

    /// Yes, with this probability.
    pub(super) fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A whole number below `n`, each as likely.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        whole(self.unit() * f64::from(n)).min(n.saturating_sub(1))
    }

    /// A whole number from `low` to `high`, both included, each as likely.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    /// A number from `low` to `high`.
    pub(super) fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A standard normal number, after Box and Muller.
    pub(super) fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.unit()));
        radius * libm::cos(std::f64::consts::TAU * self.unit())
    }

    /// A lognormal number with this median and this standard deviation of its logarithm.
    pub(super) fn lognormal(&mut self, median: f64, sigma: f64) -> f64 {
        median * libm::exp(sigma * self.normal())
    }

    /// An exponential number with this mean.
    pub(super) fn exponential(&mut self, mean: f64) -> f64 {
        -mean * libm::log(1.0 - self.unit())
    }

    /// The index of one of the weights, each as likely as it is heavy.
    pub(super) fn pick(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let mut left = self.unit() * weights.clone().sum::<f64>();
        let mut last = 0;
        for (index, weight) in weights.enumerate().filter(|&(_, weight)| weight > 0.0) {
            last = index;
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        last
    }
}

/// The whole part of a number that is not negative, held within the range.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, as it should"
)]
pub(super) fn whole(x: f64) -> u32 {
    x as u32
}

/// Shares out `total` by weight; what is left over goes to the largest remainders.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "counts"
)]
pub(super) fn share_out(total: u64, weights: &[f64]) -> Vec<u64> {
    let sum: f64 = weights.iter().sum();
    let exact: Vec<f64> = weights.iter().map(|w| total as f64 * w / sum).collect();
    let mut shares: Vec<u64> = exact.iter().map(|&x| x as u64).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| (exact[b] % 1.0).total_cmp(&(exact[a] % 1.0)).then(a.cmp(&b)));
    let left = total - shares.iter().sum::<u64>();
    for &index in order.iter().cycle().take(usize::try_from(left).unwrap_or(0)) {
        shares[index] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_repeat_and_differ() {
        let draws = |stream| {
            let mut chance = Chance::new(7, stream);
            std::array::from_fn::<u32, 4, _>(|_| chance.below(1_000_000))
        };
        assert_eq!(draws(Stream::Leads(3)), draws(Stream::Leads(3)));
        assert_ne!(draws(Stream::Leads(3)), draws(Stream::Leads(4)));
        assert_ne!(draws(Stream::Dealers), draws(Stream::Spend));
    }

    #[test]
    fn draws_keep_to_their_distributions() {
        let mut chance = Chance::new(1, Stream::Dealers);
        let mut normal: Vec<f64> = (0..20_000).map(|_| chance.normal()).collect();
        normal.sort_by(f64::total_cmp);
        assert!(normal[10_000].abs() < 0.03, "median {}", normal[10_000]);
        assert!((normal[16_827] - 1.0).abs() < 0.04, "one sigma {}", normal[16_827]);
        let mean = (0..20_000).map(|_| chance.exponential(3.0)).sum::<f64>() / 20_000.0;
        assert!((mean - 3.0).abs() < 0.08, "mean {mean}");
        assert!((0..1000).map(|_| chance.between(2, 4)).all(|n| (2..=4).contains(&n)));
        let mut counts = [0; 3];
        for _ in 0..9000 {
            counts[chance.pick([2.0, 0.0, 1.0].into_iter())] += 1;
        }
        assert!(counts[1] == 0 && (5800..6200).contains(&counts[0]), "{counts:?}");
    }

    #[test]
    fn nothing_is_lost_in_sharing_out() {
        assert_eq!(share_out(10, &[1.0, 1.0, 1.0]), [4, 3, 3]);
        assert_eq!(share_out(7, &[0.9, 0.1]), [6, 1]);
        assert_eq!(share_out(0, &[1.0]), [0]);
    }
}
