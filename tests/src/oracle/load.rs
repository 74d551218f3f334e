//! The files of a snapshot as tables of words: an absent column and an empty cell are `NULL`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::datasource::MemTable;
use datafusion::prelude::SessionContext;

/// The contract's tables and columns that the pages rest on.
const TABLES: [(&str, &str); 6] = [
    (
        "dealers",
        "dealer_id name region center province city city_tier opened_on annual_sales_target consultants crm_team \
         crm_managers crm_specialists owners club lng lat",
    ),
    (
        "leads",
        "lead_id dealer_id created_at channel origin routed_to routed_at campaign_id series consultant_id customer_id \
         kind account_class rival_brand current_brand prefers_brand intended_on missing_fields verified valid \
         contacted_at visited_at test_drive_at quoted_at ordered_at delivered_at lost_at lost_reason lost_by \
         next_contact_on contacts amount",
    ),
    ("targets", "month dealer_id metric target"),
    ("spend", "month channel dealer_id campaign_id budget actual"),
    (
        "complaints",
        "complaint_id dealer_id customer_id received_at via kind series severity responded_at onsite_at substantiated \
         cause spot_checked claimed compensated resolved_at reopened satisfaction",
    ),
    (
        "service_visits",
        "visit_id dealer_id customer_id vehicle_id kind visited_on revenue parts technician_id",
    ),
];

/// The tables in their order.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    TABLES.into_iter().map(|(name, _)| name)
}

/// The columns of a table.
pub(super) fn columns(table: &str) -> impl Iterator<Item = &'static str> {
    TABLES.into_iter().filter(move |(name, _)| *name == table).flat_map(|(_, names)| names.split_whitespace())
}

/// A table's columns by header, each with its cells.
type Columns = BTreeMap<String, Vec<Option<String>>>;

fn read(bytes: &[u8]) -> Columns {
    let mut reader = csv::Reader::from_reader(bytes);
    let headers: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let mut columns: Vec<Vec<Option<String>>> = vec![Vec::new(); headers.len()];
    for record in reader.records() {
        for (cell, column) in record.expect("a row").iter().zip(&mut columns) {
            column.push((!cell.is_empty()).then(|| cell.to_owned()));
        }
    }
    headers.into_iter().zip(columns).collect()
}

/// Registers a table of words.
pub(super) fn register(session: &SessionContext, name: &str, columns: &[(&str, Vec<Option<String>>)]) {
    let fields: Vec<Field> = columns.iter().map(|(id, _)| Field::new(*id, DataType::Utf8, true)).collect();
    let arrays: Vec<ArrayRef> =
        columns.iter().map(|(_, cells)| Arc::new(StringArray::from(cells.clone())) as ArrayRef).collect();
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(schema.clone(), arrays).expect("columns of one length");
    let table = MemTable::try_new(schema, vec![vec![batch]]).expect("a table");
    session.register_table(name, Arc::new(table)).expect("a new name");
}

/// Which parts of the contract a snapshot brings.
#[derive(Clone, Debug, Default)]
pub(super) struct Brought {
    /// Leads say which fields they lack.
    pub missing_fields: bool,
    /// There is a table of targets.
    pub targets: bool,
    /// There is a table of spend.
    pub spend: bool,
    /// The headers of each file, by table.
    pub columns: BTreeSet<(&'static str, String)>,
}

impl Brought {
    /// Whether there is a table.
    pub(super) fn has(&self, table: &str) -> bool {
        self.columns.iter().any(|(name, _)| *name == table)
    }
}

/// Registers the tables under their own names; one that is not there has no rows. Each row says
/// on which `line` of its file it stands.
pub(super) fn load(session: &SessionContext, file: impl Fn(&str) -> Option<Vec<u8>>) -> Brought {
    let mut brought = Brought::default();
    for (table, names) in TABLES {
        let found = file(table).map(|bytes| read(&bytes)).unwrap_or_default();
        let rows = found.values().map(Vec::len).max().unwrap_or(0);
        brought.targets |= table == "targets" && !found.is_empty();
        brought.spend |= table == "spend" && !found.is_empty();
        brought.columns.extend(found.keys().map(|column| (table, column.clone())));
        brought.missing_fields |= found.contains_key("missing_fields");
        let mut columns: Vec<(&str, Vec<Option<String>>)> = names
            .split_whitespace()
            .map(|name| (name, found.get(name).cloned().unwrap_or_else(|| vec![None; rows])))
            .collect();
        columns.push(("line", (1..=rows).map(|line| Some(line.to_string())).collect()));
        register(session, table, &columns);
    }
    brought
}
