//! Every character that GB18030 writes with two bytes, from the test data of `encoding_rs`, through
//! the decoder in pieces.

use std::path::Path;

use encoding_rs::GB18030;

use crate::ingest::text::{Outcome, TextDecoder};

fn data(file: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ingest/encoding_rs");
    std::fs::read(folder.join(file)).unwrap()
}

fn decoded<'a>(label: &str, pieces: impl Iterator<Item = &'a [u8]>) -> (String, Outcome) {
    let mut decoder = TextDecoder::new(label).unwrap();
    let mut out = String::new();
    for piece in pieces {
        decoder.push(piece, false, &mut out);
    }
    decoder.push(&[], true, &mut out);
    (out, decoder.outcome())
}

/// Checks a text in pieces of many sizes, of which those of one byte cut at every place, and in two
/// parts: cut everywhere near the ends and near the places where a decision falls, and at every 1009th
/// byte between.
#[track_caller]
fn check(label: &str, bytes: &[u8], want: &str, guessed: Option<&'static str>) {
    let want = (want, Outcome { guessed, broken: false });
    let same = |(text, outcome): (String, Outcome), at: usize| {
        assert!((text.as_str(), outcome) == want, "{label:?} {at}: {outcome:?}");
    };
    for size in [1, 2, 3, 5, 7, 1 << 10, (1 << 16) - 1, 1 << 16] {
        same(decoded(label, bytes.chunks(size)), size);
    }
    let ascii = bytes.iter().take_while(|b| b.is_ascii()).count();
    let near = [0, ascii, 1 << 10, 1 << 16, ascii + (1 << 16), bytes.len()];
    for cut in 0..=bytes.len() {
        if cut % 1009 == 0 || near.iter().any(|place| cut.abs_diff(*place) < 12) {
            let (head, tail) = bytes.split_at(cut);
            same(decoded(label, [head, tail].into_iter()), cut);
        }
    }
}

#[test]
fn every_character_of_two_bytes_is_read_however_it_is_cut() {
    let (bytes, text) = (data("gb18030_in.txt"), data("gb18030_in_ref.txt"));
    let text = std::str::from_utf8(&text).unwrap();
    assert!(text.chars().filter(|c| !c.is_ascii()).count() > 23_000);
    check("gb18030", &bytes, text, None);
    check("", &bytes, text, Some("gb18030"));
    check("", text.as_bytes(), text, None);
}

#[test]
fn the_same_characters_are_read_as_utf_16() {
    let text = data("gb18030_in_ref.txt");
    let text = std::str::from_utf8(&text).unwrap();
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    check("utf-16le", &little, text, None);
    check("", &[b"\xFF\xFE", &little[..]].concat(), text, None);
    check("", &[b"\xFE\xFF", &big[..]].concat(), text, None);
}

#[test]
fn characters_of_four_bytes_are_read_however_they_are_cut() {
    // Letters outside the table of two bytes, up to the last plane.
    let letters: String = (0x80..=0x10_FFFF_u32).step_by(509).filter_map(char::from_u32).collect();
    let text: String =
        letters.chars().collect::<Vec<_>>().chunks(9).map(|c| String::from_iter(c) + "\n").collect();
    let bytes = GB18030.encode(&text).0;
    check("gb18030", &bytes, &text, None);
}
