//! What an answer says beside its figures and tables: coverage, notices and rules.

use dealerscope_core::answer::{Answer, Notice};

use crate::oracle::Expected;

pub(super) fn check(answer: &Answer, expected: &Expected, found: &mut Vec<String>) {
    let coverage = [answer.coverage.rows, answer.coverage.touched].map(|n| n.to_string());
    let wanted = expected.coverage.map(|n| n.to_string());
    if coverage != wanted {
        found.push(format!("coverage: rows and touched are {coverage:?}, expected {wanted:?}"));
    }
    let notices: Vec<Vec<String>> = answer.notices.iter().map(named).collect();
    if notices != expected.notices {
        found.push(format!("notices: {notices:?}, expected {:?}", expected.notices));
    }
    for (place, rule) in answer.rules.iter().enumerate() {
        if expected.settings.get(&rule.id) != Some(&rule.value) {
            found.push(format!(
                "rule {}: {}, and the settings say {:?}",
                rule.id,
                rule.value,
                expected.settings.get(&rule.id)
            ));
        }
        if answer.rules[..place].iter().any(|earlier| earlier.id == rule.id) {
            found.push(format!("rule {}: is there twice", rule.id));
        }
    }
    let figures: Vec<&str> = answer.figures.iter().map(|figure| figure.id.as_str()).collect();
    let promised: Vec<&str> = expected.figures.iter().map(|figure| figure.id).collect();
    // How many problems there are is counted by hand, where the reading of each kind is tested.
    for id in figures.iter().filter(|id| !promised.contains(id) && **id != "problems") {
        found.push(format!("figure {id}: should not be there"));
    }
}

/// What sort of notice, and what it names.
fn named(notice: &Notice) -> Vec<String> {
    let words: &[&str] = match notice {
        Notice::UnknownKey(key) => &["unknown_key", key],
        Notice::UnreadableValue(key, value) => &["unreadable_value", key, value],
        Notice::NotInSnapshot(dimension, value) => &["not_in_snapshot", dimension, value],
        Notice::TableAbsent(table, _) => &["table_absent", table],
        Notice::Unavailable(figure, _) => &["unavailable", figure],
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}
