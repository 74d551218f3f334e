//! What the reader asks: the page, the period and the filters, as the URL fragment keeps them.

mod codec;
#[cfg(feature = "engine")]
pub(crate) mod near;
mod period;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use codec::{from_fragment, to_fragment};
pub use period::{Compare, Period, Resolved};

/// A page of the dashboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// What moved, and where.
    #[default]
    Overview,
    /// Places from the region down to the dealer.
    Regions,
    /// Channels and the funnel.
    Channels,
    /// The ranking of dealers, and the profile of one.
    Dealers,
    /// What was read, what is wrong with it, and what every number means.
    Data,
}

impl Page {
    /// All pages, in the order of the navigation.
    pub const ALL: [Self; 5] = [Self::Overview, Self::Regions, Self::Channels, Self::Dealers, Self::Data];

    /// The page's name in a fragment.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Regions => "regions",
            Self::Channels => "channels",
            Self::Dealers => "dealers",
            Self::Data => "data",
        }
    }
}

/// How a lead is dated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Leads created in the period, and what became of them up to `as_of`.
    #[default]
    Cohort,
    /// What happened in the period, whenever the lead was created.
    Activity,
}

/// Something that leads can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// 大区.
    Region,
    /// 分销中心.
    Center,
    /// Province, by its short Chinese name.
    Province,
    /// City.
    City,
    /// Dealer, by its id.
    Dealer,
    /// Channel, by its code.
    Channel,
    /// Series of interest.
    Series,
    /// Who developed the lead.
    Origin,
    /// Person or company.
    Kind,
    /// `hot`, `warm`, `cold`, `unclassified`, or `closed` for leads that are no longer open.
    Temperature,
}

impl Dimension {
    /// All dimensions, in the order of the fragment.
    pub const ALL: [Self; 10] = [
        Self::Region,
        Self::Center,
        Self::Province,
        Self::City,
        Self::Dealer,
        Self::Channel,
        Self::Series,
        Self::Origin,
        Self::Kind,
        Self::Temperature,
    ];
    /// The levels of the place hierarchy, from the widest.
    pub const PLACES: [Self; 5] = [Self::Region, Self::Center, Self::Province, Self::City, Self::Dealer];
    /// What is neither a place nor the channel.
    pub const OF_LEADS: [Self; 4] = [Self::Series, Self::Origin, Self::Kind, Self::Temperature];

    /// The dimension's key in a fragment.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Center => "center",
            Self::Province => "province",
            Self::City => "city",
            Self::Dealer => "dealer",
            Self::Channel => "channel",
            Self::Series => "series",
            Self::Origin => "origin",
            Self::Kind => "kind",
            Self::Temperature => "temperature",
        }
    }
}

/// The language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// 中文.
    Zh,
    /// English.
    En,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Dark ink on a light page.
    Light,
    /// Light ink on a dark page.
    Dark,
}

/// A column to sort by, and which way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// The column's id.
    pub column: String,
    /// Largest first.
    pub descending: bool,
}

/// The whole state of the dashboard. An absent filter lets everything through; an empty string
/// among the values of a filter stands for "not stated".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// The page.
    pub page: Page,
    /// The period; `None` for everything in the snapshot.
    pub period: Option<Period>,
    /// What the period is compared with.
    pub compare: Compare,
    /// How leads are dated.
    pub basis: Basis,
    /// The values that pass, by dimension; never an empty set.
    pub filters: BTreeMap<Dimension, BTreeSet<String>>,
    /// The snapshot's name in the catalogue; `None` for the newest.
    pub snapshot: Option<String>,
    /// A second snapshot to hold the first against.
    pub against: Option<String>,
    /// How the page's main table is sorted.
    pub sort: Option<Sort>,
    /// The language; `None` for the browser's.
    pub lang: Option<Lang>,
    /// The theme; `None` for the browser's.
    pub theme: Option<Theme>,
}

impl Query {
    /// What a reader sees who opens the dashboard without a fragment: what happened in the last
    /// twelve months, against the twelve before. On the cohort basis the newest leads would still be
    /// ripening, and a comparison look like a fall.
    #[must_use]
    pub fn opening() -> Self {
        Self { period: Some(Period::Last12), basis: Basis::Activity, ..Self::default() }
    }

    /// The values that pass on one dimension; `None` where it is not filtered.
    #[must_use]
    pub fn filter(&self, dimension: Dimension) -> Option<&BTreeSet<String>> {
        self.filters.get(&dimension)
    }

    /// Puts a value on a filter, or takes it off again.
    pub fn toggle(&mut self, dimension: Dimension, value: &str) {
        let values = self.filters.entry(dimension).or_default();
        if !values.remove(value) {
            values.insert(value.to_owned());
        }
        if values.is_empty() {
            self.filters.remove(&dimension);
        }
    }
}
