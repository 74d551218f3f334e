//! What is worked out ahead is the answer that would have been given, and only where answers are slow.

use std::cell::Cell;

use dealerscope_core::query::{Query, from_fragment};
use dealerscope_core::{Ahead, Snapshot, answer};

use crate::common::Case;

fn case() -> Case {
    let columns = "dealer_id,created_at,channel,series,temperature,contacted_at,visited_at,ordered_at,amount";
    Case::new().leads(
        columns,
        "4* a,2026-04-05T09:00,website,X,hot,2026-04-05T09:10,2026-04-06,2026-04-20,1000
         3* a,2026-05-05T09:00,event,Y,warm,2026-05-06T09:00,,,
         2* b,2026-05-05T09:00,website,Y,cold,2026-05-05T09:02,2026-05-20,2026-06-02,500
         5* b,2026-06-05T09:00,showroom,Z,hot,,,,",
    )
}

fn query(fragment: &str) -> Query {
    let (query, notices) = from_fragment(fragment);
    assert!(notices.is_empty(), "{notices:?}");
    query
}

/// Asks one question after the other, which take so many milliseconds each, and lets what is likely to come be worked out
/// in between, on a clock on which each part takes `part` of them. Gives how many parts there were.
fn asked(ahead: &mut Ahead, snapshot: &Snapshot, [took, part]: [f64; 2], fragments: &[&str]) -> usize {
    let time = Cell::new(0.0);
    let mut parts = 0;
    for fragment in fragments {
        let query = query(fragment);
        let known = ahead.take(&query);
        let took_now = known.is_none().then_some(took);
        let answer = known.unwrap_or_else(|| Box::new(answer(snapshot, &query)));
        ahead.answered(snapshot, query, answer, took_now);
        while ahead.step(snapshot, || time.replace(time.get() + part)) {
            parts += 1;
        }
    }
    parts
}

#[test]
fn what_comes_next_is_known_and_is_what_would_be_answered() {
    let snapshot = case().load().unwrap();
    let chains: [(&[&str], &[&str]); 4] = [
        (
            &["#/overview?basis=activity", "#/overview?basis=activity&series=Y"],
            &[
                "#/overview?basis=activity&series=X,Y",
                "#/overview?basis=activity&series=Y,Z",
                "#/overview?basis=activity",
                "#/dealers?basis=activity&series=Y",
            ],
        ),
        (
            &["#/regions?period=last12", "#/regions?period=2026-05..2026-05"],
            &[
                "#/regions?period=2026-04..2026-04",
                "#/regions?period=2026-05..2026-06",
                "#/regions?period=ytd",
            ],
        ),
        (
            &["#/dealers?temperature=hot", "#/dealers?temperature=hot&compare=year"],
            &["#/dealers?temperature=hot&compare=none", "#/overview?temperature=hot&compare=year"],
        ),
        (
            &["#/channels"],
            &["#/overview", "#/regions", "#/dealers", "#/channels?series=X", "#/channels?temperature=closed"],
        ),
    ];
    for (before, next) in chains {
        let mut ahead = Ahead::default();
        asked(&mut ahead, &snapshot, [20.0; 2], before);
        for fragment in next {
            let known = ahead.take(&query(fragment)).unwrap_or_else(|| panic!("{fragment}"));
            assert_eq!(*known, case().ask(fragment), "{fragment}");
        }
        assert_eq!(ahead.take(&query("#/overview?region=东")), None);
    }
}

#[test]
fn a_known_answer_has_the_next_ones_prepared_as_well() {
    let snapshot = case().load().unwrap();
    let mut ahead = Ahead::default();
    asked(&mut ahead, &snapshot, [20.0; 2], &["#/overview", "#/overview?series=Y", "#/overview?series=X,Y"]);
    let next = ahead.take(&query("#/overview?series=X,Y,Z")).unwrap();
    assert_eq!(*next, case().ask("#/overview?series=X,Y,Z"));
}

#[test]
fn whoever_goes_back_has_the_next_ones_prepared_as_well() {
    let snapshot = case().load().unwrap();
    let back = |took, between: &[&str]| {
        let mut ahead = Ahead::default();
        asked(&mut ahead, &snapshot, [took, 20.0], &["#/overview?series=X", "#/overview?series=X,Y"]);
        asked(&mut ahead, &snapshot, [took, 20.0], between);
        ahead.shown(&snapshot, query("#/overview?series=X,Y"));
        while ahead.step(&snapshot, || 0.0) {}
        let mut known = |fragment| ahead.take(&query(fragment)).is_some();
        [known("#/overview?series=X,Y,Z"), known("#/regions?series=X,Y")]
    };
    // A clock that stands still has nothing kept but what was there: it stays, as it is near again.
    assert_eq!(back(20.0, &["#/overview?series=X"]), [true, true]);
    assert_eq!(
        back(3.0, &["#/overview?series=X"]),
        [false, false],
        "nothing is prepared where answers are quick"
    );
    let time = Cell::new(0.0);
    let mut ahead = Ahead::default();
    let far =
        ["#/dealers?channel=event&compare=none", "#/channels?temperature=hot&compare=year&basis=activity"];
    asked(&mut ahead, &snapshot, [20.0; 2], &far);
    ahead.shown(&snapshot, query("#/overview?series=X,Y"));
    while ahead.step(&snapshot, || time.replace(time.get() + 20.0)) {}
    let next = ahead.take(&query("#/regions?series=X,Y")).expect("it was gone, and is worked out anew");
    assert_eq!(*next, case().ask("#/regions?series=X,Y"));
}

#[test]
fn no_answer_is_prepared_where_answers_are_quick_nor_without_end_where_they_are_slow() {
    let snapshot = case().load().unwrap();
    let chain = ["#/overview", "#/overview?series=Y"];
    let known = |took, fragment| {
        let mut ahead = Ahead::default();
        asked(&mut ahead, &snapshot, took, &chain);
        ahead.take(&query(fragment)).is_some()
    };
    // The codes of four dimensions are all that is worked out.
    assert_eq!(asked(&mut Ahead::default(), &snapshot, [3.0; 2], &chain), 4);
    assert!(!known([3.0; 2], "#/overview?series=X,Y"));
    // What turns out to be quick is not kept, but the last that was asked for is.
    assert!(!known([20.0, 0.5], "#/overview?series=X,Y"));
    assert!(known([20.0, 0.5], "#/overview?series=Y"));
    assert!(known([20.0, 1.0], "#/overview?series=X,Y"));
    // Five parts of 200 milliseconds are one answer, and two are too many.
    assert!(known([20.0, 200.0], "#/overview?series=Y,Z"));
    assert!(!known([20.0, 200.0], "#/overview?series=X,Y"));
}

#[test]
fn what_is_near_stays_though_more_is_worked_out_than_is_kept() {
    let rows: Vec<String> =
        (0..20).map(|n| format!("{}* a,2026-04-05T09:00,website,S{n:02},hot,,,,", 21 - n)).collect();
    let columns = "dealer_id,created_at,channel,series,temperature,contacted_at,visited_at,ordered_at,amount";
    let snapshot = Case::new().leads(columns, &rows.join("\n")).load().unwrap();
    let mut ahead = Ahead::default();
    asked(
        &mut ahead,
        &snapshot,
        [20.0; 2],
        &["#/overview", "#/overview?series=S05", "#/overview?series=S03,S05"],
    );
    // Fifteen are near: without the filter, and the values with the most leads on or off.
    for (fragment, near) in [
        ("#/overview?series=S03,S05", true),
        ("#/overview", true),
        ("#/overview?series=S05", true),
        ("#/overview?series=S00,S03,S05", true),
        ("#/overview?series=S03,S05,S13", true),
        ("#/overview?series=S03,S05,S14", false),
        ("#/regions?series=S03,S05", false),
        ("#/overview?series=S05,S13", true),
        ("#/regions", false),
    ] {
        assert_eq!(ahead.take(&query(fragment)).is_some(), near, "{fragment}");
    }
}
