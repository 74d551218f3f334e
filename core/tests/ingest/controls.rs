//! Control totals of the descriptor.

use serde_json::json;

use crate::check;
use crate::common::{Case, figures};

const MEND: &str =
    "the rows are shown as they are in the file; compare the export with its source, and export again";

/// Three leads of 100, 200 and an amount that is not stated, with controls.
fn case(controls: serde_json::Value) -> Case {
    let leads = "a,2026-01-05,website,100\na,2026-01-05,website,200.5\na,2026-01-05,website,";
    let mut case = Case::new().leads("dealer_id,created_at,channel,amount", leads);
    case.descriptor["dealerscope"]["controls"] = controls;
    case
}

#[test]
fn totals_that_agree_need_no_word() {
    check(
        &case(json!({ "leads": { "rows": 3, "sums": { "amount": 300.5 } }, "dealers": { "rows": 2 } })),
        &[],
    );
}

#[test]
fn rows_that_differ_are_said() {
    let case = case(json!({ "leads": { "rows": 4 } }));
    check(&case, &[&format!("leads.csv: control total differs (3 rows, and 4 are stated); {MEND}")]);
    figures(&case.ask("#/overview"), "leads=3");
}

#[test]
fn sums_that_differ_are_said_with_their_column() {
    check(
        &case(json!({ "leads": { "rows": 3, "sums": { "amount": 300.0 } } })),
        &[&format!(
            "leads.csv, column amount: control total differs (the sum is 300.5, and 300 is stated); {MEND}"
        )],
    );
}

#[test]
fn each_table_has_its_own() {
    let case = case(
        json!({ "targets": { "sums": { "target": 12.0 } }, "spend": { "rows": 1, "sums": { "actual": 7.5 } } }),
    );
    check(
        &case.clone().targets("2026-01,a,orders,5\n2026-02,a,orders,7").spend("2026-01,website,a,7.5"),
        &[],
    );
    let said =
        case.targets("2026-01,a,orders,5").spend("2026-01,website,a,7").load().unwrap().problems().total();
    assert_eq!(said, 2);
}

#[test]
fn many_small_amounts_add_up() {
    let mut case = Case::new().leads("dealer_id,created_at,channel,amount", "1000* a,2026-01-05,website,0.1");
    case.descriptor["dealerscope"]["controls"] = json!({ "leads": { "sums": { "amount": 100.0 } } });
    check(&case, &[]);
}
