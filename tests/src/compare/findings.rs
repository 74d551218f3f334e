//! The findings that arise from a limit.

use std::collections::BTreeMap;

use dealerscope_core::answer::Table;

use super::{listed, rows, same, written};
use crate::oracle::Row;

/// Kinds of findings that arise from a limit, with the columns in which they give their reason.
const LIMITED: [(&str, &[&str]); 4] = [
    ("region_conversion", &["value", "prior"]),
    ("channel_cost", &["value", "prior"]),
    ("response_gamed", &["value", "prior", "low", "high"]),
    ("attainment_low", &["value"]),
];

/// How many findings an answer shows at most, and how many of a kind.
const MOST_FINDINGS: (usize, usize) = (8, 3);

/// Each finding shown must be due, and each that is due must be shown while there is room.
pub(super) fn compare(table: &Table, expected: &[Row], found: &mut Vec<String>) {
    let (most, most_of_kind) = MOST_FINDINGS;
    let severities = table.numbers("severity");
    let shown = |kind: &str| table.texts("kind").iter().filter(|k| **k == kind).count();
    if table.rows.len() > most
        || LIMITED.iter().any(|(kind, _)| shown(kind) > most_of_kind)
        || !severities.is_sorted_by(|a, b| a >= b)
    {
        found.push(format!("findings: too many, or not the most severe first: {severities:?}"));
    }
    let name = |row: &Row| [written(&row["kind"]), written(&row["key"])];
    let mut wanted: BTreeMap<[String; 2], &Row> = expected.iter().map(|row| (name(row), row)).collect();
    for row in rows(table) {
        let Some((_, reasons)) = LIMITED.iter().find(|(kind, _)| row["kind"].text() == *kind) else {
            continue;
        };
        let Some(want) = wanted.remove(&name(&row)) else {
            found.push(format!("findings {:?}: should not be there ({})", name(&row), listed(&row)));
            continue;
        };
        for id in reasons.iter().filter(|id| !same(&row[**id], &want[**id])) {
            let (got, want) = (written(&row[*id]), written(&want[*id]));
            found.push(format!("findings {:?} {id}: {got}, expected {want}", name(&row)));
        }
    }
    let room = |row: &&&Row| table.rows.len() < most && shown(row["kind"].text()) < most_of_kind;
    found.extend(
        wanted
            .values()
            .filter(room)
            .map(|row| format!("findings {:?}: missing ({})", name(row), listed(row))),
    );
}
