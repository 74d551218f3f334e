//! Faults that are one wrong text in one cell.

use dealerscope_core::problem::ProblemKind;

use super::super::chance::Chance;
use super::sheet::{Id, Sheet};

/// As what a broken cell is read.
#[derive(Clone, Copy)]
pub(super) enum Reads {
    /// As not stated.
    Nothing,
    /// As the code `unknown`.
    Unknown,
    /// As what is written.
    Itself,
    /// As this.
    As(&'static str),
}

/// A sort of fault: its kind, the column, what is written into a filled cell, and as what that is read.
pub(super) type Sort = (ProblemKind, &'static str, &'static [&'static str], Reads);

/// Plants one to three faults of each sort, each on a row of its own, with the texts in turn.
pub(super) fn plant(sheet: &mut Sheet, chance: &mut Chance, sorts: &[Sort]) {
    for &(kind, column, texts, reads) in sorts {
        let start = chance.below(u32::try_from(texts.len()).unwrap_or(1)) as usize;
        for number in 0..chance.between(1, 3) as usize {
            let Some(row) = sheet.pick(chance, |sheet, row| !sheet.get(row, column).is_empty()) else {
                break;
            };
            one(sheet, row, kind, column, texts[(start + number) % texts.len()], reads);
        }
    }
}

/// Plants one fault.
pub(super) fn one(sheet: &mut Sheet, row: Id, kind: ProblemKind, column: &str, text: &str, reads: Reads) {
    let reads = match reads {
        Reads::Nothing => "",
        Reads::Unknown => "unknown",
        Reads::Itself => text,
        Reads::As(other) => other,
    };
    sheet.plant(row, column, kind, text, reads);
}

/// One of several.
pub(super) fn choose<T: Copy>(chance: &mut Chance, of: &[T]) -> T {
    of[chance.below(u32::try_from(of.len()).unwrap_or(1)) as usize]
}

/// Makes numbers negative that cannot be, as a program or as a ledger writes them.
pub(super) fn negative(sheet: &mut Sheet, chance: &mut Chance, column: &str) {
    for _ in 0..chance.between(1, 3) {
        let filled = |sheet: &Sheet, row| sheet.get(row, column).parse::<i64>().is_ok_and(|n| n > 0);
        let Some(row) = sheet.pick(chance, filled) else { break };
        let number = sheet.get(row, column);
        let text = if chance.happens(0.5) { format!("-{number}") } else { format!("({number})") };
        sheet.plant(row, column, ProblemKind::NegativeNumber, &text, "");
    }
}

/// Shortens numbers to three digits, as a narrow column of a spreadsheet does.
pub(super) fn shortened(sheet: &mut Sheet, chance: &mut Chance, column: &str) {
    for _ in 0..chance.between(1, 3) {
        let long = |sheet: &Sheet, row| sheet.get(row, column).len() >= 5;
        let Some(row) = sheet.pick(chance, long) else { break };
        let number = sheet.get(row, column).to_owned();
        let (digits, zeros) = (&number[..3], number.len() - 3);
        let text = format!("{}.{}E+{:02}", &digits[..1], &digits[1..], number.len() - 1);
        sheet.plant(
            row,
            column,
            ProblemKind::ShortenedNumber,
            &text,
            &format!("{digits}{}", "0".repeat(zeros)),
        );
    }
}

/// Writes words another way, each behind a row that writes it the usual way and keeps it.
pub(super) fn look_alikes(sheet: &mut Sheet, chance: &mut Chance, column: &str) {
    let ways: [fn(&str) -> String; 4] = [
        |word| spaced(word, " "),
        |word| spaced(word, "\u{200b}"),
        str::to_lowercase,
        |word| {
            let mut signs: Vec<String> = word.chars().map(String::from).collect();
            signs.insert(1, "\u{a0}".to_owned());
            signs.concat()
        },
    ];
    for _ in 0..chance.between(2, 4) {
        let first = |sheet: &Sheet, word: &str| {
            (0..sheet.rows.len())
                .find(|&row| sheet.get(row, column) == word && sheet.rows[row].clean.is_some())
        };
        let later = |sheet: &Sheet, row: Id| {
            let word = sheet.get(row, column);
            word.chars().count() > 1 && first(sheet, word).is_some_and(|first| first < row)
        };
        let Some(row) = sheet.pick(chance, later) else { break };
        let word = sheet.get(row, column).to_owned();
        let text = choose(chance, &ways)(&word);
        if text == word {
            continue;
        }
        if let Some(keeper) = first(sheet, &word) {
            sheet.rows[keeper].taken = true;
        }
        sheet.plant(row, column, ProblemKind::LookAlike, &text, &text);
    }
}

/// The word with a sign between its letters.
fn spaced(word: &str, sign: &str) -> String {
    word.chars().map(String::from).collect::<Vec<_>>().join(sign)
}

/// Damages one sign of words: bytes that are no text, or NUL, which is left out.
pub(super) fn damaged(sheet: &mut Sheet, chance: &mut Chance, column: &str) {
    for nul in [false, true] {
        let long = |sheet: &Sheet, row: Id| sheet.get(row, column).chars().count() > 1;
        let Some(row) = sheet.pick(chance, long) else { break };
        let word = sheet.get(row, column).to_owned();
        let second = word.chars().next().map_or(0, char::len_utf8);
        let damage = if nul { "\0" } else { super::write::DAMAGE };
        let text = format!("{}{damage}{}", &word[..second], &word[second..]);
        let reads = if nul { word } else { text.replace(super::write::DAMAGE, "\u{fffd}") };
        sheet.plant(row, column, ProblemKind::BrokenText, &text, &reads);
    }
}
