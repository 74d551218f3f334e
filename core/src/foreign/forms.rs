//! Which files may be tables, and what there is to be filled from them.

use super::{ColumnForm, TableForm};
use crate::contract::{self, Column, Kind, Table, names};

/// Columns whose dates lie ahead.
const AHEAD: [&str; 2] = ["intended_on", "next_contact_on"];
/// The endings of files that are looked into.
const ENDINGS: [&str; 6] = ["csv", "tsv", "txt", "json", "jsonl", "ndjson"];

/// Whether a file's name is one of a table: CSV or JSON, packed or not.
#[must_use]
pub fn may_hold_a_table(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    // What Apple's archives put beside each file is none of it.
    if path.rsplit('/').next().is_some_and(|name| name.starts_with("._")) {
        return false;
    }
    let bare = path.strip_suffix(".gz").unwrap_or(&path);
    bare.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// The folder that all paths lie in, with a slash at its end unless it is the top.
#[must_use]
pub fn root<'a>(mut paths: impl Iterator<Item = &'a str>) -> &'a str {
    let folder = |path: &'a str| path.rfind('/').map_or("", |slash| &path[..=slash]);
    let mut root = paths.next().map_or("", folder);
    for path in paths {
        while !path.starts_with(root) {
            root = folder(root.trim_end_matches('/'));
        }
    }
    root
}

/// The tables of the contract that are read.
pub(super) fn tables() -> Vec<TableForm> {
    contract::TABLES.into_iter().map(form).collect()
}

fn form(table: &'static Table) -> TableForm {
    let column = |(place, column): (usize, &Column)| ColumnForm {
        name: column.name.to_owned(),
        zh: names::of(table, place).split('|').next().unwrap_or_default().to_owned(),
        required: column.required,
        happened: table.name == contract::LEADS.name
            && matches!(column.kind, Kind::Day | Kind::Moment)
            && !AHEAD.contains(&column.name),
    };
    let zh = match table.name {
        "dealers" => "经销商",
        "leads" => "线索",
        "targets" => "目标",
        "spend" => "费用",
        "complaints" => "投诉",
        _ => "服务记录",
    };
    TableForm {
        name: table.name.to_owned(),
        zh: zh.to_owned(),
        required: [contract::DEALERS.name, contract::LEADS.name].contains(&table.name),
        columns: table.columns.iter().enumerate().map(column).collect(),
    }
}
