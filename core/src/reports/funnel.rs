//! The funnel, and why leads are lost.

use crate::answer::{Table, Unit};
use crate::cube::tally::share;
use crate::cube::{Dimensions, Scope};
use crate::query::Basis;
use crate::tables::STAGES;

/// The stages, with what passes, skips and is lost at each.
pub(crate) fn table(scope: &Scope<'_>) -> Table {
    let columns = [
        ("stage", Unit::Code),
        ("reached", Unit::Count),
        ("step_rate", Unit::Rate),
        ("overall_rate", Unit::Rate),
        ("skipped", Unit::Count),
        ("lost", Unit::Count),
        ("reached_prior", Unit::Count),
    ];
    let mut table = Table::new("funnel", &columns);
    let t = scope.total(scope.span);
    let before = scope.comparison.map(|span| scope.total(span));
    table.rows.push(row![
        "leads",
        t.leads,
        Option::<f64>::None,
        share(t.leads, t.leads),
        0u32,
        t.lost_at[0],
        before.as_ref().map(|b| b.leads)
    ]);
    for (stage, name) in STAGES.iter().enumerate() {
        table.rows.push(row![
            *name,
            t.reached[stage],
            t.step_rate(stage),
            share(t.reached[stage], t.leads),
            t.skipped[stage],
            t.lost_at[stage + 1],
            before.as_ref().map(|b| b.reached[stage]),
        ]);
    }
    table
}

/// Lost leads by reason, most first.
pub(crate) fn lost_reasons(scope: &Scope<'_>) -> Table {
    let columns =
        [("reason", Unit::Code), ("lost", Unit::Count), ("share", Unit::Rate), ("by_dealer", Unit::Count)];
    let mut table = Table::new("lost_reasons", &columns);
    let leads = &scope.leads;
    let words = &scope.snapshot.words;
    let dealer = words.lost_by.iter().position(|w| w == "dealer").unwrap_or(usize::MAX);
    let days = scope.days(scope.span);
    let known = &scope.snapshot.index.words;
    let counted = |word: usize| match scope.basis {
        Basis::Cohort => days.created[word] & known[word].lost,
        Basis::Activity => days.happened(word).lost,
    };
    let mut counts = vec![(0u32, 0u32); words.lost_reason.len()];
    scope.each(Dimensions::NONE, counted, |lead, _| {
        let (lost, by_dealer) = &mut counts[usize::from(leads.lost_reason[lead])];
        *lost += 1;
        *by_dealer += u32::from(usize::from(leads.lost_by[lead]) == dealer);
    });
    let total: u32 = counts.iter().map(|c| c.0).sum();
    let mut order: Vec<usize> = (0..counts.len()).filter(|&r| counts[r].0 > 0).collect();
    order.sort_by_key(|&r| (std::cmp::Reverse(counts[r].0), r));
    for r in order {
        let (lost, by_dealer) = counts[r];
        table.rows.push(row![words.lost_reason[r].as_str(), lost, share(lost, total), by_dealer]);
    }
    table
}
