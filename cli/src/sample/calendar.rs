//! When leads come: seasons, the Spring Festival, quarter ends, weekends.

use dealerscope_core::time::{Day, Month};

use super::chance::{Chance, Stream, share_out, whole};
use super::options::Options;

/// The market's months of an ordinary year, mean 1.
const INDEX: [f64; 12] = [1.02, 0.59, 0.90, 0.86, 0.92, 0.90, 0.94, 1.05, 1.11, 1.05, 1.14, 1.52];
/// The Spring Festival's first day in each year from [`FIRST_YEAR`], as month and day.
const FESTIVALS: [(u8, u8); 20] = [
    (2, 8),
    (1, 28),
    (2, 16),
    (2, 5),
    (1, 25),
    (2, 12),
    (2, 1),
    (1, 22),
    (2, 10),
    (1, 29),
    (2, 17),
    (2, 6),
    (1, 26),
    (2, 13),
    (2, 3),
    (1, 23),
    (2, 11),
    (1, 31),
    (2, 19),
    (2, 8),
];
/// The first year whose Spring Festival is known.
pub(super) const FIRST_YEAR: i32 = 2016;
/// The last year whose Spring Festival is known.
pub(super) const LAST_YEAR: i32 = FIRST_YEAR + 19;
/// Growth of the market from month to month.
const GROWTH: f64 = 0.002;
/// Minutes of a day.
pub(super) const DAY: u32 = 1440;
const OPENS: u32 = 8 * 60 + 30;
const CLOSES: u32 = 21 * 60 + 30;
/// The minute of the last day at which the sample's world ends.
pub(super) const LAST_MINUTE: u32 = 18 * 60;

/// The first day of a year's Spring Festival, where it is known.
pub(super) fn spring_festival(year: i32) -> Option<Day> {
    let (month, day) = *FESTIVALS.get(usize::try_from(year - FIRST_YEAR).ok()?)?;
    Day::new(year, month, day)
}

/// How strong a month is, mean 1: the year's trough stands in the month of the Spring Festival.
pub(super) fn season(month: Month) -> f64 {
    let of_year = month.of_year();
    let early = spring_festival(month.year()).is_some_and(|day| day.month().of_year() == 1);
    let index = match of_year {
        1 if early => 2,
        2 if early => 1,
        other => other,
    };
    usize::try_from(index - 1).ok().and_then(|i| INDEX.get(i)).copied().unwrap_or(1.0)
}

/// How strong a day is within its month.
fn weight(day: Day) -> f64 {
    let weekday = match (day.0 + 3) % 7 {
        5 => 1.4,
        6 => 1.5,
        _ => 0.9,
    };
    let festival = spring_festival(day.month().year())
        .is_some_and(|first| (-1..7).contains(&(i32::from(day.0) - i32::from(first.0))));
    let closing = day.month().of_year() % 3 == 0 && day.month().last_day().0 - day.0 < 7;
    weekday * if festival { 0.25 } else { 1.0 } * if closing { 1.3 } else { 1.0 }
}

/// The days of the sample's world, and how many leads come on them.
pub(super) struct Calendar {
    /// The first month.
    pub(super) first: Month,
    /// The last month.
    pub(super) last: Month,
    /// Leads created before each month, and in all at the end.
    starts: Vec<u64>,
    /// Of each month, the share of its leads that come by the end of each day.
    shares: Vec<Vec<f64>>,
}

impl Calendar {
    pub(super) fn new(options: &Options) -> Self {
        let (first, last) = options.window();
        let mut chance = Chance::new(options.seed, Stream::Calendar);
        let weights: Vec<f64> = (first.0..=last.0)
            .map(|m| {
                season(Month(m)) * (1.0 + GROWTH * f64::from(m - first.0)) * chance.uniform(0.985, 1.015)
            })
            .collect();
        let mut starts = vec![0];
        for count in share_out(options.leads, &weights) {
            starts.push(starts.last().copied().unwrap_or(0) + count);
        }
        let shares = (first.0..=last.0).map(|m| cumulated(Month(m), Month(m) == last)).collect();
        Self { first, last, starts, shares }
    }

    /// The months of the world.
    pub(super) fn months(&self) -> impl Iterator<Item = Month> + use<> {
        (self.first.0..=self.last.0).map(Month)
    }

    /// How many leads a month brings.
    pub(super) fn leads(&self, month: Month) -> u64 {
        let at = usize::try_from(month.0 - self.first.0).unwrap_or(usize::MAX);
        self.starts.get(at + 1).map_or(0, |end| end - self.starts[at])
    }

    /// The share of its month's leads that a day brings.
    pub(super) fn share(&self, day: Day) -> f64 {
        let Ok(at) = usize::try_from(day.month().0 - self.first.0) else { return 0.0 };
        let Some(shares) = self.shares.get(at) else { return 0.0 };
        let of_month = usize::from(day.0 - day.month().first_day().0);
        shares[of_month] - of_month.checked_sub(1).map_or(0.0, |before| shares[before])
    }

    /// The minute in which a lead comes, since 1970. Leads come in the order of their numbers; `unit`
    /// moves one within its own place.
    #[expect(clippy::cast_precision_loss, reason = "leads of a month stay far below 2^53")]
    pub(super) fn moment(&self, index: u64, unit: f64) -> u32 {
        let at =
            self.starts.partition_point(|&start| start <= index).saturating_sub(1).min(self.shares.len() - 1);
        let place = (index - self.starts[at]) as f64 + unit;
        let share = place / ((self.starts[at + 1] - self.starts[at]) as f64);
        let shares = &self.shares[at];
        let of_month = shares.partition_point(|&end| end <= share).min(shares.len() - 1);
        let before = of_month.checked_sub(1).map_or(0.0, |day| shares[day]);
        let of_day = ((share - before) / (shares[of_month] - before)).clamp(0.0, 1.0);
        let month = Month(self.first.0 + i32::try_from(at).unwrap_or(0));
        let day = u32::from(month.first_day().0) + u32::try_from(of_month).unwrap_or(0);
        let closes = if day == u32::from(self.last.last_day().0) { LAST_MINUTE } else { CLOSES };
        day * DAY + (OPENS + whole(of_day * f64::from(closes - OPENS))).min(closes - 1)
    }
}

/// The share of a month's leads that come by the end of each of its days.
fn cumulated(month: Month, last: bool) -> Vec<f64> {
    let first = month.first_day();
    let open = |day: Day| if last && day == month.last_day() { 0.75 } else { 1.0 };
    let weights: Vec<f64> =
        (0..month.days()).map(|d| Day(first.0 + d)).map(|d| weight(d) * open(d)).collect();
    let sum: f64 = weights.iter().sum();
    let mut reached = 0.0;
    weights
        .iter()
        .map(|weight| {
            reached += weight / sum;
            reached
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        Month::parse(text).unwrap()
    }

    #[test]
    fn the_trough_moves_with_the_festival() {
        for (text, want) in
            [("2025-01", 0.59), ("2025-02", 1.02), ("2026-01", 1.02), ("2026-02", 0.59), ("2025-12", 1.52)]
        {
            assert!((season(month(text)) - want).abs() < 1e-12, "{text}");
        }
    }

    #[test]
    fn leads_come_in_order_and_all_within_the_world() {
        let options = Options { leads: 5000, months: 6, ..Options::default() };
        let calendar = Calendar::new(&options);
        let moments: Vec<u32> = (0..5000).map(|i| calendar.moment(i, 0.5)).collect();
        assert!(moments.is_sorted());
        let day = |minute: u32| Day(u16::try_from(minute / DAY).unwrap());
        assert_eq!(day(moments[0]), calendar.first.first_day());
        assert_eq!(day(moments[4999]), calendar.last.last_day());
        assert!(moments[4999] % DAY < LAST_MINUTE);
        assert_eq!(calendar.months().map(|m| calendar.leads(m)).sum::<u64>(), 5000);
    }

    #[test]
    fn the_days_of_a_month_share_it_out() {
        let calendar = Calendar::new(&Options::default());
        let february = month("2026-02");
        let sum: f64 = (0..february.days()).map(|d| calendar.share(Day(february.first_day().0 + d))).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{sum}");
        let festival = calendar.share(Day::parse("2026-02-18").unwrap());
        assert!(festival < calendar.share(Day::parse("2026-02-25").unwrap()) / 2.0);
    }
}
