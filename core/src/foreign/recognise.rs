//! Which table a file seems to hold, and which of its columns is which.

use super::{Foreign, Sheet, forms};
use crate::contract::{self, Table};
use crate::ingest::header;

/// Words in a file's name that say which table it holds, in the order of [`contract::TABLES`].
const WORDS: [&[&str]; 6] = [
    &["dealer", "store", "经销商", "门店", "网点"],
    &["lead", "prospect", "线索", "潜客", "客流"],
    &["target", "goal", "目标", "任务"],
    &["spend", "cost", "budget", "费用", "投放", "预算"],
    &["complaint", "投诉"],
    &["service", "repair", "服务", "维修", "保养"],
];
/// How many known columns such a word weighs.
const WEIGHT: usize = 3;

/// Puts files together with what each seems to be. No table is recognised twice.
#[must_use]
pub fn recognise(name: &str, mut files: Vec<Sheet>) -> Foreign {
    let mut scores = Vec::new();
    for (at, file) in files.iter_mut().enumerate() {
        if file.trouble.is_some() {
            continue;
        }
        file.proposed = contract::TABLES.into_iter().map(|table| proposed(table, file)).collect();
        let base = file.path.rsplit('/').next().unwrap_or_default().to_lowercase();
        let score = |table: usize| {
            let said = WORDS[table].iter().any(|word| base.contains(word));
            file.proposed[table].iter().flatten().count() + if said { WEIGHT } else { 0 }
        };
        // The first of those that fit best; what fits worse is no guess worth making.
        let best = (0..contract::TABLES.len()).rev().max_by_key(|&table| score(table));
        scores.extend(best.map(|table| (score(table), at, table)));
    }
    scores.sort_by_key(|&(score, at, table)| (std::cmp::Reverse(score), at, table));
    let mut taken = [false; contract::TABLES.len()];
    for (_, at, table) in scores.into_iter().filter(|(score, _, _)| *score > 0) {
        if !taken[table] {
            files[at].table = Some(table);
            taken[table] = true;
        }
    }
    Foreign { name: name.to_owned(), files, tables: forms::tables() }
}

/// The file's column for each of the table's, by the names that are known.
fn proposed(table: &Table, file: &Sheet) -> Vec<Option<usize>> {
    let mut at = vec![None; table.columns.len()];
    for (place, column) in file.columns.iter().enumerate().filter(|(_, column)| column.named) {
        if let Some(known) = header::known(table, &header::folded(&column.name)) {
            at[known] = at[known].or(Some(place));
        }
    }
    at
}
