//! What is planted in the sample is there to be found, and stands alone.

use std::collections::{BTreeMap, HashMap};

use crate::support::{Row, Rows, count, data, run, share, text, within};

fn leads() -> Rows {
    Rows::read(&data("sample/leads.csv"))
}

fn regions() -> HashMap<String, String> {
    let dealers = Rows::read(&data("sample/dealers.csv"));
    dealers.iter().map(|d| (d.get("dealer_id").to_owned(), d.get("region").to_owned())).collect()
}

#[test]
fn one_region_slides_and_the_west_is_worse_than_the_east() {
    let (leads, regions) = (leads(), regions());
    let conversion = |region: &str, months: std::ops::Range<&str>| {
        let of_region = leads.iter().filter(|l| regions.get(l.get("dealer_id")).is_some_and(|r| r == region));
        share(of_region.filter(|l| months.contains(&&l.get("created_at")[..7])), |l| l.has("ordered_at"))
    };
    // Leads of the last months are still ripening everywhere, so they stay out.
    let (before, sliding) = ("2024-07".."2025-10", "2025-12".."2026-04");
    let change = |region: &str| conversion(region, sliding.clone()) / conversion(region, before.clone());
    within("华中", change("华中"), 0.0, 0.75);
    for region in ["华东", "华北", "华南", "西南", "东北"] {
        within(region, change(region), 0.78, 1.3);
    }
    let whole = "2024-07".."2026-04";
    let west = conversion("西北", whole.clone()).max(conversion("西南", whole.clone()));
    within("the west against the east", west / conversion("华东", whole), 0.5, 0.88);
}

#[test]
fn one_channel_is_bought_dear() {
    let (leads, spend) = (leads(), Rows::read(&data("sample/spend.csv")));
    let per_order = |channel: &str, months: std::ops::Range<&str>| {
        let of = |row: &Row<'_>, column: &str| {
            months.contains(&&row.get(column)[..7]) && row.get("channel") == channel
        };
        let paid: f64 = spend.iter().filter(|row| of(row, "month")).map(|row| row.number("actual")).sum();
        paid / count(leads.iter().filter(|lead| of(lead, "created_at")), |lead| lead.has("ordered_at"))
    };
    for channel in ["advertising", "showroom", "website", "event", "telemarketing", "referral"] {
        let change = per_order(channel, "2025-10".."2026-04") / per_order(channel, "2024-10".."2025-04");
        let (low, high) = if channel == "advertising" { (1.7, 4.0) } else { (0.7, 1.35) };
        within(channel, change, low, high);
    }
}

#[test]
fn one_dealer_games_its_response_time() {
    let leads = leads();
    let mut by_dealer: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
    for lead in leads.iter().filter(|lead| lead.has("contacted_at") && lead.has("dealer_id")) {
        by_dealer.entry(lead.get("dealer_id")).or_default().push(lead);
    }
    let at_once = |lead: Row<'_>| {
        let start = lead.minute("routed_at").or(lead.minute("created_at")).unwrap();
        lead.minute("contacted_at").unwrap() - start <= 3
    };
    let gaming: Vec<_> =
        by_dealer.values().filter(|of| of.len() >= 30 && share(of.iter().copied(), at_once) > 0.5).collect();
    assert_eq!(gaming.len(), 1);
    let visits = share(gaming[0].iter().copied(), |lead| lead.has("visited_at"));
    let usual = share(by_dealer.values().flatten().copied(), |lead| lead.has("visited_at"));
    within("visits against the usual", visits / usual, 0.0, 0.3);
}

#[test]
fn the_overview_finds_all_three() {
    let run = run(&[
        "answer",
        text(&data("sample")),
        "#/overview?period=last12",
        "--format",
        "csv",
        "--table",
        "findings",
    ]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let findings = Rows::parse(&run.out);
    let found: Vec<(&str, &str)> =
        findings.iter().map(|f| (f.get("kind"), f.get("key"))).filter(|f| f.0 != "figure_moved").collect();
    assert!(found.contains(&("region_conversion", "华中")), "{found:?}");
    assert!(found.contains(&("channel_cost", "advertising")), "{found:?}");
    assert_eq!(found.iter().filter(|f| f.0 == "response_gamed").count(), 1, "{found:?}");
    assert_eq!(found.iter().filter(|f| f.0 == "region_conversion" || f.0 == "channel_cost").count(), 2);
}
