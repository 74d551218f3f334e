//! The funnel, and why leads are lost.

use crate::answer::{Table, Unit};
use crate::cube::tally::share;
use crate::cube::{Dimensions, Planes, Scope};
use crate::order;
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
    let words = &scope.snapshot.words;
    let counts = by_reason(scope);
    let total: u32 = counts.iter().map(|c| c.0).sum();
    let mut order: Vec<usize> = (0..counts.len()).filter(|&r| counts[r].0 > 0).collect();
    order::sort(&mut order, &|a, b| counts[b].0.cmp(&counts[a].0).then(a.cmp(&b)));
    for r in order {
        let (lost, by_dealer) = counts[r];
        table.rows.push(row![words.lost_reason[r].as_str(), lost, share(lost, total), by_dealer]);
    }
    table
}

/// Lost leads by reason, and those of them that the dealer gave up.
fn by_reason(scope: &Scope<'_>) -> Vec<(u32, u32)> {
    let (leads, known, days) = (&scope.leads, &scope.snapshot.index.words, scope.days(scope.span));
    let reasons: Vec<usize> = (0..scope.snapshot.words.lost_reason.len()).collect();
    let make = || Planes::of(leads.lost_reason, reasons.len());
    let planes = scope.snapshot.memory.planes("lost_reason", make);
    let mut counts = vec![(0, 0); reasons.len()];
    for cell in scope.cells_but(Dimensions::NONE) {
        scope.each_word(cell, |word, leads_of_word| {
            let lost = match days.happened() {
                None => days.created[word] & known[word].lost,
                Some(happened) => happened.lost[word],
            };
            let reason = |at: usize| usize::from(leads.lost_reason[word * 64 + at]);
            planes.each(word, leads_of_word & lost, &reasons, reason, |reason, own| {
                let (lost, by_dealer) = &mut counts[reason];
                *lost += own.count_ones();
                *by_dealer += (own & known[word].lost_by_dealer).count_ones();
            });
        });
    }
    counts
}
