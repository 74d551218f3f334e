//! The files of a snapshot, and the parts of those tables that come in several.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Descriptor;

/// One file of a snapshot, holding one table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Resource {
    /// The table's name in the contract.
    pub name: String,
    /// The file's path, relative to the descriptor.
    pub path: String,
    /// `csv` or `json`; by the path's ending when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub format: String,
    /// The text encoding, as browsers name it; found out when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub encoding: String,
    /// `gz`, or empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub compression: String,
    /// How the CSV is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dialect: Option<Dialect>,
    /// The file's length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// The file's hash, `sha256:…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// The Table Schema, kept as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<serde_json::Value>,
    /// How the file differs from what the contract takes for granted.
    #[serde(skip_serializing_if = "Reading::is_plain")]
    pub dealerscope: Reading,
}

/// The properties of a file under the key `dealerscope`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// The contract's column by the file's header, where the two differ; the empty one for a column that is left
    /// out although its name is known.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, String>,
    /// Columns of the contract that hold what looks like personal data and were kept on purpose.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<String>,
    /// The year, 1900 or 1904, that a spreadsheet's serial dates count from; taken to be 1900 when
    /// absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epoch: Option<u16>,
    /// The further files of a table that comes in several. A list of paths, as Frictionless has it, becomes the
    /// first of them and these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<Part>,
    /// The same cells as a Parquet file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columnar: Option<Columnar>,
}

impl Reading {
    /// Whether nothing is stated.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// A further file of a table that comes in several, each with its header: what its first file's resource says
/// holds of it as well.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Part {
    /// Its path.
    pub path: String,
    /// Its length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Its hash, `sha256:…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// The same cells as a Parquet file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columnar: Option<Columnar>,
}

/// The Parquet file that lies beside a CSV file and holds the same cells, row by row, each column as text. It is
/// read where it comes over a network; without its length and its hash it is not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Columnar {
    /// Its path, relative to the descriptor.
    pub path: String,
    /// Its length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Its hash, `sha256:…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
}

/// How a CSV file is written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Dialect {
    /// The sign between cells; found out when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    /// The sign around cells; `"` when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote_char: Option<String>,
    /// The sign before a quote within a cell, when quotes are not doubled; found out when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escape_char: Option<String>,
}

/// Reads a descriptor in which a table's path is a list. Lengths and hashes are then lists as well, or are not
/// stated: one of the whole could not be held against any file.
pub(super) fn with_lists(bytes: &[u8]) -> Option<Descriptor> {
    let mut json: Value = serde_json::from_slice(bytes).ok()?;
    for resource in json.get_mut("resources")?.as_array_mut()? {
        let resource = resource.as_object_mut()?;
        let Some(Value::Array(paths)) = resource.get("path").cloned() else { continue };
        if paths.is_empty() {
            return None;
        }
        let mut of_each = |key: &str| match resource.get_mut(key).map(Value::take) {
            Some(Value::Array(values)) if values.len() == paths.len() => values,
            _ => vec![Value::Null; paths.len()],
        };
        let (lengths, hashes) = (of_each("bytes"), of_each("hash"));
        let part = |at: usize| json!({ "path": paths[at], "bytes": lengths[at], "hash": hashes[at] });
        let Value::Object(first) = part(0) else { return None };
        let further: Vec<Value> = (1..paths.len()).map(part).collect();
        resource.extend(first);
        let own = resource.entry("dealerscope").or_insert_with(|| json!({}));
        own.as_object_mut()?.insert("further".to_owned(), further.into());
    }
    // By way of text, so that there is one reader of descriptors: a second one weighs as much as the rest of it.
    serde_json::from_slice(&serde_json::to_vec_pretty(&json).ok()?).ok()
}
