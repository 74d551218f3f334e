//! When a finding is made, and when not.

use dealerscope_core::answer::Answer;

use crate::common::{Case, number, table};

const COLUMNS: &str = "dealer_id,created_at,channel,contacted_at,visited_at,ordered_at";
/// Two months that have matured.
const MARCH: &str = "#/overview?period=2026-03";

/// The findings as lines of kind, key and the numbers asked for.
fn findings(answer: &Answer, kind: &str, columns: &str) -> String {
    let table = table(answer, "findings");
    let line = |row: usize| {
        let numbers = columns.split_whitespace().map(|column| number(table.cell(row, column).number()));
        std::iter::once(table.cell(row, "key").text().unwrap_or_default().to_owned())
            .chain(numbers)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let of = |row: &usize| table.cell(*row, "kind").text() == Some(kind);
    (0..table.rows.len()).filter(of).map(line).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(case: &Case, fragment: &str, kind: &str, columns: &str, want: &str) {
    assert_eq!(findings(&case.ask(fragment), kind, columns), want);
}

/// Leads of dealer `a` in February and March, and how many of them are ordered in the same month.
fn two_months(before: (u32, u32), now: (u32, u32)) -> Case {
    let month = |month: &str, (leads, orders): (u32, u32)| {
        format!(
            "{orders}* a,2026-{month}-05,website,,,2026-{month}-08\n{}* a,2026-{month}-05,website,,,\n",
            leads - orders
        )
    };
    Case::new().setting("smallest_group", 30).leads(COLUMNS, &(month("02", before) + &month("03", now)))
}

#[test]
fn a_figure_that_doubled_has_moved() {
    let case = two_months((1000, 100), (2000, 200));
    check(&case, MARCH, "figure_moved", "value prior", "orders_placed 200 100\nleads 2000 1000");
}

#[test]
fn a_figure_that_stayed_has_not_moved() {
    let case = two_months((1000, 100), (1000, 100));
    check(&case, MARCH, "figure_moved", "value prior", "");
    check(
        &two_months((1000, 100), (2000, 200)),
        "#/overview?period=2026-03&compare=none",
        "figure_moved",
        "value",
        "",
    );
}

#[test]
fn a_conversion_is_named_by_the_basis() {
    // Of matured leads alone on the cohort basis; 10 % to 20 %.
    let case = two_months((1000, 100), (1000, 200));
    let keys = |fragment: &str| findings(&case.ask(fragment), "figure_moved", "");
    assert!(keys(MARCH).contains("conversion_matured"), "{}", keys(MARCH));
    let activity = keys("#/overview?period=2026-03&basis=activity");
    assert!(activity.lines().any(|key| key.trim() == "conversion"), "{activity}");
}

#[test]
fn a_ripening_cohort_is_no_fall() {
    // May's leads are not mature on 30 June: nothing is said of their conversion.
    let leads =
        "200* a,2026-04-05,website,,,2026-04-08\n800* a,2026-04-05,website,,,\n1000* a,2026-05-05,website,,,";
    let case = Case::new().leads(COLUMNS, leads);
    let answer = case.ask("#/overview?period=2026-05");
    assert!(!findings(&answer, "figure_moved", "").contains("conversion"));
    assert_eq!(findings(&answer, "region_conversion", ""), "");
}

#[test]
fn a_region_has_changed_when_it_is_hardly_chance() {
    // 10 % to 15 % of 1000: z = 0.05 / √(0.125 × 0.875 × 2 / 1000) = 3.38.
    check(
        &two_months((1000, 100), (1000, 150)),
        MARCH,
        "region_conversion",
        "value prior n",
        "东 0.15 0.1 1000",
    );
    // 10 % to 13 %: z = 0.03 / √(0.115 × 0.885 × 2 / 1000) = 2.10.
    check(&two_months((1000, 100), (1000, 130)), MARCH, "region_conversion", "value", "");
    // A fall is as much of a change.
    check(&two_months((1000, 150), (1000, 100)), MARCH, "region_conversion", "value prior", "东 0.1 0.15");
    check(
        &two_months((1000, 150), (1000, 100)),
        "#/overview?period=2026-03&compare=none",
        "region_conversion",
        "value",
        "",
    );
}

/// Orders by event in February and March at a spend; a website channel beside it stays as it is.
fn channel_cost(orders: (u32, u32), spend: (u32, u32)) -> Case {
    let leads = format!(
        "{}* a,2026-02-05,event,,,2026-02-08\n{}* a,2026-03-05,event,,,2026-03-08
         40* a,2026-02-05,website,,,2026-02-08\n40* a,2026-03-05,website,,,2026-03-08",
        orders.0, orders.1
    );
    let spend = format!(
        "2026-02,event,a,{}\n2026-03,event,a,{}\n2026-02,website,a,100\n2026-03,website,a,100",
        spend.0, spend.1
    );
    Case::new().setting("smallest_group", 30).leads(COLUMNS, &leads).spend(&spend)
}

#[test]
fn a_channel_got_dear_from_a_quarter_more_an_order() {
    check(&channel_cost((30, 30), (3000, 3750)), MARCH, "channel_cost", "value prior n", "event 125 100 30");
    check(&channel_cost((30, 30), (3000, 3749)), MARCH, "channel_cost", "value", "");
    check(&channel_cost((60, 30), (3000, 1875)), MARCH, "channel_cost", "value prior n", "event 62.5 50 30");
}

#[test]
fn a_channel_of_few_orders_is_not_judged() {
    check(&channel_cost((29, 30), (2900, 9000)), MARCH, "channel_cost", "value", "");
    check(&channel_cost((30, 29), (3000, 9000)), MARCH, "channel_cost", "value", "");
}

/// Dealer `a` answers after some minutes, and some of its hundred contacts visit; `b` has 60 of 100.
fn gamed(responses: u32, minutes: u32, visits: u32) -> Case {
    let leads = format!(
        "{responses}* a,2026-03-05T09:00,website,2026-03-05T09:{minutes:02},,\n{}* a,2026-03-05,website,2026-03-05,,
         {visits}* a,2026-03-05,website,2026-03-05,2026-03-06,
         60* b,2026-03-05T09:00,website,2026-03-05T10:00,2026-03-06,\n40* b,2026-03-05T09:00,website,2026-03-05T10:00,,",
        100 - responses - visits
    );
    Case::new().setting("smallest_group", 30).leads(COLUMNS, &leads)
}

#[test]
fn fast_answers_without_visits_are_suspect() {
    // 10 of 100 contacts visit, 0.0552 to 0.1744, against 70 of 200 of all.
    check(&gamed(30, 3, 10), MARCH, "response_gamed", "value prior low high", "a 3 0.35 0.0552 0.1744");
}

#[test]
fn slow_few_or_visited_answers_are_not_suspect() {
    check(&gamed(30, 4, 10), MARCH, "response_gamed", "value", "");
    check(&gamed(29, 3, 10), MARCH, "response_gamed", "value", "");
    check(&gamed(30, 3, 60), MARCH, "response_gamed", "value", "");
}

#[test]
fn attainment_is_low_below_85_percent() {
    let case = |target: u32| two_months((0, 0), (100, 84)).targets(&format!("2026-03,a,orders,{target}"));
    check(&case(100), MARCH, "attainment_low", "value n", "东 0.84 84");
    check(&case(98), MARCH, "attainment_low", "value", "");
    let exact = two_months((0, 0), (100, 85)).targets("2026-03,a,orders,100");
    check(&exact, MARCH, "attainment_low", "value", "");
}

#[test]
fn data_is_poor_above_one_row_in_a_hundred() {
    let case = |bad: u32| {
        let leads = format!("{bad}* a,2026-03-05,nonsense,,,\n{}* a,2026-03-05,website,,,", 200 - bad);
        Case::new().leads(COLUMNS, &leads)
    };
    let value = |bad: u32| findings(&case(bad).ask(MARCH), "data_quality", "value n");
    assert_eq!(value(2), "");
    assert_eq!(value(3), "touched 0.015 200");
}

#[test]
fn at_most_eight_are_told_and_the_worst_first() {
    let mut dealers = String::new();
    let mut leads = String::new();
    let mut targets = String::new();
    for region in 0..12 {
        dealers += &format!("d{region},店{region},区{region},广东\n");
        leads += &format!(
            "100* d{region},2026-02-05,website,,,2026-02-08\n{}* d{region},2026-03-05,website,,,2026-03-08\n",
            10 + region
        );
        leads += &format!("{}* d{region},2026-03-05,website,,,\n", 90 - region);
        targets += &format!("2026-03,d{region},orders,200\n");
    }
    let case = Case::new()
        .dealers("dealer_id,name,region,province", &dealers)
        .leads(COLUMNS, &leads)
        .targets(&targets);
    let answer = case.ask(MARCH);
    let severity = table(&answer, "findings").numbers("severity");
    assert_eq!(severity.len(), 8);
    let falling = severity.windows(2).all(|pair| pair[0] >= pair[1]);
    assert!(falling, "{severity:?}");
}
