//! Overview: what moved, and where.

use crate::answer::{Answer, Table, Unit};
use crate::cube::tally::share;
use crate::cube::{Dimensions, Flow, Scope, Tally};
use crate::order;
use crate::query::{Basis, Dimension};
use crate::reports::members::Members;
use crate::reports::{figures, findings, regions};
use crate::stats;
use crate::time::Day;

pub(crate) fn fill(scope: &Scope<'_>, answer: &mut Answer) {
    answer.tables.push(trend(scope));
    answer.tables.push(findings::table(scope, answer));
    answer.tables.push(movers(scope));
    answer.tables.push(regions::table(scope, Dimension::Region, Dimensions::of(Dimension::Region)));
}

fn trend(scope: &Scope<'_>) -> Table {
    let columns = [
        ("month", Unit::Month),
        ("in_period", Unit::Flag),
        ("leads", Unit::Count),
        ("contacted", Unit::Count),
        ("visited", Unit::Count),
        ("test_drive", Unit::Count),
        ("quoted", Unit::Count),
        ("ordered", Unit::Count),
        ("delivered", Unit::Count),
        ("conversion", Unit::Rate),
        ("orders_placed", Unit::Count),
        ("target", Unit::Number),
        ("ripening", Unit::Flag),
    ];
    let mut table = Table::new("trend", &columns);
    let months = scope.months();
    for (place, t) in scope.by_month().iter().enumerate() {
        let days = months.span(place);
        let (from, to) = Scope::bounds(scope.span);
        let (Some(first), Some(last)) = (days.from, days.to) else { continue };
        let [contacted, visited, test_drive, quoted, ordered, delivered] = t.reached();
        table.rows.push(row![
            months.month(place).to_string(),
            // Of a period that has not begun no day is counted, and so no month.
            from <= to && first.0 <= to && from <= last.0,
            t.leads(),
            contacted,
            visited,
            test_drive,
            quoted,
            ordered,
            delivered,
            share(ordered, t.leads()),
            t.placed(),
            scope.target("orders", days),
            scope.basis == Basis::Cohort && last > Day(scope.ripe_until()),
        ]);
    }
    table
}

/// What each region, dealer, channel and series adds to the change.
fn movers(scope: &Scope<'_>) -> Table {
    let columns = [
        ("dimension", Unit::Text),
        ("key", Unit::Code),
        ("name", Unit::Text),
        ("leads", Unit::Count),
        ("leads_prior", Unit::Count),
        ("orders", Unit::Count),
        ("orders_prior", Unit::Count),
        ("change", Unit::Count),
        ("share_of_change", Unit::Rate),
        ("conversion", Unit::Rate),
        ("conversion_prior", Unit::Rate),
        ("rate_effect", Unit::Points),
        ("mix_effect", Unit::Points),
    ];
    let mut table = Table::new("movers", &columns);
    let Some(comparison) = scope.comparison else { return table };
    let flow = |t: Tally| Flow { leads: t.leads, orders: t.orders() };
    let (all, all_before) = (flow(scope.total(scope.span)), flow(scope.total(comparison)));
    let total_change = i64::from(all.orders) - i64::from(all_before.orders);
    let total_rate = all_before.conversion();
    for dimension in [Dimension::Region, Dimension::Dealer, Dimension::Channel, Dimension::Series] {
        let members = Members::of(scope, dimension);
        let (now, before) = (members.flows(scope.span), members.flows(comparison));
        let mut order: Vec<usize> =
            (0..now.len()).filter(|&m| now[m] != Flow::default() || before[m] != Flow::default()).collect();
        let change = |m: usize| i64::from(now[m].orders) - i64::from(before[m].orders);
        order::sort(&mut order, &|a, b| change(b).abs().cmp(&change(a).abs()).then(a.cmp(&b)));
        for m in order {
            let effects = effects(now[m], before[m], all, all_before, total_rate);
            table.rows.push(row![
                dimension.id(),
                members.keys[m].as_str(),
                members.name(m),
                now[m].leads,
                before[m].leads,
                now[m].orders,
                before[m].orders,
                change(m),
                figures::over(as_f64(change(m)) * sign(total_change), Some(as_f64(total_change.abs()))),
                now[m].conversion(),
                before[m].conversion(),
                effects.map(|(rate, _)| rate),
                effects.map(|(_, mix)| mix),
            ]);
        }
    }
    table
}

#[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn as_f64(n: i64) -> f64 {
    n as f64
}

fn sign(n: i64) -> f64 {
    if n < 0 { -1.0 } else { 1.0 }
}

/// How much a member's rate, and its share of the leads, move the conversion of all. A member
/// without leads in one of the periods keeps the rate that it has in the other.
fn effects(
    now: Flow,
    before: Flow,
    all: Flow,
    all_before: Flow,
    total_rate: Option<f64>,
) -> Option<(f64, f64)> {
    let weight = stats::ratio(now.leads.into(), all.leads.into())?;
    let weight_before = stats::ratio(before.leads.into(), all_before.leads.into())?;
    let rate = now.conversion().or(before.conversion())?;
    let rate_before = before.conversion().unwrap_or(rate);
    Some((weight * (rate - rate_before), (weight - weight_before) * (rate_before - total_rate?)))
}
