//! The order of a query's rows.

use std::sync::Arc;

use anyhow::{Result, bail};
use datafusion::logical_expr::{Expr, LogicalPlan, Sort};

/// Orders the rows that a query's own `order by` leaves equal by all their columns. Without this the same
/// input could give other bytes, since the query runs on all cores.
pub(super) fn settle_ties(plan: LogicalPlan) -> Result<LogicalPlan> {
    match plan {
        LogicalPlan::Sort(sort) => {
            let columns = sort.input.schema().columns();
            let ties = columns.into_iter().map(|column| Expr::Column(column).sort(true, true));
            let expr = sort.expr.into_iter().chain(ties).collect();
            Ok(LogicalPlan::Sort(Sort { expr, input: sort.input, fetch: sort.fetch }))
        }
        LogicalPlan::Projection(_) | LogicalPlan::Limit(_) => {
            let input = settle_ties(plan.inputs()[0].clone())?;
            Ok(plan.with_new_exprs(plan.expressions(), vec![input])?)
        }
        LogicalPlan::SubqueryAlias(alias) => settle_ties(Arc::unwrap_or_clone(alias.input)),
        _ => bail!("the query has no order; end it with an \"order by\", so that each run writes the same"),
    }
}
