//! What explains a change.

use crate::common::{Case, number, table};

const COLUMNS: &str = "dealer_id,created_at,channel,series,ordered_at";

/// Ten leads each by website and showroom in January, 30 and 10 in February.
fn case() -> Case {
    Case::new().leads(
        COLUMNS,
        "2* a,2026-01-05,website,X,2026-01-08\n8* b,2026-01-05,website,Y,\n4* a,2026-01-05,showroom,Y,2026-01-08\n6* b,2026-01-05,showroom,,
         3* b,2026-02-05,website,X,2026-02-08\n27* a,2026-02-05,website,Y,\n5* a,2026-02-05,showroom,X,2026-02-08\n5* b,2026-02-05,showroom,Y,",
    )
}

/// Checks some cells of one member.
#[track_caller]
fn check(case: &Case, query: &str, dimension: &str, key: &str, columns: &str, want: &str) {
    let answer = case.ask(&format!("#/overview?{query}"));
    let movers = table(&answer, "movers");
    let at = (0..movers.rows.len()).find(|&row| {
        movers.cell(row, "dimension").text() == Some(dimension) && movers.cell(row, "key").text() == Some(key)
    });
    let at = at.unwrap_or_else(|| panic!("no {dimension} {key:?}"));
    let got: Vec<String> =
        columns.split(' ').map(|column| number(movers.cell(at, column).number())).collect();
    assert_eq!(got.join(" "), want, "{dimension} {key}");
}

#[test]
fn a_members_counts_stand_beside_those_before() {
    let columns = "leads leads_prior orders orders_prior change share_of_change conversion conversion_prior";
    // Orders rose from six to eight, one by website and one by showroom.
    check(&case(), "period=2026-02", "channel", "website", columns, "30 10 3 2 1 0.5 0.1 0.2");
    check(&case(), "period=2026-02", "channel", "showroom", columns, "10 10 5 4 1 0.5 0.5 0.4");
    check(&case(), "period=2026-02", "dealer", "a", columns, "32 6 5 6 -1 -0.5 0.1562 1");
    check(&case(), "period=2026-02", "region", "西", columns, "8 14 3 0 3 1.5 0.375 0");
}

#[test]
fn rate_and_mix_are_the_parts_of_a_members_effect() {
    // R₀ = 6/20. Website: 0.75 (0.1 − 0.2) and (0.75 − 0.5)(0.2 − 0.3); showroom: 0.25 (0.5 − 0.4), (0.25 − 0.5)(0.4 − 0.3).
    check(&case(), "period=2026-02", "channel", "website", "rate_effect mix_effect", "-0.075 -0.025");
    check(&case(), "period=2026-02", "channel", "showroom", "rate_effect mix_effect", "0.025 -0.025");
}

/// The sum of the effects of a dimension's members.
fn sum(case: &Case, query: &str, dimension: &str) -> f64 {
    let answer = case.ask(&format!("#/overview?{query}"));
    let movers = table(&answer, "movers");
    let of = |row: &usize| movers.cell(*row, "dimension").text() == Some(dimension);
    let effect = |row: usize| {
        ["rate_effect", "mix_effect"]
            .iter()
            .filter_map(|column| movers.cell(row, column).number())
            .sum::<f64>()
    };
    (0..movers.rows.len()).filter(of).map(effect).sum()
}

#[test]
fn effects_add_up_to_the_change_of_the_conversion() {
    for dimension in ["region", "dealer", "channel", "series"] {
        for basis in ["cohort", "activity"] {
            // 8/40 − 6/20.
            let total = sum(&case(), &format!("period=2026-02&basis={basis}"), dimension);
            assert!((total + 0.1).abs() < 1e-12, "{dimension} {basis}: {total}");
        }
    }
}

#[test]
fn effects_add_up_when_a_member_comes_or_goes() {
    let leads = "4* a,2026-01-05,website,X,2026-01-08\n4* b,2026-01-05,event,Y,\n3* a,2026-02-05,website,X,\n2* a,2026-02-05,referral,Z,2026-02-08";
    let case = Case::new().leads(COLUMNS, leads);
    for dimension in ["region", "dealer", "channel", "series"] {
        // 2/5 − 4/8.
        let total = sum(&case, "period=2026-02", dimension);
        assert!((total + 0.1).abs() < 1e-12, "{dimension}: {total}");
    }
}

#[test]
fn without_a_comparison_nothing_moved() {
    for query in ["", "period=2026-02&compare=none"] {
        assert!(table(&case().ask(&format!("#/overview?{query}")), "movers").rows.is_empty(), "{query}");
    }
}

#[test]
fn a_share_of_no_change_is_not_known() {
    let leads = "2* a,2026-01-05,website,X,2026-01-08\na,2026-02-05,website,X,2026-02-08\nb,2026-02-05,website,X,2026-02-08";
    let case = Case::new().leads(COLUMNS, leads);
    check(&case, "period=2026-02", "region", "东", "change share_of_change", "-1 -");
    check(&case, "period=2026-02", "region", "西", "change share_of_change", "1 -");
}
