//! The profile of one dealer against its peers.

use crate::answer::{Answer, Table, Unit};
use crate::cube::tally::{CONTACTED, ORDERED, VISITED, any_counted, share};
use crate::cube::{Dimensions, Scope, Tally};
use crate::glossary::{self, Direction};
use crate::order;
use crate::query::Dimension;
use crate::reports::dealers::Ranking;
use crate::reports::figures::over;
use crate::stats;
use crate::tables::STAGES;

/// A metric of the profile: its id, its unit, and its value for a dealer.
type Metric = (&'static str, Unit, fn(&Scope<'_>, &Ranking, usize) -> Option<f64>);

const METRICS: [Metric; 11] = [
    ("conversion", Unit::Rate, |_, r, d| r.now[d].conversion()),
    ("conversion_matured", Unit::Rate, |s, r, d| r.now[d].conversion_matured(s.basis)),
    ("attainment", Unit::Rate, |_, r, d| over(r.now[d].placed.into(), r.targets[d])),
    ("visited_rate", Unit::Rate, |_, r, d| r.now[d].step_rate(VISITED)),
    ("ordered_rate", Unit::Rate, |_, r, d| r.now[d].step_rate(ORDERED)),
    ("followed_up", Unit::Rate, |_, r, d| r.now[d].step_rate(CONTACTED)),
    ("median_response_minutes", Unit::Minutes, |_, r, d| r.medians[d]),
    ("within_30_minutes", Unit::Rate, |_, r, d| r.now[d].responded_within(1)),
    ("within_24_hours", Unit::Rate, |_, r, d| r.now[d].responded_within(2)),
    ("qualified_rate", Unit::Rate, |s, r, d| {
        share(r.now[d].complete, r.now[d].leads).filter(|_| s.snapshot.knows_missing)
    }),
    ("leads_per_consultant", Unit::Number, |_, r, d| r.leads_per_consultant(d)),
];

pub(crate) fn fill(scope: &Scope<'_>, ranking: &Ranking, dealer: usize, answer: &mut Answer) {
    let group = &ranking.groups[dealer];
    let peers: Vec<usize> = (1..ranking.now.len())
        .filter(|&d| ranking.rates[d].is_some() && ranking.groups[d] == *group)
        .collect();
    answer.tables.push(metrics(scope, ranking, dealer, &peers));
    answer.tables.push(funnel(ranking, dealer, &peers));
    answer.tables.push(trend(scope));
    answer.tables.push(channels(scope, &peers));
    answer.tables.push(consultants(scope));
}

fn metrics(scope: &Scope<'_>, ranking: &Ranking, dealer: usize, peers: &[usize]) -> Table {
    let columns = [
        ("metric", Unit::Code),
        ("unit", Unit::Text),
        ("value", Unit::Number),
        ("peer_median", Unit::Number),
        ("peer_top", Unit::Number),
        ("rank", Unit::Rank),
        ("peers", Unit::Count),
    ];
    let mut table = Table::new("profile", &columns);
    let ranked = ranking.rates[dealer].is_some();
    for (id, unit, of) in METRICS {
        let value = of(scope, ranking, dealer);
        let mut all: Vec<f64> = peers.iter().filter_map(|&d| of(scope, ranking, d)).collect();
        order::numbers(&mut all);
        let down = glossary::metric(id).is_some_and(|m| m.direction == Direction::Down);
        let better = |v: f64| all.iter().filter(|p| if down { **p < v } else { **p > v }).count() as u64;
        let unit = match unit {
            Unit::Minutes => "minutes",
            Unit::Number => "number",
            _ => "rate",
        };
        table.rows.push(row![
            id,
            unit,
            value,
            stats::quantile(&all, 0.5),
            stats::quantile(&all, if down { 0.25 } else { 0.75 }),
            value.filter(|_| ranked).map(|v| better(v) + 1),
            all.len() as u64,
        ]);
    }
    table
}

fn funnel(ranking: &Ranking, dealer: usize, peers: &[usize]) -> Table {
    let columns = [
        ("stage", Unit::Code),
        ("reached", Unit::Count),
        ("step_rate", Unit::Rate),
        ("peer_rate", Unit::Rate),
    ];
    let mut table = Table::new("profile_funnel", &columns);
    let own = &ranking.now[dealer];
    table.rows.push(row!["leads", own.leads, Option::<f64>::None, Option::<f64>::None]);
    for (stage, name) in STAGES.iter().enumerate() {
        let sum = |of: &dyn Fn(&Tally) -> u32| peers.iter().map(|&d| of(&ranking.now[d])).sum::<u32>();
        let pooled = share(sum(&|t| t.reached[stage]), sum(&|t| t.before(stage)));
        table.rows.push(row![*name, own.reached[stage], own.step_rate(stage), pooled]);
    }
    table
}

fn trend(scope: &Scope<'_>) -> Table {
    let columns = [
        ("month", Unit::Month),
        ("leads", Unit::Count),
        ("orders", Unit::Count),
        ("target", Unit::Number),
        ("orders_placed", Unit::Count),
    ];
    let mut table = Table::new("profile_trend", &columns);
    let months = scope.months();
    for (place, t) in scope.by_month().iter().enumerate() {
        let target = scope.target("orders", months.span(place));
        table.rows.push(row![
            months.month(place).to_string(),
            t.leads(),
            t.reached()[ORDERED],
            target,
            t.placed()
        ]);
    }
    table
}

fn channels(scope: &Scope<'_>, peers: &[usize]) -> Table {
    let columns = [
        ("channel", Unit::Code),
        ("leads", Unit::Count),
        ("orders", Unit::Count),
        ("conversion", Unit::Rate),
        ("peer_conversion", Unit::Rate),
    ];
    let mut table = Table::new("profile_channels", &columns);
    let words = &scope.snapshot.words.channel;
    let without = Dimensions::of(Dimension::Channel);
    let tally = |span| scope.tally(words.len(), span, without, |cell| usize::from(cell.channel));
    let own = tally(scope.span);
    let mut is_peer = vec![false; scope.snapshot.places.len()];
    for &d in peers {
        is_peer[d] = true;
    }
    // One group more takes the leads of dealers that are no peers.
    let others = words.len();
    let pooled = scope.tally(others + 1, scope.span, Dimensions(without.0 | Dimensions::PLACES.0), |cell| {
        if is_peer[usize::from(cell.dealer)] { usize::from(cell.channel) } else { others }
    });
    let before = scope.comparison.map(tally);
    for m in super::channels::order(words.len()).filter(|&m| any_counted(&own, before.as_deref(), m)) {
        let t = &own[m];
        table.rows.push(row![words[m].as_str(), t.leads, t.orders(), t.conversion(), pooled[m].conversion()]);
    }
    table
}

fn consultants(scope: &Scope<'_>) -> Table {
    let columns = [
        ("consultant", Unit::Text),
        ("leads", Unit::Count),
        ("orders", Unit::Count),
        ("open", Unit::Count),
        ("overdue", Unit::Count),
        ("share_of_leads", Unit::Rate),
    ];
    let mut table = Table::new("profile_consultants", &columns);
    let words = &scope.snapshot.words.consultant;
    let leads = &scope.leads;
    let tally = |span| {
        let mut tallies = vec![Tally::default(); words.len()];
        let days = scope.days(span);
        let counter = scope.counter(&days);
        scope.each(
            Dimensions::NONE,
            |_| u64::MAX,
            |lead, _| {
                let consultant = usize::try_from(leads.consultant[lead]).unwrap_or(0);
                counter.add(&mut tallies[consultant], lead / 64, 1 << (lead % 64));
            },
        );
        tallies
    };
    let tallies = tally(scope.span);
    let total: u32 = tallies.iter().map(|t| t.leads).sum();
    let before = scope.comparison.map(tally);
    let mut order: Vec<usize> =
        (0..tallies.len()).filter(|&c| any_counted(&tallies, before.as_deref(), c)).collect();
    order::sort(&mut order, &|a, b| {
        tallies[b].leads.cmp(&tallies[a].leads).then_with(|| words[a].cmp(&words[b]))
    });
    for c in order {
        let t = &tallies[c];
        table.rows.push(row![
            words[c].as_str(),
            t.leads,
            t.orders(),
            t.open,
            t.overdue,
            share(t.leads, total)
        ]);
    }
    table
}
