//! What stands out, as sentences: the same ones for the page and for what is written into it beforehand.

use dealerscope_core::answer::Table;
use dealerscope_core::narrative::sentences;
use dealerscope_core::query::{Basis, Lang};

use crate::targets::{Target, named};

/// A sentence, and what it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that it comes from.
    pub kind: String,
    /// What is said.
    pub said: String,
    /// The evidence that stands behind it in brackets; may be empty.
    pub evidence: String,
    /// The place or channel that it speaks of, to filter by.
    pub target: Option<Target>,
}

/// The sentences of the table `findings`, in its order; `movers` is the table of that name.
#[must_use]
pub fn findings(basis: Basis, findings: &Table, movers: Option<&Table>, lang: Lang) -> Vec<Finding> {
    let sentences = sentences(basis, findings, movers, lang);
    let of_row = |(row, sentence): (usize, String)| {
        let cell = |column| findings.cell(row, column).text().map(str::to_owned);
        let (said, evidence) = split(&sentence);
        Finding {
            kind: cell("kind").unwrap_or_default(),
            said: said.to_owned(),
            evidence: evidence.to_owned(),
            target: cell("dimension").and_then(|d| Some(Target::Value(named(&d)?, cell("key")?))),
        }
    };
    sentences.into_iter().enumerate().map(of_row).collect()
}

/// What is said, and the evidence that stands behind it in brackets.
fn split(sentence: &str) -> (&str, &str) {
    let end = sentence.trim_end_matches(['.', '。']);
    match end.rfind(['(', '（']) {
        Some(at) if end.ends_with([')', '）']) => (end[..at].trim_end(), &end[at..]),
        _ => (sentence, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn the_evidence_stands_apart_from_what_is_said() {
        assert_eq!(split("Orders fell to 9 (−2 pp, n = 30)."), ("Orders fell to 9", "(−2 pp, n = 30)"));
        assert_eq!(split("转化率降至 7%（n = 30）。"), ("转化率降至 7%", "（n = 30）"));
        assert_eq!(split("Leads (all) rose."), ("Leads (all) rose.", ""));
        assert_eq!(split("Leads rose."), ("Leads rose.", ""));
    }
}
