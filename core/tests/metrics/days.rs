//! How long an order takes: quantiles, buckets and curves by age.

use dealerscope_core::time::Day;

use crate::common::{Case, figures, row, rows, table};

const COLUMNS: &str = "dealer_id,created_at,channel,ordered_at";

/// Leads of one day, ordered so many days later.
fn after(days: &[i32]) -> Case {
    let created = Day::parse("2025-06-01").unwrap();
    let lead = |n: &i32| format!("a,{created},website,{}\n", created.plus(*n));
    Case::new().leads(COLUMNS, &days.iter().map(lead).collect::<String>())
}

#[test]
fn every_edge_falls_into_its_bucket() {
    let edges = [-7, -1, 0, 1, 3, 4, 7, 8, 14, 15, 30, 31, 60, 61, 90, 91, 180, 181, 300, 365];
    rows(
        &after(&edges).ask("#/channels"),
        "days_to_order",
        "bucket orders share cumulative",
        "before 2 0.1  0.1
         0      1 0.05 0.15
         1-3    2 0.1  0.25
         4-7    2 0.1  0.35
         8-14   2 0.1  0.45
         15-30  2 0.1  0.55
         31-60  2 0.1  0.65
         61-90  2 0.1  0.75
         91-180 2 0.1  0.85
         181+   3 0.15 1",
    );
}

#[test]
fn buckets_name_their_ends() {
    let answer = after(&[]).ask("#/channels");
    row(&answer, "days_to_order", "0", "from=0 to=0 orders=0");
    row(&answer, "days_to_order", "1-3", "from=1 to=3");
    row(&answer, "days_to_order", "91-180", "from=91 to=180");
    row(&answer, "days_to_order", "181+", "from=181 to=-");
    row(&answer, "days_to_order", "before", "from=-");
}

/// Checks the quartiles of some days to order.
#[track_caller]
fn check(days: &[i32], want: &str) {
    let answer = after(days).ask("#/channels");
    let names = ["q1_days_to_order", "median_days_to_order", "q3_days_to_order"];
    let pairs: Vec<String> =
        names.iter().zip(want.split(' ')).map(|(name, value)| format!("{name}={value}")).collect();
    row(&answer, "channels", "website", &pairs.join(" "));
    figures(&answer, &pairs[1]);
    let pairs: Vec<String> =
        ["q1", "median", "q3"].iter().zip(want.split(' ')).map(|(n, v)| format!("{n}={v}")).collect();
    row(&answer, "days_by_channel", "website", &pairs.join(" "));
}

#[test]
fn quantiles_lie_between_the_nearest_two() {
    check(&[5], "5 5 5");
    check(&[0, 10], "2.5 5 7.5");
    check(&[1, 2, 3, 4], "1.75 2.5 3.25");
    check(&[4, 0, 3, 1, 2], "1 2 3");
    check(&[0, 0, 0, 100], "0 0 25");
}

#[test]
fn orders_before_creation_are_not_in_the_quantiles() {
    check(&[-3, 5], "5 5 5");
    check(&[-3, -2, -1, 0, 10], "2.5 5 7.5");
}

#[test]
fn the_basis_says_whose_orders_are_timed() {
    let case = Case::new().leads(
        COLUMNS,
        "a,2026-01-05,website,2026-02-04\na,2026-02-05,website,2026-03-07\na,2026-02-05,website,2026-02-06",
    );
    // January's lead was ordered in February, and one of February's in March.
    let cohort = case.ask("#/channels?period=2026-01");
    figures(&cohort, "median_days_to_order=30");
    row(&cohort, "days_by_channel", "website", "orders=1 median=30");
    let activity = case.ask("#/channels?period=2026-03&basis=activity");
    figures(&activity, "leads=0 orders=1 median_days_to_order=30");
    row(&activity, "days_to_order", "15-30", "orders=1 share=1");
    figures(&case.ask("#/channels?period=2026-03"), "median_days_to_order=-");
    figures(&case.ask("#/channels?period=2026-01&basis=activity"), "median_days_to_order=-");
}

#[test]
fn a_delivery_dates_an_order_without_a_stamp() {
    let case = Case::new()
        .leads("dealer_id,created_at,channel,delivered_at", "a,2026-01-05T23:00,website,2026-01-09T01:00");
    figures(&case.ask("#/channels"), "median_days_to_order=4");
}

#[test]
fn an_age_is_shown_when_the_whole_month_has_reached_it() {
    // As of 30 June: March's last day is 91 days past, April's 61, and May's 30.
    let case = Case::new().leads(
        COLUMNS,
        "a,2026-03-01,website,\na,2026-04-30,website,\na,2026-05-01,website,\na,2026-06-01,website,",
    );
    rows(
        &case.ask("#/channels"),
        "vintage",
        "month age",
        "2026-03 30\n2026-03 60\n2026-03 90\n2026-04 30\n2026-04 60\n2026-05 30",
    );
    rows(
        &case.dated("2026-06-29").ask("#/channels"),
        "vintage",
        "month age",
        "2026-03 30\n2026-03 60\n2026-03 90\n2026-04 30\n2026-04 60",
    );
}

#[test]
fn ages_end_at_360_days() {
    let case = Case::new().leads(COLUMNS, "a,2024-01-05,website,2025-12-01");
    let answer = case.ask("#/channels");
    let vintage = table(&answer, "vintage");
    let of_january: Vec<f64> = (0..vintage.rows.len())
        .filter(|&row| vintage.cell(row, "month").text() == Some("2024-01"))
        .filter_map(|row| vintage.cell(row, "age").number())
        .collect();
    assert_eq!(of_january, (1..=12).map(|n| f64::from(n) * 30.0).collect::<Vec<_>>());
}

#[test]
fn a_curve_counts_orders_up_to_its_age() {
    let leads =
        "a,2026-01-05,website,2026-01-05\na,2026-01-05,website,2026-02-04\na,2026-01-05,website,2026-02-05
                 a,2026-01-05,website,2026-01-04\na,2026-01-05,website,";
    // 0, 30, 31 and −1 days; the last but one was ordered before it was created.
    rows(
        &Case::new().dated("2026-04-05").leads(COLUMNS, leads).ask("#/channels"),
        "vintage",
        "month age leads ordered rate",
        "2026-01 30 5 2 0.4\n2026-01 60 5 3 0.6",
    );
}
