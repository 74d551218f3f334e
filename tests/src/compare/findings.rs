//! The findings: what each says, and which of all that are due are shown.

use std::collections::BTreeMap;

use dealerscope_core::answer::Table;

use super::{listed, rows, same, written};
use crate::oracle::{Cell, Row};

/// The kinds, with the columns in which each says what it found.
const KINDS: [(&str, &[&str]); 6] = [
    ("figure_moved", &["severity", "value", "prior", "n"]),
    ("region_conversion", &["severity", "dimension", "name", "value", "prior"]),
    ("channel_cost", &["severity", "dimension", "name", "value", "prior"]),
    ("response_gamed", &["severity", "dimension", "name", "value", "prior", "low", "high"]),
    ("attainment_low", &["severity", "dimension", "name", "value"]),
    ("data_quality", &["severity", "value", "n"]),
];

/// How many findings an answer shows at most, and how many of a kind.
const MOST: usize = 8;
const MOST_OF_KIND: usize = 3;
/// Weights that lie nearer to each other than this may stand in either order.
const WEIGHT: f64 = 1e-9;
/// Nearer to a limit than this, the last digit decides on which side a value lies.
const EDGE: f64 = 1e-12;

/// Each finding shown must be due and say what it should, in order; each that is due and not shown
/// must have given way to others.
pub(super) fn compare(table: &Table, expected: &[Row], found: &mut Vec<String>) {
    let name = |row: &Row| [written(&row["kind"]), written(&row["key"])];
    let mut due: BTreeMap<[String; 2], &Row> = expected.iter().map(|row| (name(row), row)).collect();
    let mut shown: Vec<&Row> = Vec::new();
    for row in rows(table) {
        match due.remove(&name(&row)) {
            Some(want) => {
                compare_one(&row, want, found);
                shown.push(want);
            }
            None => found.push(format!("findings {:?}: should not be there ({})", name(&row), listed(&row))),
        }
    }
    for pair in shown.windows(2).filter(|pair| before(pair[1], pair[0])) {
        found.push(format!("findings {:?}: stands before {:?}", name(pair[0]), name(pair[1])));
    }
    let of_kind = |kind: &Cell| shown.iter().filter(|row| row["kind"] == *kind).count();
    if shown.len() > MOST || shown.iter().any(|row| of_kind(&row["kind"]) > MOST_OF_KIND) {
        found.push(format!("findings: {} are too many, or too many of a kind", shown.len()));
    }
    for row in due.values().filter(|row| settled(row)) {
        let outranked =
            |rows: &[&&Row], most: usize| rows.len() >= most && !rows.iter().any(|other| before(row, other));
        let all: Vec<_> = shown.iter().collect();
        let same_kind: Vec<_> = shown.iter().filter(|other| other["kind"] == row["kind"]).collect();
        if !outranked(&all, MOST) && !outranked(&same_kind, MOST_OF_KIND) {
            found.push(format!("findings {:?}: missing ({})", name(row), listed(row)));
        }
    }
}

fn compare_one(got: &Row, want: &Row, found: &mut Vec<String>) {
    let kind = want["kind"].text();
    let (_, said) = KINDS.iter().find(|(id, _)| *id == kind).expect("a kind");
    for id in said.iter().filter(|id| **id != "severity" || settled(want)) {
        if !same(&got[*id], &want[*id]) {
            let (got, want_cell) = (written(&got[*id]), written(&want[*id]));
            found
                .push(format!("findings {kind} {} {id}: {got}, expected {want_cell}", written(&want["key"])));
        }
    }
}

/// Whether a finding must stand before another: it is more severe, or as severe and of more weight.
fn before(one: &Row, other: &Row) -> bool {
    let number = |row: &Row, id: &str| row[id].number().expect("a number");
    if !(settled(one) && settled(other)) {
        return false;
    }
    // Severities are whole numbers, so that half a step decides between them.
    let more = |id: &str, by: f64| number(one, id) > number(other, id) + by;
    let less_severe = number(one, "severity") < number(other, "severity") - 0.5;
    more("severity", 0.5) || !less_severe && more("weight", WEIGHT)
}

/// Whether a finding lies clear of the limits of its rule.
fn settled(row: &Row) -> bool {
    row["edge"].number().is_none_or(|distance| distance > EDGE)
}
