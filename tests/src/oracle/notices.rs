//! What the reader is told about an answer as a whole.

use std::collections::BTreeMap;

use dealerscope_core::query::{Dimension, Page};
use serde_json::Value;

use super::Oracle;
use super::scope::Scope;

/// The notices in their order: what sort of notice, and what it names.
pub(super) fn expect(scope: &Scope) -> Vec<Vec<String>> {
    let told = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let oracle = scope.oracle;
    let mut notices: Vec<Vec<String>> =
        scope.strange.iter().map(|(of, value)| told(&["not_in_snapshot", of.id(), value])).collect();
    for (table, there) in [("targets", oracle.brought.targets), ("spend", oracle.brought.spend)] {
        if !there {
            notices.push(told(&["table_absent", table]));
        }
    }
    if scope.query.page == Page::Data {
        let absent = ["complaints", "service_visits"].into_iter().filter(|table| !oracle.brought.has(table));
        notices.extend(absent.map(|table| told(&["table_absent", table])));
    }
    if scope.query.page == Page::Channels {
        if oracle.descriptor.dealerscope.settings.margin.is_none() {
            notices.push(told(&["unavailable", "return"]));
        }
        if !oracle.brought.missing_fields {
            notices.push(told(&["unavailable", "qualified_rate"]));
        }
    }
    let profile = scope.query.filter(Dimension::Dealer).is_some_and(|dealers| dealers.len() == 1);
    if scope.query.page == Page::Dealers && profile {
        notices.push(told(&["table_absent", "customers"]));
    }
    notices
}

/// Every setting with its value: of a list the values with spaces between, of a pair a sign.
pub(super) fn settings(oracle: &Oracle) -> BTreeMap<String, String> {
    let settings = serde_json::to_value(&oracle.descriptor.dealerscope.settings).expect("settings");
    let settings = settings.as_object().expect("settings by name");
    settings.iter().map(|(id, value)| (id.clone(), written(value, " "))).collect()
}

fn written(value: &Value, between: &str) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(|v| written(v, "+")).collect::<Vec<_>>().join(between),
        other => other.to_string(),
    }
}
