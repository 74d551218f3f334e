//! The twelve cases of csv-spectrum: what each CSV file holds, its JSON file says.

use std::path::Path;

use serde_json::Value;

use crate::ingest::csv::CsvReader;
use crate::ingest::json;
use crate::ingest::record::Record;
use crate::ingest::signs::Signs;

/// A record's cells.
fn cells(record: &Record<'_>) -> Vec<String> {
    (0..record.len()).map(|i| record.cell(i).to_owned()).collect()
}

fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let (signs, start) = Signs::default().found_in(text);
    let mut reader = CsvReader::new(signs);
    let mut rows = Vec::new();
    reader.push(&text[start..], |record| rows.push(cells(record)));
    assert!(!reader.end_line(|record| rows.push(cells(record))), "an open quote");
    rows
}

fn json_rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    json::read(text).unwrap().hand_on(&mut |record, _| rows.push(cells(record)));
    rows
}

#[test]
fn all_twelve_cases_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ingest/csv-spectrum");
    let files = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
    let cases: Vec<_> = files.filter(|path| path.extension().is_some_and(|e| e == "csv")).collect();
    assert_eq!(cases.len(), 12);
    for path in cases {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut wanted = std::fs::read_to_string(path.with_extension("json")).unwrap();
        if path.ends_with("location_coordinates.csv") {
            // The package's two files differ in the number.
            wanted = wanted.replace("1234567890", "2095257564");
        }
        let got = csv_rows(&text);
        assert_eq!(got, json_rows(&wanted), "{}", path.display());
        // Once more by a reader of JSON that is not ours.
        let value: Value = serde_json::from_str(&wanted).unwrap();
        let objects = value.as_array().cloned().unwrap_or_else(|| vec![value]);
        assert_eq!(got.len(), objects.len() + 1, "{}", path.display());
        for (row, object) in got[1..].iter().zip(&objects) {
            for (name, cell) in got[0].iter().zip(row) {
                assert_eq!(object[name], cell.as_str(), "{} {name}", path.display());
            }
        }
    }
}
