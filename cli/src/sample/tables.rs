//! `dealers.csv`, and the Table Schemas of all tables.

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};

use super::cells::{DayTexts, Line};
use super::dealers::Dealer;
use super::sink::{Sink, Written};
use super::{records, row};

const DEALER_COLUMNS: [&str; 14] = [
    "dealer_id",
    "name",
    "region",
    "center",
    "province",
    "city",
    "city_tier",
    "opened_on",
    "annual_sales_target",
    "consultants",
    "crm_team",
    "crm_managers",
    "crm_specialists",
    "owners",
];

/// Writes the dealers.
pub(super) fn write_dealers(folder: &Path, dealers: &[Dealer]) -> Result<Written> {
    let first = dealers.iter().map(|d| d.opened_on).min().unwrap_or(dealerscope_core::time::Day(0));
    let last = dealers.iter().map(|d| d.opened_on).max().unwrap_or(first);
    let days = DayTexts::new((first, last));
    let mut bytes = format!("{},club\n", DEALER_COLUMNS.join(",")).into_bytes();
    for dealer in dealers {
        let flag = |yes: bool| if yes { "1" } else { "0" };
        let mut line = Line::new(&mut bytes, &days);
        line.text(&dealer.id).text(&dealer.name);
        line.text(dealer.province.region).text(&format!("{}分销中心", dealer.province.center));
        line.text(dealer.province.code).text(dealer.city).number(u64::from(dealer.city_tier));
        line.day(Some(dealer.opened_on)).number(u64::from(dealer.annual_target));
        line.number(u64::from(dealer.consultants)).text(flag(dealer.crm_team));
        line.number(u64::from(dealer.crm_managers)).number(u64::from(dealer.crm_specialists));
        line.number(u64::from(dealer.owners)).text(flag(dealer.club)).end();
    }
    let mut sink = Sink::create(folder, "dealers.csv")?;
    sink.write(&bytes)?;
    sink.finish()
}

/// The Table Schema of a table of the sample.
pub(super) fn schema(table: &str) -> Value {
    let (columns, key): (Vec<&str>, Value) = match table {
        "dealers" => (DEALER_COLUMNS.into_iter().chain(["club"]).collect(), json!(["dealer_id"])),
        "leads" => (row::COLUMNS.to_vec(), json!(["lead_id"])),
        "targets" => {
            (vec!["month", "dealer_id", "metric", "target"], json!(["month", "dealer_id", "metric"]))
        }
        "complaints" => (records::COMPLAINT_COLUMNS.to_vec(), json!(["complaint_id"])),
        "service_visits" => (records::VISIT_COLUMNS.to_vec(), json!(["visit_id"])),
        _ => (vec!["month", "channel", "dealer_id", "budget", "actual"], Value::Null),
    };
    let mut schema = json!({ "fields": columns.into_iter().map(field).collect::<Vec<_>>() });
    if !key.is_null() {
        schema["primaryKey"] = key;
    }
    if table != "dealers" {
        let reference = json!({ "resource": "dealers", "fields": ["dealer_id"] });
        schema["foreignKeys"] = json!([{ "fields": ["dealer_id"], "reference": reference }]);
    }
    schema
}

fn field(name: &str) -> Value {
    match name {
        "created_at" | "routed_at" | "contacted_at" => {
            json!({ "name": name, "type": "datetime", "format": "%Y-%m-%dT%H:%M" })
        }
        "month" => json!({ "name": name, "type": "yearmonth" }),
        "crm_team" | "club" | "prefers_brand" | "valid" => {
            json!({ "name": name, "type": "boolean", "trueValues": ["1"], "falseValues": ["0"] })
        }
        "city_tier"
        | "annual_sales_target"
        | "consultants"
        | "crm_managers"
        | "crm_specialists"
        | "owners"
        | "severity"
        | "target" => json!({ "name": name, "type": "integer" }),
        "amount" | "budget" | "actual" | "claimed" | "compensated" | "satisfaction" | "revenue" | "parts" => {
            json!({ "name": name, "type": "number" })
        }
        _ if name.ends_with("_on") || name.ends_with("_at") => json!({ "name": name, "type": "date" }),
        _ => json!({ "name": name, "type": "string" }),
    }
}
