//! The headline numbers that stand on every page.

use crate::answer::{Figure, Unit};
use crate::cube::tally::{DELIVERED, ORDERED};
use crate::cube::{Scope, Tally};
use crate::query::Basis;
use crate::stats;
use crate::time::Span;

/// What is counted over one span.
struct Totals {
    tally: Tally,
    spend: Option<f64>,
    target: Option<f64>,
}

fn totals(scope: &Scope<'_>, span: Span) -> Totals {
    Totals { tally: scope.total(span), spend: scope.spend(span), target: scope.target("orders", span) }
}

/// A count, and its target.
pub(crate) fn count(id: &str, now: u32, before: Option<u32>, target: Option<f64>) -> Figure {
    figure(id, Unit::Count, Some(now.into()), before.map(Into::into), target)
}

/// A measure that is no ratio of counts.
pub(crate) fn figure(
    id: &str,
    unit: Unit,
    value: Option<f64>,
    comparison: Option<f64>,
    target: Option<f64>,
) -> Figure {
    Figure {
        id: id.to_owned(),
        value,
        unit,
        numerator: None,
        denominator: None,
        comparison,
        target,
        small: false,
    }
}

/// A share of counts, marked as small where it rests on fewer than the smallest group.
pub(crate) fn rate(
    scope: &Scope<'_>,
    id: &str,
    now: (u32, u32),
    before: Option<(u32, u32)>,
    mark: Option<f64>,
) -> Figure {
    let share = |(hits, n): (u32, u32)| stats::ratio(hits.into(), n.into());
    Figure {
        id: id.to_owned(),
        value: share(now),
        unit: Unit::Rate,
        numerator: Some(now.0.into()),
        denominator: Some(now.1.into()),
        comparison: before.and_then(share),
        target: mark,
        small: is_small(scope, now.1),
    }
}

/// Whether a denominator is below the smallest group.
pub(crate) fn is_small(scope: &Scope<'_>, n: u32) -> bool {
    n < scope.snapshot.descriptor.dealerscope.settings.smallest_group
}

/// An amount over a count; `None` over nothing or without an amount.
pub(crate) fn per(amount: Option<f64>, n: u32) -> Option<f64> {
    amount.filter(|_| n > 0).map(|a| a / f64::from(n))
}

/// An amount over another; `None` over nothing.
pub(crate) fn over(amount: f64, whole: Option<f64>) -> Option<f64> {
    whole.filter(|w| *w > 0.0).map(|w| amount / w)
}

/// The figures that stand on every page, in their order.
pub(crate) fn common(scope: &Scope<'_>) -> Vec<Figure> {
    let now = totals(scope, scope.span);
    let before = scope.comparison.map(|span| totals(scope, span));
    let old = before.as_ref();
    let target = |metric: &str| scope.target(metric, scope.span);
    let cohort = scope.basis == Basis::Cohort;
    let counted = |id: &str, count_of: fn(&Tally) -> u32, target: Option<f64>| {
        count(id, count_of(&now.tally), old.map(|b| count_of(&b.tally)), target)
    };
    // What stands open can be traced back to the end of another period only where it is dated.
    let stock = |id: &str, count_of: fn(&Tally) -> u32| {
        count(id, count_of(&now.tally), old.filter(|_| cohort).map(|b| count_of(&b.tally)), None)
    };
    let attained = |t: &Totals| over(t.tally.placed.into(), t.target);
    let matured = |t: &Totals| (t.tally.matured_orders, t.tally.matured_leads);
    let mut conversion_matured = rate(scope, "conversion_matured", matured(&now), old.map(matured), None);
    if !cohort {
        conversion_matured = figure("conversion_matured", Unit::Rate, None, None, None);
    }
    let mut attainment = figure("attainment", Unit::Rate, attained(&now), old.and_then(attained), Some(1.0));
    attainment.numerator = Some(now.tally.placed.into());
    attainment.denominator = now.target;
    let cost = |t: &Totals| per(t.spend, t.tally.orders());
    let mut cost_per_order = figure("cost_per_order", Unit::Money, cost(&now), old.and_then(cost), None);
    cost_per_order.numerator = now.spend;
    cost_per_order.denominator = Some(now.tally.orders().into());
    let converted = |t: &Totals| (t.tally.orders(), t.tally.leads);
    vec![
        counted("leads", |t| t.leads, target("leads")),
        counted("contacted", |t| t.reached[0], None),
        counted("visited", |t| t.reached[1], target("visits")),
        counted("test_drive", |t| t.reached[2], target("test_drives")),
        counted("orders", |t| t.reached[ORDERED], target("orders")),
        counted("deliveries", |t| t.reached[DELIVERED], target("deliveries")),
        rate(scope, "conversion", converted(&now), old.map(converted), None),
        conversion_matured,
        attainment,
        counted("open", |t| t.open, None),
        stock("hot", |t| t.hot),
        stock("overdue", |t| t.overdue),
        counted("order_bank", |t| t.bank, None),
        cost_per_order,
    ]
}
