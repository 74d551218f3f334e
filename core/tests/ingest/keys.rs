//! Keys that stand twice, and keys that point nowhere.

use dealerscope_core::query::Lang;

use crate::common::{Case, figures, row};
use crate::{check, count};

const TWICE: &str = "both rows are kept and counted; of a dealer the first counts; export each key once";
const ORPHAN: &str = "orphan key \"zz\"; kept, with no place of its own; export the row that the key points to, or leave the cell empty";
const HEADER: &str = "lead_id,dealer_id,created_at,channel\n";

/// A case whose leads are these rows, keys included.
fn leads(rows: &str) -> Case {
    Case::new().file("leads.csv", format!("{HEADER}{rows}"))
}

#[test]
fn a_row_may_stand_twice() {
    let case = leads("L1,a,2026-01-05,website\nL2,a,2026-01-05,website\nL1,a,2026-01-05,website\n");
    check(
        &case,
        &[&format!("leads.csv, row 4, column lead_id: doubled row \"L1\" (first on row 2); {TWICE}")],
    );
    figures(&case.ask("#/overview"), "leads=3");
    count(&case, "leads", 3);
}

#[test]
fn a_key_may_stand_twice_with_other_cells() {
    let case = leads("L1,a,2026-01-05,website\nL1,a,2026-01-05,event\nL1,a,2026-01-05,website\n");
    check(
        &case,
        &[
            &format!("leads.csv, row 3, column lead_id: doubled key \"L1\" (first on row 2); {TWICE}"),
            &format!("leads.csv, row 4, column lead_id: doubled row \"L1\" (first on row 2); {TWICE}"),
        ],
    );
    figures(&case.ask("#/overview"), "leads=3");
}

#[test]
fn a_dealer_may_stand_twice() {
    let case = Case::new().dealers(
        "dealer_id,name,region,province",
        "a,甲店,东,广东\na,甲店,东,广东\nb,乙店,西,四川\nb,乙店,西,重庆",
    );
    check(
        &case,
        &[
            &format!("dealers.csv, row 3, column dealer_id: doubled row \"a\" (first on row 2); {TWICE}"),
            &format!("dealers.csv, row 5, column dealer_id: doubled key \"b\" (first on row 4); {TWICE}"),
        ],
    );
    count(&case, "dealers", 4);
}

#[test]
fn leads_of_a_doubled_dealer_are_counted_once() {
    let case = Case::new()
        .dealers("dealer_id,name,region,province", "a,甲店,东,广东\na,甲店,东,广东")
        .leads("dealer_id,created_at,channel", "3* a,2026-01-05,website");
    figures(&case.ask("#/dealers"), "leads=3");
    row(&case.ask("#/regions"), "regions", "东", "leads=3");
}

#[test]
fn empty_keys_are_missed_and_not_doubled() {
    let mend = "kept as \"not stated\"; fill the cell in the source system";
    let case = leads(",a,2026-01-05,website\n,a,2026-01-05,website\n");
    check(
        &case,
        &[
            &format!("leads.csv, row 2, column lead_id: missing value; {mend}"),
            &format!("leads.csv, row 3, column lead_id: missing value; {mend}"),
        ],
    );
}

#[test]
fn a_lead_may_point_to_no_dealer() {
    let case = leads("L1,zz,2026-01-05,website\nL2,,2026-01-05,website\n");
    check(&case, &[&format!("leads.csv, row 2, column dealer_id: {ORPHAN}")]);
    row(&case.ask("#/regions"), "regions", "", "leads=2");
}

#[test]
fn targets_and_spend_may_too() {
    check(
        &Case::new().targets("2026-01,zz,orders,5"),
        &[&format!("targets.csv, row 2, column dealer_id: {ORPHAN}")],
    );
    check(
        &Case::new().spend("2026-01,website,zz,5\n2026-01,website,,5"),
        &[&format!("spend.csv, row 2, column dealer_id: {ORPHAN}")],
    );
}

#[test]
fn amounts_of_a_month_may_stand_twice_and_add_up() {
    let case = Case::new()
        .leads("dealer_id,created_at,channel,ordered_at", "a,2026-06-05,website,2026-06-06")
        .targets(
            "2026-06,a,orders,5\n2026-06,a,orders,5\n2026/6,a,订单,7\n2026-06,a,Orders,7\n2026-06,b,orders,5",
        )
        .spend(
            "2026-06,website,,5\n2026-06,website,a,5\n2026-06,website,a,5\n2026-06,website,a,6\n,website,a,5",
        );
    let said = |file: &str, row: u32, kind: &str, key: &str, first: u32| {
        format!("{file}.csv, row {row}: {kind} {key:?} (first on row {first}); {TWICE}")
    };
    let snapshot = case.load().unwrap();
    let got: Vec<String> = snapshot.problems().kept().iter().map(ToString::to_string).collect();
    let got: Vec<&String> = got.iter().filter(|line| line.contains(": doubled")).collect();
    let want = [
        said("targets", 3, "doubled row", "2026-06 orders a", 2),
        said("targets", 4, "doubled key", "2026-06 orders a", 2),
        said("targets", 5, "doubled key", "2026-06 orders a", 2),
        said("spend", 4, "doubled row", "2026-06 website a", 3),
        said("spend", 5, "doubled key", "2026-06 website a", 3),
    ];
    assert_eq!(got, want.iter().collect::<Vec<_>>());
    // They count as they always did: every row.
    figures(&case.ask("#/overview?period=2026-06"), "orders.target=29 cost_per_order=21");
}

#[test]
fn a_key_of_another_file_is_named_with_it() {
    let mut case = Case::new().file("one.csv", format!("{HEADER}L1,a,2026-01-05,website\n")).file(
        "two.csv",
        format!("{HEADER}L2,a,2026-01-05,website\nL1,a,2026-01-05,website\nL2,a,2026-01-05,event\n"),
    );
    case.descriptor["resources"] = serde_json::json!([
        { "name": "dealers", "path": "dealers.csv" },
        { "name": "leads", "path": ["one.csv", "two.csv"] }
    ]);
    check(
        &case,
        &[
            &format!(
                "two.csv, row 3, column lead_id: doubled row \"L1\" (first on row 2 of one.csv); {TWICE}"
            ),
            &format!("two.csv, row 4, column lead_id: doubled key \"L2\" (first on row 2); {TWICE}"),
        ],
    );
    let snapshot = case.load().unwrap();
    assert_eq!(snapshot.problems().kept()[0].detail(Lang::Zh), Some("首见于 one.csv 第 2 行"));
}
