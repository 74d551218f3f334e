//! Packed files that unpack to far more than a table holds: refused before much of them is unpacked.

use std::io::{Cursor, Write as _};

use dealerscope_core::descriptor::Descriptor;
use dealerscope_core::ingest::{Loader, unzip};
use dealerscope_core::problem::Refusal;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::common::Case;

/// What the whole of each bomb unpacks to.
const WHOLE: u64 = 1 << 30;
const HEADER: &str = "lead_id,dealer_id,created_at,channel\n";
/// What is repeated: nothing, rows of a few bytes, quotes, empty rows, empty cells, and one row after another.
const PATTERNS: [&str; 6] = ["\0", "a,b\n", "\"", "\n", ",", "1,a,2026-01-05,website\n"];

/// A pattern after a header, packed as gzip in members until it unpacks to a gigabyte.
fn gzip(pattern: &str) -> Vec<u8> {
    let member = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let text = pattern.repeat((4 << 20) / pattern.len());
    let times = usize::try_from(WHOLE).unwrap() / text.len() + 1;
    [member(HEADER.as_bytes()), member(text.as_bytes()).repeat(times)].concat()
}

/// Reads the packed leads of a case; the refusal, and what it says of bytes.
fn refused(bytes: &[u8]) -> (Refusal, Vec<u64>) {
    let mut case = Case::new().file("leads.csv.gz", bytes);
    case.files.remove("leads.csv");
    case.descriptor["resources"] = json!([
        { "name": "dealers", "path": "dealers.csv" }, { "name": "leads", "path": "leads.csv.gz" }
    ]);
    let mut loader = Loader::new(Descriptor::read(&case.package()).unwrap());
    loader.begin(0).unwrap();
    loader.push(&case.files["dealers.csv"]).unwrap();
    loader.end().unwrap();
    loader.begin(1).unwrap();
    let refusal = loader.push(bytes).expect_err("refused");
    (refusal.clone(), numbers(&refusal.what))
}

/// The numbers in a text.
fn numbers(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect()
}

#[test]
fn a_gzip_of_a_gigabyte_is_refused_when_four_megabytes_are_unpacked() {
    for pattern in PATTERNS {
        let bomb = gzip(pattern);
        assert!(bomb.len() < 5 << 20, "{pattern:?}: {}", bomb.len());
        let (refusal, numbers) = refused(&bomb);
        assert_eq!(refusal.file, "leads.csv.gz");
        if pattern == "," {
            // One row of so many cells is refused before the bomb shows.
            assert!(refusal.what.contains("longer than a table's can be"), "{refusal}");
            continue;
        }
        let [packed, unpacked] = numbers[..] else { panic!("{pattern:?}: {refusal}") };
        assert!(packed < 16 << 10, "{pattern:?}: {refusal}");
        assert!(unpacked < 4 << 20, "{pattern:?}: {refusal}");
    }
}

#[test]
fn a_gzip_that_begins_as_a_table_is_refused_where_it_turns_into_a_bomb() {
    let row = |n: u32| format!("L{:x},a,2026-01-{:02},website", n.wrapping_mul(2_654_435_769), n % 28 + 1);
    let rows = (0..20_000).map(row).collect::<Vec<_>>().join("\n");
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(HEADER.as_bytes()).unwrap();
    encoder.write_all(rows.as_bytes()).unwrap();
    let honest = encoder.finish().unwrap();
    let (refusal, numbers) = refused(&[honest.clone(), gzip("a,b\n")].concat());
    let [packed, unpacked] = numbers[..] else { panic!("{refusal}") };
    // The rows before it vouch for nothing.
    assert!(packed < honest.len() as u64 + (16 << 10), "{refusal}, {}", honest.len());
    assert!(unpacked < rows.len() as u64 + (4 << 20), "{refusal}, {}", rows.len());
}

/// A zip of files by path, each holding a pattern so often that it has so many bytes.
fn zip(files: &[(String, &str, u64)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .large_file(true)
        .compression_level(Some(9));
    for (path, pattern, bytes) in files {
        writer.start_file(path.as_str(), options).unwrap();
        let text = pattern.repeat((1 << 20) / pattern.len());
        for _ in 0..bytes.div_ceil(1 << 20) {
            writer.write_all(text.as_bytes()).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// The most that a zip of so many bytes may unpack to, as its refusal names it.
#[track_caller]
fn limit(bytes: &[u8]) -> u64 {
    let refusal = unzip(bytes).expect_err("refused");
    assert!(refusal.what.starts_with("it unpacks to more than "), "{refusal}");
    numbers(&refusal.what)[0]
}

#[test]
fn a_zip_of_a_gigabyte_is_refused() {
    for pattern in &PATTERNS[..3] {
        let packed = zip(&[("leads.csv".into(), *pattern, 32 << 20)]);
        let allowed = limit(&packed);
        assert!(allowed <= (packed.len() as u64 * 100).max(16 << 20), "{pattern:?}: {allowed}");
        // The same file under thirty-two names, as it is packed.
        let mut archive = ZipArchive::new(Cursor::new(packed)).unwrap();
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for number in 0..WHOLE / (32 << 20) {
            let file = archive.by_index_raw(0).unwrap();
            writer.raw_copy_file_rename(file, format!("{number}.csv")).unwrap();
        }
        let bomb = writer.finish().unwrap().into_inner();
        let allowed = limit(&bomb);
        assert!(allowed <= bomb.len() as u64 * 100 && allowed <= 512 << 20, "{pattern:?}: {allowed}");
    }
}

#[test]
fn a_zip_of_many_files_is_refused_by_their_sum_and_by_their_number() {
    let files = |count: usize, bytes: u64| -> Vec<(String, &str, u64)> {
        (0..count).map(|n| (format!("{n}.csv"), "\0", bytes)).collect()
    };
    assert!(limit(&zip(&files(40, 1 << 20))) < 48 << 20);
    let said = unzip(&zip(&files(1001, 0))).expect_err("refused").to_string();
    assert!(said.contains("1001 files are too many"), "{said}");
}

#[test]
fn a_zip_within_a_zip_is_a_file_that_is_not_opened() {
    let inner = zip(&[("leads.csv".into(), "a,b\n", 64 << 20)]);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in [("datapackage.json", &b"{}"[..]), ("more.zip", &inner)] {
        writer.start_file(path, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let files = unzip(&writer.finish().unwrap().into_inner()).unwrap();
    assert_eq!(files["more.zip"], inner);
}
