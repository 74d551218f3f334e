use dealerscope_core::answer::{Answer, Coverage, Table, Unit};
use dealerscope_core::descriptor::Settings;
use dealerscope_core::problem::Problems;
use dealerscope_core::query::{Basis, Page, to_fragment};
use dealerscope_core::time::{Day, Span};

use super::*;
use crate::protocol::Stage;

mod kept;
mod prepared;

fn start(fragment: &str) -> Rc<State> {
    Rc::new(State::new(fragment, Preference { lang: Lang::Zh, theme: Theme::Light }))
}

fn run(state: Rc<State>, actions: impl IntoIterator<Item = Action>) -> Rc<State> {
    actions.into_iter().fold(state, Reducible::reduce)
}

fn info() -> Box<SnapshotInfo> {
    Box::new(SnapshotInfo {
        name: "a".into(),
        title: String::new(),
        brand: String::new(),
        currency: "CNY".into(),
        as_of: Day(20_000),
        as_of_text: String::new(),
        months: (Day(19_000).month(), Day(20_000).month()),
        settings: Settings::default(),
        notes: Vec::new(),
        rows: Vec::new(),
        dealers: Vec::new(),
        dimensions: Vec::new(),
        formulas: Vec::new(),
        problems: Problems::default(),
    })
}

fn answer(rows: i64) -> Box<Answer> {
    let mut table = Table::new("trend", &[("leads", Unit::Count)]);
    table.rows.push(vec![rows.into()]);
    Box::new(Answer {
        page: Page::Overview,
        as_of: Day(20_000),
        basis: Basis::Cohort,
        period: Span::default(),
        comparison: None,
        figures: Vec::new(),
        tables: vec![table, Table::new("movers", &[("key", Unit::Text)])],
        rules: Vec::new(),
        notices: Vec::new(),
        coverage: Coverage::default(),
    })
}

fn opened(id: u64) -> [Action; 2] {
    let heard = Action::Heard(FromEngine::Opened { id, info: info() });
    [Action::Opening(id, Origin::Site(None)), heard]
}

fn answered(id: u64, rows: i64) -> Action {
    Action::Heard(FromEngine::Answered { id, query: Query::opening(), answer: answer(rows) })
}

#[test]
fn an_empty_fragment_is_the_opening_view() {
    for fragment in ["", "#", "#/"] {
        assert_eq!(start(fragment).query(), &Query::opening());
    }
    assert_eq!(start("#/channels").query().period, None);
}

#[test]
fn the_link_wins_over_the_browser() {
    let state = start("#/overview?lang=en&theme=dark");
    assert_eq!((state.lang(), state.theme()), (Lang::En, Theme::Dark));
    assert_eq!(start("#/overview").lang(), Lang::Zh);
}

#[test]
fn a_failed_attempt_leaves_the_snapshot_before() {
    let trouble = Trouble::EmptyCatalog;
    let state = run(start(""), opened(1));
    let state = run(
        state,
        [
            Action::Opening(2, Origin::Local("x".into())),
            Action::Heard(FromEngine::Failed { id: 2, trouble: trouble.clone() }),
        ],
    );
    assert_eq!(state.opened.as_ref().map(|o| o.id), Some(1));
    assert_eq!(state.opening.as_ref().map(|o| &o.phase), Some(&Phase::Failed(trouble)));
    assert_eq!(run(state, [Action::Dismissed]).opening, None);
}

#[test]
fn a_cancelled_attempt_is_forgotten_where_there_is_something_to_show() {
    let cancelled = |id| Action::Heard(FromEngine::Cancelled { id });
    let state = run(start(""), opened(1));
    let state = run(state, [Action::Opening(2, Origin::Site(None)), cancelled(2)]);
    assert_eq!(state.opening, None);
    let first = run(start(""), [Action::Opening(1, Origin::Site(None)), cancelled(1)]);
    assert_eq!(first.opening.as_ref().map(|o| &o.phase), Some(&Phase::Cancelled));
}

#[test]
fn what_was_shown_stays_while_another_worker_takes_over() {
    let state = run(start(""), opened(1));
    let state = run(state, [answered(1, 10), Action::Again(2)]);
    assert_eq!((state.again, state.opened.as_ref().map(|o| o.id)), (Some(2), Some(1)));
    let heard = Action::Heard(FromEngine::Opened { id: 2, info: info() });
    let state = run(state, [heard]);
    // The answer stays until the new worker has given one, and what the old one still says is not heard.
    assert_eq!((state.again, state.opened.as_ref().map(|o| o.id)), (None, Some(2)));
    assert!(state.answered.is_some() && state.opening.is_none());
    let rows =
        |state: &State| state.answered.as_ref().and_then(|a| Some(a.sheet("trend")?.rows[0][0].clone()));
    assert_eq!(rows(&run(state.clone(), [answered(1, 20)])), Some(10_i64.into()));
    let asked = state.asked;
    assert_eq!(rows(&run(state, [answered(asked, 30)])), Some(30_i64.into()));
}

#[test]
fn an_attempt_that_ended_with_its_worker_has_failed() {
    let trouble = Trouble::Stopped("leads.csv".into(), "unreachable".into());
    let state = run(start(""), opened(1));
    let begun = Action::Opening(2, Origin::Local("large".into()));
    let state = run(state, [begun, Action::Lost(trouble.clone()), Action::Again(3)]);
    let opening = state.opening.as_ref().unwrap();
    assert_eq!((&opening.phase, opening.again), (&Phase::Failed(trouble.clone()), false));
    // What was shown cannot be brought back either: that is said, with a way to try again.
    let state = run(state, [Action::Heard(FromEngine::Failed { id: 3, trouble: trouble.clone() })]);
    let opening = state.opening.as_ref().unwrap();
    assert_eq!((&opening.phase, opening.again, state.again), (&Phase::Failed(trouble), true, None));
    assert_eq!(state.opened.as_ref().map(|o| o.id), Some(1));
    assert_eq!(run(state, [Action::Again(4)]).opening, None);
}

#[test]
fn word_of_an_earlier_attempt_is_not_heard() {
    let progress = Progress { stage: Stage::Reading, bytes: 5, ..Progress::default() };
    let state = run(
        start(""),
        [
            Action::Opening(1, Origin::Site(None)),
            Action::Opening(2, Origin::Local("x".into())),
            Action::Heard(FromEngine::Progress { id: 1, progress }),
            Action::Heard(FromEngine::Opened { id: 1, info: info() }),
        ],
    );
    assert_eq!(state.opened, None);
    assert_eq!(state.opening.as_ref().map(|o| &o.phase), Some(&Phase::Running(Progress::default())));
}

#[test]
fn only_the_last_question_is_answered() {
    let state = run(start(""), opened(1));
    let linked = |fragment: &str| Action::Linked(fragment.into());
    // What only dresses the page is no question.
    let state = run(
        state,
        [
            linked("#/channels"),
            linked("#/overview?period=last12"),
            linked("#/overview?period=last12&lang=en"),
        ],
    );
    assert_eq!(state.asked, 3);
    let state = run(state, [answered(2, 10)]);
    assert_eq!(state.answered, None);
    let state = run(state, [linked(&to_fragment(&Query::opening())), answered(4, 20)]);
    assert!(state.is_current());
    assert_eq!(state.answered.as_ref().unwrap().sheet("trend").unwrap().rows.len(), 1);
}

#[test]
fn an_answer_of_the_snapshot_before_is_not_shown() {
    let state = run(start(""), opened(1));
    assert_eq!(state.asked, 1);
    let state = run(state, opened(2));
    assert_eq!(run(state, [answered(1, 10)]).answered, None);
}

#[test]
fn a_table_that_has_not_changed_stays_the_same_sheet() {
    let sheets = |state: &State| {
        let answered = state.answered.as_ref().unwrap();
        (answered.sheet("trend").unwrap(), answered.sheet("movers").unwrap())
    };
    let state = run(run(start(""), opened(1)), [answered(1, 10)]);
    let (trend, movers) = sheets(&state);
    let state = run(state, [answered(1, 20)]);
    let (trend_after, movers_after) = sheets(&state);
    assert!(trend != trend_after);
    assert!(movers == movers_after);
}

#[test]
fn files_without_a_descriptor_are_asked_about_beside_what_is_shown() {
    let foreign = || dealerscope_core::foreign::recognise("exports", Vec::new(), None);
    let asked = |id| Action::Heard(FromEngine::Foreign { id, foreign: Box::new(foreign()) });
    let local = |id| Action::Opening(id, Origin::Local("exports".into()));
    let state = run(start("#/overview"), opened(1).into_iter().chain([local(2), asked(2)]));
    assert!(matches!(state.opening.as_ref().map(|o| &o.phase), Some(Phase::Foreign(_))));
    assert_eq!((state.opened.as_ref().map(|o| o.id), state.draft.title.as_str()), (Some(1), "exports"));
    let state = run(state, [Action::Entered("title".into(), "June".into())]);
    assert_eq!(state.draft.title, "June");
    // More files of the same export leave what was said.
    let state = run(state, [local(3), asked(2), asked(3)]);
    assert_eq!(state.draft.title, "June");
    // That the files before were left may be told late.
    let state = run(state, [Action::Left(2)]);
    assert_eq!(state.opening.as_ref().map(|o| o.id), Some(3));
    // What was entered counts while it is asked about, and giving up ends that alone.
    let state = run(state, [Action::Left(3), Action::Entered("title".into(), "July".into())]);
    assert_eq!((state.opening.is_none(), state.draft.title.as_str()), (true, "June"));
    assert_eq!(state.opened.as_ref().map(|o| o.id), Some(1));
}

#[test]
fn one_change_is_one_redraw_where_the_answer_comes_soon() {
    let linked = |fragment: &str| Action::Linked(fragment.into());
    let heard = |id, fragment: &str| {
        let query = question(&Link::read(fragment).query);
        Action::Heard(FromEngine::Answered { id, query, answer: answer(9) })
    };
    let state = run(run(start(""), opened(1)), [answered(1, 10)]);
    let opening = state.link.clone();
    // What was shown stays whole until the answer is there.
    let asked = run(state.clone(), [linked("#/channels")]);
    assert!(asked.is_waiting() && asked.is_current());
    assert_eq!((asked.asked, &asked.link), (2, &opening));
    let state = run(asked.clone(), [heard(2, "#/channels")]);
    assert!(!state.is_waiting() && state.is_current());
    assert_eq!(state.query().page, Page::Channels);
    // An answer that is long in coming is not waited for, and neither is one to another question.
    let late = run(asked.clone(), [Action::Overdue]);
    assert!(!late.is_waiting() && !late.is_current());
    assert_eq!(late.query().page, Page::Channels);
    let next = run(late, [linked("#/regions")]);
    assert_eq!(
        (next.is_waiting(), next.query().page),
        (false, Page::Regions),
        "the page is not current anyway"
    );
    let other = run(asked.clone(), [linked("#/regions"), heard(2, "#/channels")]);
    assert!(other.is_waiting() && other.asked == 3 && other.link == opening);
    // What needs no answer, or gets none before long, is shown at once.
    let state = run(state, [linked("#/channels?lang=en")]);
    assert_eq!((state.is_waiting(), state.lang()), (false, Lang::En));
    let back = run(asked, [linked(&to_fragment(&Query::opening()))]);
    assert!(!back.is_waiting() && back.is_current());
    let busy = run(state, [Action::Opening(2, Origin::Local("a".into())), linked("#/regions")]);
    assert_eq!((busy.is_waiting(), busy.query().page), (false, Page::Regions));
}
