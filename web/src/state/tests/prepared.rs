//! What was computed beforehand.

use super::*;

fn heard(rows: i64) -> Action {
    let (info, query, answer) = (info(), Query::opening(), answer(rows));
    Action::Heard(FromEngine::Prepared { catalog: Catalog::default(), info, query, answer })
}

fn prepared(rows: i64) -> [Action; 2] {
    [heard(rows), Action::Framed]
}

fn opening(fragment: &str) -> Rc<State> {
    run(start(fragment), [Action::Opening(1, Origin::Site(None))])
}

#[test]
fn what_was_computed_beforehand_stands_until_the_engine_answers() {
    let state = run(opening(""), prepared(7));
    assert!(state.is_prepared() && state.is_current());
    assert!(matches!(state.opening.as_ref().unwrap().phase, Phase::Running(_)), "it is still being read");
    let shown = state.answered.as_ref().unwrap().sheet("trend");

    let described = |state: &State| state.opened.as_ref().unwrap().info.clone();
    let opened = |info| Action::Heard(FromEngine::Opened { id: 1, info });
    let more = SnapshotInfo { title: "more".into(), ..*info() };
    let other = run(state.clone(), [opened(Box::new(more))]);
    assert!(other.answered.is_none() && described(&other).title == "more", "the engine has the last word");
    let before = described(&state);
    let state = run(state, [opened(info())]);
    assert!(!state.is_prepared() && state.is_current());
    assert!(Rc::ptr_eq(&described(&state), &before), "nothing is drawn again");
    let id = state.asked;
    let before = state.answered.clone();
    let state = run(state, [answered(id, 7)]);
    assert_eq!(state.answered, before, "nothing is drawn again");
    let state = run(state, [answered(id, 8)]);
    assert_ne!(state.answered.as_ref().unwrap().sheet("trend"), shown, "the engine has the last word");
}

#[test]
fn what_was_computed_beforehand_goes_with_its_snapshot() {
    let shown = || run(opening(""), prepared(7));
    let gone = |state: &State| state.opened.is_none() && state.answered.is_none();
    let failed = Action::Heard(FromEngine::Failed { id: 1, trouble: Trouble::EmptyCatalog });
    for end in [failed, Action::Heard(FromEngine::Cancelled { id: 1 }), Action::Lost(Trouble::EmptyCatalog)] {
        assert!(gone(&run(shown(), [end.clone()])), "{end:?}");
    }
    let other = SnapshotInfo { name: "b".into(), ..*info() };
    let state = run(shown(), [Action::Heard(FromEngine::Opened { id: 1, info: Box::new(other) })]);
    assert!(state.answered.is_none() && state.opened.as_ref().unwrap().info.name == "b");
    let second = Action::Opening(2, Origin::Site(Some("b".into())));
    let state = run(shown(), [second, Action::Heard(FromEngine::Opened { id: 2, info: info() })]);
    assert!(state.answered.is_none(), "another snapshot was chosen meanwhile");
}

#[test]
fn what_was_computed_beforehand_is_for_one_link_only() {
    for fragment in [
        "#/regions",
        "#/overview?period=last12&basis=activity&channel=event",
        "#/overview?period=last12&basis=activity&against=a",
        "#/overview?period=last12&basis=activity&snapshot=b",
    ] {
        assert!(run(opening(fragment), prepared(7)).answered.is_none(), "{fragment}");
    }
    assert!(run(opening("#/overview?period=last12&basis=activity&theme=dark"), prepared(7)).is_prepared());
    let local = run(start(""), [Action::Opening(1, Origin::Local("a".into())), heard(7), Action::Framed]);
    assert!(local.answered.is_none(), "the reader's own files");
    let late = run(start(""), opened(1).into_iter().chain(prepared(7)));
    assert!(late.answered.is_none() && !late.is_prepared(), "the engine was faster");
}

#[test]
fn what_was_computed_beforehand_comes_after_the_head_of_the_page() {
    let state = run(opening(""), [heard(7)]);
    assert!(state.is_prepared() && state.answered.is_none() && state.prepared.is_some());
    // Whatever ends it before it is shown ends it.
    let failed = Action::Heard(FromEngine::Failed { id: 1, trouble: Trouble::EmptyCatalog });
    let engine = Action::Heard(FromEngine::Opened { id: 1, info: info() });
    for end in [failed, engine, Action::Lost(Trouble::EmptyCatalog)] {
        let state = run(state.clone(), [end.clone(), Action::Framed]);
        assert!(state.answered.is_none() && !state.is_prepared(), "{end:?}");
    }
    let state = run(state, [Action::Framed, Action::Framed]);
    assert!(state.is_current() && state.prepared.is_none());
}
