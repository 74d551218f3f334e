//! The filters of a query, laid on a snapshot: one mask for all views.

use std::collections::BTreeSet;

use crate::answer::Notice;
use crate::labels;
use crate::query::{Basis, Dimension, Query, Resolved};
use crate::snapshot::Snapshot;
use crate::tables::{Leads, Spend, Targets};
use crate::time::{Day, Span};

/// A set of dimensions, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dimensions(pub(crate) u16);

impl Dimensions {
    pub(crate) const NONE: Self = Self(0);
    /// All levels of the place hierarchy.
    pub(crate) const PLACES: Self = Self(0b1_1111);

    pub(crate) fn of(dimension: Dimension) -> Self {
        Self(1 << dimension as u16)
    }

    pub(crate) fn has(self, dimension: Dimension) -> bool {
        self.0 & Self::of(dimension).0 != 0
    }
}

/// A snapshot seen through a query's filters.
///
/// `fail` has, for each lead, a bit for each dimension whose filter the lead does not pass. A view
/// that leaves out its own dimension's filter ignores that bit; one pass over the columns serves
/// all views.
pub(crate) struct Scope<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) leads: Leads<'a>,
    pub(crate) targets: Option<Targets<'a>>,
    pub(crate) spend: Option<Spend<'a>>,
    pub(crate) basis: Basis,
    /// The days that are counted.
    pub(crate) span: Span,
    /// The days that they are compared with.
    pub(crate) comparison: Option<Span>,
    /// The dimensions that carry a filter.
    pub(crate) filtered: Dimensions,
    pub(crate) fail: Vec<u16>,
    /// The bits of the place filters for each dealer, "no dealer" included.
    pub(crate) dealer_fail: Vec<u16>,
    /// The bit of the channel filter for each channel.
    pub(crate) channel_fail: Vec<u16>,
}

impl<'a> Scope<'a> {
    /// Lays a query on a snapshot. Values that the snapshot does not hold become notices, and a filter
    /// of which nothing is left is none.
    pub(crate) fn new(snapshot: &'a Snapshot, query: &Query, notices: &mut Vec<Notice>) -> Option<Self> {
        let leads = Leads::of(&snapshot.leads).ok()?;
        let start = snapshot.descriptor.dealerscope.settings.fiscal_year_start;
        let resolved = query.period.map_or(Resolved { span: Span::default(), comparison: None }, |p| {
            p.resolve(query.compare, snapshot.as_of, start)
        });
        let mut filtered = Dimensions::NONE;
        let mut luts: Vec<(Dimension, Vec<u16>)> = Vec::new();
        let mut dealer_fail = vec![0; snapshot.places.len()];
        for (&dimension, values) in &query.filters {
            let Some(lut) = passing(snapshot, dimension, values, notices) else { continue };
            filtered.0 |= Dimensions::of(dimension).0;
            if Dimensions::PLACES.has(dimension) {
                for (fail, &number) in dealer_fail.iter_mut().zip(snapshot.places.of_dealer(dimension)) {
                    *fail |= lut[usize::from(number)];
                }
            } else {
                luts.push((dimension, lut));
            }
        }
        let mut fail: Vec<u16> = if filtered.0 & Dimensions::PLACES.0 == 0 {
            vec![0; leads.len()]
        } else {
            leads.dealer.iter().map(|&d| dealer_fail[usize::from(d)]).collect()
        };
        let mut channel_fail = vec![0; snapshot.words.channel.len()];
        for (dimension, lut) in luts {
            match dimension {
                Dimension::Channel => lay(&mut fail, leads.channel, &lut),
                Dimension::Origin => lay(&mut fail, leads.origin, &lut),
                Dimension::Kind => lay(&mut fail, leads.kind, &lut),
                Dimension::Temperature => lay(&mut fail, leads.temperature, &lut),
                _ => lay(&mut fail, leads.series, &lut),
            }
            if dimension == Dimension::Channel {
                channel_fail = lut;
            }
        }
        Some(Self {
            snapshot,
            leads,
            targets: snapshot.targets.as_ref().and_then(|t| Targets::of(t).ok()),
            spend: snapshot.spend.as_ref().and_then(|s| Spend::of(s).ok()),
            basis: query.basis,
            span: resolved.span,
            comparison: resolved.comparison,
            filtered,
            fail,
            dealer_fail,
            channel_fail,
        })
    }

    /// Whether a lead passes all filters but those left out.
    pub(crate) fn passes(&self, lead: usize, without: Dimensions) -> bool {
        self.fail[lead] & !without.0 == 0
    }

    /// Whether a dealer passes the place filters but those left out.
    pub(crate) fn has_dealer(&self, dealer: usize, without: Dimensions) -> bool {
        self.dealer_fail[dealer] & !without.0 == 0
    }

    /// Whether one of the place filters is set, those left out aside.
    pub(crate) fn by_place(&self, without: Dimensions) -> bool {
        self.filtered.0 & Dimensions::PLACES.0 & !without.0 != 0
    }

    /// Whether a filter is set that neither targets nor spend know of.
    pub(crate) fn by_lead_alone(&self) -> bool {
        [Dimension::Series, Dimension::Origin, Dimension::Kind, Dimension::Temperature]
            .into_iter()
            .any(|d| self.filtered.has(d))
    }

    /// A span cut at `as_of`, for amounts that are stated by month.
    pub(crate) fn elapsed(&self, span: Span) -> Span {
        let as_of = self.snapshot.as_of;
        Span { from: span.from, to: Some(span.to.map_or(as_of, |to| to.min(as_of))) }
    }

    /// The first and last day number of a span's stages, an open end standing for every day that
    /// is stated.
    pub(crate) fn bounds(span: Span) -> (u16, u16) {
        (span.from.map_or(0, |d| d.0), span.to.map_or(Day::MAX.0, |d| d.0))
    }
}

fn lay<T: Copy + Into<usize>>(fail: &mut [u16], column: &[T], lut: &[u16]) {
    for (fail, &code) in fail.iter_mut().zip(column) {
        *fail |= lut[code.into()];
    }
}

/// For each number of a dimension, its bit where the value does not pass. `None` where no value
/// of the filter is known.
fn passing(
    snapshot: &Snapshot,
    dimension: Dimension,
    values: &BTreeSet<String>,
    notices: &mut Vec<Notice>,
) -> Option<Vec<u16>> {
    let words = snapshot.words(dimension);
    let mut lut = vec![Dimensions::of(dimension).0; words.len()];
    let mut any = false;
    for value in values {
        let province = (dimension == Dimension::Province).then(|| labels::province_of(value)).flatten();
        let wanted = province.map_or(value.as_str(), |p| p.zh);
        if let Some(number) = words.iter().position(|w| w == wanted) {
            lut[number] = 0;
            any = true;
        } else {
            notices.push(Notice::NotInSnapshot(dimension.id().to_owned(), value.clone()));
        }
    }
    any.then_some(lut)
}
