//! Quality by dealer and field: which rows have problems, and which fields are left empty.

use std::cmp::Reverse;

use crate::answer::{Table, Unit};
use crate::contract::LEADS;
use crate::cube::stated::{self, Field};
use crate::cube::tally::ORDERED;
use crate::cube::{Dimensions, Scope, bits};
use crate::order;
use crate::query::Dimension;
use crate::reports::figures::is_small;
use crate::reports::members::Members;
use crate::stats;

/// The fields of every lead, then those that only some leads can state, with the leads that count.
const OF_ALL: [(Field, &str); 6] = [
    (Field::Channel, "channel"),
    (Field::Origin, "origin"),
    (Field::Kind, "kind"),
    (Field::Series, "series"),
    (Field::Consultant, "consultant_id"),
    (Field::Customer, "customer_id"),
];
const OF_SOME: [(Field, &str); 4] = [
    (Field::NextContact, "next_contact_on"),
    (Field::LostReason, "lost_reason"),
    (Field::LostBy, "lost_by"),
    (Field::Amount, "amount"),
];

/// What is counted of one dealer's rows.
#[derive(Clone, Copy, Default)]
struct Quality {
    rows: u32,
    touched: u32,
    complete: u32,
    of_all: [u32; OF_ALL.len()],
    /// Rows that state the field, and rows that could.
    of_some: [(u32, u32); OF_SOME.len()],
}

/// One row a dealer, "no dealer" included; those with the most rows with a problem first.
pub(super) fn table(scope: &Scope<'_>) -> Table {
    let columns = [
        ("dealer_id", Unit::Code),
        ("name", Unit::Text),
        ("region", Unit::Text),
        ("rows", Unit::Count),
        ("touched", Unit::Count),
        ("touched_rate", Unit::Rate),
        ("small", Unit::Flag),
        ("qualified_rate", Unit::Rate),
        ("channel_known", Unit::Rate),
        ("origin_stated", Unit::Rate),
        ("kind_stated", Unit::Rate),
        ("series_stated", Unit::Rate),
        ("consultant_stated", Unit::Rate),
        ("customer_stated", Unit::Rate),
        ("next_contact_stated", Unit::Rate),
        ("lost_reason_stated", Unit::Rate),
        ("lost_by_stated", Unit::Rate),
        ("amount_stated", Unit::Rate),
    ];
    let mut table = Table::new("dealer_quality", &columns);
    let dealers = Members::of(scope, Dimension::Dealer);
    let regions = Members::of(scope, Dimension::Region);
    let quality = count(scope);
    let mut order: Vec<usize> = (0..quality.len()).filter(|&d| quality[d].rows > 0).collect();
    let key = |d: usize| (Reverse((quality[d].touched, quality[d].rows)), d);
    order::sort(&mut order, &|a, b| key(a).cmp(&key(b)));
    for d in order {
        let q = &quality[d];
        let share = |hits: u32, n: u32| stats::ratio(hits.into(), n.into());
        let mut row = row![
            dealers.keys[d].as_str(),
            dealers.name(d),
            regions.keys[regions.of_dealer(d)].as_str(),
            q.rows,
            q.touched,
            share(q.touched, q.rows),
            is_small(scope, q.rows),
            share(q.complete, q.rows).filter(|_| scope.snapshot.knows_missing),
        ];
        for ((_, column), hits) in OF_ALL.iter().zip(q.of_all) {
            row.push(share(hits, q.rows).filter(|_| brings(scope, column)).into());
        }
        for ((_, column), (hits, n)) in OF_SOME.iter().zip(q.of_some) {
            row.push(share(hits, n).filter(|_| brings(scope, column)).into());
        }
        table.rows.push(row);
    }
    table
}

/// Whether the file of leads has a column.
fn brings(scope: &Scope<'_>, column: &str) -> bool {
    let brings =
        |place: usize| scope.snapshot.intakes_of(&LEADS).any(|intake| intake.filled[place].is_some());
    LEADS.position(column).is_some_and(brings)
}

/// Counts the leads that the page looks at by dealer, the filter on dealers left out.
fn count(scope: &Scope<'_>) -> Vec<Quality> {
    let snapshot = scope.snapshot;
    let unknown = snapshot.words.channel.iter().position(|word| word == "unknown").unwrap_or(0);
    let unknown = u8::try_from(unknown).unwrap_or(0);
    let stated = snapshot.memory.stated(|| stated::of(&scope.leads, unknown));
    let days = scope.days(scope.span);
    let counter = scope.counter(&days);
    let without = Dimensions::of(Dimension::Dealer);
    let mut quality = vec![Quality::default(); snapshot.places.len()];
    for cell in snapshot.index.cells.iter().filter(|cell| scope.has(cell, without)) {
        let q = &mut quality[usize::from(cell.dealer)];
        for word in bits::words(&cell.rows) {
            let rows = counter.selected(&cell.rows, word) & days.seen(word);
            if rows == 0 {
                continue;
            }
            let (known, stated) = (&snapshot.index.words[word], &stated[word]);
            q.rows += rows.count_ones();
            q.touched += (rows & known.touched).count_ones();
            q.complete += (rows & known.complete).count_ones();
            for (hits, (field, _)) in q.of_all.iter_mut().zip(OF_ALL) {
                *hits += (rows & stated[field as usize]).count_ones();
            }
            let able = [known.open, known.lost, known.lost, known.reached[ORDERED]];
            for (((hits, n), (field, _)), able) in q.of_some.iter_mut().zip(OF_SOME).zip(able) {
                *hits += (rows & able & stated[field as usize]).count_ones();
                *n += (rows & able).count_ones();
            }
        }
    }
    quality
}
