//! What is planted in the sample for the overview to find.

use dealerscope_core::time::Month;

use super::dealers::Dealer;
use super::market::ADVERTISING;

/// The region whose conversion slides.
pub(super) const SLIDING_REGION: &str = "华中";
/// Months before the end in which it slides, and how far the factor falls.
const SLIDE_MONTHS: i32 = 11;
const SLIDE_DEPTH: f64 = 0.7;
/// Months before the end in which advertising is bought dear, and at what factor of its cost.
const DEAR_MONTHS: i32 = 9;
const DEAR_COST: f64 = 2.1;
const DEAR_CONVERSION: f64 = 0.85;
/// Factor on all conversions that gives back to the whole what the stories take from it.
pub(super) const GIVEN_BACK: f64 = 1.035;

/// The planted stories, dated from the end of the sample's world.
pub(super) struct Stories {
    last: Month,
    /// The dealer that games its response time: contacts are logged at once, and hardly anyone visits.
    pub(super) gaming: Option<usize>,
}

impl Stories {
    /// Plants the stories, and makes one large dealer in a sound region game its response time.
    pub(super) fn plant(dealers: &mut [Dealer], last: Month) -> Self {
        let mut sound: Vec<usize> = (0..dealers.len())
            .filter(|&d| matches!(dealers[d].province.region, "华东" | "华南" | "华北"))
            .collect();
        sound.sort_by_key(|&d| std::cmp::Reverse(dealers[d].annual_target));
        let gaming = sound.get(3).copied();
        if let Some(dealer) = gaming.and_then(|d| dealers.get_mut(d)) {
            dealer.visits = 0.12;
            dealer.conversion *= 0.3;
        }
        Self { last, gaming }
    }

    /// Factor on the conversion and the visits of leads that come to a region in a month.
    pub(super) fn slide(&self, region: &str, month: Month) -> f64 {
        let into = SLIDE_MONTHS - (self.last.0 - month.0);
        if region == SLIDING_REGION && into > 0 {
            1.0 - SLIDE_DEPTH * f64::from(into) / f64::from(SLIDE_MONTHS)
        } else {
            1.0
        }
    }

    /// Factor on what a channel's leads cost in a month.
    pub(super) fn cost(&self, channel: usize, month: Month) -> f64 {
        if self.dear(channel, month) { DEAR_COST } else { 1.0 }
    }

    /// Factor on the conversion of a channel's leads that come in a month.
    pub(super) fn conversion(&self, channel: usize, month: Month) -> f64 {
        if self.dear(channel, month) { DEAR_CONVERSION } else { 1.0 }
    }

    fn dear(&self, channel: usize, month: Month) -> bool {
        channel == ADVERTISING && self.last.0 - month.0 < DEAR_MONTHS
    }
}

#[cfg(test)]
mod tests {
    use super::super::dealers;
    use super::*;

    #[test]
    fn one_region_slides_to_the_end_and_no_other() {
        let stories = Stories { last: Month::new(2026, 6), gaming: None };
        let factors: Vec<f64> =
            (0..12).rev().map(|back| stories.slide(SLIDING_REGION, stories.last.plus(-back))).collect();
        assert!(factors.is_sorted_by(|a, b| a >= b));
        assert!((factors[0] - 1.0).abs() < 1e-12 && (factors[11] - 0.3).abs() < 1e-12);
        assert!((stories.slide("华东", stories.last) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_gaming_dealer_is_large_and_stands_in_a_sound_region() {
        let mut dealers = dealers::draw(20, 520);
        let gaming = Stories::plant(&mut dealers, Month::new(2026, 6)).gaming.unwrap();
        assert!(dealers[gaming].annual_target > 1500);
        assert_ne!(dealers[gaming].province.region, SLIDING_REGION);
        assert!(dealers[gaming].visits < 0.2);
    }
}
