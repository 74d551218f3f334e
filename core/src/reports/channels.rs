//! Channels and the funnel.

use crate::answer::{Answer, Figure, Notice, Table, Unit};
use crate::cube::tally::{any_counted, share};
use crate::cube::{Dimensions, Scope, Tally};
use crate::query::Dimension;
use crate::reports::figures::{self, is_small, per};
use crate::reports::members::Members;
use crate::reports::{funnel, time_to_order};
use crate::stats;
use crate::tables::STAGES;
use crate::time::Span;

const OWN: Dimension = Dimension::Channel;

pub(crate) fn fill(scope: &Scope<'_>, answer: &mut Answer) {
    answer.figures.extend(figures_of(scope));
    if scope.snapshot.descriptor.dealerscope.settings.margin.is_none() {
        answer.notices.push(Notice::Unavailable("return".to_owned(), "margin_not_set".to_owned()));
    }
    if !scope.snapshot.knows_missing {
        answer
            .notices
            .push(Notice::Unavailable("qualified_rate".to_owned(), "missing_fields_absent".to_owned()));
    }
    answer.tables.push(table(scope));
    answer.tables.push(funnel::table(scope));
    answer.tables.push(strengths(scope));
    answer.tables.push(funnel::lost_reasons(scope));
    answer.tables.push(time_to_order::histogram(scope));
    answer.tables.push(time_to_order::by_channel(scope));
    answer.tables.push(time_to_order::vintage(scope));
}

fn figures_of(scope: &Scope<'_>) -> Vec<Figure> {
    let counts = |span: Span| (scope.total(span), scope.days_to_order(span), event_orders(scope, span));
    let (now, days, events) = counts(scope.span);
    let before = scope.comparison.map(counts);
    let old = before.as_ref();
    let settings = &scope.snapshot.descriptor.dealerscope.settings;
    let by_dealer = |t: &Tally| (t.lost_by_dealer, t.lost_by_stated);
    let mut qualified = figures::rate(
        scope,
        "qualified_rate",
        (now.complete, now.leads),
        old.map(|b| (b.0.complete, b.0.leads)),
        None,
    );
    if !scope.snapshot.knows_missing {
        qualified = figures::figure("qualified_rate", Unit::Rate, None, None, None);
    }
    vec![
        figures::count("lost", now.lost(), old.map(|b| b.0.lost()), None),
        figures::rate(scope, "lost_by_dealer", by_dealer(&now), old.map(|b| by_dealer(&b.0)), None),
        figures::figure(
            "median_days_to_order",
            Unit::Days,
            days.quantile(0.5),
            old.and_then(|b| b.1.quantile(0.5)),
            None,
        ),
        qualified,
        figures::rate(
            scope,
            "event_share",
            (events, now.orders()),
            old.map(|b| (b.2, b.0.orders())),
            Some(settings.event_mark),
        ),
    ]
}

fn event_orders(scope: &Scope<'_>, span: Span) -> u32 {
    let members = Members::of(scope, OWN);
    let event = members.keys.iter().position(|code| code == "event");
    event.map_or(0, |m| members.tally(span, Dimensions::NONE)[m].orders())
}

/// The channels to show: the contract's, the snapshot's own, unknown, and not stated last.
pub(crate) fn order(n: usize) -> impl Iterator<Item = usize> {
    (1..n).chain(std::iter::once(0))
}

fn table(scope: &Scope<'_>) -> Table {
    let columns = [
        ("channel", Unit::Code),
        ("leads", Unit::Count),
        ("share", Unit::Rate),
        ("contacted", Unit::Count),
        ("visited", Unit::Count),
        ("test_drive", Unit::Count),
        ("quoted", Unit::Count),
        ("ordered", Unit::Count),
        ("delivered", Unit::Count),
        ("contacted_rate", Unit::Rate),
        ("visited_rate", Unit::Rate),
        ("test_drive_rate", Unit::Rate),
        ("quoted_rate", Unit::Rate),
        ("ordered_rate", Unit::Rate),
        ("delivered_rate", Unit::Rate),
        ("conversion", Unit::Rate),
        ("conversion_low", Unit::Rate),
        ("conversion_high", Unit::Rate),
        ("small", Unit::Flag),
        ("conversion_matured", Unit::Rate),
        ("qualified_rate", Unit::Rate),
        ("hot_ratio", Unit::Rate),
        ("q1_days_to_order", Unit::Days),
        ("median_days_to_order", Unit::Days),
        ("q3_days_to_order", Unit::Days),
        ("amount", Unit::Money),
        ("spend", Unit::Money),
        ("cost_per_lead", Unit::Money),
        ("cost_per_order", Unit::Money),
        ("return", Unit::Rate),
        ("leads_prior", Unit::Count),
        ("ordered_prior", Unit::Count),
        ("conversion_prior", Unit::Rate),
    ];
    let mut table = Table::new("channels", &columns);
    let without = Dimensions::of(OWN);
    let members = Members::of(scope, OWN);
    let now = members.tally(scope.span, without);
    let before = scope.comparison.map(|span| members.tally(span, without));
    let days = scope.days_by_channel(scope.span);
    let spend = scope.spend_by_channel(scope.span);
    let margin = scope.snapshot.descriptor.dealerscope.settings.margin;
    let total: u32 = now.iter().map(|t| t.leads).sum();
    for m in order(now.len()) {
        let t = &now[m];
        let cost = spend.as_ref().and_then(|s| s[m]);
        let old = before.as_ref().map(|b| &b[m]);
        if !any_counted(&now, before.as_deref(), m) && cost.is_none_or(|c| c <= 0.0) {
            continue;
        }
        let interval = stats::wilson(t.orders().into(), t.leads.into());
        let [contacted, visited, test_drive, quoted, ordered, delivered] = t.reached;
        let earned = margin
            .zip(cost)
            .filter(|(_, c)| *c > 0.0)
            .zip(t.amount.filter(|_| t.amounts == t.orders()))
            .map(|((m, c), amount)| (amount * m - c) / c);
        table.rows.push(row![
            members.keys[m].as_str(),
            t.leads,
            share(t.leads, total),
            contacted,
            visited,
            test_drive,
            quoted,
            ordered,
            delivered,
            t.step_rate(0),
            t.step_rate(1),
            t.step_rate(2),
            t.step_rate(3),
            t.step_rate(4),
            t.step_rate(5),
            t.conversion(),
            interval.map(|i| i.0),
            interval.map(|i| i.1),
            is_small(scope, t.leads),
            t.conversion_matured(scope.basis),
            share(t.complete, t.leads).filter(|_| scope.snapshot.knows_missing),
            share(t.hot, t.open),
            days[m].quantile(0.25),
            days[m].quantile(0.5),
            days[m].quantile(0.75),
            t.amount,
            cost,
            per(cost, t.leads),
            per(cost, t.orders()),
            earned,
            old.map(|b| b.leads),
            old.map(Tally::orders),
            old.and_then(Tally::conversion),
        ]);
    }
    table
}

/// 渠道优劣势分析表: where a channel stands above or below the average of all at each step.
fn strengths(scope: &Scope<'_>) -> Table {
    let columns = [
        ("channel", Unit::Code),
        ("stage", Unit::Code),
        ("rate", Unit::Rate),
        ("average", Unit::Rate),
        ("difference", Unit::Points),
        ("low", Unit::Rate),
        ("high", Unit::Rate),
        ("n", Unit::Count),
        ("verdict", Unit::Text),
    ];
    let mut table = Table::new("strengths", &columns);
    let without = Dimensions::of(OWN);
    let members = Members::of(scope, OWN);
    let tallies = members.tally(scope.span, without);
    let mut all = Tally::default();
    for tally in &tallies {
        all += tally;
    }
    // What happened in a period may have begun before it: a later stage can be there without the first.
    let there = |m: usize| tallies[m].leads > 0 || tallies[m].reached.iter().any(|&n| n > 0);
    for m in order(tallies.len()).filter(|&m| there(m)) {
        let t = &tallies[m];
        for (stage, name) in STAGES.iter().enumerate() {
            let n = t.before(stage);
            let (rate, average) = (t.step_rate(stage), all.step_rate(stage));
            let interval = stats::wilson(t.reached[stage].into(), n.into());
            let verdict = match (interval, average) {
                _ if is_small(scope, n) => "small",
                (Some((low, _)), Some(average)) if low > average => "above",
                (Some((_, high)), Some(average)) if high < average => "below",
                _ => "level",
            };
            table.rows.push(row![
                members.keys[m].as_str(),
                *name,
                rate,
                average,
                rate.zip(average).map(|(r, a)| r - a),
                interval.map(|i| i.0),
                interval.map(|i| i.1),
                n,
                verdict,
            ]);
        }
    }
    table
}
