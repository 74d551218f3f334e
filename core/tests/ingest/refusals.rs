//! Snapshots that are refused, each with one clear error.

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::common::Case;
use crate::{check, refused};

/// A case with two resources, the second with further properties.
fn with(properties: &Json) -> Case {
    let mut case = Case::new();
    let mut leads = json!({ "name": "leads", "path": "leads.csv" });
    for (key, value) in properties.as_object().unwrap() {
        leads[key] = value.clone();
    }
    case.descriptor["resources"] = json!([{ "name": "dealers", "path": "dealers.csv" }, leads]);
    case
}

/// The hash of a case's leads.
fn hash(case: &Case) -> String {
    format!("{:x}", Sha256::digest(&case.files["leads.csv"]))
}

#[test]
fn a_hash_must_be_that_of_the_file() {
    let right = hash(&Case::new());
    check(&with(&json!({ "hash": format!("sha256:{right}") })), &[]);
    check(&with(&json!({ "hash": format!("sha256:{}", right.to_uppercase()) })), &[]);
    let said = with(&json!({ "hash": format!("sha256:{}", "0".repeat(64)) }))
        .load()
        .err()
        .expect("refused")
        .to_string();
    assert!(said.starts_with("leads.csv: ") && said.contains("hash"), "{said}");
}

#[test]
fn a_hash_of_another_sort_is_not_passed_over_in_silence() {
    let case = with(&json!({ "hash": "md5:d41d8cd98f00b204e9800998ecf8427e" }));
    assert!(case.load().is_err() || case.load().unwrap().problems().total() > 0);
}

#[test]
fn the_length_must_be_that_of_the_file() {
    let length = Case::new().files["leads.csv"].len();
    check(&with(&json!({ "bytes": length })), &[]);
    for wrong in [0, length - 1, length + 1] {
        let said = with(&json!({ "bytes": wrong })).load().err().expect("refused").to_string();
        assert!(said.starts_with("leads.csv: ") && said.contains(&wrong.to_string()), "{said}");
    }
}

/// Checks that the leads are refused for a property, and that the words name what is wrong with it.
#[track_caller]
fn property(name: &str, value: &str) {
    let said = with(&json!({ name: value })).load().err().expect("refused").to_string();
    assert!(said.starts_with("leads.csv: ") && said.contains(value), "{said}");
}

#[test]
fn what_cannot_be_read_is_refused_by_name() {
    property("encoding", "klingon");
    property("format", "xlsx");
    property("compression", "zst");
}

#[test]
fn a_dialect_needs_signs_of_one_byte() {
    for dialect in [json!({ "delimiter": "ab" }), json!({ "delimiter": "，" }), json!({ "quoteChar": "''" })]
    {
        let said = with(&json!({ "dialect": dialect })).load().err().expect("refused").to_string();
        assert!(said.starts_with("leads.csv: "), "{said}");
    }
}

#[test]
fn another_contract_is_refused() {
    let mut case = Case::new();
    case.descriptor["dealerscope"]["contract"] = 2.into();
    refused(
        &case,
        "datapackage.json: dealerscope.contract is 2, and this build reads 1; export the snapshot again with the matching version",
    );
    case.descriptor["dealerscope"].as_object_mut().unwrap().remove("contract");
    refused(
        &case,
        "datapackage.json: dealerscope.contract is 0, and this build reads 1; export the snapshot again with the matching version",
    );
}

#[test]
fn as_of_must_be_a_date() {
    for text in ["", "soon", "2026-06", "2026-02-30T10:00", "26-06-30 18:00", "１２３４５"] {
        refused(
            &Case::new().dated(text),
            &format!(
                "datapackage.json: dealerscope.as_of {text:?} is not a date; give the moment of the export, such as 2026-06-30T18:00"
            ),
        );
    }
}

#[test]
fn dealers_and_leads_are_needed() {
    for (name, other) in [("dealers", "leads"), ("leads", "dealers")] {
        let mut case = Case::new();
        case.descriptor["resources"] = json!([{ "name": other, "path": format!("{other}.csv") }]);
        refused(
            &case,
            &format!(
                "datapackage.json: no resource is named {name}, and a snapshot needs that table; list the table's file under resources"
            ),
        );
    }
}

#[test]
fn a_descriptor_must_be_json() {
    for text in ["", "{", "[]", "null", "{\"resources\": 5}", "lead_id,created_at"] {
        let case = Case::new().file("datapackage.json", text);
        let said = case.load().err().unwrap_or_else(|| panic!("{text:?} is not refused")).to_string();
        assert!(said.starts_with("datapackage.json: "), "{said}");
    }
}

#[test]
fn a_descriptor_may_begin_with_a_byte_order_mark() {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    bytes.extend(Case::new().package());
    check(&Case::new().file("datapackage.json", bytes), &[]);
}

#[test]
fn a_file_that_is_not_there_is_refused_by_its_name() {
    let mut case = Case::new();
    case.files.remove("leads.csv");
    case.descriptor["resources"] =
        json!([{ "name": "dealers", "path": "dealers.csv" }, { "name": "leads", "path": "leads.csv" }]);
    refused(&case, "leads.csv: not in the case; write it down");
}

#[test]
fn tables_of_other_builds_are_passed_over() {
    let case = Case::new().file("members.csv", "member_id\nC1\n").file("nonsense.bin", vec![0xFF; 10]);
    check(&case, &[]);
    let tables: Vec<String> = case.load().unwrap().rows().iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(tables, ["dealers", "leads"]);
}

#[test]
fn unreadable_settings_do_not_panic() {
    for (name, value) in [
        ("hot_months", json!(255)),
        ("warm_months", json!(0)),
        ("maturity_days", json!(65535)),
        ("fiscal_year_start", json!(0)),
        ("fiscal_year_start", json!(13)),
        ("staffing_needs", json!([])),
        ("volume_edges", json!([5, 1])),
        ("smallest_group", json!(0)),
        ("margin", json!(-1)),
        ("passive_channels", json!(["nonsense"])),
    ] {
        let case =
            Case::new().setting(name, value).leads("dealer_id,created_at,channel", "a,2026-01-05,website");
        for page in ["overview", "regions", "channels", "dealers"] {
            case.ask(&format!("#/{page}?period=ytd&dealer=a"));
        }
    }
}
