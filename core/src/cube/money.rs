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
        for row in 0..targets.target.len() {
            if targets.metric[row] == code {
                let share = span.share_of(Month(targets.month[row]));
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

    /// What each channel cost over a span, by channel: `None` where it cannot be split as the place
    /// filters ask. The filter on channel is left out. `None` as a whole without the table, or
    /// under a filter that spend does not know of.
    pub(crate) fn spend_by_channel(
        &self,
        span: Span,
        dealers: impl Fn(usize) -> bool,
        by_place: bool,
    ) -> Option<Vec<Option<f64>>> {
        let spend = self.spend.as_ref().filter(|_| !self.by_lead_alone())?;
        let span = self.elapsed(span);
        let as_of = self.snapshot.as_of;
        let mut sums = vec![Some(0.0); self.snapshot.words.channel.len()];
        for row in 0..spend.actual.len() {
            let month = Month(spend.month[row]);
            let mut share = span.share_of(month);
            if month == as_of.month() {
                let elapsed = Span::new(month.first_day(), as_of).share_of(month);
                share /= elapsed;
            }
            if share <= 0.0 {
                continue;
            }
            let sum = &mut sums[usize::from(spend.channel[row])];
            if by_place && spend.named[row] == 0 {
                *sum = None;
            } else if let Some(sum) = sum
                && (!by_place || dealers(usize::from(spend.dealer[row])))
            {
                *sum += spend.actual[row] * share;
            }
        }
        Some(sums)
    }

    /// What the selected channels and dealers cost over a span.
    pub(crate) fn spend(&self, span: Span) -> Option<f64> {
        let by_place = self.by_place(Dimensions::NONE);
        let by_channel = self.spend_by_channel(span, |d| self.has_dealer(d, Dimensions::NONE), by_place)?;
        by_channel.iter().zip(&self.channel_fail).filter(|(_, fail)| **fail == 0).map(|(sum, _)| *sum).sum()
    }
}

/// The number of a contract metric within `targets`.
fn metric_code(metric: &str) -> u8 {
    let codes = crate::labels::codes("metric");
    codes.iter().position(|(code, _, _)| *code == metric).and_then(|i| u8::try_from(i + 1).ok()).unwrap_or(0)
}
