//! The pieces in which bytes arrive make no difference.

use dealerscope_core::descriptor::Descriptor;
use dealerscope_core::ingest::Loader;
use dealerscope_core::query::from_fragment;
use dealerscope_core::{Snapshot, answer};
use encoding_rs::GB18030;
use serde_json::json;

use crate::common::Case;

/// Reads a case with every file in pieces of one size.
fn in_pieces(case: &Case, size: usize) -> Snapshot {
    let mut loader = Loader::new(Descriptor::read(&case.package()).unwrap());
    for index in 0..loader.resources().len() {
        let path = loader.resources()[index].path.clone();
        loader.begin(index).unwrap();
        for piece in case.files[&path].chunks(size) {
            loader.push(piece).unwrap();
            loader.push(&[]).unwrap();
        }
        loader.end().unwrap();
    }
    loader.finish().unwrap()
}

/// Checks that a case gives the same answers and problems in pieces of any size.
#[track_caller]
fn check(case: &Case) {
    let whole = case.load().unwrap();
    let longest = case.files.values().map(Vec::len).max().unwrap();
    for size in (1..40).chain([64, 100, longest / 2 + 1, longest]) {
        let pieces = in_pieces(case, size);
        assert_eq!(pieces.problems(), whole.problems(), "{size}");
        assert_eq!(pieces.rows(), whole.rows(), "{size}");
        for page in ["#/overview?period=2026-01", "#/regions", "#/channels", "#/dealers"] {
            let query = from_fragment(page).0;
            assert_eq!(answer(&pieces, &query), answer(&whole, &query), "{size} {page}");
        }
    }
}

const LEADS: &str = "\u{feff}lead_id,dealer_id,created_at,channel,series,ordered_at,amount,odd\r\n\
    L1,a,2026-01-05,网站,\"明日, \"\"之星\"\"\",2026-01-09,12.5,1\r\n\
    \r\n\
    L2,b,2026-01-06,pigeon,\"two\r\nlines\",,-1,2\r\n\
    L3,zz,soon,event\r\n\
    L1,a,2026-01-05,website,X,2026-01-01,,3";

#[test]
fn csv_may_be_cut_anywhere() {
    check(&Case::new().file("leads.csv", LEADS));
}

#[test]
fn chinese_encodings_may_be_cut_anywhere() {
    let text = LEADS.trim_start_matches('\u{feff}');
    let mut case = Case::new().file("leads.csv", GB18030.encode(text).0.into_owned());
    check(&case);
    case.descriptor["resources"] = json!([{ "name": "dealers", "path": "dealers.csv" }, { "name": "leads", "path": "leads.csv", "encoding": "gb18030" }]);
    check(&case);
}

#[test]
fn utf_16_may_be_cut_anywhere() {
    let bytes: Vec<u8> = LEADS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&Case::new().file("leads.csv", bytes));
}

#[test]
fn broken_text_may_be_cut_anywhere() {
    let mut bytes = LEADS.as_bytes().to_vec();
    bytes.extend([b'\n', 0xE6, 0x98, b',', b'a', b',', b'2', 0xFF, b'\n']);
    check(&Case::new().file("leads.csv", bytes));
}

#[test]
fn json_may_be_cut_anywhere() {
    let leads = json!([
        { "lead_id": "1", "dealer_id": "a", "created_at": "2026-01-05", "channel": "网站", "series": "a \"b\"\n, ]}" },
        { "lead_id": "2", "created_at": "soon", "channel": "pigeon", "amount": 12.5e1 }
    ]);
    let mut case = Case::new();
    case.files.remove("leads.csv");
    check(&case.file("leads.json", leads.to_string()));
}
