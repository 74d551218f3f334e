//! The filters of a query, laid on a snapshot.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use crate::answer::Notice;
use crate::cube::bits;
use crate::cube::count::Counter;
use crate::cube::dated::Calendar;
use crate::cube::days::Days;
use crate::cube::durations::DaysToOrder;
use crate::cube::filters;
use crate::cube::flows::Flow;
use crate::cube::index::Cell;
use crate::cube::memory::{LeadFilters, Parts};
use crate::cube::months::{MonthCounts, Months};
use crate::cube::tally::Tally;
use crate::query::{Basis, Dimension, Query, Resolved};
use crate::snapshot::Snapshot;
use crate::tables::{Leads, Spend, Targets};
use crate::time::{Day, Span};
use crate::views::Part;

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
/// Filters on places and channels are laid on cells, for which counts are kept from question to
/// question; the others make a mask over the leads. A view that leaves out the filter of its own
/// dimension ignores that dimension's bit of its cells.
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
    /// The leads that pass the filters that are not on places or channels; all when `None`.
    pub(crate) mask: Option<Vec<u64>>,
    pub(super) filters: LeadFilters,
    /// The bits of the place filters for each dealer, "no dealer" included.
    pub(crate) dealer_fail: Vec<u16>,
    /// The bit of the channel filter for each channel.
    pub(crate) channel_fail: Vec<u16>,
    /// Counts by dealer under all filters but those on places, for each span that was asked.
    by_dealer: RefCell<Vec<(Span, Rc<Vec<Tally>>)>>,
    /// Days to order by channel, for each span that was asked.
    pub(crate) days_by_channel: RefCell<Vec<(Span, Rc<Vec<DaysToOrder>>)>>,
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
        let mut scope = Self {
            snapshot,
            leads,
            targets: snapshot.targets.as_ref().and_then(|t| Targets::of(t).ok()),
            spend: snapshot.spend.as_ref().and_then(|s| Spend::of(s).ok()),
            basis: query.basis,
            span: resolved.span,
            comparison: resolved.comparison,
            filtered: Dimensions::NONE,
            mask: None,
            filters: LeadFilters::new(),
            dealer_fail: vec![0; snapshot.places.len()],
            channel_fail: vec![0; snapshot.words.channel.len()],
            by_dealer: RefCell::default(),
            days_by_channel: RefCell::default(),
        };
        for (&dimension, values) in &query.filters {
            if let Some(fails) = filters::failing(snapshot, dimension, values, notices) {
                scope.lay(dimension, fails);
            }
        }
        Some(scope)
    }

    /// What is known of the columns of days.
    pub(crate) fn calendar(&self) -> &Calendar {
        self.snapshot.memory.calendar(|| Calendar::new(Months::from_to(self.snapshot.months)))
    }

    /// What the period makes of each lead.
    pub(crate) fn days(&self, span: Span) -> Arc<Days> {
        let make = || Days::of(&self.leads, self.calendar(), self.basis, span, self.snapshot.as_of);
        self.snapshot.memory.days(self.basis, span, make)
    }

    /// Calls for each selected lead that is among those that `select` gives for its word.
    pub(crate) fn each(
        &self,
        without: Dimensions,
        select: impl Fn(usize) -> u64,
        mut take: impl FnMut(usize, &Cell),
    ) {
        for cell in self.cells_but(without) {
            self.each_in(cell, &select, |lead| take(lead, cell));
        }
    }

    /// The cells that pass the filters on places and channels but those left out.
    pub(crate) fn cells_but(&self, without: Dimensions) -> impl Iterator<Item = &'a Cell> {
        self.snapshot.index.cells.iter().filter(move |cell| self.has(cell, without))
    }

    /// Calls for each lead of a cell, whether that passes or not, that is selected and among those that `select` gives.
    #[inline(never)]
    pub(crate) fn each_in(&self, cell: &Cell, select: impl Fn(usize) -> u64, mut take: impl FnMut(usize)) {
        self.each_word(cell, |word, leads| bits::places(word, leads & select(word)).for_each(&mut take));
    }

    /// Calls for each word of a cell, whether it passes or not, with those of its leads that pass, if any.
    pub(crate) fn each_word(&self, cell: &Cell, mut take: impl FnMut(usize, u64)) {
        for word in bits::words(&cell.rows) {
            let mask = self.mask.as_ref().map_or(u64::MAX, |mask| mask[word]);
            let leads = bits::within(&cell.rows, word) & mask;
            if leads != 0 {
                take(word, leads);
            }
        }
    }

    /// The cells of one dealer.
    pub(crate) fn cells_of(&self, dealer: usize) -> impl Iterator<Item = &'a Cell> {
        let cells = &self.snapshot.index.cells;
        let first = cells.partition_point(|cell| usize::from(cell.dealer) < dealer);
        cells[first..].iter().take_while(move |cell| usize::from(cell.dealer) == dealer)
    }

    /// Counts by group of cells, the filters of `without` left out.
    pub(crate) fn tally(
        &self,
        groups: usize,
        span: Span,
        without: Dimensions,
        group: impl Fn(&Cell) -> usize,
    ) -> Vec<Tally> {
        let counts = self.cells(span);
        let mut tallies = vec![Tally::default(); groups];
        for (cell, counts) in self.snapshot.index.cells.iter().zip(counts.iter()) {
            if self.has(cell, without) {
                tallies[group(cell)] += counts;
            }
        }
        tallies
    }

    /// Counts by dealer, "no dealer" included, under all filters but those on places.
    pub(crate) fn by_dealer(&self, span: Span) -> Rc<Vec<Tally>> {
        let known = self.by_dealer.borrow().iter().find(|(s, _)| *s == span).map(|(_, t)| Rc::clone(t));
        known.unwrap_or_else(|| {
            let dealers = self.snapshot.places.len();
            let tallies =
                Rc::new(self.tally(dealers, span, Dimensions::PLACES, |cell| usize::from(cell.dealer)));
            self.by_dealer.borrow_mut().push((span, Rc::clone(&tallies)));
            tallies
        })
    }

    /// The counts of all leads that pass all filters.
    pub(crate) fn total(&self, span: Span) -> Tally {
        let mut total = Tally::default();
        for (dealer, counts) in self.by_dealer(span).iter().enumerate() {
            if self.has_dealer(dealer, Dimensions::NONE) {
                total += counts;
            }
        }
        total
    }

    fn cells(&self, span: Span) -> Arc<Vec<Tally>> {
        let count = || self.counter(&self.days(span)).cells();
        self.snapshot.memory.cells(self.basis, span, &self.filters, count)
    }

    /// Medians of responses by dealer, kept under the filters that they depend on.
    pub(crate) fn keep_medians(
        &self,
        span: Span,
        make: impl FnOnce() -> Vec<Option<f64>>,
    ) -> Arc<Vec<Option<f64>>> {
        self.snapshot.memory.medians(span, &self.filters, &self.channel_fail, make)
    }

    /// The counts of each month, kept under the filters that they depend on.
    pub(crate) fn keep_months(&self, make: impl FnOnce() -> Vec<MonthCounts>) -> Arc<Vec<MonthCounts>> {
        let fails = [&*self.dealer_fail, &*self.channel_fail];
        self.snapshot.memory.months(self.basis, &self.filters, fails, make)
    }

    /// Leads and orders by cell and series, kept under the filters that they depend on.
    pub(crate) fn keep_flows(&self, span: Span, make: impl FnOnce() -> Vec<Flow>) -> Arc<Vec<Flow>> {
        self.snapshot.memory.flows(self.basis, span, &self.filters, make)
    }

    /// Parts of views by cell, kept under the filters that they depend on.
    pub(crate) fn keep_views(&self, parts: &[Part], make: impl FnOnce() -> Parts) -> Arc<Parts> {
        self.snapshot.memory.views(self.basis, self.span, &self.filters, parts, make)
    }

    /// The numbers of a dimension whose leads can pass: all, if none of its filters says otherwise.
    pub(crate) fn passing(&self, dimension: Dimension) -> Vec<usize> {
        let fails = self.filters.iter().find(|(own, _)| *own == dimension).map(|(_, fails)| fails);
        let all = 0..self.snapshot.words(dimension).len();
        all.filter(|&number| fails.is_none_or(|fails| !fails[number])).collect()
    }

    /// A counter over the leads that pass the filters that are not on places or channels.
    pub(crate) fn counter<'s>(&'s self, days: &'s Days) -> Counter<'s> {
        Counter { index: &self.snapshot.index, days, mask: self.mask.as_deref() }
    }

    /// Whether a cell passes the filters on places and channels but those left out.
    pub(crate) fn has(&self, cell: &Cell, without: Dimensions) -> bool {
        let fail = self.dealer_fail[usize::from(cell.dealer)] | self.channel_fail[usize::from(cell.channel)];
        fail & !without.0 == 0
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
        Dimension::OF_LEADS.into_iter().any(|d| self.filtered.has(d))
    }

    /// The last day on which a lead was created that has had its time.
    pub(crate) fn ripe_until(&self) -> u16 {
        self.snapshot.descriptor.dealerscope.settings.ripe_until(self.snapshot.as_of).0
    }

    /// A span cut at `as_of`, for amounts that are stated by month.
    pub(crate) fn elapsed(&self, span: Span) -> Span {
        span.until(self.snapshot.as_of)
    }

    /// The first and last day number of a span's stages, an open end standing for every day that
    /// is stated.
    pub(crate) fn bounds(span: Span) -> (u16, u16) {
        (span.from.map_or(0, |d| d.0), span.to.map_or(Day::MAX.0, |d| d.0))
    }
}
