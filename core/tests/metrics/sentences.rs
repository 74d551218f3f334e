//! Sentences name who and how much, in both languages.

use dealerscope_core::answer::Answer;
use dealerscope_core::narrative;
use dealerscope_core::query::Lang;

use crate::common::{Case, table};

fn sentences(answer: &Answer, lang: Lang) -> Vec<String> {
    narrative::sentences(answer.basis, table(answer, "findings"), answer.table("movers"), lang)
}

const COLUMNS: &str = "dealer_id,created_at,channel,contacted_at,visited_at,ordered_at";

/// A March in which everything went wrong.
fn bad() -> Case {
    Case::new()
        .leads(
            COLUMNS,
            "300* a,2026-02-05,event,,,2026-02-08\n700* a,2026-02-05,event,,,
             30* a,2026-03-05T09:00,event,2026-03-05T09:02,,2026-03-08\n470* a,2026-03-05T09:00,event,2026-03-05T09:02,,
             2500* b,2026-03-05,website,2026-03-05,2026-03-06,2026-03-09
             100* b,2026-03-05,nonsense,,,",
        )
        .spend("2026-02,event,,30000\n2026-03,event,,60000")
        .targets("2026-03,a,orders,100")
}

/// Checks the sentence of the first finding of a kind, which must hold all of the words.
#[track_caller]
fn check(kind: &str, key: &str, zh: &[&str], en: &[&str]) {
    let answer = bad().ask("#/overview?period=2026-03");
    let findings = table(&answer, "findings");
    let at = (0..findings.rows.len()).find(|&row| {
        findings.cell(row, "kind").text() == Some(kind) && findings.cell(row, "key").text() == Some(key)
    });
    let at = at.unwrap_or_else(|| panic!("{kind} {key} is not found: {:?}", findings.rows));
    for (lang, words) in [(Lang::Zh, zh), (Lang::En, en)] {
        let sentence = &sentences(&answer, lang)[at];
        for word in words {
            assert!(sentence.contains(word), "{sentence} has no {word}");
        }
    }
}

#[test]
fn a_figure_says_how_it_moved() {
    // 300 orders before, 2530 now.
    check("figure_moved", "orders_placed", &["2,530", "300"], &["2,530", "300"]);
    check("figure_moved", "leads", &["3,100", "1,000", "210.0%"], &["rose", "3,100", "1,000", "210.0%"]);
}

#[test]
fn a_region_says_from_what_to_what() {
    check(
        "region_conversion",
        "东",
        &["东", "降", "30.0%", "6.0%"],
        &["东", "fell", "30.0%", "6.0%", "-24.0 pp"],
    );
}

#[test]
fn a_channel_is_named_in_the_readers_language() {
    // 30000 / 300 is 100 an order, and 60000 / 30 is 2000.
    check("channel_cost", "event", &["市场活动", "100", "2,000"], &["Events", "100", "2,000", "1900.0%"]);
}

#[test]
fn a_dealer_is_called_by_its_name() {
    check("response_gamed", "a", &["甲店", "2 分钟"], &["甲店", "2 min"]);
}

#[test]
fn a_missed_target_says_how_much_was_reached() {
    check("attainment_low", "东", &["东", "30.0%"], &["东", "30.0%"]);
}

#[test]
fn poor_data_says_how_poor() {
    // 100 of 3100.
    check("data_quality", "touched", &["3.2%", "3,100"], &["3.2%", "3,100"]);
}

#[test]
fn there_is_a_sentence_for_each_finding() {
    let answer = bad().ask("#/overview?period=2026-03");
    for lang in [Lang::Zh, Lang::En] {
        assert_eq!(sentences(&answer, lang).len(), table(&answer, "findings").rows.len());
    }
}
