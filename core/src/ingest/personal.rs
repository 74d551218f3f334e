//! Personal data by its pattern: what must not stand in a snapshot, since a static site cannot be
//! revoked.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::ingest::fold;
use crate::order;
use crate::time::Day;

/// The signs of the provinces on number plates.
const PLATES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";
/// The weights of an ID card's first seventeen digits, and its last sign by the sum's remainder.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// Whether a text is too plain to hold personal data, an error or a shortened number: letters,
/// digits, `-` and `_`, and no eleven digits without a letter between them.
pub(crate) fn is_plain(text: &str) -> bool {
    let mut digits = 0;
    text.bytes().all(|b| {
        match b {
            b'0'..=b'9' => digits += 1,
            b'-' | b'_' => {}
            _ => digits = 0,
        }
        digits < 11 && (b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    })
}

/// What personal data is, in English and Chinese.
pub(crate) type What = (&'static str, &'static str);

const PHONE: What = ("a mobile phone's number", "手机号");
const CARD: What = ("an ID card's number", "身份证号");
const MAIL: What = ("an e-mail address", "电子邮箱");
const PLATE: What = ("a number plate", "车牌号");

/// What personal data a text holds, in full width or half.
pub(crate) fn what(text: &str) -> Option<What> {
    find(&fold::width(text)).map(|(_, what)| what)
}

/// The first personal data in a text of half width: where it stands, and what it is.
fn find(text: &str) -> Option<(Range<usize>, What)> {
    numbers(text.as_bytes()).or_else(|| power(text.as_bytes())).or_else(|| mail(text)).or_else(|| plate(text))
}

/// The text with its personal data covered, but for the first and last letters.
pub(crate) fn masked(text: &str) -> Cow<'_, str> {
    let masked = covered(text);
    match fold::width(&masked) {
        Cow::Owned(half) if find(&half).is_some() => Cow::Owned(covered(&half).into_owned()),
        _ => masked,
    }
}

fn covered(text: &str) -> Cow<'_, str> {
    let Some((range, _)) = find(text) else { return Cow::Borrowed(text) };
    let letters = text[range.clone()].chars().count();
    let stars = text[range.clone()]
        .chars()
        .enumerate()
        .map(|(i, c)| if (2..letters - 2).contains(&i) { '*' } else { c });
    let rest = covered(&text[range.end..]);
    Cow::Owned(text[..range.start].chars().chain(stars).chain(rest.chars()).collect())
}

/// Covers the personal data in the words of a column. Words that differ go on to differ.
pub(crate) fn cover(words: &mut [String]) {
    let personal = |word: &&String| !is_plain(word) && what(word).is_some();
    let personal = order::sorted(words.iter().filter(personal).cloned().collect(), Ord::cmp);
    if personal.is_empty() {
        return;
    }
    let mut taken = BTreeSet::new();
    taken.extend(words.iter().cloned());
    let mut covers = BTreeMap::new();
    for word in personal {
        if covers.contains_key(&word) {
            continue;
        }
        let cover = masked(&word).into_owned();
        let numbered = (2..).map(|number| format!("{cover} ({number})"));
        let free = std::iter::once(cover.clone()).chain(numbered).find(|cover| !taken.contains(cover));
        let free = free.unwrap_or_default();
        taken.insert(free.clone());
        covers.insert(word, free);
    }
    for word in words {
        if let Some(cover) = covers.get(word) {
            word.clone_from(cover);
        }
    }
}

/// A mobile phone of the mainland, or an ID card whose date and check sign are right.
fn numbers(b: &[u8]) -> Option<(Range<usize>, What)> {
    let mut at = 0;
    while at < b.len() {
        let end = run(b, at);
        if end == at {
            at += 1;
            continue;
        }
        let free = at == 0 || !b[at - 1].is_ascii_alphabetic();
        let x = usize::from(end - at == 17 && matches!(b.get(end), Some(b'X' | b'x')));
        let ends = !b.get(end + x).is_some_and(u8::is_ascii_alphanumeric);
        if free && ends && is_card(&b[at..end + x]) {
            return Some((at..end + x, CARD));
        }
        let abroad = [&b"86"[..], b"0086"].into_iter().find(|sign| b[at..].starts_with(sign));
        let start = abroad.map(|sign| at + sign.len()).filter(|start| end - start == 11).unwrap_or(at);
        let groups = groups(b, at);
        if free
            && (ends && end - start == 11 || groups == at + 13)
            && b[start] == b'1'
            && b[start + 1] >= b'3'
        {
            return Some((start..end.max(groups), PHONE));
        }
        at = end;
    }
    None
}

/// A phone that was written as a number with its power of ten, all of its digits kept.
fn power(b: &[u8]) -> Option<(Range<usize>, What)> {
    let rest = b.strip_prefix(b"1.")?;
    let digits = run(rest, 0);
    let power = rest[digits..].strip_prefix(b"E").or_else(|| rest[digits..].strip_prefix(b"e"))?;
    let ten = power.strip_prefix(b"+").unwrap_or(power) == b"10";
    (ten && (8..=10).contains(&digits) && rest[0] >= b'3').then_some((0..digits + 2, PHONE))
}

/// Where the digits that begin here end.
fn run(b: &[u8], at: usize) -> usize {
    at + b[at..].iter().take_while(|c| c.is_ascii_digit()).count()
}

/// Where three, four and four digits with a sign between them end, or the beginning.
fn groups(b: &[u8], at: usize) -> usize {
    let mut from = at;
    for digits in [3, 4, 4] {
        if run(b, from.min(b.len())) != from + digits {
            return at;
        }
        from += digits;
        if matches!(b.get(from), Some(b'-' | b' ')) {
            from += 1;
        } else if digits == 3 {
            return at;
        }
    }
    let end = at + 13;
    if b.get(end).is_some_and(u8::is_ascii_alphanumeric) { at } else { end }
}

fn is_card(b: &[u8]) -> bool {
    if b.len() != 18 || !b[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let pair = |at: usize| (b[at] - b'0') * 10 + b[at + 1] - b'0';
    // Whoever was born before 1970 has a birthday too: a leap year or another one stands for theirs.
    let there_is = (18..21).contains(&pair(6))
        && Day::new(if pair(8) % 4 == 0 { 2024 } else { 2023 }, pair(10), pair(12)).is_some();
    let sum: u32 = b.iter().zip(WEIGHTS).map(|(c, w)| u32::from(c - b'0') * w).sum();
    there_is && CHECKS[sum as usize % 11] == b[17].to_ascii_uppercase()
}

/// An address of e-mail.
fn mail(text: &str) -> Option<(Range<usize>, What)> {
    let b = text.as_bytes();
    let local = |c: &u8| c.is_ascii_alphanumeric() || b"._%+-".contains(c);
    for at in (0..b.len()).filter(|&at| b[at] == b'@') {
        let start = at - b[..at].iter().rev().take_while(|c| local(c)).count();
        let domain =
            b[at + 1..].iter().take_while(|c| c.is_ascii_alphanumeric() || b".-".contains(c)).count();
        let end = at + 1 + text[at + 1..at + 1 + domain].trim_end_matches(['.', '-']).len();
        let top = text[at + 1..end].rsplit_once('.').filter(|(host, _)| !host.is_empty());
        if start < at && top.is_some_and(|(_, t)| t.len() > 1 && t.bytes().all(|c| c.is_ascii_alphabetic())) {
            return Some((start..end, MAIL));
        }
    }
    None
}

/// A number plate: the sign of a province, a letter, and five or six signs that are mostly digits.
fn plate(text: &str) -> Option<(Range<usize>, What)> {
    if text.is_ascii() {
        return None;
    }
    for (at, sign) in text.char_indices().filter(|(_, c)| PLATES.contains(*c)) {
        let rest = &text[at + sign.len_utf8()..];
        let Some(rest) = rest.strip_prefix(|c: char| c.is_ascii_uppercase() && c != 'I' && c != 'O') else {
            continue;
        };
        let dotted = rest.trim_start_matches(['·', '•', ' ', '-']);
        let length = dotted.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let letters = dotted[..length].bytes().filter(|b| !b.is_ascii_digit()).count();
        let most = 1 + usize::from(dotted.len() < rest.len());
        if (5..=6).contains(&length)
            && letters <= most
            && !dotted[..length].contains(|c: char| c.is_ascii_lowercase())
        {
            return Some((at..text.len() - dotted.len() + length, PLATE));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(what: &str, texts: &[&str]) {
        for text in texts {
            let found = find(text);
            assert_eq!(found.map_or("", |(_, what)| what.0), what, "{text}");
            assert!(what.is_empty() || !is_plain(text), "{text} is looked at");
        }
    }

    #[test]
    fn personal_data_is_known_by_its_pattern() {
        check(
            "a mobile phone's number",
            &[
                "13812345678",
                "电话13812345678。",
                "+8613912345678",
                "008613912345678",
                "138-1234-5678",
                "199 1234 5678",
                "13812345678.0",
                "1.3812345678E10",
                "1.381234567E+10",
            ],
        );
        check(
            "an ID card's number",
            &["11010519491231002X", "身份证 440524188001010014", "11010519491231002x"],
        );
        check("an e-mail address", &["zhang.san@example.com", "write to a@b.cn, please"]);
        check("a number plate", &["京A12345", "粤B·D12345", "川A·1B2C3", "车牌沪C1234D"]);
    }

    #[test]
    fn what_only_looks_like_it_is_none() {
        check(
            "",
            &[
                "",
                "L0000001",
                "12812345678",
                "138123456789",
                "1381234567",
                "K13812345678",
                "2026-06-05 10:00",
            ],
        );
        check(
            "",
            &[
                "110105194912310021",
                "440524188013010014",
                "a@b",
                "@example.com",
                "x@.com",
                "全新A4L40T",
                "京AB12",
            ],
        );
        check(
            "",
            &[
                "550e8400-e29b-41d4-a716-446655440000",
                "2024-0701-12345",
                "新款",
                "138-1234-56789",
                "1.38E+10",
                "1.3812345678E+11",
            ],
        );
    }

    #[test]
    fn words_that_differ_go_on_to_differ_when_they_are_covered() {
        let covered = |words: &[&str]| {
            let mut words: Vec<String> = words.iter().map(ToString::to_string).collect();
            cover(&mut words);
            words.join("|")
        };
        let numbers = ["", "13812345678", "13887654378", "L1", "13812345678"];
        assert_eq!(covered(&numbers), "|13*******78|13*******78 (2)|L1|13*******78");
        assert_eq!(covered(&["13812345678", "13*******78"]), "13*******78 (2)|13*******78");
        assert_eq!(covered(&["", "L1"]), "|L1");
    }

    #[test]
    fn personal_data_is_covered() {
        assert_eq!(masked("call 13812345678 or a@bc.cn"), "call 13*******78 or a@***cn");
        assert_eq!(masked("L1"), "L1");
        assert_eq!(masked("１３８１２３４５６７８"), "13*******78");
        assert_eq!(masked("Ｌ1"), "Ｌ1");
    }
}
