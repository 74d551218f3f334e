//! Rows of a JSON file: an array of objects, one object a line, an object of columns, or any of
//! them under the key `data`.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::ingest::record::{Record, join};
use crate::ingest::rows::Note;
use crate::problem::ProblemKind;

/// The most members that the rows of a table may have.
const MOST_COLUMNS: usize = 1 << 12;

/// The header and the rows that a JSON text holds.
#[derive(Debug, Default)]
pub(crate) struct JsonTable<'a> {
    pub(crate) header: Vec<String>,
    /// The values of each row with their places in the header.
    rows: Vec<Vec<(usize, &'a RawValue)>>,
    /// The members that an object has twice: row, place and value.
    doubled: Vec<(u64, usize, &'a RawValue)>,
}

/// An object's members in their order, values as they are written: no number loses a digit.
struct Object<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Object<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object for a row")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((key, value)) = map.next_entry::<Cow<'de, str>, &'de RawValue>()? {
                    members.push((key, value));
                }
                Ok(Object(members))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

/// Reads a JSON text as a table.
///
/// # Errors
/// The parser's words, with line and column, for text that is none of the forms, and columns of
/// different lengths.
pub(crate) fn read(text: &str) -> Result<JsonTable<'_>, String> {
    let mut table = JsonTable::default();
    table.read(text.trim(), true)?;
    Ok(table)
}

impl<'a> JsonTable<'a> {
    fn read(&mut self, text: &'a str, wrapped: bool) -> Result<(), String> {
        if text.is_empty() {
            return Err("the file is empty".to_owned());
        }
        if text.starts_with('[') {
            let objects =
                serde_json::from_slice::<Vec<Object<'_>>>(text.as_bytes()).map_err(|e| e.to_string())?;
            return objects.into_iter().try_for_each(|object| self.row(object));
        }
        let mut objects = serde_json::Deserializer::from_slice(text.as_bytes()).into_iter::<Object<'_>>();
        let first = objects.next().transpose().map_err(|e| e.to_string())?.unwrap_or(Object(Vec::new()));
        if text[objects.byte_offset()..].trim_start().is_empty() {
            return self.single(first, wrapped);
        }
        self.row(first)?;
        objects.try_for_each(|object| self.row(object.map_err(|e| e.to_string())?))
    }

    /// Takes an object that stands alone: a wrapper, columns, or one row.
    fn single(&mut self, object: Object<'a>, wrapped: bool) -> Result<(), String> {
        let begins = |value: &RawValue, with: &[char]| value.get().starts_with(with);
        let data = object.0.iter().find(|(key, value)| key == "data" && begins(value, &['[', '{']));
        if let Some((_, value)) = data.filter(|_| wrapped) {
            return self.read(value.get(), false);
        }
        let all =
            |sign: char| !object.0.is_empty() && object.0.iter().all(|(_, value)| begins(value, &[sign]));
        if all('[') || all('{') { self.columns(object) } else { self.row(object) }
    }

    /// Takes one row.
    fn row(&mut self, Object(members): Object<'a>) -> Result<(), String> {
        let mut row: Vec<(usize, &RawValue)> = Vec::with_capacity(members.len());
        let mut next = 0;
        for (key, value) in members {
            let place = self.place(key, next)?;
            // Members mostly come in the order of the header: then none can stand twice.
            if place < next && row.iter().any(|(other, _)| *other == place) {
                self.doubled.push((self.rows.len() as u64 + 2, place, value));
                continue;
            }
            next = next.max(place + 1);
            row.push((place, value));
        }
        self.rows.push(row);
        Ok(())
    }

    /// Takes columns: lists, or objects of values by row.
    fn columns(&mut self, Object(members): Object<'a>) -> Result<(), String> {
        let mut first: Option<(String, Vec<Cow<'a, str>>)> = None;
        for (name, value) in members {
            let (keys, values): (Vec<_>, Vec<&RawValue>) = if value.get().starts_with('[') {
                (Vec::new(), serde_json::from_slice(value.get().as_bytes()).map_err(|e| e.to_string())?)
            } else {
                let object: Object<'_> =
                    serde_json::from_slice(value.get().as_bytes()).map_err(|e| e.to_string())?;
                object.0.into_iter().unzip()
            };
            match &first {
                Some((other, rows)) if values.len() != self.rows.len() || *rows != keys => {
                    return Err(format!("the columns {other} and {name} have different rows"));
                }
                Some(_) => {}
                None => {
                    self.rows = vec![Vec::new(); values.len()];
                    first = Some((name.clone().into_owned(), keys));
                }
            }
            let before = self.header.len();
            let place = self.place(name, before)?;
            if place < before {
                self.doubled.extend(values.first().map(|value| (1, place, *value)));
                continue;
            }
            for (row, value) in self.rows.iter_mut().zip(values) {
                row.push((place, value));
            }
        }
        Ok(())
    }

    /// The place of a member in the header, first looked for where it is likely.
    fn place(&mut self, key: Cow<'_, str>, likely: usize) -> Result<usize, String> {
        if self.header.get(likely).is_some_and(|name| *name == key) {
            return Ok(likely);
        }
        if let Some(place) = self.header.iter().position(|name| *name == key) {
            return Ok(place);
        }
        if self.header.len() == MOST_COLUMNS {
            return Err(format!("its objects have more than {MOST_COLUMNS} different members"));
        }
        self.header.push(key.into_owned());
        Ok(self.header.len() - 1)
    }

    /// Whether there is no row.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The members that stand twice in a row, of which the first is read.
    fn doubled(&self, row: u64) -> Vec<Note<'_>> {
        let from = self.doubled.partition_point(|doubled| doubled.0 < row);
        let here = self.doubled[from..].iter().take_while(|doubled| doubled.0 == row);
        let note = |&(_, place, value): &(u64, usize, &'a RawValue)| Note {
            kind: ProblemKind::ExtraColumn,
            column: Some(&self.header[place]),
            value: cell(value.get()),
            detail: ("the member stands twice; the first is read", "该成员出现两次，取第一个"),
        };
        here.map(note).collect()
    }

    /// Hands on the header and the rows as records, with the members that stand twice in each.
    /// Members that an object lacks are no ragged row.
    pub(crate) fn hand_on(&self, take: &mut dyn FnMut(&Record<'_>, &[Note<'_>])) {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for name in &self.header {
            join(&mut text, &mut ends, b',', name);
        }
        take(&Record::new(&text, &ends, 1), &self.doubled(1));
        let mut cells: Vec<Option<&RawValue>> = vec![None; self.header.len()];
        for (number, row) in (2..).zip(&self.rows) {
            text.clear();
            ends.clear();
            cells.fill(None);
            for &(place, value) in row {
                cells[place] = Some(value);
            }
            for value in &cells {
                join(&mut text, &mut ends, b',', &value.map_or(Cow::Borrowed(""), |value| cell(value.get())));
            }
            take(&Record::new(&text, &ends, number), &self.doubled(number));
        }
    }
}

/// A value as a CSV cell would hold it: no number loses a digit.
fn cell(raw: &str) -> Cow<'_, str> {
    let kept = || raw.to_owned();
    match raw.as_bytes().first() {
        Some(b'"') => serde_json::from_slice::<Text<'_>>(raw.as_bytes())
            .map_or_else(|_| Cow::Owned(kept()), |text| text.0),
        Some(b'n') => Cow::Borrowed(""),
        Some(b'[') => Cow::Owned(
            serde_json::from_slice::<Vec<String>>(raw.as_bytes())
                .map_or_else(|_| kept(), |list| list.join("|")),
        ),
        _ => Cow::Borrowed(raw),
    }
}

/// A string that is borrowed where nothing in it is escaped.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        let table = read(text).unwrap();
        let mut got = Vec::new();
        table.hand_on(&mut |record, _| {
            got.push((0..record.len()).map(|i| record.cell(i)).collect::<Vec<_>>().join("|"));
        });
        assert_eq!(got.join(";"), want);
    }

    #[test]
    fn every_form_gives_one_table() {
        check(r#"[{"a":1,"b":"x"},{"b":null,"a":2.50}]"#, "a|b;1|x;2.50|");
        check("{\"a\":1}\n{\"a\":true,\"c\":9007199254740993}\n", "a|c;1|;true|9007199254740993");
        check(r#"{"data":[{"a":["p","q"]}],"more":1}"#, "a;p|q");
        check(r#"{"a":[1,2],"b":["x",null]}"#, "a|b;1|x;2|");
        check(r#"{"a":{"0":1,"1":2},"b":{"0":"x\n","1":""}}"#, "a|b;1|x;2|");
        check(r#"{"code":0,"data":{"a":[1],"b":[12345678901234567890]}}"#, "a|b;1|12345678901234567890");
        check(r#"{"a":["p"],"b":"x"}"#, "a|b;p|x");
        check("[]", "");
    }

    #[test]
    fn of_a_member_that_stands_twice_the_first_is_read() {
        let text = r#"[{"a":1,"b":2},{"b":3,"a":4,"b":5}]"#;
        check(text, "a|b;1|2;4|3");
        let doubled: Vec<_> =
            read(text).unwrap().doubled.iter().map(|d| (d.0, d.1, d.2.get().to_owned())).collect();
        assert_eq!(doubled, [(3, 1, "5".to_owned())]);
    }

    #[test]
    fn what_is_not_a_table_says_where() {
        assert!(read("[1,2]").unwrap_err().contains("line 1"));
        assert!(read("{\"a\":").is_err());
        assert!(read("[{\"a\":1},").is_err());
        assert!(read(r#"{"a":[1,2],"b":[1]}"#).unwrap_err().contains("a and b"));
        assert!(read(r#"{"a":{"0":1},"b":{"1":1}}"#).unwrap_err().contains("a and b"));
        assert!(read(r#"{"data":[1]}"#).is_err());
    }

    #[test]
    fn depth_and_width_have_an_end() {
        let deep = format!("[{{\"a\":{}1{}}}]", "[".repeat(100_000), "]".repeat(100_000));
        assert!(read(&deep).is_ok());
        assert!(read(&"[".repeat(1_000_000)).is_err() && read(&"{\"data\":".repeat(100_000)).is_err());
        let wide: Vec<String> = (0..5000).map(|n| format!("\"{n}\":1")).collect();
        assert!(read(&format!("{{{}}}", wide.join(","))).unwrap_err().contains("4096"));
    }
}
