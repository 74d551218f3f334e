//! Which table a file seems to hold, and which of its columns is which.

use super::{Foreign, Sheet, forms};
use crate::contract::{self, Table};
use crate::descriptor::{Descriptor, Resource};
use crate::ingest::header;
use crate::order;

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

/// What a table that the descriptor names outweighs.
const STATED: usize = 1000;

/// Puts files together with what each seems to be, or is by a descriptor that does not fit them. No table is
/// recognised twice.
#[must_use]
pub fn recognise(name: &str, mut files: Vec<Sheet>, descriptor: Option<&Descriptor>) -> Foreign {
    let mut scores = Vec::new();
    for (at, file) in files.iter_mut().enumerate() {
        if file.trouble.is_some() {
            continue;
        }
        let stated = descriptor.and_then(|d| d.resources.iter().find(|r| r.path == file.path));
        file.proposed = contract::TABLES.into_iter().map(|table| proposed(table, file, stated)).collect();
        let base = file.path.rsplit('/').next().unwrap_or_default().to_lowercase();
        let score = |table: usize| {
            let said = WORDS[table].iter().any(|word| base.contains(word));
            let named = stated.is_some_and(|resource| resource.name == contract::TABLES[table].name);
            let weight = if said { WEIGHT } else { 0 } + if named { STATED } else { 0 };
            file.proposed[table].iter().flatten().count() + weight
        };
        // The first of those that fit best; what fits worse is no guess worth making.
        let best = (0..contract::TABLES.len()).rev().max_by_key(|&table| score(table));
        scores.extend(best.map(|table| (score(table), at, table)));
    }
    let first = |a: &(usize, usize, usize), b: &(usize, usize, usize)| {
        b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2)))
    };
    let mut taken = [false; contract::TABLES.len()];
    for (_, at, table) in order::sorted(scores, first).into_iter().filter(|(score, _, _)| *score > 0) {
        if !taken[table] {
            files[at].table = Some(table);
            taken[table] = true;
        }
    }
    let nothing = Descriptor::default();
    let stated = descriptor.unwrap_or(&nothing);
    let (meta, titles) = (&stated.dealerscope, [stated.title.as_str(), &stated.name]);
    let filled = |text: &str, otherwise: &str| if text.is_empty() { otherwise } else { text }.to_owned();
    Foreign {
        name: name.to_owned(),
        title: filled(titles[0], &filled(titles[1], name)),
        as_of: stated.as_of().map(|day| day.to_string()),
        currency: filled(&meta.currency, "CNY"),
        base: descriptor.and_then(|d| serde_json::to_string_pretty(d).ok()).unwrap_or_default(),
        refused: None,
        files,
        tables: forms::tables(),
    }
}

/// The file's column for each of the table's, by what the descriptor says and by the names that are known.
fn proposed(table: &Table, file: &Sheet, stated: Option<&Resource>) -> Vec<Option<usize>> {
    let stated = stated.filter(|resource| resource.name == table.name);
    let mut at = vec![None; table.columns.len()];
    for (place, column) in file.columns.iter().enumerate().filter(|(_, column)| column.named) {
        let key = header::folded(&column.name);
        let mut columns = stated.into_iter().flat_map(|resource| &resource.dealerscope.columns);
        match columns.find(|(name, _)| header::folded(name) == key) {
            Some((_, said)) => {
                if let Some(column) = table.position(said) {
                    at[column] = Some(place);
                }
            }
            None => {
                if let Some(known) = header::known(table, &key) {
                    at[known] = at[known].or(Some(place));
                }
            }
        }
    }
    at
}
