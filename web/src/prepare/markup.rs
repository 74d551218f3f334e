//! What an answer says in words, as HTML, for the page to hold before anything runs.

use dealerscope_core::answer::Answer;
use dealerscope_core::info::SnapshotInfo;
use dealerscope_core::query::Lang;

use crate::components::Context;
use crate::findings::{Finding, findings as said};
use crate::i18n::words;
use crate::speech::Speech;

/// The findings of an answer in both languages, each as the page will write them.
pub(super) fn findings(answer: &Answer) -> String {
    in_both(|lang| section(answer, lang))
}

/// The line about an answer that the page begins with, likewise.
pub(super) fn context(answer: &Answer, info: &SnapshotInfo) -> String {
    in_both(|lang| {
        let Context { basis, means, period, coverage } = Context::of(&Speech::new(lang, None), answer);
        let [basis, rest, coverage] =
            [basis.to_owned(), format!("{means} {period}"), coverage].map(|text| escaped(&text));
        let coverage = if info.problems.total() > 0 {
            format!("<span class=\"as-button link\">{coverage}</span>")
        } else {
            coverage
        };
        format!("<p><strong>{basis}</strong> · {rest} {coverage}</p>")
    })
}

fn in_both(say: impl Fn(Lang) -> String) -> String {
    let of = |(lang, code)| format!("<div class=\"said\" lang=\"{code}\">{}</div>", say(lang));
    [(Lang::Zh, "zh"), (Lang::En, "en")].map(of).concat()
}

fn section(answer: &Answer, lang: Lang) -> String {
    let table = |id: &str| answer.tables.iter().find(|table| table.id == id);
    let said =
        table("findings").map_or_else(Vec::new, |rows| said(answer.basis, rows, table("movers"), lang));
    let w = words(lang);
    let lines = match said.as_slice() {
        [] => format!("<p class=\"finding-none\">{}</p>", escaped(w.no_findings)),
        said => format!("<ol>{}</ol>", said.iter().map(line).collect::<String>()),
    };
    format!("<h2 class=\"kicker\">{}</h2>{lines}", escaped(w.findings))
}

fn line(finding: &Finding) -> String {
    // What will be a button takes the room of one.
    let class = if finding.target.is_some() { " class=\"as-button\"" } else { "" };
    let said = format!("<span{class}>{}</span>", escaped(&finding.said));
    let evidence = match finding.evidence.as_str() {
        "" => String::new(),
        evidence => format!(" <span class=\"note\">{}</span>", escaped(evidence)),
    };
    format!("<li>{said}{evidence}</li>")
}

/// A text in HTML, where it stands between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use dealerscope_core::answer::{Table, Unit};
    use dealerscope_core::query::Basis;

    use super::*;

    /// The findings that a table of one region with this name says in English.
    fn of_region(name: &str, kind: &str) -> String {
        let ids = ["kind", "dimension", "key", "name", "value", "n"];
        let mut table = Table::new("findings", &ids.map(|id| (id, Unit::Text)));
        table.rows.push(vec![
            kind.into(),
            "region".into(),
            name.into(),
            name.into(),
            0.5.into(),
            30_u32.into(),
        ]);
        let said = said(Basis::Activity, &table, None, Lang::En);
        said.iter().map(line).collect()
    }

    #[test]
    fn what_will_be_a_button_stands_apart_and_evidence_behind_it() {
        assert_eq!(
            of_region("East", "attainment_low"),
            "<li><span class=\"as-button\">East has reached 50.0% of its order target</span> <span class=\"note\">(30 placed)</span></li>"
        );
    }

    #[test]
    fn names_are_text_and_no_part_of_the_page() {
        assert!(
            of_region("</b><script>&\"", "attainment_low")
                .starts_with("<li><span class=\"as-button\">&lt;/b&gt;&lt;script&gt;&amp;\" has")
        );
    }
}
