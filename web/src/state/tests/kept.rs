//! Answers that were heard before.

use super::*;

const PAGES: [&str; 4] = ["#/channels", "#/regions", "#/dealers", "#/data"];

fn to(fragment: &str) -> Action {
    Action::Linked(fragment.into())
}

/// The answer to what is asked, of so many rows.
fn told(state: &State, rows: i64) -> Action {
    let query = question(&state.wanted.query);
    Action::Heard(FromEngine::Answered { id: state.asked, query, answer: answer(rows) })
}

/// Goes to each of the pages in turn, and hears so many rows of each.
fn been(state: Rc<State>, fragments: &[String]) -> Rc<State> {
    fragments.iter().zip(1..).fold(state, |state, (fragment, rows)| {
        let state = run(state, [to(fragment)]);
        let word = told(&state, rows);
        run(state, [word])
    })
}

fn rows(state: &State) -> i64 {
    let cell = state.answered.as_ref().unwrap().sheet("trend").unwrap().rows[0][0].clone();
    (1..99).find(|n| cell == (*n).into()).unwrap()
}

#[test]
fn what_was_answered_before_is_shown_and_not_asked() {
    let pages = PAGES.map(String::from);
    let state = been(run(start(""), opened(1)), &pages);
    assert_eq!(rows(&state), 4);
    for (fragment, n) in pages[..3].iter().zip(1..) {
        let asked = state.asked;
        let back = run(state.clone(), [to(fragment)]);
        assert_eq!((rows(&back), back.is_to_be_asked()), (n, false), "{fragment}");
        assert!(back.is_current() && !back.is_waiting());
        // An answer to what was asked before is not taken for one to this.
        let late = FromEngine::Answered { id: asked, query: Query::opening(), answer: answer(50) };
        assert_eq!(rows(&run(back, [Action::Heard(late)])), n);
    }
    let new = run(state, [to("#/regions?channel=event")]);
    assert!(new.is_to_be_asked() && new.is_waiting());
}

#[test]
fn only_the_last_answers_are_kept() {
    let many: Vec<_> = (0..9).map(|n| format!("#/overview?channel=c{n}")).collect();
    let state = been(run(start(""), opened(1)), &many);
    let asked = |n: usize| run(state.clone(), [to(&many[n])]).is_to_be_asked();
    assert_eq!([0, 1, 8].map(asked), [true, false, false]);
    // Whoever goes back to an answer has it kept the longer.
    let state = been(run(state, [to(&many[1])]), &["#/regions".into()]);
    assert!(!run(state.clone(), [to(&many[1])]).is_to_be_asked());
    assert!(run(state, [to(&many[2])]).is_to_be_asked());
}

#[test]
fn nothing_is_kept_of_a_snapshot_that_was_left_or_read_anew() {
    let state = been(run(start(""), opened(1)), &PAGES.map(String::from));
    let other = run(state.clone(), opened(2));
    assert!(other.is_to_be_asked() && run(other, [to("#/channels")]).is_to_be_asked());
    let heard = Action::Heard(FromEngine::Opened { id: 2, info: info() });
    let again = run(state.clone(), [Action::Again(2), heard]);
    assert!(again.is_to_be_asked() && run(again, [to("#/channels")]).is_to_be_asked());
    // Until the other one is asked for, nobody takes what is shown for it.
    let link = run(state.clone(), [to("#/channels?snapshot=b")]);
    assert!(link.leaving && !run(link.clone(), [Action::Opening(2, Origin::Site(Some("b".into())))]).leaving);
    assert!(!run(link.clone(), [Action::Overdue]).leaving, "or nothing is opened after all");
    assert!(!run(link, [to("#/channels")]).leaving);
    assert!(!run(state.clone(), [to("#/dealers?channel=event")]).leaving, "the same snapshot");
    // While another one is being read, this one stands.
    let reading = run(state, [Action::Opening(2, Origin::Site(None)), to("#/channels")]);
    assert_eq!((reading.is_to_be_asked(), rows(&reading)), (false, 1));
}

#[test]
fn what_has_not_changed_stays_the_same_sheet_on_the_way_back() {
    let state = been(run(start(""), opened(1)), &["#/channels".into(), "#/regions".into()]);
    // The same rows as those of the first page, but not its sheet.
    let state = run(state, [to("#/dealers")]);
    let word = told(&state, 1);
    let state = run(state, [word]);
    let sheet = |state: &State| state.answered.as_ref().unwrap().sheet("trend");
    let back = run(state.clone(), [to("#/channels")]);
    assert_eq!(sheet(&back), sheet(&state));
}
