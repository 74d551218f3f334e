//! Letters that look alike become one: full width, capitals, and the spaces that nobody sees.

use std::borrow::Cow;

/// Whether a letter is white space, or one of the signs that are written and not seen.
pub(crate) fn is_space(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\0' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// A letter of full width as the one of half width.
fn half(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        '\u{2212}' => '-',
        _ => letter,
    }
}

/// The text in half width, without the spaces that stand around it.
pub(crate) fn width(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(is_space);
    if text.is_ascii() || text.chars().all(|c| half(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(half).collect())
}

/// What the text is compared by: half width, small letters, and no space anywhere.
pub(crate) fn folded(text: &str) -> String {
    text.chars().filter(|&c| !is_space(c)).map(half).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_folds_to_one() {
        assert_eq!(width("\u{a0}Ｄ００１\u{3000}"), "D001");
        assert_eq!(width("线索，编号"), "线索,编号");
        for text in ["Pasco", "pasco ", "ＰＡＳＣＯ", "Pas\u{200b}co", "P a s c o"] {
            assert_eq!(folded(text), "pasco", "{text:?}");
        }
        assert_ne!(folded("Pasco"), folded("Pasca"));
    }
}
