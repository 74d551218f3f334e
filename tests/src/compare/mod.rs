//! Where an answer differs from what it must say.

mod findings;
mod order;
mod table;
mod whole;

use dealerscope_core::answer::{Answer, Table};
use dealerscope_core::time::Span;

use crate::documented;
use crate::oracle::{Cell, Expected, ExpectedFigure, Row};

/// How far two numbers may lie apart, relative to the larger.
const RELATIVE: f64 = 1e-9;
/// How far two numbers may lie apart that are differences of rates.
const ABSOLUTE: f64 = 1e-12;

/// Every difference, as a line that names table, key and column.
#[must_use]
pub fn differences(answer: &Answer, expected: &Expected) -> Vec<String> {
    let mut found = Vec::new();
    let written_out = |span: Span| Some(format!("{}..{}", span.from?, span.to?));
    let periods = [written_out(answer.period), answer.comparison.and_then(written_out)];
    if periods != expected.periods {
        found.push(format!("periods: {periods:?}, expected {:?}", expected.periods));
    }
    whole::check(answer, expected, &mut found);
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
            Some(actual) => table::compare(actual, table, &mut found),
            None => found.push(format!("{}: the table is not there", table.id)),
        }
    }
    order::check(answer, &mut found);
    if let (Some(table), Some(expected)) = (answer.table("findings"), &expected.findings) {
        findings::compare(table, expected, &mut found);
    }
    found
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

fn listed(row: &Row) -> String {
    let cells: Vec<String> = row.iter().map(|(id, cell)| format!("{id}={}", written(cell))).collect();
    cells.join(" ")
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
