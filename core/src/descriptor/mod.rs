//! `datapackage.json` and `catalog.json`: what a snapshot says of itself.
//!
//! The standard properties are those of the Frictionless Data Package, version 2; ours stand under
//! the key `dealerscope`.

mod catalog;
mod resource;
mod settings;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use catalog::{Catalog, CatalogEntry};
pub use resource::{Columnar, Dialect, Part, Reading, Resource};
pub use settings::Settings;

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

impl Descriptor {
    /// Reads a descriptor.
    ///
    /// # Errors
    /// Refuses text that is not a descriptor, another contract, one without a readable `as_of`, and
    /// two files for one table.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let read = serde_json::from_slice(bytes).or_else(|e| resource::with_lists(bytes).ok_or(e));
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

    /// The Parquet files that lie beside those of the tables.
    pub fn columnar(&self) -> impl Iterator<Item = &Columnar> {
        self.resources.iter().flat_map(|resource| {
            let Reading { columnar, further, .. } = &resource.dealerscope;
            columnar.iter().chain(further.iter().filter_map(|part| part.columnar.as_ref()))
        })
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
            dealerscope: Reading { columnar: part.columnar, ..alone.dealerscope.clone() },
            ..alone.clone()
        });
        let further: Vec<Resource> = further.collect();
        std::iter::once(alone).chain(further).collect()
    }
}
