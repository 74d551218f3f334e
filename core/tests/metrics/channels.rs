//! Channels, their strengths, and why leads are lost.

use crate::common::{Case, figures, row, rows, table};

const STAMPS: &str = "dealer_id,created_at,channel,contacted_at,visited_at,ordered_at";

#[test]
fn channels_stand_in_the_contracts_order() {
    let mut case = Case::new().leads(
        STAMPS,
        "a,2026-01-05,,,,\na,2026-01-05,nonsense,,,\na,2026-01-05,club,,,\na,2026-01-05,website,,,\na,2026-01-05,showroom,,,
         a,2026-01-05,referral,,,",
    );
    case.descriptor["dealerscope"]["labels"]["channel"]["club"]["en"] = "Club".into();
    case = case.spend("2026-01,event,,100");
    let answer = case.ask("#/channels");
    let channels = table(&answer, "channels").texts("channel");
    assert_eq!(channels, ["showroom", "referral", "event", "website", "club", "unknown", ""]);
    row(&answer, "channels", "unknown", "leads=1 share=0.1667");
    row(&answer, "channels", "event", "leads=0 share=0 spend=100");
}

#[test]
fn step_rates_are_of_the_stage_before() {
    let leads = "4* a,2026-01-05,website,,,\n3* a,2026-01-05,website,2026-01-06,,\n2* a,2026-01-05,website,,2026-01-07,
                 a,2026-01-05,website,,,2026-01-08";
    // Ten leads; six contacted, three visited, one each from the test drive to the order.
    row(
        &Case::new().leads(STAMPS, leads).ask("#/channels"),
        "channels",
        "website",
        "leads=10 contacted=6 visited=3 test_drive=1 quoted=1 ordered=1 delivered=0 contacted_rate=0.6 visited_rate=0.5
         test_drive_rate=0.3333 quoted_rate=1 ordered_rate=1 delivered_rate=0 conversion=0.1 conversion_low=0.0179
         conversion_high=0.4042",
    );
}

#[test]
fn a_rate_over_nothing_is_not_known() {
    let answer = Case::new().leads(STAMPS, "a,2026-01-05,website,,,").ask("#/channels");
    row(
        &answer,
        "channels",
        "website",
        "contacted_rate=0 visited_rate=- ordered_rate=- delivered_rate=- hot_ratio=0",
    );
}

#[test]
fn event_share_is_of_the_orders() {
    let leads =
        "a,2026-01-05,event,,,2026-01-06\n3* a,2026-01-05,website,,,2026-01-06\n9* a,2026-01-05,event,,,";
    let case = Case::new().leads(STAMPS, leads);
    figures(&case.ask("#/channels"), "event_share=0.25 event_share.numerator=1 event_share.denominator=4");
    figures(&case.ask("#/channels?dealer=b"), "event_share=-");
}

#[test]
fn strengths_tell_above_and_below_the_average() {
    // 100 of 200 website leads and 10 of 100 event leads are contacted: 110 of 300 on average, 0.3667. The
    // intervals are 0.4314 to 0.5686 and 0.0552 to 0.1744. Of referral's two leads nothing can be said.
    let leads = "100* a,2026-01-05,website,2026-01-06,,\n100* a,2026-01-05,website,,,
                 10* a,2026-01-05,event,2026-01-06,,\n90* a,2026-01-05,event,,,";
    let answer = Case::new().setting("smallest_group", 30).leads(STAMPS, leads).ask("#/channels");
    let strengths = table(&answer, "strengths");
    let at = |channel: &str| {
        (0..strengths.rows.len())
            .find(|&row| {
                strengths.cell(row, "channel").text() == Some(channel)
                    && strengths.cell(row, "stage").text() == Some("contacted")
            })
            .unwrap()
    };
    let line = |channel: &str| {
        let cells = ["rate", "average", "difference", "low", "high", "n"];
        let numbers: Vec<String> = cells
            .iter()
            .map(|column| crate::common::number(strengths.cell(at(channel), column).number()))
            .collect();
        format!("{} {}", numbers.join(" "), strengths.cell(at(channel), "verdict").text().unwrap())
    };
    assert_eq!(line("website"), "0.5 0.3667 0.1333 0.4314 0.5686 200 above");
    assert_eq!(line("event"), "0.1 0.3667 -0.2667 0.0552 0.1744 100 below");
}

/// Checks the verdict on website's contacts, among as many event leads of which half are contacted.
#[track_caller]
fn verdict(contacted: u32, of: u32, smallest: u32, want: &str) {
    let leads = format!(
        "{contacted}* a,2026-01-05,website,2026-01-06,,\n{}* a,2026-01-05,website,,,
         1000* a,2026-01-05,event,2026-01-06,,\n1000* a,2026-01-05,event,,,",
        of - contacted
    );
    let answer = Case::new().setting("smallest_group", smallest).leads(STAMPS, &leads).ask("#/channels");
    let strengths = table(&answer, "strengths");
    let at = (0..strengths.rows.len()).find(|&row| {
        strengths.cell(row, "channel").text() == Some("website")
            && strengths.cell(row, "stage").text() == Some("contacted")
    });
    assert_eq!(strengths.cell(at.unwrap(), "verdict").text(), Some(want));
}

#[test]
fn a_verdict_needs_the_whole_interval_and_enough_leads() {
    verdict(50, 100, 30, "level");
    verdict(55, 100, 30, "level");
    verdict(70, 100, 30, "above");
    verdict(30, 100, 30, "below");
    verdict(29, 29, 30, "small");
    verdict(30, 30, 30, "above");
}

#[test]
fn lost_reasons_count_by_reason_and_by_whom() {
    let case = Case::new().leads(
        "dealer_id,created_at,channel,lost_at,lost_reason,lost_by",
        "3* a,2026-01-05,website,2026-02-01,price,customer
         a,2026-01-05,website,2026-02-01,price,dealer
         a,2026-01-05,website,2026-03-01,competitor,dealer
         a,2026-01-05,website,2026-03-01,,
         a,2026-01-05,website,2026-03-01,weather,
         a,2026-01-05,website,,price,dealer",
    );
    let answer = case.ask("#/channels");
    // Of the seven lost, five say by whom; the last lead is not lost.
    figures(&answer, "lost=7 lost_by_dealer=0.4 lost_by_dealer.numerator=2 lost_by_dealer.denominator=5");
    row(&answer, "lost_reasons", "price", "lost=4 share=0.5714 by_dealer=1");
    row(&answer, "lost_reasons", "competitor", "lost=1 share=0.1429 by_dealer=1");
    row(&answer, "lost_reasons", "unknown", "lost=1 by_dealer=0");
    row(&answer, "lost_reasons", "", "lost=1 by_dealer=0");
    // The loss counts where it is dated on activity, and where the lead was created on the cohort basis.
    figures(&case.ask("#/channels?period=2026-02&basis=activity"), "lost=4 lost_by_dealer=0.25");
    figures(&case.ask("#/channels?period=2026-02"), "lost=0 lost_by_dealer=-");
    row(
        &case.ask("#/channels?period=2026-03&basis=activity"),
        "lost_reasons",
        "competitor",
        "lost=1 share=0.3333",
    );
}

#[test]
fn comparison_stands_beside() {
    let leads = "4* a,2026-01-05,website,,,2026-01-08\n2* a,2026-02-05,website,,,\na,2026-01-05,event,,,";
    let answer = Case::new().leads(STAMPS, leads).ask("#/channels?period=2026-02");
    row(&answer, "channels", "website", "leads=2 ordered=0 leads_prior=4 ordered_prior=4 conversion_prior=1");
    rows(
        &answer,
        "funnel",
        "stage reached reached_prior",
        "leads 2 5\ncontacted 0 4\nvisited 0 4\ntest_drive 0 4\nquoted 0 4\nordered 0 4\ndelivered 0 0",
    );
}

#[test]
fn a_channel_that_was_only_visited_has_a_row() {
    let leads = "a,2026-01-05,website,,2026-03-02,\na,2026-03-05,event,,,";
    let answer = Case::new().leads(STAMPS, leads).ask("#/channels?period=2026-03&basis=activity");
    row(&answer, "channels", "website", "leads=0 visited=1 conversion=-");
    row(&answer, "strengths", "website", "rate=- n=0");
    let answer = Case::new().leads(STAMPS, leads).ask("#/channels?period=2026-03");
    assert_eq!(table(&answer, "channels").texts("channel"), ["event"]);
}

#[test]
fn there_is_no_step_before_the_lead() {
    let answer = Case::new().leads(STAMPS, "a,2026-01-05,website,2026-01-06,,").ask("#/channels");
    row(&answer, "funnel", "leads", "reached=1 step_rate=- overall_rate=1");
    row(&answer, "funnel", "contacted", "reached=1 step_rate=1 overall_rate=1");
}
