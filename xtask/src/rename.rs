//! Shortens what travels: wasm-bindgen tells the functions between a script and its module apart by hashes, which no
//! compression can shorten. Numbers of the same length do as well, as both files are of one build.

use std::collections::BTreeMap;

/// The digits of a hash.
const DIGITS: usize = 16;

/// Replaces the hashes in the names that a script and its module share by numbers, in the order of the script.
pub(crate) fn number(script: &mut [u8], module: &mut [u8]) {
    let shared: Vec<[u8; DIGITS]> = hashes(module).map(|at| digits(module, at)).collect();
    let mut numbers: BTreeMap<[u8; DIGITS], usize> = BTreeMap::new();
    for at in hashes(script) {
        let hash = digits(script, at);
        let next = numbers.len();
        if shared.contains(&hash) {
            numbers.entry(hash).or_insert(next);
        }
    }
    for text in [script, module] {
        let places: Vec<usize> = hashes(text).collect();
        for at in places {
            if let Some(number) = numbers.get(&digits(text, at)) {
                text[at..at + DIGITS].copy_from_slice(format!("{number:0DIGITS$x}").as_bytes());
            }
        }
    }
}

/// Where hashes begin: sixteen hexadecimal digits behind `_` or `_h`.
fn hashes(text: &[u8]) -> impl Iterator<Item = usize> {
    let is_digit = |b: &u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
    let begins = |at: usize| text[..at].ends_with(b"_") || text[..at].ends_with(b"_h");
    (0..text.len().saturating_sub(DIGITS - 1))
        .filter(move |&at| is_digit(&text[at]) && begins(at) && text[at..at + DIGITS].iter().all(is_digit))
}

fn digits(text: &[u8], at: usize) -> [u8; DIGITS] {
    std::array::from_fn(|digit| text[at + digit])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(script: &str, module: &str) -> (String, String) {
        let (mut script, mut module) = (script.as_bytes().to_vec(), module.as_bytes().to_vec());
        number(&mut script, &mut module);
        (String::from_utf8(script).unwrap(), String::from_utf8(module).unwrap())
    }

    #[test]
    fn names_that_both_have_are_numbered_alike() {
        let (script, module) = numbered(
            "__wbg_get_c69af7448e1ad5c0: a, __wbg_now_1e8503a8a690f0a3: b, wasm.run_h0bd2cd721b4e32da(c)",
            "\u{1}run_h0bd2cd721b4e32da\u{2}__wbg_now_1e8503a8a690f0a3\u{3}__wbg_get_c69af7448e1ad5c0",
        );
        assert_eq!(
            script,
            "__wbg_get_0000000000000000: a, __wbg_now_0000000000000001: b, wasm.run_h0000000000000002(c)"
        );
        assert_eq!(
            module,
            "\u{1}run_h0000000000000002\u{2}__wbg_now_0000000000000001\u{3}__wbg_get_0000000000000000"
        );
    }

    #[test]
    fn what_only_one_has_stays() {
        let apart = ("sha_c69af7448e1ad5c0 x_c69af7448e1ad5", "y_1e8503a8a690f0a3 0bd2cd721b4e32da");
        assert_eq!(numbered(apart.0, apart.1), (apart.0.to_owned(), apart.1.to_owned()));
    }
}
