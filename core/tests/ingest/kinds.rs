//! Words that look alike, and what every kind of problem says.

use dealerscope_core::problem::ProblemKind;

use crate::check;
use crate::common::{Case, figures, rows};

const ALIKE: &str = "counted as a word of its own; write the same word in one way";

#[test]
fn series_that_look_alike_are_said_on_every_row() {
    let cells = ["Pasco", "pasco", "Pasco ", "ＰＡＳＣＯ", "Pas co", "pasco", "Pascal"];
    let lines: Vec<String> = cells.iter().map(|cell| format!("a,2026-01-05,website,{cell}")).collect();
    let case = Case::new().leads("dealer_id,created_at,channel,series", &lines.join("\n"));
    let said = |row: u32, cell: &str| {
        format!("leads.csv, row {row}, column series: look-alike word {cell:?} (beside \"Pasco\"); {ALIKE}")
    };
    check(&case, &[&said(3, "pasco"), &said(5, "ＰＡＳＣＯ"), &said(6, "Pas co"), &said(7, "pasco")]);
    figures(&case.ask("#/overview?series=Pasco"), "leads=2");
    figures(&case.ask("#/overview?series=pasco"), "leads=2");
}

#[test]
fn places_that_look_alike_are_said() {
    let case = Case::new().dealers(
        "dealer_id,name,region,center,province,city",
        "a,甲店,East,C1,广东,广州\nb,乙店,east,C1,广东,广州\nc,丙店,East,c1,guangdong,广 州\nd,丁店,East,C1,Guangdong,广州",
    );
    let said = |row: u32, column: &str, cell: &str, twin: &str| {
        format!(
            "dealers.csv, row {row}, column {column}: look-alike word {cell:?} (beside {twin:?}); {ALIKE}"
        )
    };
    check(
        &case,
        &[
            &said(3, "region", "east", "East"),
            &said(4, "center", "c1", "C1"),
            &said(4, "city", "广 州", "广州"),
        ],
    );
    rows(&case.ask("#/regions"), "regions", "key", "East\neast");
}

#[test]
fn codes_that_look_alike_are_one() {
    let case = Case::new().leads(
        "dealer_id,created_at,channel",
        "a,2026-01-05,WEBSITE\na,2026-01-05,ｗｅｂｓｉｔｅ\na,2026-01-05,web site\na,2026-01-05,网 站\na,2026-01-05,Key Accounts",
    );
    check(&case, &[]);
    rows(&case.ask("#/channels"), "channels", "channel leads", "key_account 1\nwebsite 4");
}

#[test]
fn every_kind_says_what_it_is_what_was_done_and_how_to_mend_it() {
    let mut seen = Vec::new();
    for kind in ProblemKind::ALL {
        let words = [kind.to_string(), kind.done().to_owned(), kind.remedy().to_owned()];
        assert!(words.iter().all(|text| !text.is_empty()), "{kind:?}");
        assert!(!seen.contains(&words[0]), "{kind:?}");
        seen.push(words[0].clone());
    }
    assert!(ProblemKind::ALL.iter().enumerate().all(|(at, kind)| *kind as usize == at));
}
