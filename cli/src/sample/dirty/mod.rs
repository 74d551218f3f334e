//! `dealerscope sample --dirty`: the sample as real exports are, and a list of all that was broken.
//!
//! The list is made while the faults are planted, from what is known of them by construction. Nothing here
//! reads the files as the engine does.

mod cells;
mod columns;
mod dates;
mod dealers;
mod fault;
mod habits;
mod leads;
mod monthly;
mod order;
mod personal;
mod records;
mod rows;
mod sheet;
mod write;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use dealerscope_core::descriptor::{DESCRIPTOR, Descriptor};
use dealerscope_core::problem::ProblemKind;

use super::chance::{Chance, Stream};
use super::options::Options;
use super::sink::Sink;
use fault::Report;
use sheet::Sheet;
use write::{Encoding, Style};

/// The list of what was broken.
pub(super) const FAULTS: &str = "faults.json";
/// The most leads of a dirty sample, which is made in memory.
const MOST_LEADS: u64 = 1_000_000;

/// Refuses a dirty sample that is too large to be made in memory.
///
/// # Errors
/// Names the option and what it may be.
pub(super) fn check(options: Options) -> Result<()> {
    if options.leads > MOST_LEADS {
        bail!("--leads {}: with --dirty, give a number from 1 to {MOST_LEADS}", options.leads);
    }
    Ok(())
}

/// Breaks the clean sample that a folder holds; gives how many faults were planted.
///
/// # Errors
/// When the folder cannot be read or written.
pub(super) fn soil(folder: &Path, options: Options) -> Result<usize> {
    let path = folder.join(DESCRIPTOR);
    let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut descriptor: Descriptor = serde_json::from_slice(&text)?;
    fs::remove_file(&path).with_context(|| format!("cannot replace {}", path.display()))?;
    let chance = &mut Chance::new(options.seed, Stream::Dirt);
    let mut report =
        Report { seed: options.seed, counts: BTreeMap::new(), faults: Vec::new(), habits: BTreeMap::new() };
    for table in ["dealers", "leads", "targets", "spend", "complaints", "service_visits"] {
        let mut sheet = Sheet::read(folder, table)?;
        let style = style(chance, table);
        break_all(&mut sheet, chance, options);
        controls(&mut sheet, chance, &mut descriptor);
        let bytes = style.bytes(&sheet);
        if style.encoding.is_guessed(&bytes) {
            sheet.fault(ProblemKind::GuessedEncoding, None, None, None);
        }
        let mut sink = Sink::create(folder, &format!("{table}.csv"))?;
        sink.write(&bytes)?;
        let written = sink.finish()?;
        for resource in descriptor.resources.iter_mut().filter(|resource| resource.name == table) {
            (resource.bytes, resource.hash) = (Some(written.bytes), Some(written.hash.clone()));
            // Nobody says how a real export is written.
            resource.encoding.clear();
            resource.schema = None;
        }
        report.faults.extend(sheet.faults());
        report.habits.insert(table, sheet.habits);
    }
    for fault in &report.faults {
        *report.counts.entry(fault.kind).or_default() += 1;
    }
    descriptor.name = format!("dirty-{}", descriptor.name);
    descriptor.title = format!("{}，已弄脏", descriptor.title);
    put(&folder.join(FAULTS), &report)?;
    put(&path, &descriptor)?;
    Ok(report.faults.len())
}

fn put(path: &Path, content: &impl serde::Serialize) -> Result<()> {
    let text = serde_json::to_string_pretty(content)? + "\n";
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// How a table's file is written: the leads always so that their encoding must be guessed.
fn style(chance: &mut Chance, table: &str) -> Style {
    use Encoding::{Gb18030, Utf8, Utf8Marked, Utf16, Utf16Big};
    let encodings: &[Encoding] = match table {
        "leads" => &[Gb18030, Gb18030, Utf16 { mark: false }],
        "dealers" => &[Utf8Marked, Utf16 { mark: true }, Utf16 { mark: false }, Gb18030],
        "targets" => &[Utf8, Utf8Marked, Utf16Big { mark: false }],
        _ => &[Utf16Big { mark: true }, Utf8, Gb18030],
    };
    Style::draw(chance, encodings)
}

fn break_all(sheet: &mut Sheet, chance: &mut Chance, options: Options) {
    match sheet.table {
        "dealers" => dealers::soil(sheet, chance),
        "leads" => leads::soil(sheet, chance, options.as_of_day()),
        "targets" => monthly::soil_targets(sheet, chance),
        "spend" => monthly::soil_spend(sheet, chance),
        "complaints" => records::soil_complaints(sheet, chance, options.as_of_day()),
        _ => records::soil_visits(sheet, chance, options.as_of_day()),
    }
    if matches!(sheet.table, "dealers" | "leads") {
        columns::rename(sheet, chance);
    }
    if matches!(sheet.table, "dealers" | "leads" | "complaints") {
        columns::extra(sheet, chance);
    }
    columns::shuffle(sheet, chance);
    let width = columns::trailing(sheet, chance);
    habits::adopt(sheet, chance);
    rows::soil(sheet, chance, width);
}

/// States the totals of what the file holds, or leaves those of the clean sample, which its source would state.
fn controls(sheet: &mut Sheet, chance: &mut Chance, descriptor: &mut Descriptor) {
    let Some(control) = descriptor.dealerscope.controls.get_mut(sheet.table) else { return };
    let restated = sheet.table != "leads" && chance.happens(0.4);
    if sheet.added > 0 {
        if restated {
            control.rows = control.rows.map(|rows| rows + sheet.added as u64);
        } else {
            sheet.fault(ProblemKind::ControlTotal, None, None, None);
        }
    }
    for (column, sum) in &mut control.sums {
        let more = sheet.sums.get(column).copied().unwrap_or(0.0);
        if restated {
            *sum += more;
        } else if more.abs() > 0.01 {
            sheet.fault(ProblemKind::ControlTotal, None, Some(column), None);
        }
    }
}
