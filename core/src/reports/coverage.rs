//! How much of what a page shows rests on rows with a problem.

use crate::answer::Coverage;
use crate::cube::{Dimensions, Scope};
use crate::query::Basis;
use crate::time::Day;

/// Counts the leads that the page looks at, and those with a problem: on the cohort basis the
/// leads created in the period, on activity those with any day in it.
pub(crate) fn of(scope: &Scope<'_>) -> Coverage {
    let leads = &scope.leads;
    let (from, to) = Scope::bounds(scope.span);
    let within = |day: u16| day != Day::NONE && from <= day && day <= to;
    let mut coverage = Coverage::default();
    for lead in 0..leads.len() {
        if !scope.passes(lead, Dimensions::NONE) {
            continue;
        }
        let counted = scope.span.holds(leads.created[lead])
            || (scope.basis == Basis::Activity
                && (leads.stages.iter().any(|days| within(days[lead])) || within(leads.lost[lead])));
        if counted {
            coverage.rows += 1;
            coverage.touched += u64::from(leads.touched[lead]);
        }
    }
    coverage
}
