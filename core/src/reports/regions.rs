//! Regions: places from the region down to the dealer.

use crate::answer::{Answer, Figure, Table, Unit};
use crate::cube::tally::any_counted;
use crate::cube::{Dimensions, Scope, Tally};
use crate::labels;
use crate::order;
use crate::query::Dimension;
use crate::reports::figures::{self, is_small, over, per};
use crate::reports::members::Members;
use crate::reports::{customers, gap};
use crate::stats;

pub(crate) fn fill(scope: &Scope<'_>, answer: &mut Answer) {
    answer.figures.extend(coverage_figures(scope));
    let level = level_shown(scope);
    answer.tables.push(table(scope, level, Dimensions::NONE));
    answer.tables.push(provinces(scope));
    answer.tables.push(gap::table(scope, level));
    answer.tables.push(customers::table(scope));
    answer.tables.push(crm_team(scope));
}

/// The next level below the deepest that carries a filter, passing over those that are empty for
/// every dealer.
fn level_shown(scope: &Scope<'_>) -> Dimension {
    let deepest = Dimension::PLACES.iter().rposition(|&d| scope.filtered.has(d));
    let next = deepest.map_or(0, |i| i + 1);
    let below = Dimension::PLACES.get(next..).unwrap_or_default().iter();
    below.copied().find(|&d| !scope.snapshot.places.is_unused(d)).unwrap_or(Dimension::Dealer)
}

fn coverage_figures(scope: &Scope<'_>) -> Vec<Figure> {
    let dealers = (1..scope.snapshot.places.len()).filter(|&d| scope.has_dealer(d, Dimensions::NONE)).count();
    let stated = team_counts(scope, Dimension::Region, Dimensions::NONE);
    let (with, n) = stated.iter().fold((0, 0), |(a, b), (with, n)| (a + with, b + n));
    let mark = scope.snapshot.descriptor.dealerscope.settings.crm_team_mark;
    let mut rate = figures::rate(scope, "crm_team_rate", (with, n), None, Some(mark));
    rate.small = false;
    vec![figures::count("dealers", u32::try_from(dealers).unwrap_or(u32::MAX), None, None), rate]
}

/// By member of a level: the dealers with a CRM team, and those of which it is stated.
fn team_counts(scope: &Scope<'_>, level: Dimension, without: Dimensions) -> Vec<(u32, u32)> {
    let members = Members::of(scope, level);
    let mut counts = vec![(0, 0); members.keys.len()];
    let Ok(teams) = scope.snapshot.dealers.bool("crm_team") else { return counts };
    for (dealer, team) in (1..).zip(teams.iter()) {
        if let Some(team) = team.filter(|_| scope.has_dealer(dealer, without)) {
            let (with, n) = &mut counts[members.of_dealer(dealer)];
            *with += u32::from(team);
            *n += 1;
        }
    }
    counts
}

/// The members of a level with every measure, most leads first.
pub(crate) fn table(scope: &Scope<'_>, level: Dimension, without: Dimensions) -> Table {
    let columns = [
        ("key", Unit::Code),
        ("name", Unit::Text),
        ("level", Unit::Text),
        ("dealers", Unit::Count),
        ("leads", Unit::Count),
        ("contacted", Unit::Count),
        ("visited", Unit::Count),
        ("test_drive", Unit::Count),
        ("quoted", Unit::Count),
        ("orders", Unit::Count),
        ("deliveries", Unit::Count),
        ("conversion", Unit::Rate),
        ("conversion_low", Unit::Rate),
        ("conversion_high", Unit::Rate),
        ("small", Unit::Flag),
        ("share_of_leads", Unit::Rate),
        ("share_of_orders", Unit::Rate),
        ("orders_placed", Unit::Count),
        ("target", Unit::Number),
        ("attainment", Unit::Rate),
        ("open", Unit::Count),
        ("hot", Unit::Count),
        ("overdue", Unit::Count),
        ("order_bank", Unit::Count),
        ("cost_per_order", Unit::Money),
        ("leads_prior", Unit::Count),
        ("orders_prior", Unit::Count),
        ("conversion_prior", Unit::Rate),
        ("crm_team_rate", Unit::Rate),
    ];
    let mut table = Table::new("regions", &columns);
    let members = Members::of(scope, level);
    let now = members.tally(scope.span, without);
    let before = scope.comparison.map(|span| members.tally(span, without));
    let targets = members.targets("orders", scope.span, without);
    let dealers = members.dealers(without);
    let costs = scope.spend_by_place(now.len(), scope.span, without, |d| members.of_dealer(d));
    let teams = team_counts(scope, level, without);
    let total = now.iter().fold((0u32, 0u32), |(l, o), t| (l + t.leads, o + t.orders()));
    let mut order: Vec<usize> = (0..now.len())
        .filter(|&m| {
            dealers[m] + now[m].placed > 0 || targets[m].is_some() || any_counted(&now, before.as_deref(), m)
        })
        .collect();
    order::sort(&mut order, &|a, b| {
        now[b].leads.cmp(&now[a].leads).then_with(|| members.keys[a].cmp(&members.keys[b]))
    });
    for m in order {
        let t = &now[m];
        let interval = stats::wilson(t.orders().into(), t.leads.into());
        let old = before.as_ref().map(|b| &b[m]);
        let [contacted, visited, test_drive, quoted, orders, deliveries] = t.reached;
        let cost = costs.as_ref().and_then(|c| c[m]);
        table.rows.push(row![
            members.keys[m].as_str(),
            members.name(m),
            level.id(),
            dealers[m],
            t.leads,
            contacted,
            visited,
            test_drive,
            quoted,
            orders,
            deliveries,
            t.conversion(),
            interval.map(|i| i.0),
            interval.map(|i| i.1),
            is_small(scope, t.leads),
            stats::ratio(t.leads.into(), total.0.into()),
            stats::ratio(orders.into(), total.1.into()),
            t.placed,
            targets[m],
            over(t.placed.into(), targets[m]),
            t.open,
            t.hot,
            t.overdue,
            t.bank,
            per(cost, orders),
            old.map(|b| b.leads),
            old.map(Tally::orders),
            old.and_then(Tally::conversion),
            stats::ratio(teams[m].0.into(), teams[m].1.into()),
        ]);
    }
    table
}

/// The tile map: every province of the list, and every other place that dealers are in.
fn provinces(scope: &Scope<'_>) -> Table {
    let columns = [
        ("key", Unit::Code),
        ("name", Unit::Text),
        ("col", Unit::Number),
        ("row", Unit::Number),
        ("dealers", Unit::Count),
        ("leads", Unit::Count),
        ("orders", Unit::Count),
        ("conversion", Unit::Rate),
        ("small", Unit::Flag),
        ("attainment", Unit::Rate),
        ("orders_prior", Unit::Count),
    ];
    let mut table = Table::new("provinces", &columns);
    let without = Dimensions::of(Dimension::Province);
    let members = Members::of(scope, Dimension::Province);
    let now = members.tally(scope.span, without);
    let before = scope.comparison.map(|span| members.tally(span, without));
    let targets = members.targets("orders", scope.span, without);
    let dealers = members.dealers(without);
    let seen = |m: usize| {
        dealers[m] + now[m].placed > 0 || targets[m].is_some() || any_counted(&now, before.as_deref(), m)
    };
    let mut push = |key: &str, tile: Option<(u8, u8)>, member: Option<usize>| {
        let member = member.filter(|&m| seen(m));
        let of = |value: &dyn Fn(usize) -> u32| member.map(value);
        table.rows.push(row![
            key,
            key,
            tile.map(|t| u32::from(t.0)),
            tile.map(|t| u32::from(t.1)),
            of(&|m| dealers[m]),
            of(&|m| now[m].leads),
            of(&|m| now[m].orders()),
            member.and_then(|m| now[m].conversion()),
            member.map(|m| is_small(scope, now[m].leads)),
            member.and_then(|m| over(now[m].placed.into(), targets[m])),
            member.and_then(|m| before.as_ref().map(|b| b[m].orders())),
        ]);
    };
    for province in &labels::PROVINCES {
        push(
            province.zh,
            Some((province.col, province.row)),
            members.keys.iter().position(|k| k == province.zh),
        );
    }
    for (m, key) in members.keys.iter().enumerate() {
        let listed = labels::PROVINCES.iter().any(|p| p.zh == key);
        if !listed && seen(m) {
            push(key, None, Some(m));
        }
    }
    table
}

/// Dealers with a CRM team of their own, by region.
fn crm_team(scope: &Scope<'_>) -> Table {
    let columns = [
        ("key", Unit::Code),
        ("name", Unit::Text),
        ("dealers", Unit::Count),
        ("with_team", Unit::Count),
        ("rate", Unit::Rate),
        ("mark", Unit::Rate),
    ];
    let mut table = Table::new("crm_team", &columns);
    let members = Members::of(scope, Dimension::Region);
    let mark = scope.snapshot.descriptor.dealerscope.settings.crm_team_mark;
    let counts = team_counts(scope, Dimension::Region, Dimensions::of(Dimension::Region));
    let mut order: Vec<usize> = (0..counts.len()).filter(|&m| counts[m].1 > 0).collect();
    order::sort(&mut order, &|a, b| {
        counts[b].1.cmp(&counts[a].1).then_with(|| members.keys[a].cmp(&members.keys[b]))
    });
    for m in order {
        let (with, n) = counts[m];
        table.rows.push(row![
            members.keys[m].as_str(),
            members.name(m),
            n,
            with,
            stats::ratio(with.into(), n.into()),
            mark
        ]);
    }
    table
}
