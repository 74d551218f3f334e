//! The members of a dimension: their keys, names, and the group of each lead.

use crate::cube::{Dimensions, Flow, Scope, Tally};
use crate::query::{Dimension, Lang};
use crate::time::Span;

/// The members of one dimension.
pub(crate) struct Members<'a> {
    pub(crate) dimension: Dimension,
    /// The key of each member; 0 is "not stated".
    pub(crate) keys: &'a [String],
    of_dealer: Option<&'a [u16]>,
    scope: &'a Scope<'a>,
}

impl<'a> Members<'a> {
    pub(crate) fn of(scope: &'a Scope<'a>, dimension: Dimension) -> Self {
        let place = Dimension::PLACES.contains(&dimension);
        Self {
            dimension,
            keys: scope.snapshot.words(dimension),
            of_dealer: place.then(|| scope.snapshot.places.of_dealer(dimension)),
            scope,
        }
    }

    /// The member that a dealer belongs to.
    pub(crate) fn of_dealer(&self, dealer: usize) -> usize {
        self.of_dealer.map_or(0, |numbers| usize::from(numbers[dealer]))
    }

    /// A member's name for people, in the snapshot's own words.
    pub(crate) fn name(&self, member: usize) -> String {
        match self.dimension {
            Dimension::Dealer => self.scope.snapshot.places.names(Dimension::Dealer)[member].clone(),
            Dimension::Channel | Dimension::Series => {
                let zh = self.scope.snapshot.descriptor.dealerscope.locale.starts_with("zh");
                let key = &self.keys[member];
                if key.is_empty() {
                    String::new()
                } else {
                    self.scope.snapshot.label(self.dimension.id(), key, if zh { Lang::Zh } else { Lang::En })
                }
            }
            _ => self.keys[member].clone(),
        }
    }

    /// Counts leads by member; for channels and the levels of the place hierarchy.
    pub(crate) fn tally(&self, span: Span, without: Dimensions) -> Vec<Tally> {
        let n = self.keys.len();
        let Some(member_of) = self.of_dealer else {
            return self.scope.tally(n, span, without, |cell| usize::from(cell.channel));
        };
        let mut tallies = vec![Tally::default(); n];
        for (dealer, counts) in self.scope.by_dealer(span).iter().enumerate() {
            if self.scope.has_dealer(dealer, without) {
                tallies[usize::from(member_of[dealer])] += counts;
            }
        }
        tallies
    }

    /// Leads and orders by member, under all filters.
    pub(crate) fn flows(&self, span: Span) -> Vec<Flow> {
        if self.dimension == Dimension::Series {
            return self.scope.flows_by_series(span);
        }
        let tallies = self.tally(span, Dimensions::NONE);
        tallies.iter().map(|t| Flow { leads: t.leads, orders: t.orders() }).collect()
    }

    /// The target of a metric by member; for the levels of the place hierarchy. `None` where a member
    /// has none.
    pub(crate) fn targets(&self, metric: &str, span: Span, without: Dimensions) -> Vec<Option<f64>> {
        let mut sums = vec![None; self.keys.len()];
        if let Some(by_dealer) = self.scope.targets_by_dealer(metric, span) {
            for (dealer, target) in by_dealer.into_iter().enumerate() {
                if let Some(target) = target.filter(|_| self.scope.has_dealer(dealer, without)) {
                    *sums[self.of_dealer(dealer)].get_or_insert(0.0) += target;
                }
            }
        }
        sums
    }

    /// How many dealers each member has; for the levels of the place hierarchy.
    pub(crate) fn dealers(&self, without: Dimensions) -> Vec<u32> {
        let mut counts = vec![0; self.keys.len()];
        for dealer in 1..self.scope.snapshot.places.len() {
            if self.scope.has_dealer(dealer, without) {
                counts[self.of_dealer(dealer)] += 1;
            }
        }
        counts
    }
}
