//! The import report: files, control totals, problems by column, and how far each field is filled.

use std::collections::BTreeMap;

use crate::answer::{Table, Unit, Value};
use crate::contract;
use crate::intake::Intake;
use crate::snapshot::Snapshot;

/// The tables that this build reads, each with the file that brought it.
pub(super) fn files(snapshot: &Snapshot) -> Table {
    let columns = [
        ("table", Unit::Text),
        ("file", Unit::Text),
        ("rows", Unit::Count),
        ("columns", Unit::Count),
        ("columns_absent", Unit::Count),
        ("columns_extra", Unit::Count),
        ("encoding", Unit::Text),
        ("guessed", Unit::Flag),
        ("bytes", Unit::Count),
        ("hashed", Unit::Flag),
        ("problems", Unit::Count),
    ];
    let mut table = Table::new("files", &columns);
    let problems = by_table(snapshot);
    for expected in contract::TABLES {
        let count = problems.get(expected.name).copied().unwrap_or(0);
        let intakes: Vec<&Intake> = snapshot.intakes_of(expected).collect();
        if intakes.is_empty() {
            let mut row = vec![Value::Null; columns.len()];
            row[0] = expected.name.into();
            row[columns.len() - 1] = count.into();
            table.rows.push(row);
        }
        for intake in intakes {
            let there = intake.filled.iter().flatten().count() as u64;
            table.rows.push(row![
                expected.name,
                intake.file.as_str(),
                intake.rows,
                there,
                intake.filled.len() as u64 - there,
                intake.extra,
                intake.encoding,
                intake.guessed,
                intake.bytes,
                intake.hashed,
                count,
            ]);
        }
    }
    table
}

fn by_table(snapshot: &Snapshot) -> BTreeMap<&str, u64> {
    let mut counts = BTreeMap::new();
    for (_, table, _, count) in snapshot.problems.places() {
        *counts.entry(table).or_default() += count;
    }
    counts
}

/// The control totals that the descriptor states, and what was loaded.
pub(super) fn controls(snapshot: &Snapshot) -> Table {
    let columns = [
        ("table", Unit::Text),
        ("measure", Unit::Text),
        ("stated", Unit::Number),
        ("loaded", Unit::Number),
        ("deviation", Unit::Number),
        ("agrees", Unit::Flag),
    ];
    let mut table = Table::new("controls", &columns);
    for line in &snapshot.reconciled {
        table.rows.push(row![
            line.table.as_str(),
            line.measure.as_str(),
            line.stated,
            line.loaded,
            line.loaded.map(|loaded| loaded - line.stated),
            line.agrees(),
        ]);
    }
    table
}

/// How many problems of each kind there are by table and column.
pub(super) fn problem_counts(snapshot: &Snapshot) -> Table {
    let columns =
        [("problem", Unit::Code), ("table", Unit::Text), ("column", Unit::Text), ("problems", Unit::Count)];
    let mut table = Table::new("problem_counts", &columns);
    for (kind, of, column, count) in snapshot.problems.places() {
        let column = Some(column).filter(|column| !column.is_empty());
        table.rows.push(row![kind.id(), of, column, count]);
    }
    table
}

/// How far the columns of the contract are filled, and how many problems they have.
#[allow(clippy::cast_precision_loss, reason = "rows stay far below 2^53")]
pub(super) fn fields(snapshot: &Snapshot) -> Table {
    let columns = [
        ("table", Unit::Text),
        ("column", Unit::Text),
        ("required", Unit::Flag),
        ("rows", Unit::Count),
        ("filled", Unit::Count),
        ("filled_rate", Unit::Rate),
        ("problems", Unit::Count),
    ];
    let mut table = Table::new("fields", &columns);
    let mut problems: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for (_, table, column, count) in snapshot.problems.places() {
        *problems.entry((table, column)).or_default() += count;
    }
    for expected in contract::TABLES {
        let intakes: Vec<&Intake> = snapshot.intakes_of(expected).collect();
        let rows: u64 = intakes.iter().map(|intake| intake.rows).sum();
        for (place, column) in expected.columns.iter().enumerate().filter(|_| !intakes.is_empty()) {
            let there = intakes.iter().filter_map(|intake| intake.filled[place]);
            let filled = there.clone().next().map(|_| there.sum::<u64>());
            table.rows.push(row![
                expected.name,
                column.name,
                column.required,
                rows,
                filled,
                filled.filter(|_| rows > 0).map(|n| n as f64 / rows as f64),
                problems.get(&(expected.name, column.name)).copied().unwrap_or(0),
            ]);
        }
    }
    table
}
