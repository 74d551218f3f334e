//! What is worth saying: the facts that the generated sentences are made of.

use crate::answer::{Answer, Table, Unit, Value};
use crate::cube::index::RESPONSE_MINUTES;
use crate::cube::tally::{CONTACTED, VISITED};
use crate::cube::{Dimensions, Scope, Tally};
use crate::order;
use crate::query::{Basis, Dimension};
use crate::reports::figures::{over, per};
use crate::reports::members::Members;
use crate::stats;

/// A change of a share counts from here: one chance in a hundred that it is none.
const CLEAR: f64 = 2.58;
const VERY_CLEAR: f64 = 3.29;
/// A count that moved by less is not worth a sentence.
const LEAST_MOVE: f64 = 0.02;
/// A cost that rose by this factor is.
const DEARER: f64 = 1.25;
const MUCH_DEARER: f64 = 1.5;
/// Attainment below is low, and far below very low.
const LOW_ATTAINMENT: f64 = 0.85;
const VERY_LOW_ATTAINMENT: f64 = 0.7;
/// Nobody answers most leads within so many minutes by hand.
const GAMED_MINUTES: u32 = RESPONSE_MINUTES[0];
/// The share of rows with a problem that readers should know of.
const TOUCHED: f64 = 0.01;
const MUCH_TOUCHED: f64 = 0.05;
const MOST: usize = 8;
const MOST_OF_A_KIND: usize = 3;

struct Finding {
    kind: &'static str,
    severity: i64,
    /// Within its kind, the larger first.
    weight: f64,
    cells: Vec<Value>,
}

/// The findings, most severe first.
pub(crate) fn table(scope: &Scope<'_>, answer: &Answer) -> Table {
    let columns = [
        ("kind", Unit::Text),
        ("severity", Unit::Rank),
        ("dimension", Unit::Text),
        ("key", Unit::Code),
        ("name", Unit::Text),
        ("value", Unit::Number),
        ("prior", Unit::Number),
        ("low", Unit::Number),
        ("high", Unit::Number),
        ("n", Unit::Count),
    ];
    let mut all = Vec::new();
    figures_moved(scope, answer, &mut all);
    region_conversion(scope, &mut all);
    attainment_low(scope, &mut all);
    channel_cost(scope, &mut all);
    response_gamed(scope, &mut all);
    data_quality(answer, &mut all);
    let mut kept: Vec<Finding> = Vec::new();
    let worst_first =
        |a: &Finding, b: &Finding| b.severity.cmp(&a.severity).then(b.weight.total_cmp(&a.weight));
    for finding in order::sorted(all, worst_first) {
        if kept.len() < MOST && kept.iter().filter(|f| f.kind == finding.kind).count() < MOST_OF_A_KIND {
            kept.push(finding);
        }
    }
    let mut table = Table::new("findings", &columns);
    table.rows = kept.into_iter().map(|f| [row![f.kind, f.severity], f.cells].concat()).collect();
    table
}

/// A cohort that is still ripening has fewer orders than one that is done. On the cohort basis
/// orders are therefore taken by their own day, and conversion from matured leads alone.
fn figures_moved(scope: &Scope<'_>, answer: &Answer, out: &mut Vec<Finding>) {
    let cohort = scope.basis == Basis::Cohort;
    let placed = |span| f64::from(scope.total(span).placed);
    let conversion = if cohort { "conversion_matured" } else { "conversion" };
    for id in ["orders_placed", "leads", conversion] {
        let (now, before, n) = if id == "orders_placed" {
            let Some(comparison) = scope.comparison else { continue };
            let now = placed(scope.span);
            (now, placed(comparison), now)
        } else {
            let Some(figure) = answer.figure(id) else { continue };
            let (Some(now), Some(before)) = (figure.value, figure.comparison) else { continue };
            (now, before, figure.denominator.unwrap_or(now))
        };
        let relative = over(now - before, Some(before)).unwrap_or(0.0);
        if relative.abs() < LEAST_MOVE {
            continue;
        }
        let severity = if relative.abs() >= 0.2 { 3 } else { 1 + i64::from(relative.abs() >= 0.1) };
        out.push(Finding {
            kind: "figure_moved",
            severity,
            weight: relative.abs(),
            cells: row!["figure", id, id, now, before, Value::Null, Value::Null, n],
        });
    }
}

fn region_conversion(scope: &Scope<'_>, out: &mut Vec<Finding>) {
    let Some(comparison) = scope.comparison else { return };
    let members = Members::of(scope, Dimension::Region);
    let counts = |t: &Tally| match scope.basis {
        Basis::Cohort => (u64::from(t.matured_orders), u64::from(t.matured_leads)),
        Basis::Activity => (u64::from(t.orders()), u64::from(t.leads)),
    };
    let tallies = |span| members.tally(span, Dimensions::NONE);
    for (m, (now, before)) in tallies(scope.span).iter().zip(&tallies(comparison)).enumerate() {
        let ((orders, leads), (orders_before, leads_before)) = (counts(now), counts(before));
        let Some(z) =
            stats::two_shares(orders, leads, orders_before, leads_before).filter(|z| z.abs() >= CLEAR)
        else {
            continue;
        };
        let interval = stats::wilson(orders, leads);
        out.push(Finding {
            kind: "region_conversion",
            severity: if z.abs() >= VERY_CLEAR { 3 } else { 2 },
            weight: z.abs(),
            cells: row![
                "region",
                members.keys[m].as_str(),
                members.name(m),
                stats::ratio(orders, leads),
                stats::ratio(orders_before, leads_before),
                interval.map(|i| i.0),
                interval.map(|i| i.1),
                leads,
            ],
        });
    }
}

fn attainment_low(scope: &Scope<'_>, out: &mut Vec<Finding>) {
    let members = Members::of(scope, Dimension::Region);
    let tallies = members.tally(scope.span, Dimensions::NONE);
    let targets = members.targets("orders", scope.span, Dimensions::NONE);
    for (m, target) in targets.into_iter().enumerate() {
        let Some(attainment) = over(tallies[m].placed.into(), target).filter(|a| *a < LOW_ATTAINMENT) else {
            continue;
        };
        out.push(Finding {
            kind: "attainment_low",
            severity: if attainment < VERY_LOW_ATTAINMENT { 3 } else { 2 },
            weight: 1.0 - attainment,
            cells: row![
                "region",
                members.keys[m].as_str(),
                members.name(m),
                attainment,
                Value::Null,
                Value::Null,
                Value::Null,
                tallies[m].placed
            ],
        });
    }
}

fn channel_cost(scope: &Scope<'_>, out: &mut Vec<Finding>) {
    let Some(comparison) = scope.comparison else { return };
    let members = Members::of(scope, Dimension::Channel);
    let costs = |span| {
        let placed: Vec<u32> = members.tally(span, Dimensions::NONE).iter().map(|t| t.placed).collect();
        let spend = scope.spend_by_channel(span).unwrap_or_default();
        let cost = move |m: usize| per(spend.get(m).copied().flatten(), placed[m]).map(|c| (c, placed[m]));
        (0..members.keys.len()).map(cost).collect::<Vec<_>>()
    };
    let smallest = scope.snapshot.descriptor.dealerscope.settings.smallest_group;
    for (m, (now, before)) in costs(scope.span).into_iter().zip(costs(comparison)).enumerate() {
        let (Some((now, orders)), Some((before, orders_before))) = (now, before) else { continue };
        if orders < smallest || orders_before < smallest || before <= 0.0 || now / before < DEARER {
            continue;
        }
        out.push(Finding {
            kind: "channel_cost",
            severity: if now / before >= MUCH_DEARER { 3 } else { 2 },
            weight: now / before,
            cells: row![
                "channel",
                members.keys[m].as_str(),
                members.name(m),
                now,
                before,
                Value::Null,
                Value::Null,
                orders
            ],
        });
    }
}

fn response_gamed(scope: &Scope<'_>, out: &mut Vec<Finding>) {
    let dealers = Members::of(scope, Dimension::Dealer);
    let tallies = dealers.tally(scope.span, Dimensions::NONE);
    let all = scope.total(scope.span).step_rate(VISITED);
    let smallest = scope.snapshot.descriptor.dealerscope.settings.smallest_group;
    for (d, t) in tallies.iter().enumerate().skip(1) {
        let [fast, .., known] = t.responded;
        // A median that small needs half of all responses to be.
        if known < smallest || 2 * fast < known {
            continue;
        }
        let median = scope.median_response_of(scope.span, d).filter(|m| *m <= f64::from(GAMED_MINUTES));
        let Some(median) = median else { continue };
        let interval = stats::wilson(t.reached[VISITED].into(), t.reached[CONTACTED].into());
        let (Some((low, high)), Some(all)) = (interval, all) else { continue };
        if high < all {
            out.push(Finding {
                kind: "response_gamed",
                severity: 3,
                weight: all - high,
                cells: row![
                    "dealer",
                    dealers.keys[d].as_str(),
                    dealers.name(d),
                    median,
                    all,
                    low,
                    high,
                    known
                ],
            });
        }
    }
}

fn data_quality(answer: &Answer, out: &mut Vec<Finding>) {
    let coverage = answer.coverage;
    let Some(touched) = stats::ratio(coverage.touched, coverage.rows).filter(|t| *t > TOUCHED) else {
        return;
    };
    out.push(Finding {
        kind: "data_quality",
        severity: if touched > MUCH_TOUCHED { 2 } else { 1 },
        weight: touched,
        cells: row![
            "data",
            "touched",
            "touched",
            touched,
            Value::Null,
            Value::Null,
            Value::Null,
            coverage.rows
        ],
    });
}
