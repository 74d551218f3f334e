//! Tables as files: CSV for spreadsheets, JSON for programs.

use std::fmt::Write as _;

use serde_json::{Map, Number, Value as Json};

use crate::answer::{Table, Value};

/// A table as CSV after RFC 4180: a header of column ids, cells quoted where they must be, lines ended by
/// CR and LF. Unknown is an empty cell; numbers are written in full, with a point. A text that a spreadsheet
/// would run as a formula has an apostrophe before it.
#[must_use]
pub fn csv(table: &Table) -> String {
    csv_by(table, |x| x.to_string())
}

/// The same with another writer of numbers, which must say what the standard library's does.
#[must_use]
pub fn csv_by(table: &Table, digits: fn(f64) -> String) -> String {
    let mut text = String::new();
    line(&mut text, table.columns.iter().map(|c| c.id.as_str().into()));
    for row in &table.rows {
        line(&mut text, row.iter().map(|value| inert(value, digits)));
    }
    text
}

/// The cell as plain text, empty where it is unknown, its number as `digits` writes it.
#[must_use]
pub fn plain(value: &Value, digits: fn(f64) -> String) -> std::borrow::Cow<'_, str> {
    match value {
        Value::Null => "".into(),
        Value::Int(n) => n.to_string().into(),
        Value::Num(x) => digits(*x).into(),
        Value::Text(text) => text.into(),
    }
}

/// The cell as [`csv`] writes it before quoting: numbers as they are, texts so that no spreadsheet runs them.
fn inert(value: &Value, digits: fn(f64) -> String) -> std::borrow::Cow<'_, str> {
    match value {
        // Full-width signs are signs to spreadsheets of East Asia.
        Value::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) => {
            format!("'{text}").into()
        }
        _ => plain(value, digits),
    }
}

/// A table as an array of objects, one for each row, keyed by column id. Unknown is `null`.
#[must_use]
pub fn json(table: &Table) -> Json {
    let object = |row: &Vec<Value>| {
        let cells = table.columns.iter().zip(row);
        Json::Object(cells.map(|(column, value)| (column.id.clone(), scalar(value))).collect::<Map<_, _>>())
    };
    Json::Array(table.rows.iter().map(object).collect())
}

fn scalar(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Int(n) => Json::Number((*n).into()),
        Value::Num(x) => Number::from_f64(*x).map_or(Json::Null, Json::Number),
        Value::Text(text) => Json::String(text.clone()),
    }
}

fn line<'a>(text: &mut String, cells: impl Iterator<Item = std::borrow::Cow<'a, str>>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            text.push(',');
        }
        // A cell that is a number or a code is the common case, and needs no second look.
        if cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
            // Writing to a string cannot fail.
            let _ = write!(text, "\"{}\"", cell.replace('"', "\"\""));
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Unit;

    fn table() -> Table {
        let columns = [("name", Unit::Text), ("leads", Unit::Count), ("conversion", Unit::Rate)];
        let mut table = Table::new("regions", &columns);
        table.rows = vec![
            vec!["华东, \"沪\"".into(), 12_i64.into(), 0.1.into()],
            vec!["two\nlines".into(), Value::Int(-3), Value::Null],
            vec![" edge".into(), Value::Int(0), Value::Num(1.0)],
        ];
        table
    }

    #[test]
    fn csv_quotes_what_must_be_quoted_and_nothing_else() {
        assert_eq!(
            csv(&table()),
            "name,leads,conversion\r\n\"华东, \"\"沪\"\"\",12,0.1\r\n\"two\nlines\",-3,\r\n\" edge\",0,1\r\n"
        );
        assert_eq!(csv(&Table::new("none", &[("a", Unit::Count)])), "a\r\n");
    }

    #[test]
    fn no_text_is_a_formula_and_every_number_stays() {
        let mut table = Table::new("dealers", &[("name", Unit::Text), ("change", Unit::Count)]);
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "＝1", "a=1", ""] {
            table.rows.push(vec![text.into(), Value::Num(-0.5)]);
        }
        let text = csv(&table);
        let want = ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "\"'\r=1\"", "'＝1", "a=1", ""];
        let want = want.map(|cell| format!("{cell},-0.5\r\n")).concat();
        assert_eq!(text, format!("name,change\r\n{want}"));
    }

    #[test]
    fn json_keeps_types_and_unknowns() {
        let want = serde_json::json!([
            { "name": "华东, \"沪\"", "leads": 12, "conversion": 0.1 },
            { "name": "two\nlines", "leads": -3, "conversion": null },
            { "name": " edge", "leads": 0, "conversion": 1.0 },
        ]);
        assert_eq!(json(&table()), want);
    }
}
