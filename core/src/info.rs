//! What the page must know of a snapshot before it asks anything: what can be filtered by, the
//! places and dealers, the months, and the problems.

use serde::{Deserialize, Serialize};

use crate::descriptor::{Note, Settings};
use crate::glossary::Formula;
use crate::problem::Problems;
use crate::query::Dimension;
use crate::time::{Day, Month};

/// A snapshot in outline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SnapshotInfo {
    /// The descriptor's name.
    pub name: String,
    /// The descriptor's title.
    pub title: String,
    /// The maker or brand.
    pub brand: String,
    /// ISO 4217.
    pub currency: String,
    /// The last day described.
    pub as_of: Day,
    /// The moment described, as the descriptor writes it.
    pub as_of_text: String,
    /// The month of the first lead, and of `as_of`.
    pub months: (Month, Month),
    /// The rules in force.
    pub settings: Settings,
    /// The remarks.
    pub notes: Vec<Note>,
    /// Rows by table that was loaded.
    pub rows: Vec<(String, u64)>,
    /// The dealers, in the order of the table.
    pub dealers: Vec<DealerInfo>,
    /// The values of each dimension that is not a place, most leads first.
    pub dimensions: Vec<DimensionInfo>,
    /// What each metric is, for the explanations on the page.
    pub formulas: Vec<Formula>,
    /// How much is wrong: the counts alone.
    pub problems: Problems,
}

/// A dealer and where it stands in the hierarchy; empty where not stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealerInfo {
    /// Its key.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 大区.
    pub region: String,
    /// 分销中心.
    pub center: String,
    /// Province, by its short Chinese name.
    pub province: String,
    /// City.
    pub city: String,
}

/// The values that a dimension takes in this snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DimensionInfo {
    /// The dimension.
    pub dimension: Dimension,
    /// Its values.
    pub values: Vec<ValueInfo>,
}

/// One value of a dimension, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueInfo {
    /// The code; empty for "not stated".
    pub code: String,
    /// Its Chinese label.
    pub zh: String,
    /// Its English label.
    pub en: String,
    /// How many leads have it.
    pub leads: u64,
}
