//! Zipped snapshots.

use std::io::{Cursor, Write as _};

use dealerscope_core::ingest::{self, unpack, unzip};
use dealerscope_core::problem::Refusal;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::common::Case;

/// A zip of files by path.
fn zipped(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        writer.start_file(*path, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The zip of a case, below a folder, with a file of the Mac's beside it.
fn case(folder: &str, method: CompressionMethod) -> Vec<u8> {
    let case = Case::new().leads("dealer_id,created_at,channel", "3* a,2026-01-05,website");
    let package = case.package();
    let paths: Vec<(String, Vec<u8>)> =
        case.files.iter().map(|(path, bytes)| (format!("{folder}{path}"), bytes.clone())).collect();
    let descriptor = format!("{folder}datapackage.json");
    let mut files: Vec<(&str, &[u8])> = vec![(&descriptor, &package), ("__MACOSX/._leads.csv", b"x")];
    files.extend(paths.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    zipped(&files, method)
}

/// Checks that a zip is read, and has three leads.
#[track_caller]
fn check(bytes: &[u8]) {
    let files = unzip(bytes).unwrap_or_else(|refusal| panic!("{refusal}"));
    let file =
        |path: &str| files.get(path).cloned().ok_or_else(|| Refusal::new(path, "not in the zip", "add it"));
    let snapshot = ingest::read(file).unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(snapshot.rows().iter().find(|(table, _)| table == "leads"), Some(&("leads".to_owned(), 3)));
}

#[test]
fn a_zip_is_a_folder() {
    check(&case("", CompressionMethod::Deflated));
    check(&case("", CompressionMethod::Stored));
}

#[test]
fn the_folder_that_holds_the_descriptor_is_the_root() {
    check(&case("snapshot/", CompressionMethod::Deflated));
    check(&case("出口/2026 06/", CompressionMethod::Deflated));
}

#[test]
fn names_are_read_as_chinese_systems_write_them() {
    let mut bytes = zipped(&[("QQQQ.csv", b"x"), ("\u{7ebf}.csv", b"y")], CompressionMethod::Stored);
    for at in 0..bytes.len() - 4 {
        if bytes[at..].starts_with(b"QQQQ") {
            bytes[at..at + 4].copy_from_slice(&encoding_rs::GB18030.encode("客流").0);
        }
    }
    assert_eq!(unpack(&bytes).unwrap().into_keys().collect::<Vec<_>>(), ["客流.csv", "线.csv"]);
    assert!(refused(&bytes).contains("it holds no datapackage.json"));
}

/// Checks that bytes are refused as a zip.
#[track_caller]
fn refused(bytes: &[u8]) -> String {
    unzip(bytes).expect_err("refused").to_string()
}

#[test]
fn what_is_no_zip_is_refused() {
    for bytes in [b"".as_slice(), b"lead_id,created_at", b"PK\x03\x04 and nothing more", &[0; 4096]] {
        assert!(refused(bytes).contains("zip"), "{}", refused(bytes));
    }
    let whole = case("", CompressionMethod::Deflated);
    refused(&whole[..whole.len() / 2]);
}

#[test]
fn a_bomb_is_refused() {
    // A hundred kilobytes that unpack to eighty megabytes: no table is a thousand times smaller packed.
    let zeros = vec![0_u8; 80 << 20];
    let bytes = zipped(
        &[("datapackage.json", &Case::new().package()), ("leads.csv", &zeros)],
        CompressionMethod::Deflated,
    );
    assert!(bytes.len() < 200_000, "{}", bytes.len());
    let said = refused(&bytes);
    assert!(said.contains("it unpacks to more than"), "{said}");
}

#[test]
fn a_bomb_of_many_small_files_is_refused() {
    let zeros = vec![0_u8; 1 << 20];
    let paths: Vec<String> = (0..80).map(|at| format!("{at}.csv")).collect();
    let files: Vec<(&str, &[u8])> = paths.iter().map(|path| (path.as_str(), zeros.as_slice())).collect();
    assert!(refused(&zipped(&files, CompressionMethod::Deflated)).contains("it unpacks to more than"));
}

#[test]
fn a_table_that_packs_well_is_no_bomb() {
    let zeros = vec![b'x'; 8 << 20];
    let bytes = zipped(
        &[("datapackage.json", &Case::new().package()), ("notes.txt", &zeros)],
        CompressionMethod::Deflated,
    );
    assert_eq!(unzip(&bytes).unwrap()["notes.txt"].len(), 8 << 20);
}

#[test]
fn a_zip_without_a_descriptor_is_refused() {
    let said = refused(&zipped(&[("leads.csv", b"lead_id\n")], CompressionMethod::Deflated));
    assert!(said.contains("it holds no datapackage.json"), "{said}");
}

/// Sets two bytes of every header of an archive: where they stand in a file's own, and in the list at the end.
fn set(bytes: &mut [u8], own: usize, listed: usize, to: [u8; 2]) {
    for at in 0..bytes.len() - 4 {
        let place = match &bytes[at..at + 4] {
            b"PK\x03\x04" => at + own,
            b"PK\x01\x02" => at + listed,
            _ => continue,
        };
        bytes[place..place + 2].copy_from_slice(&to);
    }
}

#[test]
fn what_cannot_be_unpacked_names_the_file_and_says_why() {
    let text = b"lead_id,created_at\n".repeat(100);
    for method in [CompressionMethod::Deflated, CompressionMethod::Stored] {
        let whole = zipped(&[("leads.csv", &text)], method);
        assert_eq!(unpack(&whole).unwrap()["leads.csv"], text);
        let said = |bytes: &[u8]| unpack(bytes).expect_err("refused").to_string();
        let check = |bytes: &[u8], why: &str| {
            let said = said(bytes);
            assert!(said.contains("leads.csv cannot be unpacked") && said.contains(why), "{said}");
        };
        let mut locked = whole.clone();
        set(&mut locked, 6, 8, [1, 0]);
        check(&locked, "it is encrypted");
        let mut foreign = whole.clone();
        set(&mut foreign, 8, 10, [12, 0]);
        check(&foreign, "by a method that is not read here");
        // The sum is of other bytes.
        let mut other = whole.clone();
        set(&mut other, 14, 16, [1, 2]);
        check(&other, "its check sum does not match");
        // Thirty bytes of header and the name stand before the bytes.
        for at in 39..39 + 20 {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x55;
            check(&damaged, "");
        }
    }
}

#[test]
fn a_file_that_ends_too_early_is_refused() {
    let text: Vec<u8> = (0..2000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let mut bytes = zipped(&[("leads.csv", &text)], CompressionMethod::Deflated);
    let end = bytes.windows(4).position(|sign| sign == b"PK\x01\x02").unwrap();
    let shorter = u32::try_from(end - 39 - 50).unwrap().to_le_bytes();
    bytes[end + 20..end + 24].copy_from_slice(&shorter);
    let said = refused(&bytes);
    assert!(said.contains("leads.csv cannot be unpacked: it ends too early"), "{said}");
}

/// An archive of one file, by hand: a name as a system writes it, fields beside it, and how it was packed, if it was.
fn by_hand(name: &[u8], fields: &[u8], content: &[u8], packed: Option<&[u8]>) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(content);
    let length = |bytes: &[u8]| u16::try_from(bytes.len()).unwrap().to_le_bytes();
    let size = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let (method, data) = packed.map_or((0, content), |packed| (8, packed));
    let common = [
        &[20, 0, 0, 0, method, 0, 0, 0, 0, 0][..],
        &sum.sum().to_le_bytes(),
        &size(data),
        &size(content),
        &length(name),
        &length(fields),
    ]
    .concat();
    let own = [b"PK\x03\x04", &common[..], name, fields, data].concat();
    let listed = [b"PK\x01\x02\x14\0", &common[..], &[0; 14], name, fields].concat();
    let end = [b"PK\x05\x06\0\0\0\0\x01\0\x01\0", &size(&listed)[..], &size(&own), &[0, 0]].concat();
    [own, listed, end].concat()
}

#[test]
fn a_name_is_the_one_that_is_said_in_utf_8_for_it() {
    let field = |of: &[u8], version: u8| {
        let mut sum = flate2::Crc::new();
        sum.update(of);
        let data = [&[version][..], &sum.sum().to_le_bytes(), "线索.csv".as_bytes()].concat();
        [&[0x75, 0x70][..], &u16::try_from(data.len()).unwrap().to_le_bytes(), &data].concat()
    };
    let named = |fields: &[u8]| {
        unpack(&by_hand(b"____.csv", fields, b"x", None)).unwrap().into_keys().next().unwrap()
    };
    assert_eq!(named(&field(b"____.csv", 1)), "线索.csv");
    // Of another name, of another version, and none at all.
    assert_eq!(named(&field(b"other.csv", 1)), "____.csv");
    assert_eq!(named(&field(b"____.csv", 2)), "____.csv");
    assert_eq!(named(b""), "____.csv");
}

#[test]
fn folders_are_no_files_however_they_are_written() {
    assert!(unpack(&by_hand(b"data\\", b"", b"", None)).unwrap().is_empty());
    assert!(unpack(&by_hand(b"data/", b"", b"", None)).unwrap().is_empty());
}

#[test]
fn what_ends_in_one_long_repetition_is_unpacked_whole() {
    // The last bytes are used up while some of what they stand for is still held back.
    for length in (98_200..98_600).chain(163_800..164_200).chain([1, 32_768, 65_536, 1 << 20]) {
        let text = b"a".repeat(length);
        let files = unpack(&zipped(&[("leads.csv", &text)], CompressionMethod::Deflated));
        let files = files.unwrap_or_else(|refusal| panic!("{length}: {refusal}"));
        assert!(files["leads.csv"] == text, "{length}");
    }
}

#[test]
fn what_another_packer_leaves_to_the_last_bits_is_unpacked_whole() {
    // By zlib: with the last of these bytes a repetition begins that crosses a window's end, and goes on behind it.
    let head = [237, 193, 49, 1, 0, 0, 0, 194, 160, 172, 235, 95, 194, 22, 94, 64, 1];
    let packed = [&head[..], &[0; 94], &[240, 50]].concat();
    let text = b"a".repeat(98_404);
    assert!(unpack(&by_hand(b"leads.csv", b"", &text, Some(&packed))).unwrap()["leads.csv"] == text);
}
