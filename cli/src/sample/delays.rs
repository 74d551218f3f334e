//! How long people take: to the order, past the quarter's end, to the delivery.

use dealerscope_core::time::{Day, Month};

use super::chance::{Chance, whole};

/// Mean days of those who order at once.
const QUICK_MEAN: f64 = 3.0;
/// Median days of those who take their time, how they spread, and the longest.
const SLOW_MEDIAN: f64 = 25.0;
const SLOW_SIGMA: f64 = 0.8;
/// The longest way to an order, in days.
pub(super) const LONGEST: u16 = 180;
/// Orders of a quarter's first days that its predecessor takes, and the days into which it takes them.
const PUSHED: f64 = 0.4;
const PUSHED_FROM: u16 = 14;
const PUSHED_INTO: u16 = 6;
/// Median days from the order to the delivery, and how they spread.
const DELIVERY_MEDIAN: f64 = 20.0;
const DELIVERY_SIGMA: f64 = 0.6;

/// Days from the lead to the order; `quick` is the share of those who order at once.
pub(super) fn to_order(chance: &mut Chance, quick: f64) -> u16 {
    if chance.happens(quick) {
        return days(chance.exponential(QUICK_MEAN)).min(LONGEST);
    }
    loop {
        let taken = days(chance.lognormal(SLOW_MEDIAN, SLOW_SIGMA));
        if taken <= LONGEST {
            return taken;
        }
    }
}

/// Days from the order to the delivery.
pub(super) fn to_delivery(chance: &mut Chance) -> u16 {
    1 + days(chance.lognormal(DELIVERY_MEDIAN, DELIVERY_SIGMA)).min(200)
}

/// Whole days of a number of days.
pub(super) fn days(x: f64) -> u16 {
    u16::try_from(whole(x)).unwrap_or(u16::MAX)
}

/// The last day of the quarter before, for a day whose orders that quarter would rather have.
fn coveted(day: Day) -> Option<Day> {
    let month = day.month();
    let first = Month(month.0 - (month.of_year() - 1) % 3).first_day();
    (first.0 > 0 && day.0 - first.0 < PUSHED_FROM).then(|| Day(first.0 - 1))
}

/// The day of an order that would come on `day`, and may be pushed back to `earliest`.
pub(super) fn pushed(chance: &mut Chance, day: Day, earliest: Day) -> Day {
    let back = u16::try_from(chance.below(u32::from(PUSHED_INTO))).unwrap_or(0);
    let taken = chance.happens(PUSHED);
    match coveted(day).map(|end| Day(end.0 - back)) {
        Some(into) if taken && into >= earliest => into,
        _ => day,
    }
}

/// The share of orders that come after each number of days, up to [`LONGEST`].
pub(super) fn order_lags(quick: f64) -> Vec<f64> {
    let slow = |x: f64| if x <= 0.0 { 0.0 } else { normal_share(libm::log(x / SLOW_MEDIAN) / SLOW_SIGMA) };
    let within = |x: f64| {
        quick * (1.0 - libm::exp(-x / QUICK_MEAN)) + (1.0 - quick) * slow(x) / slow(f64::from(LONGEST) + 1.0)
    };
    (0..=LONGEST).map(|d| within(f64::from(d) + 1.0) - within(f64::from(d))).collect()
}

/// The share of deliveries that come after each number of days from the order.
pub(super) fn delivery_lags() -> Vec<f64> {
    let within = |x: f64| {
        if x <= 0.0 { 0.0 } else { normal_share(libm::log(x / DELIVERY_MEDIAN) / DELIVERY_SIGMA) }
    };
    (0..=120).map(|d| within(f64::from(d)) - within(f64::from(d) - 1.0)).collect()
}

/// Where the orders of a day go: the day, its share, and the quarter's end that takes the rest.
pub(super) fn expected_push(day: Day, earliest: Day) -> (f64, Option<Day>) {
    match coveted(day).map(|end| Day(end.0 - PUSHED_INTO / 2)) {
        Some(into) if into >= earliest => (1.0 - PUSHED, Some(into)),
        _ => (1.0, None),
    }
}

fn normal_share(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::super::chance::Stream;
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn what_is_expected_is_what_is_drawn() {
        let mut chance = Chance::new(3, Stream::Dealers);
        let drawn: Vec<u16> = (0..40_000).map(|_| to_order(&mut chance, 0.5)).collect();
        let lags = order_lags(0.5);
        assert!((lags.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        for limit in [0_u16, 3, 7, 30, 90] {
            let want: f64 = lags[..=usize::from(limit)].iter().sum();
            let got =
                f64::from(u32::try_from(drawn.iter().filter(|&&d| d <= limit).count()).unwrap()) / 40_000.0;
            assert!((got - want).abs() < 0.01, "within {limit} days: {got} for {want}");
        }
        assert!(drawn.iter().all(|&d| d <= LONGEST));
    }

    #[test]
    fn a_quarter_takes_from_the_first_days_of_the_next() {
        assert_eq!(coveted(day("2026-04-01")), Some(day("2026-03-31")));
        assert_eq!(coveted(day("2026-04-14")), Some(day("2026-03-31")));
        assert_eq!(coveted(day("2026-04-15")), None);
        let mut chance = Chance::new(5, Stream::Dealers);
        let into: Vec<Day> =
            (0..1000).map(|_| pushed(&mut chance, day("2026-04-05"), day("2026-01-01"))).collect();
        let taken = into.iter().filter(|d| d.month() == Month::new(2026, 3)).count();
        assert!((350..450).contains(&taken), "{taken}");
        assert!(into.iter().all(|&d| d == day("2026-04-05") || d >= day("2026-03-26")));
        assert_eq!(pushed(&mut chance, day("2026-04-05"), day("2026-04-02")), day("2026-04-05"));
    }
}
