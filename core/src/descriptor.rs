//! `datapackage.json` and `catalog.json`: what a snapshot says of itself.
//!
//! The standard properties are those of the Frictionless Data Package, version 2; ours stand under
//! the key `dealerscope`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::problem::Refusal;
use crate::time::Day;

/// The descriptor's file name.
pub const DESCRIPTOR: &str = "datapackage.json";
/// The contract version that this build reads.
pub const CONTRACT: u32 = 1;

/// A snapshot's descriptor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Descriptor {
    /// A name fit for a link.
    pub name: String,
    /// A title for people.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The snapshot's version.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// When it was written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub created: String,
    /// Where the data comes from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<serde_json::Value>,
    /// On what terms it may be used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub licenses: Vec<serde_json::Value>,
    /// The files.
    pub resources: Vec<Resource>,
    /// What the standard lacks.
    pub dealerscope: Meta,
}

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

/// The properties under the key `dealerscope`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Meta {
    /// The contract's version.
    pub contract: u32,
    /// The moment that the export describes, ISO 8601.
    pub as_of: String,
    /// IANA name of the zone that the dates are local to.
    pub timezone: String,
    /// ISO 4217.
    pub currency: String,
    /// Language of the names in the data.
    pub locale: String,
    /// The maker or brand, shown in the title.
    pub brand: String,
    /// Control totals by table.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub controls: BTreeMap<String, Control>,
    /// Translations by dimension, code and language.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>,
    /// The rules that a maker may set.
    pub settings: Settings,
    /// Commentary, shown where it belongs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// Control totals of one table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Control {
    /// How many rows it has.
    pub rows: Option<u64>,
    /// Sums by column.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub sums: BTreeMap<String, f64>,
}

/// A remark on a date and a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// The date it is about, `YYYY-MM-DD` or `YYYY-MM`.
    pub date: String,
    /// The page it belongs to; every page when empty.
    pub page: String,
    /// Who says so.
    pub author: String,
    /// The remark.
    pub text: String,
}

/// The rules that a maker may set, each with the default that the reports name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Open leads that intend to buy within so many calendar months are hot.
    pub hot_months: u8,
    /// Beyond hot and within so many, warm; later, cold.
    pub warm_months: u8,
    /// A cohort younger than this is still ripening.
    pub maturity_days: u16,
    /// Rates over fewer than this are greyed, and not ranked.
    pub smallest_group: u32,
    /// The month, 1 to 12, in which the fiscal year starts.
    pub fiscal_year_start: u8,
    /// Upper edges of the annual sales target for the staffing bands; an edge belongs below.
    pub staffing_edges: Vec<u32>,
    /// CRM managers and specialists that each band needs: one pair more than there are edges.
    pub staffing_needs: Vec<(u32, u32)>,
    /// Upper edges of the annual sales target for the volume bands of peer groups.
    pub volume_edges: Vec<u32>,
    /// Gross margin on the order amount, for the return on marketing; unknown when absent.
    pub margin: Option<f64>,
    /// The share of dealers with a CRM team that a region should have.
    pub crm_team_mark: f64,
    /// The share of orders that market events should bring.
    pub event_mark: f64,
    /// Channels that bring leads without being worked.
    pub passive_channels: Vec<String>,
}

impl Settings {
    /// The last day on which a lead was created that has had its time by `as_of`.
    #[must_use]
    pub fn ripe_until(&self, as_of: Day) -> Day {
        Day(as_of.0.saturating_sub(self.maturity_days))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            hot_months: 3,
            warm_months: 12,
            maturity_days: 90,
            smallest_group: 30,
            fiscal_year_start: 1,
            staffing_edges: vec![600, 1000, 1500],
            staffing_needs: vec![(1, 1), (1, 2), (1, 3), (1, 4)],
            volume_edges: vec![600, 1000, 1500],
            margin: None,
            crm_team_mark: 0.8,
            event_mark: 0.3,
            passive_channels: ["showroom", "referral", "second_tier", "website"].map(Into::into).into(),
        }
    }
}

impl Descriptor {
    /// Reads a descriptor.
    ///
    /// # Errors
    /// Refuses text that is not a descriptor, another contract, one without a readable `as_of`, and
    /// two files for one table.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let read = serde_json::from_slice(bytes).or_else(|e| with_lists(bytes).ok_or(e));
        let descriptor: Self = read.map_err(|e| {
            Refusal::both(
                DESCRIPTOR,
                (format!("not a readable descriptor: {e}"), format!("描述文件无法读取：{e}")),
                ("write it as the contract says", "请按契约编写"),
            )
        })?;
        let meta = &descriptor.dealerscope;
        if meta.contract != CONTRACT {
            return Err(Refusal::both(
                DESCRIPTOR,
                (
                    format!("dealerscope.contract is {}, and this build reads {CONTRACT}", meta.contract),
                    format!("dealerscope.contract 为 {}，本程序读取 {CONTRACT}", meta.contract),
                ),
                ("export the snapshot again with the matching version", "请用相应版本重新导出快照"),
            ));
        }
        if descriptor.as_of().is_none() {
            return Err(Refusal::both(
                DESCRIPTOR,
                (
                    format!("dealerscope.as_of {:?} is not a date", meta.as_of),
                    format!("dealerscope.as_of {:?} 不是日期", meta.as_of),
                ),
                (
                    "give the moment of the export, such as 2026-06-30T18:00",
                    "请填写导出时刻，如 2026-06-30T18:00",
                ),
            ));
        }
        for (i, resource) in descriptor.resources.iter().enumerate() {
            if let Some(other) = descriptor.resources[..i].iter().find(|r| r.name == resource.name) {
                return Err(Refusal::both(
                    DESCRIPTOR,
                    (
                        format!(
                            "the table {} is given twice, by {} and {}",
                            resource.name, other.path, resource.path
                        ),
                        format!("数据表 {} 出现两次：{} 与 {}", resource.name, other.path, resource.path),
                    ),
                    ("join the two files, or list one of them", "请合并两个文件，或只列其一"),
                ));
            }
        }
        Ok(descriptor)
    }

    /// The last day that the snapshot describes.
    #[must_use]
    pub fn as_of(&self) -> Option<Day> {
        Day::parse(self.dealerscope.as_of.get(..10)?)
    }

    /// The resource that holds a table of the contract.
    #[must_use]
    pub fn resource(&self, table: &str) -> Option<&Resource> {
        self.resources.iter().find(|r| r.name == table)
    }

    /// The files of a table, each as a resource of its own; none where the snapshot lacks the table.
    #[must_use]
    pub fn files(&self, table: &str) -> Vec<Resource> {
        let Some(first) = self.resource(table) else { return Vec::new() };
        let mut alone = first.clone();
        let further = std::mem::take(&mut alone.dealerscope.further).into_iter().map(|part| Resource {
            path: part.path,
            bytes: part.bytes,
            hash: part.hash,
            ..alone.clone()
        });
        let further: Vec<Resource> = further.collect();
        std::iter::once(alone).chain(further).collect()
    }
}

/// Reads a descriptor in which a table's path is a list. Lengths and hashes are then lists as well, or are not
/// stated: one of the whole could not be held against any file.
fn with_lists(bytes: &[u8]) -> Option<Descriptor> {
    let mut json: Value = serde_json::from_slice(bytes).ok()?;
    for resource in json.get_mut("resources")?.as_array_mut()? {
        let resource = resource.as_object_mut()?;
        let Some(Value::Array(paths)) = resource.get("path").cloned() else { continue };
        if paths.is_empty() {
            return None;
        }
        let mut of_each = |key: &str| match resource.remove(key) {
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
    serde_json::from_value(json).ok()
}

/// `catalog.json`: the snapshots that a site offers, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Catalog {
    /// The snapshots.
    pub snapshots: Vec<CatalogEntry>,
}

/// One snapshot of a [`Catalog`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CatalogEntry {
    /// The snapshot's name, as the fragment's `snapshot` gives it.
    pub name: String,
    /// Its title for people.
    pub title: String,
    /// Its folder, relative to the catalogue.
    pub path: String,
    /// The moment that it describes.
    pub as_of: String,
    /// `sha256:` and the hash of its descriptor, which vouches for the files; not checked when empty.
    pub hash: String,
}

impl CatalogEntry {
    /// Checks that a descriptor is the one that the catalogue means.
    ///
    /// # Errors
    /// Refuses one with another hash.
    pub fn verify(&self, descriptor: &[u8]) -> Result<(), Refusal> {
        let stated = self.hash.strip_prefix("sha256:").unwrap_or(&self.hash);
        if stated.is_empty() || stated.eq_ignore_ascii_case(&format!("{:x}", Sha256::digest(descriptor))) {
            return Ok(());
        }
        Err(Refusal::both(
            DESCRIPTOR,
            (
                format!("its hash is not the one that the catalogue states, sha256:{stated}"),
                format!("文件哈希与目录所载不符（sha256:{stated}）"),
            ),
            (
                "the descriptor was cut short or changed: copy the snapshot again, or write its hash into catalog.json",
                "描述文件不完整或已被改动：请重新复制快照，或将其哈希写入 catalog.json",
            ),
        ))
    }
}
