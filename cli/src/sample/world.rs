//! All that leads are drawn from.

use super::calendar::Calendar;
use super::chance::Chance;
use super::dealers::{self, Dealer};
use super::options::Options;
use super::stories::Stories;

/// The fictional maker's world: the same for every `as_of`, which only censors it.
pub(super) struct World {
    /// Sizes and seed.
    pub(super) options: Options,
    /// When leads come.
    pub(super) calendar: Calendar,
    /// The dealers.
    pub(super) dealers: Vec<Dealer>,
    /// What is planted.
    pub(super) stories: Stories,
    /// The share of leads that come to the dealers up to each.
    reached: Vec<f64>,
}

impl World {
    pub(super) fn new(options: Options) -> Self {
        let calendar = Calendar::new(&options);
        let mut dealers = dealers::draw(options.seed, options.dealers);
        let stories = Stories::plant(&mut dealers, calendar.last);
        let sum: f64 = dealers.iter().map(|d| f64::from(d.annual_target)).sum();
        let mut reached = Vec::with_capacity(dealers.len());
        let mut total = 0.0;
        for dealer in &dealers {
            total += f64::from(dealer.annual_target) / sum;
            reached.push(total);
        }
        Self { options, calendar, dealers, stories, reached }
    }

    /// A dealer, each as likely as its target is high.
    pub(super) fn dealer(&self, chance: &mut Chance) -> usize {
        let unit = chance.unit();
        self.reached.partition_point(|&reached| reached <= unit).min(self.dealers.len() - 1)
    }

    /// The share of all leads that come to a dealer.
    pub(super) fn weight(&self, dealer: usize) -> f64 {
        self.reached[dealer] - dealer.checked_sub(1).map_or(0.0, |before| self.reached[before])
    }
}
