//! The recording gap: dealers that deliver, and record no complaint or no visit to the workshop at all.

use crate::answer::{Table, Unit};
use crate::cube::tally::DELIVERED;
use crate::cube::{Dimensions, Scope, bits};
use crate::order;
use crate::query::Dimension;
use crate::reports::members::Members;

/// Who keeps no records.
pub(super) struct Gap {
    /// Dealers with deliveries that lack one of the two records.
    pub(super) table: Table,
    /// Dealers with deliveries and no record at all in the tables that are there.
    pub(super) without: u32,
    /// Dealers with deliveries.
    pub(super) delivering: u32,
}

/// Looks at all deliveries up to the snapshot's day, whatever the filters but those on places.
pub(super) fn of(scope: &Scope<'_>) -> Gap {
    let columns = [
        ("dealer_id", Unit::Code),
        ("name", Unit::Text),
        ("region", Unit::Text),
        ("deliveries", Unit::Count),
        ("complaints", Unit::Count),
        ("service_visits", Unit::Count),
        ("records_lacking", Unit::Code),
    ];
    let mut gap = Gap { table: Table::new("recording_gap", &columns), without: 0, delivering: 0 };
    let snapshot = scope.snapshot;
    let dealers = Members::of(scope, Dimension::Dealer);
    let regions = Members::of(scope, Dimension::Region);
    let deliveries = deliveries(scope);
    let mut lacking = Vec::new();
    for dealer in (1..dealers.keys.len()).filter(|&d| scope.has_dealer(d, Dimensions::NONE)) {
        if deliveries[dealer] == 0 {
            continue;
        }
        gap.delivering += 1;
        let of = |counts: &Option<Vec<u32>>| counts.as_ref().map(|counts| counts[dealer]);
        let (complaints, visits) = (of(&snapshot.complaints), of(&snapshot.service_visits));
        let lacks = match (complaints, visits) {
            (Some(0), Some(0)) => "both",
            (Some(0), _) => "complaints",
            (_, Some(0)) => "service_visits",
            _ => continue,
        };
        // Where one of the tables is not there, the other is all the record that there can be.
        let at_all = complaints.unwrap_or(0) + visits.unwrap_or(0) == 0;
        gap.without += u32::from(at_all);
        lacking.push((!at_all, std::cmp::Reverse(deliveries[dealer]), dealer, lacks, complaints, visits));
    }
    for (_, _, dealer, lacks, complaints, visits) in order::sorted(lacking, Ord::cmp) {
        gap.table.rows.push(row![
            dealers.keys[dealer].as_str(),
            dealers.name(dealer),
            regions.keys[regions.of_dealer(dealer)].as_str(),
            deliveries[dealer],
            complaints,
            visits,
            lacks,
        ]);
    }
    gap
}

/// Leads delivered by dealer.
fn deliveries(scope: &Scope<'_>) -> Vec<u32> {
    let index = &scope.snapshot.index;
    let mut counts = vec![0; scope.snapshot.places.len()];
    for cell in &index.cells {
        for word in bits::words(&cell.rows) {
            let delivered = bits::within(&cell.rows, word) & index.words[word].reached[DELIVERED];
            counts[usize::from(cell.dealer)] += delivered.count_ones();
        }
    }
    counts
}
