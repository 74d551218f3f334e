//! Targets and spend: amounts by month, taken pro rata.

use crate::cube::scope::{Dimensions, Scope};
use crate::query::Dimension;
use crate::time::{Month, Span};

impl Scope<'_> {
    /// Whether targets can be held against what the filters select.
    pub(crate) fn has_targets(&self) -> bool {
        self.targets.is_some() && !self.by_lead_alone() && !self.filtered.has(Dimension::Channel)
    }

    /// The target of a metric by dealer, "no dealer" included, over a span up to `as_of`. Place
    /// filters are not applied: the caller sums the dealers that it wants. `None` for a dealer
    /// without a target in the span.
    pub(crate) fn targets_by_dealer(&self, metric: &str, span: Span) -> Option<Vec<Option<f64>>> {
        let targets = self.targets.as_ref().filter(|_| self.has_targets())?;
        let span = self.elapsed(span);
        let code = metric_code(metric);
        let mut sums = vec![None; self.snapshot.places.len()];
        // There are few months and many rows.
        let last = span.to.unwrap_or(self.snapshot.as_of).month().0;
        let begins = span.from.map(|day| day.month().0);
        let first = begins.or_else(|| targets.month.iter().min().copied()).unwrap_or(last);
        let shares: Vec<f64> = (first..=last).map(|month| span.share_of(Month(month))).collect();
        for row in 0..targets.target.len() {
            if targets.metric[row] == code {
                let place = usize::try_from(targets.month[row] - first);
                let share = place.ok().and_then(|place| shares.get(place)).copied().unwrap_or(0.0);
                if share > 0.0 {
                    *sums[usize::from(targets.dealer[row])].get_or_insert(0.0) += targets.target[row] * share;
                }
            }
        }
        Some(sums)
    }

    /// The target of a metric over the selected dealers; `None` where there is none.
    pub(crate) fn target(&self, metric: &str, span: Span) -> Option<f64> {
        let by_dealer = self.targets_by_dealer(metric, span)?;
        let selected =
            by_dealer.into_iter().enumerate().filter(|(d, _)| self.has_dealer(*d, Dimensions::NONE));
        selected.filter_map(|(_, target)| target).reduce(|sum, target| sum + target)
    }

    /// What each group of channels and dealers cost over a span; `place` says which groups a row's
    /// channel and dealer belong to. A group is `None` where no row of any month is its own, where
    /// one within the span states no amount, and where one within it cannot be split. `None` as a
    /// whole without the table, or under a filter that spend does not know of.
    pub(crate) fn spend_by(
        &self,
        groups: usize,
        span: Span,
        place: impl Fn(usize, Option<usize>) -> Share,
    ) -> Option<Vec<Option<f64>>> {
        let spend = self.spend.as_ref().filter(|_| !self.by_lead_alone())?;
        let span = self.elapsed(span);
        let as_of = self.snapshot.as_of;
        let elapsed = Span::new(as_of.month().first_day(), as_of).share_of(as_of.month());
        let mut sums: Vec<Option<f64>> = vec![None; groups];
        let mut unknown = vec![false; groups];
        for row in 0..spend.actual.len() {
            let month = Month(spend.month[row]);
            let share = span.share_of(month) / if month == as_of.month() { elapsed } else { 1.0 };
            let named = (spend.named[row] != 0).then(|| usize::from(spend.dealer[row]));
            match place(usize::from(spend.channel[row]), named) {
                Share::Of(group) => {
                    let sum = sums[group].get_or_insert(0.0);
                    if share > 0.0 {
                        *sum += spend.actual[row] * share;
                    }
                }
                Share::Unsplit(group) => unknown[group] |= share > 0.0,
                Share::AllUnsplit if share > 0.0 => unknown.fill(true),
                Share::AllUnsplit | Share::None => {}
            }
        }
        let known = |(sum, unknown): (Option<f64>, bool)| sum.filter(|s| !unknown && !s.is_nan());
        Some(sums.into_iter().zip(unknown).map(known).collect())
    }

    /// What each channel cost at the selected dealers. The filter on channel is left out.
    pub(crate) fn spend_by_channel(&self, span: Span) -> Option<Vec<Option<f64>>> {
        let by_place = self.by_place(Dimensions::NONE);
        self.spend_by(self.snapshot.words.channel.len(), span, |channel, dealer| match dealer {
            None if by_place => Share::Unsplit(channel),
            Some(dealer) if !self.has_dealer(dealer, Dimensions::NONE) => Share::None,
            _ => Share::Of(channel),
        })
    }

    /// What the selected channels cost at groups of dealers, the place filters of `without` left out.
    pub(crate) fn spend_by_place(
        &self,
        groups: usize,
        span: Span,
        without: Dimensions,
        group: impl Fn(usize) -> usize,
    ) -> Option<Vec<Option<f64>>> {
        self.spend_by(groups, span, |channel, dealer| match dealer {
            _ if self.channel_fail[channel] != 0 => Share::None,
            None => Share::AllUnsplit,
            Some(dealer) if self.has_dealer(dealer, without) => Share::Of(group(dealer)),
            Some(_) => Share::None,
        })
    }

    /// What the selected channels and dealers cost over a span.
    pub(crate) fn spend(&self, span: Span) -> Option<f64> {
        let by_place = self.by_place(Dimensions::NONE);
        let sums = self.spend_by(1, span, |channel, dealer| match dealer {
            _ if self.channel_fail[channel] != 0 => Share::None,
            None if by_place => Share::AllUnsplit,
            Some(dealer) if !self.has_dealer(dealer, Dimensions::NONE) => Share::None,
            _ => Share::Of(0),
        });
        sums?.swap_remove(0)
    }
}

/// Where the amount of a row of `spend` belongs.
pub(crate) enum Share {
    /// To one group.
    Of(usize),
    /// In some part to one group, in which part is not stated.
    Unsplit(usize),
    /// In some part to each group.
    AllUnsplit,
    /// To none.
    None,
}

/// The number of a contract metric within `targets`.
fn metric_code(metric: &str) -> u8 {
    let codes = crate::labels::codes("metric");
    codes.iter().position(|(code, _, _)| *code == metric).and_then(|i| u8::try_from(i + 1).ok()).unwrap_or(0)
}
