//! In which order the rows of a table are shown, and which of them.

use std::cmp::Ordering;

use dealerscope_charts::ordered;
use dealerscope_core::answer::{Column, Table, Unit, Value};
use dealerscope_core::query::Sort;

/// Columns that a search looks into.
const SEARCHED: [&str; 5] = ["name", "dealer_id", "region", "province", "city"];

/// The rows that hold the text, sorted; in the table's own order where there is nothing to sort by.
/// What is not known comes last either way.
#[must_use]
pub(super) fn order(table: &Table, sort: Option<&Sort>, text: &str) -> Vec<usize> {
    let wanted = text.trim().to_ascii_lowercase();
    let holds = |row: usize| {
        wanted.is_empty()
            || SEARCHED
                .iter()
                .any(|c| table.cell(row, c).text().is_some_and(|t| t.to_ascii_lowercase().contains(&wanted)))
    };
    let rows: Vec<usize> = (0..table.rows.len()).filter(|&row| holds(row)).collect();
    let Some((column, descending)) = sort.and_then(|s| Some((table.position(&s.column)?, s.descending)))
    else {
        return rows;
    };
    ordered(rows, &|a, b| compare(&table.rows[a][column], &table.rows[b][column], descending))
}

fn compare(a: &Value, b: &Value, descending: bool) -> Ordering {
    let unknown = |v: &Value| *v == Value::Null;
    let order = match (a.number().zip(b.number()), a.text().zip(b.text())) {
        (Some((a, b)), _) => a.total_cmp(&b),
        (_, Some((a, b))) => a.cmp(b),
        _ => return unknown(a).cmp(&unknown(b)),
    };
    if descending { order.reverse() } else { order }
}

/// The order that a press on a column's head asks for: the other way where it is sorted by already;
/// otherwise ranks and words from the first, everything else from the largest.
#[must_use]
pub(super) fn turned(now: Option<&Sort>, column: &Column) -> Sort {
    let rises = matches!(column.unit, Unit::Rank | Unit::Text | Unit::Code | Unit::Minutes | Unit::Date);
    let descending = match now {
        Some(sort) if sort.column == column.id => !sort.descending,
        _ => !rises,
    };
    Sort { column: column.id.clone(), descending }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table =
            Table::new("dealers", &[("name", Unit::Text), ("rank", Unit::Rank), ("leads", Unit::Count)]);
        table.rows.push(vec!["Aster".into(), 2_i64.into(), 50_i64.into()]);
        table.rows.push(vec!["Birch".into(), Value::Null, 9_i64.into()]);
        table.rows.push(vec!["Cedar".into(), 1_i64.into(), 80_i64.into()]);
        table
    }

    fn sort(column: &str, descending: bool) -> Sort {
        Sort { column: column.into(), descending }
    }

    #[test]
    fn what_is_not_known_comes_last_either_way() {
        assert_eq!(order(&table(), Some(&sort("rank", false)), ""), [2, 0, 1]);
        assert_eq!(order(&table(), Some(&sort("rank", true)), ""), [0, 2, 1]);
    }

    #[test]
    fn an_unknown_column_leaves_the_order() {
        assert_eq!(order(&table(), Some(&sort("colour", true)), ""), [0, 1, 2]);
        assert_eq!(order(&table(), None, ""), [0, 1, 2]);
    }

    #[test]
    fn a_search_keeps_the_order() {
        assert_eq!(order(&table(), Some(&sort("leads", true)), " R"), [2, 0, 1]);
        assert_eq!(order(&table(), None, "birch"), [1]);
    }

    #[test]
    fn a_second_press_turns_the_order() {
        let columns = table().columns;
        assert_eq!(turned(None, &columns[1]), sort("rank", false));
        assert_eq!(turned(None, &columns[2]), sort("leads", true));
        assert_eq!(turned(Some(&sort("leads", true)), &columns[2]), sort("leads", false));
        assert_eq!(turned(Some(&sort("rank", false)), &columns[2]), sort("leads", true));
    }
}
