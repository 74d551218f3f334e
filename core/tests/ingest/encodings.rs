//! Bytes that are not UTF-8, and files that are packed.

use std::io::Write as _;

use dealerscope_core::problem::ProblemKind;
use encoding_rs::GB18030;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use crate::common::{Case, figures, row};
use crate::{check, count};

const DEALERS: &str = "dealer_id,name,region,province\na,甲店,华东,广东\nb,乙店,华西,四川\n";
const LEADS: &str = "lead_id,dealer_id,created_at,channel,series\nL1,a,2026-01-05,网站,明日之星\nL2,b,2026-01-05,website,晨风\n";

/// A case whose leads and dealers are these files, with some properties of each resource.
fn files(dealers: &[u8], leads: &[u8], properties: &serde_json::Value) -> Case {
    let mut case = Case::new().file("dealers.csv", dealers).file("leads.csv", leads);
    let resource = |name: &str| {
        let mut resource = json!({ "name": name, "path": format!("{name}.csv") });
        for (key, value) in properties.as_object().unwrap() {
            resource[key] = value.clone();
        }
        resource
    };
    case.descriptor["resources"] = json!([resource("dealers"), resource("leads")]);
    case
}

/// Checks that Chinese names and codes were understood.
#[track_caller]
fn understood(case: &Case) {
    let answer = case.ask("#/channels?series=明日之星");
    figures(&answer, "leads=1");
    row(&answer, "channels", "website", "leads=1");
    row(&case.ask("#/regions"), "regions", "华东", "leads=1");
    row(&case.ask("#/dealers"), "dealers", "b", "name=乙店 province=四川");
}

fn gb18030(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn stated_encodings_are_read() {
    let case = files(&gb18030(DEALERS), &gb18030(LEADS), &json!({ "encoding": "gb18030" }));
    check(&case, &[]);
    understood(&case);
    for name in ["GBK", "gb2312"] {
        understood(&files(&gb18030(DEALERS), &gb18030(LEADS), &json!({ "encoding": name })));
    }
    let case = files(&utf16(DEALERS), &utf16(LEADS), &json!({ "encoding": "utf-16le" }));
    check(&case, &[]);
    understood(&case);
    understood(&files(DEALERS.as_bytes(), LEADS.as_bytes(), &json!({ "encoding": "utf-8" })));
}

#[test]
fn a_guessed_encoding_is_said() {
    let case = files(&gb18030(DEALERS), &gb18030(LEADS), &json!({}));
    understood(&case);
    let mend = "guessed encoding (gb18030); read in the encoding that fits; state the file's encoding in datapackage.json";
    check(&case, &[&format!("dealers.csv: {mend}"), &format!("leads.csv: {mend}")]);
}

#[test]
fn a_byte_order_mark_needs_no_guess() {
    let case = files(&utf16(DEALERS), &utf16(LEADS), &json!({}));
    check(&case, &[]);
    understood(&case);
}

#[test]
fn ascii_is_utf_8() {
    check(
        &files(
            b"dealer_id,name,region,province\na,A,E,44\n",
            b"lead_id,dealer_id,created_at,channel\n",
            &json!({}),
        ),
        &[],
    );
}

#[test]
fn broken_text_is_said() {
    let mut leads =
        b"lead_id,dealer_id,created_at,channel,series\nL1,a,2026-01-05,website,X\nL2,a,2026-01-05,website,"
            .to_vec();
    leads.extend([0xE6, 0x98, b'\n']);
    let case = files(DEALERS.as_bytes(), &leads, &json!({ "encoding": "utf-8" }));
    let mend =
        "shown with a replacement sign; export as UTF-8, or state the file's encoding in datapackage.json";
    check(&case, &[&format!("leads.csv, row 3, column series: broken text \"\u{fffd}\"; {mend}")]);
    count(&case, "leads", 2);
    figures(&case.ask("#/overview"), "leads=2");
}

#[test]
fn gzip_is_unpacked() {
    let mut case = Case::new();
    case.files.clear();
    case = case.file("dealers.csv.gz", gzip(DEALERS.as_bytes())).file("leads.csv.gz", gzip(LEADS.as_bytes()));
    case.descriptor["resources"] = json!([
        { "name": "dealers", "path": "dealers.csv.gz", "format": "csv", "compression": "gz" },
        { "name": "leads", "path": "leads.csv.gz", "format": "csv", "compression": "gz" }
    ]);
    check(&case, &[]);
    understood(&case);
}

#[test]
fn gzip_and_gb18030_go_together() {
    let (dealers, leads) = (gzip(&gb18030(DEALERS)), gzip(&gb18030(LEADS)));
    understood(&files(
        &dealers,
        &leads,
        &json!({ "encoding": "gb18030", "compression": "gz", "format": "csv" }),
    ));
}

#[test]
fn what_is_not_gzip_is_refused() {
    let case =
        files(&gzip(DEALERS.as_bytes()), LEADS.as_bytes(), &json!({ "compression": "gz", "format": "csv" }));
    let said = case.load().err().expect("refused").to_string();
    assert!(said.starts_with("leads.csv: "), "{said}");
    let cut = gzip(DEALERS.as_bytes());
    let case = files(
        &cut[..cut.len() - 20],
        &gzip(LEADS.as_bytes()),
        &json!({ "compression": "gz", "format": "csv" }),
    );
    let said = case.load().err().expect("refused").to_string();
    assert!(said.starts_with("dealers.csv: "), "{said}");
}

#[test]
fn a_gzip_that_unpacks_to_far_too_much_is_refused() {
    // Some tens of kilobytes that unpack to eighty megabytes.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(b"lead_id,dealer_id,created_at,channel\n").unwrap();
    encoder.write_all(&vec![b'\n'; 80 << 20]).unwrap();
    let bomb = encoder.finish().unwrap();
    let said = files(&gzip(DEALERS.as_bytes()), &bomb, &json!({ "compression": "gz", "format": "csv" }))
        .load()
        .err();
    let said = said.expect("refused").to_string();
    assert!(said.starts_with("leads.csv: it unpacks to far more than a table would"), "{said}");
}

#[test]
fn a_bomb_is_stopped_at_once_however_long_it_is() {
    // Thousands of members of some kilobytes each: tens of gigabytes, were they unpacked.
    for line in ["\n", ",", "\"", "x"] {
        let member = gzip(line.repeat((4 << 20) / line.len()).as_bytes());
        let mut bomb = gzip(b"lead_id,dealer_id,created_at,channel\n");
        for _ in 0..6400 {
            bomb.extend(&member);
        }
        let case = files(&gzip(DEALERS.as_bytes()), &bomb, &json!({ "compression": "gz", "format": "csv" }));
        let begun = std::time::Instant::now();
        let said = case.load().err().expect("refused").to_string();
        // To unpack them all takes minutes; a machine may be busy.
        assert!(begun.elapsed().as_secs_f64() < 8.0, "{line:?}: {:?}", begun.elapsed());
        assert!(said.starts_with("leads.csv: "), "{said}");
    }
}

#[test]
fn utf_16_is_found_without_a_mark_and_said() {
    let bytes = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let case = files(&bytes(DEALERS), &bytes(LEADS), &json!({}));
    understood(&case);
    let mend = "guessed encoding (UTF-16BE); read in the encoding that fits; state the file's encoding in datapackage.json";
    check(&case, &[&format!("dealers.csv: {mend}"), &format!("leads.csv: {mend}")]);
}

#[test]
fn a_stated_encoding_goes_before_what_would_be_guessed() {
    // The same bytes, read as the descriptor says: each letter of GB18030 is two of Latin.
    let case = files(DEALERS.as_bytes(), &gb18030(LEADS), &json!({}));
    assert_eq!(case.load().unwrap().problems().total(), 1);
    let mut case = case;
    case.descriptor["resources"][1]["encoding"] = "windows-1252".into();
    let said: Vec<String> = case.load().unwrap().problems().kept().iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("column channel: unknown code \"ÍøÕ¾\""), "{said:?}");
}

#[test]
fn each_broken_cell_is_said() {
    let mut leads = b"lead_id,dealer_id,created_at,channel,series\n".to_vec();
    for series in [&b"A\xFFB"[..], b"C", b"\xE6\x98"] {
        leads.extend(b"L,a,2026-01-05,website,");
        leads.extend(series);
        leads.push(b'\n');
    }
    let case = files(DEALERS.as_bytes(), &leads, &json!({ "encoding": "utf-8" }));
    let snapshot = case.load().unwrap();
    let said: Vec<_> = snapshot
        .problems()
        .kept()
        .iter()
        .filter(|p| p.kind == ProblemKind::BrokenText)
        .map(|p| (p.row, p.column.as_deref(), p.value.as_deref()))
        .collect();
    assert_eq!(
        said,
        [(Some(2), Some("series"), Some("A\u{fffd}B")), (Some(4), Some("series"), Some("\u{fffd}"))]
    );
    // In the header it belongs to no row.
    let case = files(
        DEALERS.as_bytes(),
        b"lead_id,created_at,channel,\xFF\nL1,2026-01-05,website,1\n",
        &json!({ "encoding": "utf-8" }),
    );
    assert_eq!(case.load().unwrap().problems().count(ProblemKind::BrokenText), 1);
}
