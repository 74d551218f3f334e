//! Every word of the interface in both languages.

mod problems;
mod rules;
mod words;

use dealerscope_core::query::{Lang, Page};

pub use words::{EN, Words, ZH};

/// The words of a language.
#[must_use]
pub fn words(lang: Lang) -> &'static Words {
    if lang == Lang::Zh { &ZH } else { &EN }
}

impl Words {
    /// What a page is called.
    #[must_use]
    pub fn page(&self, page: Page) -> &'static str {
        match page {
            Page::Overview => self.overview,
            Page::Regions => self.regions,
            Page::Channels => self.channels,
            Page::Dealers => self.dealers,
            Page::Data => self.data,
        }
    }
}

/// Puts values into a template: the first for `{0}`, the next for `{1}`.
#[must_use]
pub fn fill(template: &str, values: &[&str]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let value = after.split_once('}').and_then(|(index, tail)| {
            let index: usize = index.parse().ok()?;
            Some((values.get(index).copied().unwrap_or_default(), tail))
        });
        if let Some((value, tail)) = value {
            out.push_str(value);
            rest = tail;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn holes(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|t| t.split_once('}')).map(|(hole, _)| hole).collect()
    }

    #[test]
    fn templates_are_filled_in_any_order() {
        assert_eq!(fill("{1} of {0}", &["a", "b"]), "b of a");
        assert_eq!(fill("{0}{2}{x}", &["a"]), "a{x}");
    }

    #[test]
    fn both_languages_say_everything_with_the_same_values() {
        for (key, zh, en) in words::all() {
            assert!(!zh.trim().is_empty() && !en.trim().is_empty(), "{key} is empty");
            assert_eq!(holes(zh), holes(en), "{key}");
        }
    }

    #[test]
    fn chinese_is_chinese_and_english_is_english() {
        let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        for (key, zh, en) in words::all() {
            assert!(!en.chars().any(han), "{key}: {en}");
            // Punctuation alone is no English either.
            let words = zh.chars().any(|c| c.is_ascii_alphabetic());
            assert!(!words || zh.chars().any(han), "{key}: {zh}");
        }
    }
}
