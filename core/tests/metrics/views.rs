//! Views against counts by hand.

use dealerscope_core::answer::Notice;
use dealerscope_core::query::{Dimension, from_fragment};
use dealerscope_core::views;
use dealerscope_core::views::{By, Grid, Measure, View};

use crate::common::{Case, number};

const STAGE: By = By::Stage;
const MONTH: By = By::Month;
const CHANNEL: By = By::Of(Dimension::Channel);
const REGION: By = By::Of(Dimension::Region);
const DEALER: By = By::Of(Dimension::Dealer);

/// Seven leads of two dealers and of none.
fn seven() -> Case {
    let columns =
        "dealer_id,created_at,channel,series,prefers_brand,intended_on,visited_at,ordered_at,lost_at,amount";
    Case::new().leads(
        columns,
        "a,2026-04-05,website,S1,1,2026-07-01,,,,
         a,2026-04-20,website,S2,,,2026-04-22,,,
         a,2026-05-02,event,S1,,,,2026-05-09,,100
         b,2026-05-03,event,,,,,2026-06-01,,50
         b,2026-06-10,website,S1,,,,,2026-06-12,
         ,2026-06-11,event,S1,1,2028-01-01,,,,
         b,,website,S2,,,,2026-06-20,,",
    )
}

fn count(rows: By, columns: Option<By>) -> View {
    View { rows, columns, measure: Measure::Leads }
}

fn amount(rows: By, columns: Option<By>) -> View {
    View { rows, columns, measure: Measure::Amount }
}

/// The cells of a grid that are neither nought nor unknown, such as `website/leads=2`.
fn cells(grid: &Grid) -> String {
    let width = grid.columns.len().max(1);
    assert_eq!(grid.cells.len(), grid.rows.len() * width);
    let written = grid.cells.iter().enumerate().filter(|(_, cell)| **cell != 0.0 && !cell.is_nan());
    let written = written.map(|(place, cell)| {
        let column = grid.columns.get(place % width).map(|key| format!("/{key}")).unwrap_or_default();
        format!("{}{column}={}", grid.rows[place / width], number(Some(*cell)))
    });
    written.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(case: &Case, fragment: &str, view: View, want: &str) {
    let (grids, notices) = views(&case.load().unwrap(), &from_fragment(fragment).0, &[view]);
    assert_eq!(cells(&grids[0]), want.split_whitespace().collect::<Vec<_>>().join(" "));
    assert_eq!(notices, []);
}

#[test]
fn leads_are_counted_by_every_key() {
    let check = |by, want: &str| check(&seven(), "#/overview", count(by, None), want);
    check(CHANNEL, "event=3 website=4");
    check(STAGE, "leads=3 visited=1 ordered=3");
    check(MONTH, "2026-04=2 2026-05=2 2026-06=2 =1");
    check(REGION, "=1 东=3 西=3");
    check(By::Of(Dimension::Province), "=1 广东=3 四川=3");
    check(DEALER, "=1 a=3 b=3");
    check(By::Of(Dimension::Series), "=1 S1=4 S2=2");
    check(By::Of(Dimension::Temperature), "hot=1 cold=1 unclassified=1 closed=4");
    check(By::Of(Dimension::Kind), "=7");
}

#[test]
fn pairs_stand_row_by_row() {
    let check = |rows, columns, want: &str| check(&seven(), "#/overview", count(rows, Some(columns)), want);
    check(
        CHANNEL,
        STAGE,
        "event/leads=1 event/ordered=2 website/leads=2 website/visited=1 website/ordered=1",
    );
    check(DEALER, MONTH, "/2026-06=1 a/2026-04=2 a/2026-05=1 b/2026-05=1 b/2026-06=1 b/=1");
}

#[test]
fn filters_apply_to_every_view() {
    let check =
        |by, want: &str| check(&seven(), "#/overview?region=东&channel=website", count(by, None), want);
    check(REGION, "东=2");
    check(CHANNEL, "website=2");
    check(STAGE, "leads=1 visited=1");
}

#[test]
fn amounts_are_those_of_orders_that_state_one() {
    let case = seven();
    check(&case, "#/overview", amount(DEALER, None), "a=100 b=50");
    check(&case, "#/overview", amount(MONTH, Some(CHANNEL)), "2026-05/event=150");
    // Of the cohort of May both orders count, of the activity in May the one that was placed in it.
    check(&case, "#/overview?period=2026-05", amount(CHANNEL, None), "event=150");
    check(&case, "#/overview?period=2026-05&basis=activity", amount(CHANNEL, None), "event=100");
    check(&case, "#/overview?period=2026-05&basis=activity", count(CHANNEL, None), "event=2");
}

#[test]
fn what_is_unknown_is_no_number() {
    let (grids, _) = views(
        &seven().load().unwrap(),
        &from_fragment("#/overview").0,
        &[amount(CHANNEL, None), count(CHANNEL, None)],
    );
    let at = |key: &str| grids[0].rows.iter().position(|row| row == key).unwrap();
    assert!(grids[0].cells[at("website")].is_nan(), "one order, and its amount is not stated");
    assert_eq!(grids[1].cells[at("showroom")], 0.0);
}

#[test]
fn many_views_at_once_are_each_as_alone() {
    let asked =
        [count(STAGE, Some(DEALER)), amount(DEALER, None), count(DEALER, None), amount(MONTH, Some(DEALER))];
    let case = seven()
        .leads("dealer_id,created_at,channel,ordered_at,amount", "9000* b,2026-05-03,event,2026-05-04,2");
    let (snapshot, query) = (case.load().unwrap(), from_fragment("#/overview").0);
    let together = views(&snapshot, &query, &asked).0;
    let alone: Vec<Grid> = asked.iter().flat_map(|view| views(&snapshot, &query, &[*view]).0).collect();
    assert_eq!(together.iter().map(cells).collect::<Vec<_>>(), alone.iter().map(cells).collect::<Vec<_>>());
    assert_eq!(cells(&together[1]), "b=18000");
    assert_eq!(cells(&together[3]), "2026-05/b=18000");
}

#[test]
fn a_filter_in_vain_is_said() {
    let query = from_fragment("#/overview?region=南").0;
    let (grids, notices) = views(&seven().load().unwrap(), &query, &[count(REGION, None)]);
    assert_eq!(cells(&grids[0]), "=1 东=3 西=3");
    assert_eq!(notices, [Notice::NotInSnapshot("region".into(), "南".into())]);
}

#[test]
fn what_is_too_much_to_keep_is_counted_all_the_same() {
    // 800 cells of one lead each and 438 months of seven stages: more numbers than are kept.
    let dealer = |d: usize| format!("d{d},店,{},广东", if d < 50 { "东" } else { "西" });
    let dealers = (0..100).map(dealer).collect::<Vec<_>>().join("\n");
    let channel = |c: usize| dealerscope_core::labels::CHANNELS[c].0;
    let lead = |n: usize| {
        let ordered = if n.is_multiple_of(3) { "2026-06-02" } else { "" };
        format!(
            "d{},{},{},{ordered}\n",
            n / 8,
            if n == 0 { "1990-01-05" } else { "2026-05-05" },
            channel(n % 8)
        )
    };
    let case = Case::new()
        .dealers("dealer_id,name,region,province", &dealers)
        .leads("dealer_id,created_at,channel,ordered_at", &(0..800).map(lead).collect::<String>());
    let view = count(MONTH, Some(STAGE));
    check(&case, "#/overview", view, "1990-01/ordered=1 2026-05/leads=533 2026-05/ordered=266");
    check(&case, "#/overview?region=西", view, "2026-05/leads=267 2026-05/ordered=133");
    check(
        &case,
        "#/overview?region=东&channel=showroom",
        view,
        "1990-01/ordered=1 2026-05/leads=33 2026-05/ordered=16",
    );
}
