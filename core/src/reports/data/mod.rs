//! The data report: what was read, what is wrong with it, who keeps no records, and what every number means.

mod dealers;
mod files;
mod gap;
mod glossary;

use crate::answer::{Answer, Figure, Notice};
use crate::cube::Scope;
use crate::reports::figures;

pub(crate) fn fill(scope: &Scope<'_>, answer: &mut Answer) {
    let snapshot = scope.snapshot;
    for (table, counts) in
        [("complaints", &snapshot.complaints), ("service_visits", &snapshot.service_visits)]
    {
        if counts.is_none() {
            answer.notices.push(Notice::TableAbsent(table.to_owned(), "data".to_owned()));
        }
    }
    let gap = gap::of(scope);
    answer.figures.extend(own_figures(scope, answer, &gap));
    answer.tables.extend([
        files::files(snapshot),
        files::controls(snapshot),
        files::problem_counts(snapshot),
        files::fields(snapshot),
        dealers::table(scope),
        gap.table,
        glossary::table(&snapshot.descriptor.dealerscope.settings),
    ]);
}

#[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn own_figures(scope: &Scope<'_>, answer: &Answer, gap: &gap::Gap) -> Vec<Figure> {
    let snapshot = scope.snapshot;
    let count =
        |id: &str, n: u64| figures::figure(id, crate::answer::Unit::Count, Some(n as f64), None, None);
    let whole = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let rate = |id: &str, hits: u32, n: u32| Figure {
        small: false,
        ..figures::rate(scope, id, (hits, n), None, None)
    };
    let agree = snapshot.reconciled.iter().filter(|line| line.agrees()).count();
    let coverage = answer.coverage;
    let mut recording_gap = rate("recording_gap", gap.without, gap.delivering);
    if snapshot.complaints.is_none() && snapshot.service_visits.is_none() {
        recording_gap.value = None;
        recording_gap.numerator = None;
    }
    vec![
        count("rows_read", snapshot.rows.iter().map(|(_, rows)| rows).sum()),
        count("problems", snapshot.problems.total()),
        rate("touched_rate", whole(coverage.touched), whole(coverage.rows)),
        rate("controls_agree", whole(agree as u64), whole(snapshot.reconciled.len() as u64)),
        recording_gap,
    ]
}
