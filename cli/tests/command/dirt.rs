//! The dirt of the sample: as much of it as a real system has, and no more.

use std::collections::{HashMap, HashSet};

use dealerscope_core::time::Day;

use crate::support::{Row, Rows, data, share, within};

fn leads() -> Rows {
    Rows::read(&data("sample/leads.csv"))
}

#[test]
fn losses_are_often_the_dealer_s_own_judgement() {
    let leads = leads();
    let lost = || leads.iter().filter(|lead| lead.has("lost_at"));
    within("given up by the dealer", share(lost(), |lead| lead.get("lost_by") == "dealer"), 0.40, 0.50);
    for (reason, want) in [("price", 0.24), ("model_price", 0.20), ("price_unclear", 0.14)] {
        within(reason, share(lost(), |lead| lead.get("lost_reason") == reason), want - 0.012, want + 0.012);
    }
    let reasons: HashSet<&str> = lost().map(|lead| lead.get("lost_reason")).collect();
    assert_eq!(reasons.len(), 10, "{reasons:?}");
}

#[test]
fn some_people_stand_on_several_leads_but_no_lead_twice() {
    let leads = leads();
    let of =
        |column: &str| leads.iter().map(|lead| lead.get(column).to_owned()).collect::<HashSet<_>>().len();
    assert_eq!(of("lead_id"), 60_000);
    let people = u32::try_from(of("customer_id")).unwrap();
    within("duplicates", 1.0 - f64::from(people) / 60_000.0, 0.026, 0.034);
}

#[test]
fn intentions_and_returns_have_their_gaps() {
    let leads = leads();
    let odd = |lead: Row<'_>| lead.day("intended_on").is_none_or(|day| day < lead.day("created_at").unwrap());
    within("missing or past intentions", share(leads.iter(), odd), 0.016, 0.024);
    within("sent back", share(leads.iter(), |lead| lead.get("valid") == "0"), 0.045, 0.058);
    within("nurtured by headquarters", share(leads.iter(), |lead| !lead.has("dealer_id")), 0.007, 0.014);
}

#[test]
fn intentions_of_open_leads_are_hot_warm_and_cold() {
    let leads = leads();
    let as_of = Day::parse("2026-06-30").unwrap();
    let open = || {
        leads
            .iter()
            .filter(|l| !l.has("ordered_at") && !l.has("lost_at") && l.get("prefers_brand") == "1")
            .filter_map(|l| l.day("intended_on"))
    };
    let all = open().map(|_| 1.0).sum::<f64>();
    let between =
        |low: Day, high: Day| open().filter(|d| (low..high).contains(d)).map(|_| 1.0).sum::<f64>() / all;
    let (hot, warm) = (as_of.plus_months(3).plus(1), as_of.plus_months(12).plus(1));
    within("hot", between(Day(0), hot), 0.30, 0.42);
    within("warm", between(hot, warm), 0.33, 0.45);
    within("cold", between(warm, Day::MAX), 0.20, 0.30);
}

#[test]
fn addresses_are_qualified_by_dealer() {
    let leads = leads();
    let mut by_dealer: HashMap<&str, (f64, f64)> = HashMap::new();
    for lead in leads.iter() {
        let (whole, all) = by_dealer.entry(lead.get("dealer_id")).or_default();
        *all += 1.0;
        *whole += f64::from(u8::from(!lead.has("missing_fields")));
    }
    let large: Vec<f64> =
        by_dealer.into_values().filter(|v| v.1 >= 200.0).map(|(whole, all)| whole / all).collect();
    assert!(large.len() > 30);
    for rate in &large {
        // The drawn rate lies between 60 and 85 percent; the rest is chance.
        within("a dealer's qualified addresses", *rate, 0.50, 0.94);
    }
    within("on average", large.iter().sum::<f64>() / large.iter().map(|_| 1.0).sum::<f64>(), 0.66, 0.79);
}

#[test]
fn a_few_stages_are_skipped_or_out_of_order() {
    const STAGES: [&str; 6] =
        ["contacted_at", "visited_at", "test_drive_at", "quoted_at", "ordered_at", "delivered_at"];
    let leads = leads();
    let days = |lead: Row<'_>| STAGES.iter().filter_map(|s| lead.day(s)).collect::<Vec<_>>();
    within("out of order", share(leads.iter(), |lead| !days(lead).is_sorted()), 0.002, 0.012);
    let sold = || leads.iter().filter(|lead| lead.has("ordered_at"));
    let skipped = share(sold(), |lead| !lead.has("test_drive_at"));
    within("orders without a test drive", skipped, 0.10, 0.22);
}
