//! Widths of text without a font: an estimate that leans to the wide side.

/// The width of a text in pixels when written at `size` pixels.
///
/// A Chinese character is one em, a digit 0.56 em whatever it is, a Latin letter about 0.55 em.
#[must_use]
pub fn estimate(text: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = text.chars().map(em).sum();
    ems * size * if bold { 1.06 } else { 1.0 }
}

fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '\u{a0}' | '\u{202f}'
        | '·' => 0.29,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '/' | '-' => 0.39,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 0.88,
        '0'..='9' | 'a'..='z' | '–' | '$' | '£' | '€' => 0.56,
        '+' | '−' | '±' | '=' | '<' | '>' | '×' => 0.6,
        'A'..='Z' | '&' | '¥' => 0.68,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0.0,
        c if c < '\u{1100}' => 0.62,
        _ => 1.0,
    }
}

/// The text itself where it fits, otherwise its beginning and an ellipsis; empty where not even one
/// character and the ellipsis fit.
///
/// `width` gives the width of a text, such as [`estimate`] at some size.
#[must_use]
pub fn shorten(text: &str, max: f64, width: impl Fn(&str) -> f64) -> String {
    if width(text) <= max {
        return text.to_owned();
    }
    let ends: Vec<usize> = text.char_indices().skip(1).map(|(i, _)| i).collect();
    let cut = |end: usize| format!("{}…", text[..end].trim_end());
    let fitting = ends.partition_point(|&end| width(&cut(end)) <= max);
    fitting.checked_sub(1).map_or_else(String::new, |i| cut(ends[i]))
}

/// The text in at most `lines` lines, broken at spaces, or anywhere between Chinese characters; the
/// last line is shortened where it must be.
pub(crate) fn wrap(text: &str, max: f64, lines: usize, width: impl Fn(&str) -> f64) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && out.len() < lines {
        if out.len() + 1 == lines || width(rest) <= max {
            out.push(shorten(rest, max, &width));
            break;
        }
        let end = breaks(rest).take_while(|&end| width(rest[..end].trim_end()) <= max).last();
        let Some(end) = end else {
            out.push(shorten(rest, max, &width));
            break;
        };
        out.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    out.retain(|line| !line.is_empty());
    out
}

fn breaks(text: &str) -> impl Iterator<Item = usize> {
    let wide = |c: char| em(c) >= 1.0;
    text.char_indices().zip(text.chars().skip(1)).filter_map(move |((i, c), next)| {
        let end = i + c.len_utf8();
        (c == ' ' || c == '-' || wide(c) || wide(next)).then_some(end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_ten(text: &str) -> f64 {
        estimate(text, 10.0, false)
    }

    #[test]
    fn digits_are_tabular_and_chinese_is_square() {
        assert!((at_ten("1111") - at_ten("8090")).abs() < 1e-9);
        assert!((at_ten("华东") - 20.0).abs() < 1e-9);
    }

    #[test]
    fn a_long_text_ends_with_an_ellipsis_and_fits() {
        assert_eq!(shorten("华东", 20.0, at_ten), "华东");
        let short = shorten("上海浦东金桥销售服务店", 60.0, at_ten);
        assert_eq!(short, "上海浦东金…");
        assert!(at_ten(&short) <= 60.0);
        assert_eq!(shorten("华东", 5.0, at_ten), "");
        assert_eq!(shorten("", 5.0, at_ten), "");
    }

    #[test]
    fn lines_break_at_spaces_and_between_characters() {
        assert_eq!(wrap("Test drive", 32.0, 2, at_ten), ["Test", "drive"]);
        assert_eq!(wrap("销售顾问自我开发", 50.0, 2, at_ten), ["销售顾问自", "我开发"]);
        assert_eq!(wrap("Extraordinary", 40.0, 2, at_ten), ["Extra…"]);
        assert!(wrap("", 40.0, 2, at_ten).is_empty());
    }
}
