//! The data page: what was read, how far it is filled, and who keeps no records.

use dealerscope_core::query::Dimension;

use super::Oracle;
use super::expected::{ExpectedFigure, ExpectedTable};
use super::pages::table;
use super::rows::{Cell, Row};
use super::scope::Scope;

/// The tables that the page can say something of beside SQL: the glossary and the counts of problems are
/// held against other things.
pub(super) fn tables(scope: &Scope) -> Vec<ExpectedTable> {
    let mut quality =
        scope.rows(include_str!("sql/dealer_quality.sql"), &[("pass", scope.pass(&[Dimension::Dealer]))]);
    let brings = |column: &str| scope.oracle.brought.columns.contains(&("leads", column.to_owned()));
    for (id, column) in [
        ("qualified_rate", "missing_fields"),
        ("origin_stated", "origin"),
        ("kind_stated", "kind"),
        ("series_stated", "series"),
        ("consultant_stated", "consultant_id"),
        ("customer_stated", "customer_id"),
        ("next_contact_stated", "next_contact_on"),
        ("lost_reason_stated", "lost_reason"),
        ("lost_by_stated", "lost_by"),
        ("amount_stated", "amount"),
    ] {
        if !brings(column) {
            for row in &mut quality {
                row.insert(id.to_owned(), Cell::Null);
            }
        }
    }
    vec![
        table("files", &["table"], files(scope.oracle)),
        table("fields", &["table", "column"], fields(scope.oracle)),
        table("controls", &["table", "measure"], controls(scope.oracle)),
        table("dealer_quality", &["dealer_id"], quality),
        table("recording_gap", &["dealer_id"], lacking(scope)),
    ]
}

/// The figures of the page's own.
pub(super) fn figures(scope: &Scope, coverage: [f64; 2]) -> Vec<ExpectedFigure> {
    let standing = |id: &'static str, value: Option<f64>| ExpectedFigure {
        id,
        value,
        comparison: Some(None),
        target: None,
        small: Some(false),
    };
    let of = |hits: usize, n: usize| {
        let share = |hits: u32, n: u32| f64::from(hits) / f64::from(n);
        u32::try_from(hits).ok().zip(u32::try_from(n).ok().filter(|n| *n > 0)).map(|(h, n)| share(h, n))
    };
    let oracle = scope.oracle;
    let read = super::load::names()
        .filter(|name| oracle.brought.has(name))
        .map(|name| oracle.rows(&format!("select count(*) as n from {name}"))[0]["n"].number().unwrap_or(0.0))
        .sum();
    let controls = controls(oracle);
    let agree = controls.iter().filter(|row| row["agrees"] == Cell::Number(1.0)).count();
    let records = records(scope);
    let known = oracle.brought.has("complaints") || oracle.brought.has("service_visits");
    let none = |row: &&Row| {
        ["complaints", "service_visits"].iter().all(|id| row[*id].number().unwrap_or(0.0) == 0.0)
    };
    let without = records.iter().filter(none).count();
    vec![
        standing("rows_read", Some(read)),
        standing("touched_rate", Some(coverage[1] / coverage[0]).filter(|share| share.is_finite())),
        standing("controls_agree", of(agree, controls.len())),
        standing("recording_gap", of(without, records.len()).filter(|_| known)),
    ]
}

fn files(oracle: &Oracle) -> Vec<Row> {
    let of = |name: &'static str| {
        let mut row = Row::from([("table".to_owned(), Cell::Text(name.to_owned()))]);
        if oracle.brought.has(name) {
            let there = super::load::columns(name)
                .filter(|c| oracle.brought.columns.contains(&(name, (*c).to_owned())));
            let there = there.count();
            let all = super::load::columns(name).count();
            let extra = oracle.brought.columns.iter().filter(|(of, _)| *of == name).count() - there;
            let rows = oracle.rows(&format!("select count(*) as n from {name}"))[0]["n"].clone();
            row.insert("rows".to_owned(), rows);
            for (id, n) in [("columns", there), ("columns_absent", all - there), ("columns_extra", extra)] {
                row.insert(id.to_owned(), number(n));
            }
        } else {
            row.insert("rows".to_owned(), Cell::Null);
        }
        row
    };
    super::load::names().map(of).collect()
}

fn fields(oracle: &Oracle) -> Vec<Row> {
    let mut rows = Vec::new();
    for name in super::load::names().filter(|name| oracle.brought.has(name)) {
        let columns: Vec<&str> = super::load::columns(name).collect();
        let counts: Vec<String> = columns.iter().map(|c| format!("count(\"{c}\") as \"{c}\"")).collect();
        let sql = format!("select count(*) as \"all rows\", {} from {name}", counts.join(", "));
        let counted = oracle.rows(&sql).remove(0);
        let all = counted["all rows"].clone();
        for column in columns {
            let there = oracle.brought.columns.contains(&(name, column.to_owned()));
            let filled = counted[column].number().filter(|_| there);
            let rate = filled.zip(all.number().filter(|n| *n > 0.0)).map(|(filled, n)| filled / n);
            rows.push(Row::from([
                ("table".to_owned(), Cell::Text(name.to_owned())),
                ("column".to_owned(), Cell::Text(column.to_owned())),
                ("rows".to_owned(), all.clone()),
                ("filled".to_owned(), filled.into()),
                ("filled_rate".to_owned(), rate.into()),
            ]));
        }
    }
    rows
}

fn controls(oracle: &Oracle) -> Vec<Row> {
    let mut rows = Vec::new();
    for (name, control) in &oracle.descriptor.dealerscope.controls {
        let stated = control.rows.map(|n| ("rows", n.to_string()));
        let sums = control.sums.iter().map(|(column, sum)| (column.as_str(), format!("{sum:?}")));
        for (measure, stated) in stated.into_iter().chain(sums) {
            let loaded = match measure {
                "rows" => "count(*)".to_owned(),
                column => format!("coalesce(sum(try_cast({column} as double)), 0)"),
            };
            let there = oracle.brought.has(name);
            let source = if there {
                format!("(select {loaded} as loaded from {name})")
            } else {
                "(select cast(null as double) as loaded)".to_owned()
            };
            let sql = format!(
                "select '{name}' as \"table\", '{measure}' as measure, {stated} as stated, cast(loaded as double) as loaded, \
                 loaded - {stated} as deviation, coalesce(abs(loaded - {stated}) < 0.006, false) as agrees from {source}"
            );
            rows.extend(oracle.rows(&sql));
        }
    }
    rows
}

/// Every dealer with deliveries, and what is recorded there.
fn records(scope: &Scope) -> Vec<Row> {
    let brought = &scope.oracle.brought;
    scope.rows(
        include_str!("sql/recording_gap.sql"),
        &[
            ("has_complaints", brought.has("complaints").to_string()),
            ("has_visits", brought.has("service_visits").to_string()),
            ("places", scope.places(&[])),
        ],
    )
}

/// Those that lack one of the records.
fn lacking(scope: &Scope) -> Vec<Row> {
    let nought = |row: &Row, id: &str| row[id] == Cell::Number(0.0);
    let lacks = |mut row: Row| {
        let lacks = match (nought(&row, "complaints"), nought(&row, "service_visits")) {
            (true, true) => "both",
            (true, false) => "complaints",
            (false, true) => "service_visits",
            (false, false) => return None,
        };
        row.insert("records_lacking".to_owned(), Cell::Text(lacks.to_owned()));
        Some(row)
    };
    records(scope).into_iter().filter_map(lacks).collect()
}

fn number(n: usize) -> Cell {
    Cell::from(u32::try_from(n).ok().map(f64::from))
}
