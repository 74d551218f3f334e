//! The descriptor that a reader's choices come to.

use std::collections::BTreeMap;

use super::Choice;
use crate::contract;
use crate::descriptor::{CONTRACT, DESCRIPTOR, Descriptor, Resource};
use crate::ingest::header;
use crate::problem::Refusal;

/// Writes the descriptor: the same for the page that loads the files by it, and for whoever saves it beside them.
///
/// # Errors
/// As [`Descriptor::read`], and for facts that are no resource.
pub fn describe(choice: &Choice) -> Result<String, Refusal> {
    let broken = |e: serde_json::Error| {
        let what = (e.to_string(), format!("内部错误：{e}"));
        Refusal::both(DESCRIPTOR, what, ("choose the files again", "请重新选择文件"))
    };
    let mut resources = Vec::new();
    for file in &choice.files {
        let mut resource: Resource = serde_json::from_slice(file.facts.as_bytes()).map_err(broken)?;
        resource.name.clone_from(&file.table);
        let table = contract::table(&resource.name);
        resource.dealerscope.kept.retain(|kept| table.is_some_and(|table| table.position(kept).is_some()));
        let differing = file.columns.iter().filter(|(header, column)| header != column);
        resource.dealerscope.columns = BTreeMap::new();
        resource.dealerscope.columns.extend(differing.cloned());
        for header in known(&resource) {
            if file.columns.iter().all(|(chosen, _)| *chosen != header) {
                resource.dealerscope.columns.insert(header, String::new());
            }
        }
        resources.push(resource);
    }
    let mut descriptor = match choice.base.as_str() {
        "" => Descriptor { name: slug(&choice.title), ..Descriptor::default() },
        base => Descriptor::read(base.as_bytes())?,
    };
    // Tables that this build does not read stay as they are described.
    descriptor.resources.retain(|other| {
        contract::table(&other.name).is_none() && resources.iter().all(|resource| resource.path != other.path)
    });
    descriptor.resources.splice(..0, resources);
    descriptor.title.clone_from(&choice.title);
    let meta = &mut descriptor.dealerscope;
    meta.contract = CONTRACT;
    meta.currency.clone_from(&choice.currency);
    // A moment that was stated is more than the day of it.
    if !meta.as_of.starts_with(&choice.as_of) || choice.as_of.is_empty() {
        meta.as_of.clone_from(&choice.as_of);
    }
    let text = serde_json::to_string_pretty(&descriptor).map_err(broken)?;
    Descriptor::read(text.as_bytes())?;
    Ok(text + "\n")
}

/// The headers that would be taken for a column of the table without being told.
fn known(resource: &Resource) -> Vec<String> {
    let fields = resource.schema.as_ref().and_then(|schema| schema["fields"].as_array());
    let names = fields.into_iter().flatten().filter_map(|field| field["name"].as_str());
    let table = contract::table(&resource.name);
    let is_known = |name: &&str| table.is_some_and(|t| header::known(t, &header::folded(name)).is_some());
    names.filter(is_known).map(str::to_owned).collect()
}

/// A title as a name fit for a link.
fn slug(title: &str) -> String {
    let sign = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = title.chars().map(sign).collect();
    let words: Vec<&str> = name.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "snapshot".to_owned() } else { words.join("-") }
}
