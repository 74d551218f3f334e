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

/// Asks one question after the other and lets what is likely to come be worked out in between, on a clock on which each
/// part takes so many milliseconds. Gives how many parts there were.
fn asked(ahead: &mut Ahead, snapshot: &Snapshot, took: f64, fragments: &[&str]) -> usize {
    let time = Cell::new(0.0);
    let mut parts = 0;
    for fragment in fragments {
        let query = query(fragment);
        let known = ahead.take(&query);
        let took_now = known.is_none().then_some(took);
        let answer = known.unwrap_or_else(|| Box::new(answer(snapshot, &query)));
        ahead.answered(snapshot, query, answer, took_now);
        while ahead.step(snapshot, || time.replace(time.get() + took)) {
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
            &["#/dealers?temperature=hot&compare=none", "#/data?temperature=hot&compare=year"],
        ),
        (&["#/channels"], &["#/overview", "#/regions", "#/dealers", "#/data"]),
    ];
    for (before, next) in chains {
        let mut ahead = Ahead::default();
        asked(&mut ahead, &snapshot, 20.0, before);
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
    asked(&mut ahead, &snapshot, 20.0, &["#/overview", "#/overview?series=Y", "#/overview?series=X,Y"]);
    let next = ahead.take(&query("#/overview?series=X,Y,Z")).unwrap();
    assert_eq!(*next, case().ask("#/overview?series=X,Y,Z"));
}

#[test]
fn nothing_is_prepared_where_answers_are_quick_nor_without_end_where_they_are_slow() {
    let snapshot = case().load().unwrap();
    let chain = ["#/overview", "#/overview?series=Y"];
    let mut ahead = Ahead::default();
    // The codes of four dimensions are all that is worked out.
    assert_eq!(asked(&mut ahead, &snapshot, 3.0, &chain), 4);
    assert_eq!(ahead.take(&query("#/overview?series=X,Y")), None);
    let mut ahead = Ahead::default();
    asked(&mut ahead, &snapshot, 400.0, &chain);
    // Five parts of 400 milliseconds are one answer, and enough.
    assert!(ahead.take(&query("#/overview?series=X,Y")).is_some());
    assert_eq!(ahead.take(&query("#/overview?series=Y,Z")), None);
}
