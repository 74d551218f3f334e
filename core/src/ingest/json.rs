//! Rows of a JSON file: an array of objects, one object a line, or either under the key `data`.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The header and the rows of cells that a JSON text holds. A row lacks the cells of keys that its
/// object lacks, and of later objects' new keys.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct JsonTable {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
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

#[derive(Deserialize)]
struct Wrapper<'a> {
    #[serde(borrow)]
    data: Vec<Object<'a>>,
}

/// Reads a JSON text as a table.
///
/// # Errors
/// The parser's words, with line and column, for text that is none of the three forms.
pub(crate) fn read(text: &str) -> Result<JsonTable, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("the file is empty".to_owned());
    }
    let objects = if text.starts_with('[') {
        serde_json::from_str::<Vec<Object<'_>>>(text).map_err(|e| e.to_string())?
    } else if let Ok(wrapper) = serde_json::from_str::<Wrapper<'_>>(text) {
        wrapper.data
    } else {
        let lines = serde_json::Deserializer::from_str(text).into_iter::<Object<'_>>();
        lines.collect::<Result<_, _>>().map_err(|e| e.to_string())?
    };
    let mut table = JsonTable::default();
    for Object(members) in objects {
        let mut row = vec![String::new(); table.header.len()];
        for (key, value) in members {
            let index = table.header.iter().position(|h| *h == key).unwrap_or_else(|| {
                table.header.push(key.into_owned());
                table.header.len() - 1
            });
            row.resize(table.header.len().max(row.len()), String::new());
            row[index] = cell(value.get());
        }
        table.rows.push(row);
    }
    Ok(table)
}

/// A value as a CSV cell would hold it.
fn cell(raw: &str) -> String {
    match raw.as_bytes().first() {
        Some(b'"') => serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned()),
        Some(b'n') => String::new(),
        Some(b'[') => {
            serde_json::from_str::<Vec<String>>(raw).map_or_else(|_| raw.to_owned(), |list| list.join("|"))
        }
        _ => raw.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        let table = read(text).unwrap();
        let rows: Vec<String> = table.rows.iter().map(|r| r.join("|")).collect();
        assert_eq!(format!("{};{}", table.header.join("|"), rows.join(";")), want);
    }

    #[test]
    fn three_forms_give_one_table() {
        check(r#"[{"a":1,"b":"x"},{"b":null,"a":2.50}]"#, "a|b;1|x;2.50|");
        check("{\"a\":1}\n{\"a\":true,\"c\":9007199254740993}\n", "a|c;1;true|9007199254740993");
        check(r#"{"data":[{"a":["p","q"]}],"more":1}"#, "a;p|q");
        check("[]", ";");
    }

    #[test]
    fn what_is_not_a_table_says_where() {
        assert!(read("[1,2]").unwrap_err().contains("line 1"));
        assert!(read("{\"a\":").is_err());
        assert!(read("[{\"a\":1},").is_err());
    }
}
