//! How far the dealers of a place lie apart.

use crate::answer::{Table, Unit};
use crate::cube::{Dimensions, Scope};
use crate::order;
use crate::query::Dimension;
use crate::reports::figures::is_small;
use crate::reports::members::Members;
use crate::stats;

/// The spread of the ranked dealers' conversion inside each member of a level; empty at the level
/// of dealers.
pub(crate) fn table(scope: &Scope<'_>, level: Dimension) -> Table {
    let columns = [
        ("key", Unit::Code),
        ("name", Unit::Text),
        ("dealers", Unit::Count),
        ("min", Unit::Rate),
        ("q1", Unit::Rate),
        ("median", Unit::Rate),
        ("q3", Unit::Rate),
        ("max", Unit::Rate),
    ];
    let mut table = Table::new("gap", &columns);
    if level == Dimension::Dealer {
        return table;
    }
    let members = Members::of(scope, level);
    let dealers = Members::of(scope, Dimension::Dealer).tally(scope.span, Dimensions::NONE);
    let mut spread: Vec<Vec<f64>> = vec![Vec::new(); members.keys.len()];
    for (dealer, t) in dealers.iter().enumerate().skip(1) {
        if let Some(rate) =
            t.conversion().filter(|_| !is_small(scope, t.leads) && scope.has_dealer(dealer, Dimensions::NONE))
        {
            spread[members.of_dealer(dealer)].push(rate);
        }
    }
    let mut rows = Vec::new();
    for (m, rates) in spread.iter_mut().enumerate() {
        order::numbers(rates);
        let at = |q: f64| stats::quantile(rates, q);
        if let Some(median) = at(0.5) {
            let n = u32::try_from(rates.len()).unwrap_or(u32::MAX);
            rows.push((
                median,
                row![
                    members.keys[m].as_str(),
                    members.name(m),
                    n,
                    at(0.0),
                    at(0.25),
                    median,
                    at(0.75),
                    at(1.0)
                ],
            ));
        }
    }
    let rows = order::sorted(rows, |a, b| b.0.total_cmp(&a.0));
    table.rows = rows.into_iter().map(|(_, row)| row).collect();
    table
}
