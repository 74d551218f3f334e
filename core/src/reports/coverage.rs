//! How much of what a page shows rests on rows with a problem.

use crate::answer::Coverage;
use crate::cube::Scope;

/// Counts the leads that the page looks at, and those with a problem: on the cohort basis the
/// leads created in the period, on activity those with any day in it.
pub(crate) fn of(scope: &Scope<'_>) -> Coverage {
    let total = scope.total(scope.span);
    Coverage { rows: total.seen.into(), touched: total.touched.into() }
}
