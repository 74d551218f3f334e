//! Where an answer differs from what it must say.

use std::collections::{BTreeMap, BTreeSet};

use dealerscope_core::answer::{Answer, Table};

use crate::documented;
use crate::oracle::{Cell, Expected, ExpectedFigure, ExpectedTable, Row};

/// How far two numbers may lie apart, relative to the larger.
const RELATIVE: f64 = 1e-9;
/// How far two numbers may lie apart that are differences of rates.
const ABSOLUTE: f64 = 1e-12;

/// Every difference, as a line that names table, key and column.
#[must_use]
pub fn differences(answer: &Answer, expected: &Expected) -> Vec<String> {
    let mut found = Vec::new();
    for figure in &expected.figures {
        compare_figure(answer, figure, &mut found);
    }
    let documented = documented::columns();
    for table in &answer.tables {
        let columns: Vec<&str> = table.columns.iter().map(|c| c.id.as_str()).collect();
        let promised = documented.get(&(answer.page.id().to_owned(), table.id.clone()));
        if promised.is_none_or(|promised| *promised != columns) {
            found.push(format!("{}: columns are {columns:?}, promised {promised:?}", table.id));
        }
    }
    for table in &expected.tables {
        match answer.table(table.id) {
            Some(actual) => compare_table(actual, table, &mut found),
            None => found.push(format!("{}: the table is not there", table.id)),
        }
    }
    if let (Some(table), Some(expected)) = (answer.table("findings"), &expected.findings) {
        compare_findings(table, expected, &mut found);
    }
    found
}

/// Kinds of findings that arise from a limit, with the columns in which they give their reason.
const LIMITED: [(&str, &[&str]); 4] = [
    ("region_conversion", &["value", "prior"]),
    ("channel_cost", &["value", "prior"]),
    ("response_gamed", &["value", "prior", "low", "high"]),
    ("attainment_low", &["value"]),
];

/// How many findings an answer shows at most, and how many of a kind.
const MOST_FINDINGS: (usize, usize) = (8, 3);

fn compare_findings(table: &Table, expected: &[Row], found: &mut Vec<String>) {
    let (most, most_of_kind) = MOST_FINDINGS;
    let severities = table.numbers("severity");
    let shown = |kind: &str| table.texts("kind").iter().filter(|k| **k == kind).count();
    if table.rows.len() > most || LIMITED.iter().any(|(kind, _)| shown(kind) > most_of_kind) || !severities.is_sorted_by(|a, b| a >= b) {
        found.push(format!("findings: too many, or not the most severe first: {severities:?}"));
    }
    let name = |row: &Row| [written(&row["kind"]), written(&row["key"])];
    let mut wanted: BTreeMap<[String; 2], &Row> = expected.iter().map(|row| (name(row), row)).collect();
    for row in rows(table) {
        let Some((_, reasons)) = LIMITED.iter().find(|(kind, _)| row["kind"].text() == *kind) else { continue };
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
        wanted.values().filter(room).map(|row| format!("findings {:?}: missing ({})", name(row), listed(row))),
    );
}

fn compare_figure(answer: &Answer, expected: &ExpectedFigure, found: &mut Vec<String>) {
    let id = expected.id;
    let Some(figure) = answer.figure(id) else {
        return found.push(format!("figure {id}: not there"));
    };
    let mut check = |what: &str, got: Option<f64>, want: Option<f64>| {
        if !same(&got.into(), &want.into()) {
            found.push(format!("figure {id} {what}: {got:?}, expected {want:?}"));
        }
    };
    check("value", figure.value, expected.value);
    if let Some(comparison) = expected.comparison {
        check("comparison", figure.comparison, comparison);
    }
    if let Some(target) = expected.target {
        check("target", figure.target, target);
    }
    if let (Some(above), Some(below), Some(value)) = (figure.numerator, figure.denominator, figure.value) {
        check("numerator / denominator", Some(above / below), Some(value));
    }
    if let Some(small) = expected.small {
        check("small", Some(f64::from(u8::from(figure.small))), Some(f64::from(u8::from(small))));
    }
}

fn compare_table(actual: &Table, expected: &ExpectedTable, found: &mut Vec<String>) {
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
        match wanted.remove(&name) {
            Some(want) => compare_row(expected, &name, &row, want, found),
            None if may_be_left_out(expected, &row) => {}
            None => {
                let what = if seen.contains(&name) { "is there twice" } else { "should not be there" };
                found.push(format!("{} {name:?}: the row {what} ({})", expected.id, listed(&row)));
            }
        }
        seen.insert(name);
    }
    for (name, row) in wanted.into_iter().filter(|(_, row)| !may_be_left_out(expected, row)) {
        found.push(format!("{} {name:?}: the row is missing ({})", expected.id, listed(row)));
    }
}

fn may_be_left_out(table: &ExpectedTable, row: &Row) -> bool {
    let nought = |id: &&str| row.get(*id).and_then(Cell::number).is_none_or(|n| n == 0.0);
    !table.optional.is_empty() && table.optional.iter().all(nought)
}

fn listed(row: &Row) -> String {
    let cells: Vec<String> = row.iter().map(|(id, cell)| format!("{id}={}", written(cell))).collect();
    cells.join(" ")
}

fn compare_row(table: &ExpectedTable, name: &[String], got: &Row, want: &Row, found: &mut Vec<String>) {
    for (id, want) in want.iter().filter(|(id, _)| !table.beside.contains(&id.as_str())) {
        let got = got.get(id).unwrap_or(&Cell::Null);
        if !same(got, want) {
            found.push(format!("{} {name:?} {id}: {}, expected {}", table.id, written(got), written(want)));
        }
    }
}

fn rows(table: &Table) -> Vec<Row> {
    let cells = |row: &Vec<_>| {
        table.columns.iter().zip(row).map(|(column, value)| (column.id.clone(), Cell::from(value))).collect()
    };
    table.rows.iter().map(cells).collect()
}

fn same(a: &Cell, b: &Cell) -> bool {
    match (a, b) {
        (Cell::Number(a), Cell::Number(b)) => (a - b).abs() <= ABSOLUTE.max(RELATIVE * a.abs().max(b.abs())),
        (Cell::Text(text), Cell::Null) | (Cell::Null, Cell::Text(text)) => text.is_empty(),
        _ => a == b,
    }
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Null => "–".to_owned(),
        Cell::Number(n) => n.to_string(),
        Cell::Text(text) => text.clone(),
    }
}
