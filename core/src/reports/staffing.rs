//! The staffing rule: the annual sales target sets the least CRM staff of a dealer.

use crate::answer::{Table, Unit};
use crate::cube::{Dimensions, Scope};
use crate::order;
use crate::query::Dimension;
use crate::reports::members::Members;
use crate::reports::peers::{band, numbers};

/// What the rule asks of each dealer, "no dealer" included, and what it has.
pub(crate) struct Staffing {
    pub(crate) targets: Vec<Option<i64>>,
    /// Managers and specialists; `None` where the target is not stated.
    pub(crate) needed: Vec<Option<(i64, i64)>>,
    managers: Vec<Option<i64>>,
    specialists: Vec<Option<i64>>,
}

impl Staffing {
    pub(crate) fn of(scope: &Scope<'_>) -> Self {
        let settings = &scope.snapshot.descriptor.dealerscope.settings;
        let targets = numbers(scope, "annual_sales_target");
        let needs = &settings.staffing_needs;
        let need = |target: i64| {
            let place = band(&settings.staffing_edges, target).min(needs.len().checked_sub(1)?);
            needs.get(place).map(|&(m, s)| (i64::from(m), i64::from(s)))
        };
        let needed = targets.iter().map(|t| t.and_then(need)).collect();
        Self {
            targets,
            needed,
            managers: numbers(scope, "crm_managers"),
            specialists: numbers(scope, "crm_specialists"),
        }
    }

    /// How many managers and specialists are missing; `None` where target or staff is not stated.
    pub(crate) fn short(&self, dealer: usize) -> Option<(i64, i64)> {
        let (managers, specialists) = self.needed[dealer]?;
        Some(((managers - self.managers[dealer]?).max(0), (specialists - self.specialists[dealer]?).max(0)))
    }
}

/// The dealers that are short of staff, by the shortfall.
pub(crate) fn table(scope: &Scope<'_>, staffing: &Staffing) -> Table {
    let columns = [
        ("dealer_id", Unit::Code),
        ("name", Unit::Text),
        ("region", Unit::Text),
        ("annual_sales_target", Unit::Count),
        ("crm_managers", Unit::Count),
        ("crm_specialists", Unit::Count),
        ("managers_needed", Unit::Count),
        ("specialists_needed", Unit::Count),
        ("managers_short", Unit::Count),
        ("specialists_short", Unit::Count),
    ];
    let mut table = Table::new("staffing", &columns);
    let dealers = Members::of(scope, Dimension::Dealer);
    let regions = Members::of(scope, Dimension::Region);
    let short: Vec<(usize, (i64, i64))> = (1..dealers.keys.len())
        .filter(|&d| scope.has_dealer(d, Dimensions::of(Dimension::Dealer)))
        .filter_map(|d| Some((d, staffing.short(d).filter(|(m, s)| m + s > 0)?)))
        .collect();
    let key = |&(d, (m, s)): &(usize, (i64, i64))| (-(m + s), -staffing.targets[d].unwrap_or(0), d);
    for (d, (managers, specialists)) in order::sorted(short, |a, b| key(a).cmp(&key(b))) {
        let (needed_managers, needed_specialists) = staffing.needed[d].unwrap_or_default();
        table.rows.push(row![
            dealers.keys[d].as_str(),
            dealers.name(d),
            regions.keys[regions.of_dealer(d)].as_str(),
            staffing.targets[d],
            staffing.managers[d],
            staffing.specialists[d],
            needed_managers,
            needed_specialists,
            managers,
            specialists,
        ]);
    }
    table
}
