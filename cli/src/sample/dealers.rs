//! The fictional maker's dealers.

use dealerscope_core::time::Day;

use super::chance::{Chance, Stream, share_out, whole};
use super::places::{PROVINCES, Province, execution};

/// Cars a year that a dealer is to sell, on average; how they spread is lognormal.
const MEAN_TARGET: f64 = 800.0;
const TARGET_SIGMA: f64 = 0.6;
/// Dealers that answer much later than others, and how much.
const SLOW_SHARE: f64 = 0.1;
const SLOW_FACTOR: f64 = 9.0;
/// Minutes in which an ordinary dealer answers.
const RESPONSE_MEDIAN: f64 = 22.0;

/// First and second signs of the dealers' names.
const FIRST: [&str; 12] = ["云", "景", "朗", "瀚", "沐", "泽", "晟", "逸", "煦", "澜", "栖", "榕"];
const SECOND: [&str; 12] = ["骋", "行", "途", "川", "驿", "岳", "桥", "帆", "禾", "岫", "渡", "麓"];

/// A dealer: what its row says, and how it works.
pub(super) struct Dealer {
    /// The key.
    pub(super) id: String,
    /// The name.
    pub(super) name: String,
    /// Where it stands.
    pub(super) province: &'static Province,
    /// Its city.
    pub(super) city: &'static str,
    /// The city's tier.
    pub(super) city_tier: u8,
    /// When it opened.
    pub(super) opened_on: Day,
    /// Cars a year that it is to sell: what the staffing rule goes by, and its weight among leads.
    pub(super) annual_target: u32,
    /// The number of its first consultant.
    pub(super) first_consultant: u32,
    /// Its consultants.
    pub(super) consultants: u32,
    /// An independent CRM team.
    pub(super) crm_team: bool,
    /// CRM managers.
    pub(super) crm_managers: u32,
    /// CRM specialists.
    pub(super) crm_specialists: u32,
    /// Owners.
    pub(super) owners: u32,
    /// Runs an owners' club.
    pub(super) club: bool,
    /// Factor on every channel's conversion; its mean over leads is 1.
    pub(super) conversion: f64,
    /// Factor on the visits of those who do not buy.
    pub(super) visits: f64,
    /// Median minutes to the first contact.
    pub(super) response: f64,
    /// Share of records with a qualified address.
    pub(super) qualified: f64,
    /// Share of open leads that nobody follows up any more.
    pub(super) neglect: f64,
    /// Share of losses that are the dealer's own judgement.
    pub(super) gives_up: f64,
}

/// Draws the dealers, by province.
pub(super) fn draw(seed: u64, count: u32) -> Vec<Dealer> {
    let mut chance = Chance::new(seed, Stream::Dealers);
    let weights: Vec<f64> = PROVINCES.iter().map(|p| f64::from(p.dealers)).collect();
    let mut dealers: Vec<Dealer> = Vec::new();
    for (province, count) in PROVINCES.iter().zip(by_province(u64::from(count), &weights)) {
        let weights: Vec<f64> = province.cities.iter().map(|c| c.2).collect();
        for (&(city, tier, _), count) in province.cities.iter().zip(share_out(count, &weights)) {
            let start = chance.below(144);
            for number in 0..u32::try_from(count).unwrap_or(0) {
                let name = name(city, start, number);
                dealers.push(dealer(&mut chance, province, (city, tier), name));
            }
        }
    }
    settle(&mut chance, &mut dealers);
    dealers
}

/// Dealers by province: by weight, and where there are enough, at least one in each.
fn by_province(count: u64, weights: &[f64]) -> Vec<u64> {
    let provinces = weights.len() as u64;
    if count < provinces {
        return share_out(count, weights);
    }
    let mut shares = share_out(count, weights);
    while let Some(empty) = shares.iter().position(|&n| n == 0) {
        let largest = (0..shares.len()).max_by_key(|&i| shares[i]).unwrap_or(0);
        shares[largest] -= 1;
        shares[empty] += 1;
    }
    shares
}

fn name(city: &str, start: u32, number: u32) -> String {
    let word = ((start + number * 29) % 144) as usize;
    let branch = if number < 144 { String::new() } else { format!("{}店", number / 144 + 1) };
    format!("{city}{}{}汽车{branch}", FIRST[word / 12], SECOND[word % 12])
}

fn dealer(
    chance: &mut Chance,
    province: &'static Province,
    city: (&'static str, u8),
    name: String,
) -> Dealer {
    let way = execution(province.region);
    let slow = chance.happens(SLOW_SHARE);
    let lift = 0.09 * (way.conversion - 0.94);
    Dealer {
        id: String::new(),
        name,
        province,
        city: city.0,
        city_tier: city.1,
        opened_on: Day(
            Day::new(2006, 1, 1).map_or(0, |d| d.0) + u16::try_from(chance.below(6200)).unwrap_or(0)
        ),
        annual_target: whole(chance.lognormal(1000.0, TARGET_SIGMA)),
        first_consultant: 0,
        consultants: 0,
        crm_team: chance.happens(way.crm_team),
        crm_managers: 0,
        crm_specialists: 0,
        owners: 0,
        club: false,
        conversion: way.conversion * chance.lognormal(1.0, 0.2) * if slow { 0.85 } else { 1.0 },
        visits: libm::sqrt(way.conversion) * chance.lognormal(1.0, 0.08),
        response: RESPONSE_MEDIAN
            * way.response
            * chance.lognormal(1.0, 0.25)
            * if slow { SLOW_FACTOR } else { 1.0 },
        qualified: (chance.uniform(0.60, 0.85) + lift).clamp(0.60, 0.85),
        neglect: way.neglect * chance.uniform(0.6, 1.4),
        gives_up: chance.uniform(0.36, 0.50),
    }
}

/// Brings the targets and conversions to their means, and gives what rests on them.
fn settle(chance: &mut Chance, dealers: &mut [Dealer]) {
    let width = dealers.len().to_string().len().max(3);
    let count = dealers.iter().map(|_| 1.0).sum::<f64>();
    let mean = dealers.iter().map(|d| f64::from(d.annual_target)).sum::<f64>() / count;
    let mut consultant = 1;
    for (number, dealer) in (1..).zip(dealers.iter_mut()) {
        let target = whole(f64::from(dealer.annual_target) * MEAN_TARGET / mean / 10.0 + 0.5).max(6) * 10;
        dealer.id = format!("D{number:0width$}");
        dealer.annual_target = target;
        dealer.consultants = whole(f64::from(target) / chance.uniform(60.0, 95.0)).clamp(4, 20);
        dealer.first_consultant = consultant;
        consultant += dealer.consultants;
        let needed = [600, 1000, 1500].iter().filter(|&&edge| target > edge).count();
        let lacking = if dealer.crm_team { 0.12 } else { 0.45 };
        dealer.crm_managers = u32::from(!chance.happens(lacking / 2.0));
        dealer.crm_specialists = (0..=needed).map(|_| u32::from(!chance.happens(lacking))).sum::<u32>()
            + u32::from(chance.happens(0.06));
        let years =
            (f64::from(Day::new(2024, 1, 1).map_or(0, |d| d.0) - dealer.opened_on.0) / 365.0).max(1.0);
        dealer.owners = whole(f64::from(target) * years.min(9.0) * chance.uniform(0.45, 0.75));
        dealer.club = dealer.owners >= 2000 && chance.happens(0.7);
    }
    let weighted: f64 = dealers.iter().map(|d| f64::from(d.annual_target) * d.conversion).sum();
    let weight: f64 = dealers.iter().map(|d| f64::from(d.annual_target)).sum();
    for dealer in dealers {
        dealer.conversion *= weight / weighted;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn dealers_stand_in_all_provinces_by_their_weight() {
        let dealers = draw(20, 520);
        assert_eq!(dealers.len(), 520);
        let by_province = |code: &str| dealers.iter().filter(|d| d.province.code == code).count();
        for province in &PROVINCES {
            let want = f64::from(province.dealers) * 520.0 / 573.0;
            let got = f64::from(u32::try_from(by_province(province.code)).unwrap());
            assert!((got - want).abs() <= 1.0, "{}: {got} for {want}", province.code);
        }
        assert_eq!((by_province("54"), by_province("44")), (1, 48));
        let names: BTreeSet<_> = dealers.iter().map(|d| &d.name).collect();
        assert_eq!(names.len(), 520, "no name stands twice");
    }

    #[test]
    fn few_dealers_still_fill_the_country() {
        let dealers = draw(1, 31);
        let codes: BTreeSet<_> = dealers.iter().map(|d| d.province.code).collect();
        assert_eq!(codes.len(), 31);
        assert_eq!(draw(1, 1).len(), 1);
    }

    #[test]
    fn targets_have_their_mean_and_fill_all_staffing_bands() {
        let dealers = draw(20, 520);
        let mean = dealers.iter().map(|d| f64::from(d.annual_target)).sum::<f64>() / 520.0;
        assert!((mean - 800.0).abs() < 2.0, "{mean}");
        for (low, high) in [(0, 600), (600, 1000), (1000, 1500), (1500, u32::MAX)] {
            assert!(dealers.iter().filter(|d| (low + 1..=high).contains(&d.annual_target)).count() > 25);
        }
        assert!(dealers.iter().all(|d| (4..=20).contains(&d.consultants)));
        assert!(dealers.iter().all(|d| (0.60..=0.85).contains(&d.qualified)));
    }

    #[test]
    fn the_west_executes_worse_than_the_east() {
        let dealers = draw(20, 520);
        let mean = |regions: &[&str], value: fn(&Dealer) -> f64| {
            let of: Vec<f64> =
                dealers.iter().filter(|d| regions.contains(&d.province.region)).map(value).collect();
            of.iter().sum::<f64>() / of.iter().map(|_| 1.0).sum::<f64>()
        };
        let west = |value| mean(&["西南", "西北"], value);
        let east = |value| mean(&["华东"], value);
        assert!(west(|d| d.conversion) < 0.85 * east(|d| d.conversion));
        assert!(west(|d| d.neglect) > 1.5 * east(|d| d.neglect));
        assert!(west(|d| f64::from(u8::from(d.crm_team))) < 0.8);
        assert!(east(|d| f64::from(u8::from(d.crm_team))) > 0.8);
    }
}
