//! Faults of whole rows: doubled, ragged, blank, and sums of others.

use std::collections::BTreeMap;

use dealerscope_core::problem::ProblemKind as Kind;

use super::super::chance::Chance;
use super::cells::choose;
use super::sheet::{self, Sheet};

/// The columns that every row of a table must state, its key first.
fn required(table: &str) -> &'static [&'static str] {
    match table {
        "dealers" => &["dealer_id", "name", "region", "province"],
        "leads" => &["lead_id", "created_at", "channel"],
        "targets" => &["month", "dealer_id", "metric", "target"],
        "complaints" => &["complaint_id", "dealer_id", "received_at", "kind"],
        "service_visits" => &["visit_id", "dealer_id", "kind", "visited_on"],
        _ => &["month", "channel"],
    }
}

/// Breaks rows of a sheet whose columns have their places.
pub(super) fn soil(sheet: &mut Sheet, chance: &mut Chance, width: usize) {
    ragged(sheet, chance, width);
    doubled(sheet, chance);
    if sheet.table == "leads" {
        blank_between(sheet, chance);
    }
    for _ in 0..chance.between(1, 4) {
        // A line without anything on it is no row, but counts as one.
        let place = place(sheet, chance);
        sheet.insert(place, Vec::new());
        sheet.habit("empty lines");
    }
    totals(sheet, chance);
    blank_to_the_end(sheet, chance);
}

fn place(sheet: &Sheet, chance: &mut Chance) -> usize {
    chance.below(u32::try_from(sheet.order.len()).unwrap_or(u32::MAX)) as usize
}

/// Rows without their last cells, and rows with a cell too many.
fn ragged(sheet: &mut Sheet, chance: &mut Chance, width: usize) {
    for _ in 0..chance.between(1, 3) {
        let Some(row) = sheet.pick(chance, |_, _| true) else { return };
        let key = sheet.place(required(sheet.table)[0]).unwrap_or(0);
        let kept = (width - chance.between(1, 4) as usize).max(key + 1);
        if kept == width {
            continue;
        }
        let first = sheet.rows[row].cells[0].clone();
        sheet.fault(Kind::RaggedRow, Some(row), None, Some(&first));
        let lost = sheet.columns[kept..width].to_vec();
        for column in &lost {
            sheet.becomes(row, column, "", "");
        }
        for column in lost.iter().filter(|column| required(sheet.table).contains(&column.as_str())) {
            sheet.fault(Kind::MissingValue, Some(row), Some(column), Some(""));
        }
        sheet.rows[row].cells.truncate(kept);
    }
    for _ in 0..chance.between(1, 3) {
        let Some(row) = sheet.pick(chance, |_, _| true) else { return };
        let cells = &mut sheet.rows[row].cells;
        match cells.get_mut(width) {
            Some(nameless) => "further".clone_into(nameless),
            None => cells.push("further".to_owned()),
        }
        let first = cells[0].clone();
        sheet.fault(Kind::RaggedRow, Some(row), None, Some(&first));
    }
}

/// The columns that tell a row from others.
fn key(table: &str) -> &'static [&'static str] {
    match table {
        "targets" => &["month", "metric", "dealer_id"],
        "spend" => &["month", "channel", "dealer_id", "campaign_id"],
        _ => &required(table)[..1],
    }
}

/// Rows that stand twice, as they are or with another cell.
fn doubled(sheet: &mut Sheet, chance: &mut Chance) {
    let key = key(sheet.table);
    for same in [true, true, false, false] {
        if chance.happens(0.2) {
            continue;
        }
        let Some(row) = sheet.pick(chance, |_, _| true) else { return };
        let (mut cells, mut clean) = (sheet.rows[row].cells.clone(), sheet.clean_cells(row));
        if !same {
            let (column, others) = match sheet.table {
                "leads" => ("channel", ["event", "website"]),
                "dealers" => ("city_tier", ["1", "4"]),
                "targets" => ("target", ["40", "55"]),
                "spend" => ("actual", ["4000", "55000"]),
                "complaints" => ("via", ["letter", "dealer"]),
                _ => ("kind", ["repair", "recall"]),
            };
            let before = clean.get(column).cloned().unwrap_or_default();
            let other = if before == others[0] { others[1] } else { others[0] };
            if let Some(place) = sheet.place(column) {
                other.clone_into(&mut cells[place]);
            }
            clean.insert(column.to_owned(), other.to_owned());
        }
        let first = sheet.order.iter().position(|&id| id == row).unwrap_or(0);
        let behind = u32::try_from(sheet.order.len() - first).unwrap_or(1);
        let place = first + 1 + chance.below(behind) as usize;
        let twin = sheet.add(place, cells, &clean);
        let kind = if same { Kind::DoubledRow } else { Kind::DoubledKey };
        let texts = key.iter().filter_map(|column| clean.get(*column)).map(String::as_str);
        let value = texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        sheet.fault(kind, Some(twin), key.first().filter(|_| key.len() == 1).copied(), Some(&value));
        // Of a dealer the first row counts alone.
        if sheet.table != "dealers" {
            sheet.adds(clean);
        }
    }
}

/// Rows without any cell filled, between others: leads of which nothing is known.
fn blank_between(sheet: &mut Sheet, chance: &mut Chance) {
    for _ in 0..chance.between(1, 3) {
        let place = place(sheet, chance);
        let row = sheet.add(place, vec![String::new(); sheet.headers.len()], &BTreeMap::new());
        for (at, column) in required(sheet.table).iter().enumerate() {
            sheet.fault(Kind::MissingValue, Some(row), Some(column), Some(""));
            if at == 0 {
                let cells = sheet.clean_cells(0).into_keys().map(|column| (column, String::new())).collect();
                sheet.adds(cells);
            }
        }
    }
}

/// Rows that sum up others: in between, and at the end.
fn totals(sheet: &mut Sheet, chance: &mut Chance) {
    for word in ["小计", "总计"] {
        let last = word == "总计";
        if !last && chance.happens(0.5) {
            continue;
        }
        let word = if last { choose(chance, &["合计", "总计：", "Total", "Grand Total"]) } else { word };
        let mut cells = vec![String::new(); sheet.headers.len()];
        for (cell, column) in cells.iter_mut().zip(&sheet.columns) {
            if sheet::is_sum(column) {
                "12,345,678".clone_into(cell);
            }
        }
        word.clone_into(&mut cells[0]);
        let place = if last { sheet.order.len() } else { place(sheet, chance) };
        let row = sheet.insert(place, cells);
        sheet.fault(Kind::TotalsRow, Some(row), None, Some(word));
    }
}

/// Rows without any cell filled to the end of the file: what a spreadsheet leaves of deleted rows.
fn blank_to_the_end(sheet: &mut Sheet, chance: &mut Chance) {
    if chance.happens(0.25) {
        return;
    }
    for number in 0..chance.between(1, 6) {
        let row = sheet.insert(sheet.order.len(), vec![String::new(); sheet.headers.len()]);
        if number == 0 {
            sheet.fault(Kind::RowSetAside, Some(row), None, Some(""));
        }
    }
}
