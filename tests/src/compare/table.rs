//! A table, row by row.

use std::collections::{BTreeMap, BTreeSet};

use dealerscope_core::answer::Table;

use super::{listed, rows, same, written};
use crate::oracle::{Cell, ExpectedTable, Row};

/// Rows by key, cells by column; what is left over on either side is a difference too.
pub(super) fn compare(actual: &Table, expected: &ExpectedTable, found: &mut Vec<String>) {
    let key = |row: &Row| -> Vec<String> {
        expected.keys.iter().map(|id| written(row.get(*id).unwrap_or(&Cell::Null))).collect()
    };
    let mut wanted: BTreeMap<Vec<String>, &Row> = BTreeMap::new();
    for row in &expected.rows {
        assert!(wanted.insert(key(row), row).is_none(), "{}: two rows {:?}", expected.id, key(row));
    }
    let mut seen = BTreeSet::new();
    for row in rows(actual) {
        let name = key(&row);
        if let Some(want) = wanted.remove(&name) {
            compare_row(expected, &name, &row, want, found);
        } else {
            let what = if seen.contains(&name) { "is there twice" } else { "should not be there" };
            found.push(format!("{} {name:?}: the row {what} ({})", expected.id, listed(&row)));
        }
        seen.insert(name);
    }
    for (name, row) in wanted {
        found.push(format!("{} {name:?}: the row is missing ({})", expected.id, listed(row)));
    }
}

fn compare_row(table: &ExpectedTable, name: &[String], got: &Row, want: &Row, found: &mut Vec<String>) {
    for (id, want) in want.iter().filter(|(id, _)| !table.beside.contains(&id.as_str())) {
        let got = got.get(id).unwrap_or(&Cell::Null);
        if !same(got, want) {
            found.push(format!("{} {name:?} {id}: {}, expected {}", table.id, written(got), written(want)));
        }
    }
}
