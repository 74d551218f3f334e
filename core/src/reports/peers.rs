//! Fair comparison: peer groups, ranks and quartiles of dealers.

use crate::cube::{Dimensions, Scope, Tally};
use crate::order;
use crate::query::Dimension;
use crate::reports::figures::is_small;
use crate::reports::members::Members;
use crate::time::Span;

/// Groups of fewer ranked dealers have no quartiles.
const FEWEST: usize = 4;

/// The peer group of each dealer, "no dealer" included: region and volume band.
pub(crate) fn groups(scope: &Scope<'_>) -> Vec<String> {
    let regions = Members::of(scope, Dimension::Region);
    let edges = &scope.snapshot.descriptor.dealerscope.settings.volume_edges;
    let targets = numbers(scope, "annual_sales_target");
    (0..scope.snapshot.places.len())
        .map(|dealer| {
            let band = targets[dealer]
                .map_or_else(|| "-".to_owned(), |target| (band(edges, target) + 1).to_string());
            format!("{}/{band}", regions.keys[regions.of_dealer(dealer)])
        })
        .collect()
}

/// The band of a target among upper edges; an edge belongs to the band below it.
pub(crate) fn band(edges: &[u32], target: i64) -> usize {
    edges.iter().filter(|&&edge| target > i64::from(edge)).count()
}

/// A column of whole numbers of the dealers' table, "no dealer" included.
pub(crate) fn numbers(scope: &Scope<'_>, column: &str) -> Vec<Option<i64>> {
    let mut out = vec![None];
    match scope.snapshot.dealers.i64(column) {
        Ok(values) => out.extend(values.iter()),
        Err(_) => out.resize(scope.snapshot.places.len(), None),
    }
    out
}

/// Counts by dealer under all filters but those on places.
pub(crate) fn tallies(scope: &Scope<'_>, span: Span) -> Vec<Tally> {
    Members::of(scope, Dimension::Dealer).tally(span, Dimensions::PLACES)
}

/// The conversion of each dealer that is large enough to be ranked.
pub(crate) fn ranked(scope: &Scope<'_>, tallies: &[Tally]) -> Vec<Option<f64>> {
    let rate = |(dealer, t): (usize, &Tally)| {
        if dealer == 0 || is_small(scope, t.leads) { None } else { t.conversion() }
    };
    tallies.iter().enumerate().map(rate).collect()
}

/// 1 + how many of the dealers that are shown have a strictly higher rate, for each of them.
pub(crate) fn ranks(rates: &[Option<f64>], shown: impl Fn(usize) -> bool) -> Vec<Option<u32>> {
    let mut sorted: Vec<f64> =
        rates.iter().enumerate().filter(|(d, _)| shown(*d)).filter_map(|(_, r)| *r).collect();
    order::numbers(&mut sorted);
    let above = |rate: f64| sorted.len() - sorted.partition_point(|r| *r <= rate);
    let rank = |rate: f64| u32::try_from(above(rate) + 1).ok();
    rates.iter().enumerate().map(|(d, r)| r.filter(|_| shown(d)).and_then(rank)).collect()
}

/// For each dealer: how many ranked dealers its group has, and its quartile among them.
pub(crate) fn quartiles(rates: &[Option<f64>], groups: &[String]) -> Vec<(u32, Option<u32>)> {
    let mut by_group: std::collections::HashMap<&str, Vec<f64>> = std::collections::HashMap::new();
    for (rate, group) in rates.iter().zip(groups) {
        by_group.entry(group).or_default().extend(rate);
    }
    rates
        .iter()
        .zip(groups)
        .map(|(rate, group)| {
            let peers = &by_group[group.as_str()];
            let quartile = rate.filter(|_| peers.len() >= FEWEST).map(|rate| {
                let higher = peers.iter().filter(|r| **r > rate).count();
                u32::try_from(1 + 4 * higher / peers.len()).unwrap_or(4)
            });
            (u32::try_from(peers.len()).unwrap_or(u32::MAX), quartile)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_belongs_to_the_band_below() {
        let edges = [600, 1000, 1500];
        assert_eq!([0, 600, 601, 1000, 1500, 1501].map(|t| band(&edges, t)), [0, 0, 1, 1, 2, 3]);
    }

    #[test]
    fn equal_rates_share_a_rank() {
        let rates = [None, Some(0.2), Some(0.3), Some(0.2), None, Some(0.1)];
        assert_eq!(ranks(&rates, |_| true), [None, Some(2), Some(1), Some(2), None, Some(4)]);
        assert_eq!(ranks(&rates, |d| d != 2), [None, Some(1), None, Some(1), None, Some(3)]);
    }

    #[test]
    fn quartiles_need_four_peers() {
        let groups = ["a", "a", "a", "a", "b", "b"].map(String::from);
        let rates = [Some(0.4), Some(0.3), Some(0.2), Some(0.1), Some(0.9), None];
        let got: Vec<Option<u32>> = quartiles(&rates, &groups).into_iter().map(|(_, q)| q).collect();
        assert_eq!(got, [Some(1), Some(2), Some(3), Some(4), None, None]);
        assert_eq!(quartiles(&rates, &groups)[5], (1, None));
    }
}
