//! What the sample is to look like: mix, season, conversion, delays, response, places.

use std::collections::HashMap;

use dealerscope_core::time::Day;

use crate::support::{Row, Rows, count, data, median, share, within};

fn leads() -> Rows {
    Rows::read(&data("sample/leads.csv"))
}

fn dealers() -> Rows {
    Rows::read(&data("sample/dealers.csv"))
}

/// Created at least ninety days before the end, so that nearly all orders are in.
fn matured(lead: &Row<'_>) -> bool {
    lead.day("created_at").unwrap() <= Day::parse("2026-04-01").unwrap()
}

#[test]
fn channels_have_their_share_and_their_conversion() {
    let leads = leads();
    for (channel, percent, conversion) in [
        ("showroom", 24.0, 17.0),
        ("website", 26.0, 5.0),
        ("event", 12.0, 8.0),
        ("telemarketing", 9.0, 4.0),
        ("referral", 6.0, 22.0),
        ("advertising", 7.0, 4.0),
        ("self_developed", 5.0, 10.0),
        ("purchased_data", 5.0, 1.5),
        ("second_tier", 3.0, 12.0),
        ("key_account", 1.5, 25.0),
        ("co_brand", 1.5, 4.0),
    ] {
        let of_channel = |lead: Row<'_>| lead.get("channel") == channel;
        within(channel, 100.0 * share(leads.iter(), of_channel), percent - 0.6, percent + 0.6);
        let old = || leads.iter().filter(matured).filter(|&lead| of_channel(lead));
        let rate: f64 = conversion / 100.0;
        let error = 3.0 * (rate * (1.0 - rate) / count(old(), |_| true)).sqrt();
        let low = rate - error - if channel == "advertising" { 0.006 } else { 0.0 };
        within(channel, share(old(), |lead| lead.has("ordered_at")), low, rate + error);
    }
}

#[test]
fn months_follow_the_season_and_the_spring_festival() {
    const INDEX: [f64; 12] = [1.02, 0.59, 0.90, 0.86, 0.92, 0.90, 0.94, 1.05, 1.11, 1.05, 1.14, 1.52];
    let leads = leads();
    let of_month =
        |month: &str| count(leads.iter(), |lead| lead.get("created_at").starts_with(month)) / 2500.0;
    for (month, index) in (1..=12).zip(INDEX) {
        let year = if month > 6 { 2025 } else { 2026 };
        within(
            &format!("{year}-{month}"),
            of_month(&format!("{year}-{month:02}")),
            index - 0.06,
            index + 0.06,
        );
    }
    within("the festival of 2025 lies in January", of_month("2025-01"), 0.53, 0.65);
    within("and not in February", of_month("2025-02"), 0.96, 1.08);
}

#[test]
fn quarter_ends_are_pushed() {
    let leads = leads();
    let mut by_day: HashMap<Day, f64> = HashMap::new();
    for day in leads.iter().filter_map(|lead| lead.day("ordered_at")) {
        *by_day.entry(day).or_default() += 1.0;
    }
    let (mut before, mut after) = (0.0, 0.0);
    for start in
        ["2024-10-01", "2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01", "2026-01-01", "2026-04-01"]
    {
        let start = Day::parse(start).unwrap();
        let on = |offset: i32| by_day.get(&start.plus(offset)).copied().unwrap_or(0.0);
        before += (-6..0).map(on).sum::<f64>() / 6.0;
        after += (0..14).map(on).sum::<f64>() / 14.0;
    }
    within("orders a day before a quarter's end against after it", before / after, 1.5, 2.5);
}

#[test]
fn orders_come_at_once_or_after_weeks() {
    let leads = leads();
    let mut days: Vec<u32> = leads
        .iter()
        .filter(matured)
        .filter_map(|lead| Some(u32::from(lead.day("ordered_at")?.0 - lead.day("created_at")?.0)))
        .collect();
    days.sort_unstable();
    let quantile = |percent: usize| f64::from(days[days.len() * percent / 100]);
    within("a quarter", quantile(25), 0.0, 2.0);
    within("the middle", quantile(50), 4.0, 10.0);
    within("nine in ten", quantile(90), 35.0, 60.0);
    within("the last", quantile(99), 80.0, 180.0);
    let highest = days.last().copied().unwrap();
    assert!(highest <= 200, "{highest}");
}

#[test]
fn the_first_contact_takes_half_an_hour_and_much_longer_at_a_tenth_of_the_dealers() {
    let leads = leads();
    let mut by_dealer: HashMap<&str, Vec<u32>> = HashMap::new();
    for lead in leads.iter().filter(|lead| lead.has("dealer_id")) {
        let start = lead.minute("routed_at").or(lead.minute("created_at")).unwrap();
        if let Some(answered) = lead.minute("contacted_at") {
            by_dealer.entry(lead.get("dealer_id")).or_default().push(answered - start);
        }
    }
    within("the median", f64::from(median(by_dealer.values().flatten().copied().collect())), 21.0, 30.0);
    let medians: Vec<u32> = by_dealer.into_values().filter(|v| v.len() >= 20).map(median).collect();
    let slow = medians.iter().filter(|&&m| m > 90).map(|_| 1.0).sum::<f64>();
    within("slow dealers", slow / medians.iter().map(|_| 1.0).sum::<f64>(), 0.06, 0.14);
}

#[test]
fn dealers_stand_where_they_should() {
    let dealers = dealers();
    assert_eq!(dealers.len(), 520);
    let by_province = |code: &str| dealers.iter().filter(|d| d.get("province") == code).count();
    // 53, 50, 48, 42 and 1 of 573, scaled to 520.
    for (code, want) in [("44", 48), ("32", 45), ("33", 44), ("37", 38), ("54", 1)] {
        assert!(by_province(code).abs_diff(want) <= 1, "{code}: {}", by_province(code));
    }
    let places: std::collections::BTreeSet<&str> = dealers.iter().map(|d| d.get("province")).collect();
    assert_eq!(places.len(), 31);
    let mean = dealers.iter().map(|d| d.number("annual_sales_target")).sum::<f64>() / 520.0;
    within("the mean target", mean, 790.0, 810.0);
    assert!(dealers.iter().all(|d| (4.0..=20.0).contains(&d.number("consultants"))));
}

#[test]
fn targets_are_within_reach() {
    let leads = leads();
    let targets = Rows::read(&data("sample/targets.csv"));
    let mut by_quarter: HashMap<String, (f64, f64)> = HashMap::new();
    let quarter = |text: &str| format!("{}-{}", &text[..4], (text[5..7].parse::<u8>().unwrap() - 1) / 3);
    for row in targets.iter().filter(|row| row.get("metric") == "orders") {
        by_quarter.entry(quarter(row.get("month"))).or_default().1 += row.number("target");
    }
    for lead in leads.iter().filter(|lead| lead.has("ordered_at")) {
        by_quarter.entry(quarter(lead.get("ordered_at"))).or_default().0 += 1.0;
    }
    assert_eq!(by_quarter.len(), 8);
    for (quarter, (orders, target)) in by_quarter {
        within(&quarter, orders / target, 0.8, 1.1);
    }
}
