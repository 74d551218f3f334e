//! What a recipe says: the snapshot's descriptor, the raw files, and one query for each table.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use dealerscope_core::descriptor::{CONTRACT, Descriptor, Meta};
use serde::Deserialize;

use super::raw::RawFile;

/// The descriptor's file name within a recipe.
pub(super) const RECIPE: &str = "recipe.json";

/// The tables of the contract, in the order in which a descriptor lists them.
const TABLES: [&str; 13] = [
    "dealers",
    "leads",
    "targets",
    "spend",
    "campaigns",
    "customers",
    "activities",
    "members",
    "complaints",
    "service_visits",
    "surveys",
    "stock",
    "visits",
];

/// `recipe.json`: a snapshot's descriptor, with raw files in the place of its own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    name: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    created: String,
    #[serde(default)]
    sources: Vec<serde_json::Value>,
    #[serde(default)]
    licenses: Vec<serde_json::Value>,
    raw: BTreeMap<String, RawFile>,
    dealerscope: Meta,
}

/// One table's query.
#[derive(Debug)]
pub(super) struct Query {
    /// The contract's table.
    pub table: &'static str,
    /// The file that holds the query, for errors.
    pub file: PathBuf,
    /// The query.
    pub sql: String,
}

/// A recipe that was read.
#[derive(Debug)]
pub(super) struct Recipe {
    /// The descriptor, still without resources and control totals.
    pub descriptor: Descriptor,
    /// The raw files, by the name of the table in the queries.
    pub raw: BTreeMap<String, RawFile>,
    /// The queries, in the contract's order.
    pub queries: Vec<Query>,
    text: String,
    file: PathBuf,
}

impl Recipe {
    /// Reads a recipe's folder.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let file = folder.join(RECIPE);
        let text = fs::read_to_string(&file).with_context(|| {
            format!("{} cannot be read; a recipe is a folder that holds one", file.display())
        })?;
        let sheet: Sheet =
            serde_json::from_str(&text).with_context(|| format!("{} is not a recipe", file.display()))?;
        let descriptor = descriptor(&sheet).with_context(|| file.display().to_string())?;
        Ok(Self { descriptor, raw: sheet.raw, queries: queries(folder)?, text, file })
    }

    /// Names every raw file that is not there, with the line of the recipe that asks for it.
    pub(super) fn require_raw(&self, from: &Path) -> Result<()> {
        let missing: Vec<String> = self
            .raw
            .iter()
            .filter(|(_, raw)| !from.join(&raw.path).exists())
            .map(|(name, raw)| format!("  {} ({}: table {name})", raw.path, self.place_of(&raw.path)))
            .collect();
        let files = if missing.len() == 1 { "a raw file is" } else { "raw files are" };
        ensure!(missing.is_empty(), "{files} not in {}:\n{}", from.display(), missing.join("\n"));
        Ok(())
    }

    /// The recipe's file and the line on which a word stands.
    fn place_of(&self, word: &str) -> String {
        let quoted = serde_json::Value::from(word).to_string();
        let line = self.text.lines().position(|line| line.contains(&quoted)).map(|n| n + 1);
        line.map_or(self.file.display().to_string(), |n| format!("{} line {n}", self.file.display()))
    }
}

fn descriptor(sheet: &Sheet) -> Result<Descriptor> {
    let mut meta = sheet.dealerscope.clone();
    ensure!(!sheet.name.is_empty(), "name is empty; give the snapshot a name fit for a link");
    ensure!(
        meta.contract == 0 || meta.contract == CONTRACT,
        "dealerscope.contract is {}; this build writes {CONTRACT}",
        meta.contract
    );
    meta.contract = CONTRACT;
    let descriptor = Descriptor {
        name: sheet.name.clone(),
        title: sheet.title.clone(),
        version: sheet.version.clone(),
        created: sheet.created.clone(),
        sources: sheet.sources.clone(),
        licenses: sheet.licenses.clone(),
        resources: Vec::new(),
        dealerscope: meta,
    };
    ensure!(
        descriptor.as_of().is_some(),
        "dealerscope.as_of {:?} is not a date; give the moment of the export, such as 2026-06-30T18:00",
        descriptor.dealerscope.as_of
    );
    Ok(descriptor)
}

fn queries(folder: &Path) -> Result<Vec<Query>> {
    let mut queries = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let file = entry?.path();
        if file.extension().is_none_or(|e| e != "sql") {
            continue;
        }
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let Some(table) = TABLES.into_iter().find(|t| *t == stem) else {
            bail!("{}: {stem} is no table of the contract, which are: {}", file.display(), TABLES.join(", "));
        };
        let sql = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        queries.push(Query { table, file, sql });
    }
    for table in ["dealers", "leads"] {
        let file = folder.join(format!("{table}.sql"));
        ensure!(
            queries.iter().any(|q| q.table == table),
            "{} is missing; a snapshot needs it",
            file.display()
        );
    }
    queries.sort_by_key(|q| TABLES.iter().position(|t| *t == q.table));
    Ok(queries)
}
