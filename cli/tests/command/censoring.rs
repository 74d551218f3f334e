//! An earlier `as_of` only takes away: the same leads up to that moment, without what came after it.

use std::collections::HashMap;

use dealerscope_core::time::Day;

use crate::support::{Row, Rows, data};

const STAMPS: [&str; 8] = [
    "routed_at",
    "contacted_at",
    "visited_at",
    "test_drive_at",
    "quoted_at",
    "ordered_at",
    "delivered_at",
    "lost_at",
];
const FIXED: [&str; 8] =
    ["created_at", "channel", "origin", "series", "customer_id", "kind", "prefers_brand", "missing_fields"];

#[test]
fn the_older_snapshot_is_the_newer_one_cut_at_its_day() {
    let (older, newer) =
        (Rows::read(&data("sample-2026-05/leads.csv")), Rows::read(&data("sample/leads.csv")));
    let by_id: HashMap<&str, Row<'_>> = newer.iter().map(|lead| (lead.get("lead_id"), lead)).collect();
    let cut = Day::parse("2026-05-31").unwrap();
    let cut_minute = u32::from(cut.0) * 1440 + 18 * 60;
    assert!(older.len() > 50_000);
    assert_eq!(older.len(), newer.iter().filter(|l| l.minute("created_at").unwrap() <= cut_minute).count());
    let mut moved = 0;
    for old in older.iter() {
        let new = by_id[old.get("lead_id")];
        for column in FIXED {
            assert_eq!(old.get(column), new.get(column), "{column} of {}", old.get("lead_id"));
        }
        for column in STAMPS {
            let known = new.day(column).filter(|&day| day < cut);
            if old.has(column) {
                assert!(
                    old.day(column).unwrap() <= cut,
                    "{column} of {} lies after as_of",
                    old.get("lead_id")
                );
                let unlogged = column == "contacted_at" && !new.has(column);
                assert!(unlogged || old.get(column) == new.get(column), "{column} of {}", old.get("lead_id"));
            } else {
                assert_eq!(known, None, "{column} of {} was known by as_of", old.get("lead_id"));
                moved += u32::from(new.has(column));
            }
        }
    }
    assert!(moved > 1000, "June moved only {moved} stages");
}

#[test]
fn dealers_and_targets_are_the_same_world() {
    for file in ["dealers.csv", "targets.csv"] {
        let read = |folder: &str| std::fs::read(data(folder).join(file)).unwrap();
        assert_eq!(read("sample"), read("sample-2026-05"), "{file}");
    }
    let (older, newer) =
        (Rows::read(&data("sample-2026-05/spend.csv")), Rows::read(&data("sample/spend.csv")));
    let months = |rows: &Rows| rows.iter().map(|row| row.get("month").to_owned()).max();
    assert_eq!((months(&older).as_deref(), months(&newer).as_deref()), (Some("2026-05"), Some("2026-06")));
    let cells =
        |row: Row<'_>| ["month", "channel", "dealer_id", "budget", "actual"].map(|c| row.get(c).to_owned());
    assert!(older.iter().zip(newer.iter()).all(|(a, b)| cells(a) == cells(b)));
}
