//! The snapshot contract, version 1: the tables and columns that are read.

pub(crate) mod names;

use std::borrow::Cow;

/// What a column's cells may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any words.
    Text,
    /// One of a field's codes; a snapshot may bring its own with labels.
    Code,
    /// Codes of a field with `|` between.
    Codes,
    /// A day.
    Day,
    /// A day, or a day with a time.
    Moment,
    /// A month, `YYYY-MM`.
    Month,
    /// Yes or no.
    Bool,
    /// A whole number, not negative.
    Integer,
    /// An amount or measure, not negative.
    Amount,
    /// A number of either sign.
    Number,
}

impl Kind {
    /// The type's name in a Frictionless Table Schema.
    #[must_use]
    pub fn schema_type(self) -> &'static str {
        match self {
            Self::Text | Self::Code | Self::Codes => "string",
            Self::Day => "date",
            Self::Moment => "datetime",
            Self::Month => "yearmonth",
            Self::Bool => "boolean",
            Self::Integer => "integer",
            Self::Amount | Self::Number => "number",
        }
    }
}

/// One column of a contract table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its header.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether every row must state it.
    pub required: bool,
}

/// One table of the contract.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name, as a resource carries it.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
}

impl Table {
    /// Where a column stands; `None` for one that the contract does not know.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name)
    }

    /// The field that a column's codes belong to: the column's name, but for kinds, of which several
    /// tables have one of their own.
    #[must_use]
    pub fn field<'a>(&self, column: &'a str) -> Cow<'a, str> {
        match (self.name, column) {
            ("complaints" | "service_visits", "kind") => format!("{}.kind", self.name).into(),
            _ => column.into(),
        }
    }
}

const fn must(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, required: true }
}

const fn may(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, required: false }
}

/// `dealers`: one row a dealer.
pub static DEALERS: Table = Table {
    name: "dealers",
    columns: &[
        must("dealer_id", Kind::Text),
        must("name", Kind::Text),
        must("region", Kind::Text),
        may("center", Kind::Text),
        must("province", Kind::Text),
        may("city", Kind::Text),
        may("city_tier", Kind::Integer),
        may("opened_on", Kind::Day),
        may("annual_sales_target", Kind::Integer),
        may("consultants", Kind::Integer),
        may("crm_team", Kind::Bool),
        may("crm_managers", Kind::Integer),
        may("crm_specialists", Kind::Integer),
        may("owners", Kind::Integer),
        may("club", Kind::Bool),
        may("lng", Kind::Number),
        may("lat", Kind::Number),
    ],
};

/// `leads`: one row a prospect.
pub static LEADS: Table = Table {
    name: "leads",
    columns: &[
        must("lead_id", Kind::Text),
        may("dealer_id", Kind::Text),
        must("created_at", Kind::Moment),
        must("channel", Kind::Code),
        may("origin", Kind::Code),
        may("routed_to", Kind::Code),
        may("routed_at", Kind::Moment),
        may("campaign_id", Kind::Text),
        may("series", Kind::Text),
        may("consultant_id", Kind::Text),
        may("customer_id", Kind::Text),
        may("kind", Kind::Code),
        may("account_class", Kind::Text),
        may("rival_brand", Kind::Text),
        may("current_brand", Kind::Text),
        may("prefers_brand", Kind::Bool),
        may("intended_on", Kind::Day),
        may("missing_fields", Kind::Codes),
        may("verified", Kind::Bool),
        may("valid", Kind::Bool),
        may("contacted_at", Kind::Moment),
        may("visited_at", Kind::Moment),
        may("test_drive_at", Kind::Moment),
        may("quoted_at", Kind::Moment),
        may("ordered_at", Kind::Moment),
        may("delivered_at", Kind::Moment),
        may("lost_at", Kind::Moment),
        may("lost_reason", Kind::Code),
        may("lost_by", Kind::Code),
        may("next_contact_on", Kind::Day),
        may("contacts", Kind::Integer),
        may("amount", Kind::Amount),
    ],
};

/// `targets`: what a dealer should reach in a month.
pub static TARGETS: Table = Table {
    name: "targets",
    columns: &[
        must("month", Kind::Month),
        must("dealer_id", Kind::Text),
        must("metric", Kind::Code),
        must("target", Kind::Amount),
    ],
};

/// `spend`: what a channel cost in a month.
pub static SPEND: Table = Table {
    name: "spend",
    columns: &[
        must("month", Kind::Month),
        must("channel", Kind::Code),
        may("dealer_id", Kind::Text),
        may("campaign_id", Kind::Text),
        may("budget", Kind::Amount),
        may("actual", Kind::Amount),
    ],
};

/// `complaints`: one row a complaint.
pub static COMPLAINTS: Table = Table {
    name: "complaints",
    columns: &[
        must("complaint_id", Kind::Text),
        must("dealer_id", Kind::Text),
        may("customer_id", Kind::Text),
        must("received_at", Kind::Moment),
        may("via", Kind::Code),
        must("kind", Kind::Code),
        may("series", Kind::Text),
        may("severity", Kind::Integer),
        may("responded_at", Kind::Moment),
        may("onsite_at", Kind::Moment),
        may("substantiated", Kind::Code),
        may("cause", Kind::Code),
        may("spot_checked", Kind::Bool),
        may("claimed", Kind::Amount),
        may("compensated", Kind::Amount),
        may("resolved_at", Kind::Moment),
        may("reopened", Kind::Bool),
        may("satisfaction", Kind::Amount),
    ],
};

/// `service_visits`: one row a visit to the workshop.
pub static SERVICE_VISITS: Table = Table {
    name: "service_visits",
    columns: &[
        must("visit_id", Kind::Text),
        must("dealer_id", Kind::Text),
        may("customer_id", Kind::Text),
        may("vehicle_id", Kind::Text),
        must("kind", Kind::Code),
        must("visited_on", Kind::Day),
        may("revenue", Kind::Amount),
        may("parts", Kind::Amount),
        may("technician_id", Kind::Text),
    ],
};

/// The tables that this build reads, in the order in which they are told of.
pub static TABLES: [&Table; 6] = [&DEALERS, &LEADS, &TARGETS, &SPEND, &COMPLAINTS, &SERVICE_VISITS];

/// The same tables in the order in which they are read: what refers to dealers after them, and the leads last. They
/// are most of a snapshot, so that over a network the others are read while the leads are on their way.
pub(crate) static READING: [&Table; 6] = [&DEALERS, &TARGETS, &SPEND, &COMPLAINTS, &SERVICE_VISITS, &LEADS];

/// The place of a table in [`TABLES`]; behind all of them for one that is not there.
pub(crate) fn place(name: &str) -> usize {
    TABLES.iter().position(|t| t.name == name).unwrap_or(TABLES.len())
}

/// The table with this name.
#[must_use]
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.into_iter().find(|t| t.name == name)
}
