//! Codes: the contract's, the snapshot's own, and unknown ones.

use dealerscope_core::problem::ProblemKind::{UnknownCode, UnreadableValue};

use crate::check;
use crate::common::{Case, figures, row, rows};

const MEND: &str =
    "counted under \"unknown\"; use a code of the contract, or give the code a label in datapackage.json";

/// A case with one lead that has a cell in a column.
fn lead(column: &str, cell: &str) -> Case {
    Case::new()
        .leads(&format!("dealer_id,created_at,channel,{column}"), &format!("a,2026-01-05,website,{cell}"))
}

#[test]
fn a_code_that_nobody_knows_is_counted_under_unknown() {
    let case = Case::new()
        .leads("dealer_id,created_at,channel", "2* a,2026-01-05,carrier pigeon\na,2026-01-05,website");
    check(
        &case,
        &[
            &format!("leads.csv, row 2, column channel: unknown code \"carrier pigeon\"; {MEND}"),
            &format!("leads.csv, row 3, column channel: unknown code \"carrier pigeon\"; {MEND}"),
        ],
    );
    row(&case.ask("#/channels"), "channels", "unknown", "leads=2");
    figures(&case.ask("#/overview"), "leads=3");
}

#[test]
fn every_column_of_codes_is_looked_at() {
    for column in ["origin", "kind", "routed_to", "lost_reason", "lost_by"] {
        check(
            &lead(column, "xyz"),
            &[&format!("leads.csv, row 2, column {column}: unknown code \"xyz\"; {MEND}")],
        );
        check(&lead(column, ""), &[]);
    }
    check(
        &lead("missing_fields", "phone|hat"),
        &[&format!("leads.csv, row 2, column missing_fields: unknown code \"hat\"; {MEND}")],
    );
    check(
        &Case::new().targets("2026-01,a,smiles,5"),
        &[&format!("targets.csv, row 2, column metric: unknown code \"smiles\"; {MEND}")],
    );
    check(
        &Case::new().spend("2026-01,pigeon,a,5"),
        &[&format!("spend.csv, row 2, column channel: unknown code \"pigeon\"; {MEND}")],
    );
}

#[test]
fn unknown_is_a_code() {
    let case = Case::new().leads("dealer_id,created_at,channel", "a,2026-01-05,unknown");
    check(&case, &[]);
    row(&case.ask("#/channels"), "channels", "unknown", "leads=1");
}

#[test]
fn a_code_may_be_written_as_its_chinese_label() {
    let case = Case::new().leads(
        "dealer_id,created_at,channel,origin,lost_at,lost_reason",
        "a,2026-01-05,网站,总部开发,2026-02-01,价格",
    );
    check(&case, &[]);
    row(&case.ask("#/channels?origin=hq"), "channels", "website", "leads=1");
    row(&case.ask("#/channels"), "lost_reasons", "price", "lost=1");
}

#[test]
fn capitals_and_spaces_do_not_change_a_code() {
    let case =
        Case::new().leads("dealer_id,created_at,channel", "a,2026-01-05,Website\na,2026-01-05, website ");
    check(&case, &[]);
    row(&case.ask("#/channels"), "channels", "website", "leads=2");
}

/// A case whose labels know the channel `club` as 俱乐部.
fn labelled() -> Case {
    let mut case = Case::new()
        .leads("dealer_id,created_at,channel", "2* a,2026-01-05,club\na,2026-01-05,俱乐部\na,2026-01-05,pub");
    case.descriptor["dealerscope"]["labels"] =
        serde_json::json!({ "channel": { "club": { "zh": "俱乐部", "en": "Club" } } });
    case
}

#[test]
fn a_snapshot_brings_its_own_codes() {
    check(&labelled(), &[&format!("leads.csv, row 5, column channel: unknown code \"pub\"; {MEND}")]);
    row(&labelled().ask("#/channels"), "channels", "club", "leads=3");
    figures(&labelled().ask("#/channels?channel=club"), "leads=3");
    let info = labelled().load().unwrap().info();
    let club = info.dimensions.iter().flat_map(|d| &d.values).find(|value| value.code == "club").unwrap();
    assert_eq!((club.zh.as_str(), club.en.as_str(), club.leads), ("俱乐部", "Club", 3));
}

#[test]
fn a_label_holds_in_every_table() {
    let case = labelled().spend("2026-01,club,,300\n2026-02,俱乐部,,300");
    check(&case, &[&format!("leads.csv, row 5, column channel: unknown code \"pub\"; {MEND}")]);
    row(&case.ask("#/channels"), "channels", "club", "leads=3 spend=600 cost_per_lead=200");
}

#[test]
fn all_problems_are_counted_and_a_thousand_kept() {
    let case = Case::new().leads(
        "dealer_id,created_at,channel,amount",
        "1500* a,2026-01-05,pigeon,\n2* a,2026-01-05,website,much",
    );
    let snapshot = case.load().unwrap();
    let problems = snapshot.problems();
    assert_eq!(
        (problems.count(UnknownCode), problems.count(UnreadableValue), problems.total()),
        (1500, 2, 1502)
    );
    assert_eq!(problems.kept().iter().filter(|p| p.kind == UnknownCode).count(), 1000);
    assert_eq!(problems.kept().len(), 1002);
    assert_eq!(problems.kept()[999].row, Some(1001));
    // What the answer says of its rows does not depend on what was kept.
    assert_eq!(case.ask("#/overview").coverage.touched, 1502);
}

#[test]
fn a_row_with_two_problems_is_touched_once() {
    let case = Case::new()
        .leads("dealer_id,created_at,channel,amount", "a,2026-01-05,pigeon,much\na,2026-01-05,website,");
    let coverage = case.ask("#/overview").coverage;
    assert_eq!((coverage.rows, coverage.touched), (2, 1));
    let of_website = case.ask("#/overview?channel=website").coverage;
    assert_eq!((of_website.rows, of_website.touched), (1, 0));
    rows(&case.ask("#/channels"), "channels", "channel leads", "website 1\nunknown 1");
}
