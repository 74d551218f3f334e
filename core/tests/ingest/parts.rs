//! Two that read a file at once find what one finds who reads it alone.

use std::cell::Cell;
use std::fmt::Write;

use dealerscope_core::descriptor::Descriptor;
use dealerscope_core::ingest::Loader;
use dealerscope_core::problem::Refusal;
use dealerscope_core::query::from_fragment;
use dealerscope_core::{Snapshot, answer};
use encoding_rs::GB18030;
use proptest::prelude::*;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::common::Case;

const PAGES: [&str; 6] = [
    "#/overview?period=2026-01..2026-03&compare=previous",
    "#/regions?basis=activity",
    "#/channels?series=Pasco",
    "#/dealers?dealer=b&period=2026-02",
    "#/data",
    "#/data?dealer=a",
];
const HEADER: &str = "lead_id,dealer_id,created_at,channel,series,consultant_id,customer_id,contacted_at,ordered_at,amount,note";
/// The last row that shows how the file is written.
const HEAD: usize = 400;

/// The rows that show how a file is written, then these.
fn text(rows: &[String]) -> String {
    let mut text = format!("{HEADER}\n");
    for row in 0..HEAD {
        let (day, consultant, pad) = (row % 9 + 1, row % 7, "x".repeat(200));
        writeln!(text, "A{row:03},a,2026-01-0{day},网站,明日,C{consultant},K{row},,,{row},{pad}").unwrap();
    }
    text + &rows.join("\n")
}

fn case(leads: impl Into<Vec<u8>>) -> Case {
    Case::new().file("leads.csv", leads)
}

/// Begins to read a case, up to its leads.
fn begin(case: &Case) -> (Loader, usize) {
    let mut loader = Loader::new(Descriptor::read(&case.package()).unwrap());
    let leads = loader.resources().iter().position(|resource| resource.name == "leads").unwrap();
    for index in 0..leads {
        let path = loader.resources()[index].path.clone();
        loader.begin(index).unwrap();
        loader.push(&case.files[&path]).unwrap();
        loader.end().unwrap();
    }
    loader.begin(leads).unwrap();
    (loader, leads)
}

/// What a second reader tells of a file's end.
fn told(case: &Case, from: usize, size: usize) -> Option<(Vec<u8>, Vec<Vec<u8>>)> {
    let bytes = &case.files["leads.csv"];
    let (mut loader, _) = begin(case);
    let head = bytes[..80_000].iter().rposition(|&byte| byte == b'\n').unwrap() + 1;
    loader.push(&bytes[..head]).unwrap();
    if !loader.begin_part((bytes.len() - from) as u64) {
        return None;
    }
    for piece in bytes[from..].chunks(size) {
        loader.push(piece).ok()?;
        if !loader.is_apart() {
            return None;
        }
    }
    let part = loader.part()?;
    let (told, mut columns) = (serde_json::to_vec(part.told()).unwrap(), Vec::new());
    part.columns(|column| columns.push(column.to_vec()));
    Some((told, columns))
}

/// Reads a case by two, the second of whom begins behind the first line break from a place on; and whether he was of use.
fn by_two(case: &Case, place: usize, size: usize) -> Result<(Snapshot, bool), Refusal> {
    let bytes = &case.files["leads.csv"];
    let from = place
        + bytes[place..].iter().position(|&byte| byte == b'\n').map_or(bytes.len() - place, |at| at + 1);
    let (mut loader, leads) = begin(case);
    for piece in bytes[..from].chunks(size) {
        loader.push(piece).unwrap();
    }
    if loader.is_hashed(leads) {
        bytes[from..].chunks(size).for_each(|piece| loader.pass(piece));
    }
    let joined = told(case, from, size).is_some_and(|(told, columns)| {
        let told = serde_json::from_slice(&told).unwrap();
        loader.join(told, (bytes.len() - from) as u64, |at, column| column.copy_from_slice(&columns[at]))
    });
    if !joined {
        bytes[from..].chunks(size).for_each(|piece| loader.push(piece).unwrap());
    }
    loader.end()?;
    Ok((loader.finish()?, joined))
}

/// Holds what two find against what one does; gives whether the second was of use.
fn check(case: &Case, place: usize, size: usize) -> bool {
    let whole = case.load().unwrap();
    let (two, joined) = by_two(case, place, size).unwrap();
    assert_eq!(two.problems(), whole.problems());
    let counts = |snapshot: &Snapshot| format!("{:?}", snapshot.problems().places().collect::<Vec<_>>());
    assert_eq!(counts(&two), counts(&whole));
    assert_eq!((two.info(), two.rows()), (whole.info(), whole.rows()));
    for page in PAGES {
        let query = from_fragment(page).0;
        assert_eq!(answer(&two, &query), answer(&whole, &query), "{page}");
    }
    joined
}

/// Where the rows begin that follow those which show how the file is written.
fn behind(text: &str) -> usize {
    text.match_indices('\n').nth(HEAD).unwrap().0
}

fn of(cells: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(cells)
}

/// The cells of a row behind its key, some of them bad, but none that asks for other rows.
fn row() -> impl Strategy<Value = String> {
    let day = (1..4u8, 1..29u8).prop_map(|(month, day)| format!("2026-{month:02}-{day:02}"));
    let maybe = prop_oneof![Just(String::new()), day.clone()];
    let created = prop_oneof![9 => day, 1 => Just("soon".to_owned()), 1 => Just("2026年3月4日".to_owned())];
    (
        of(&["a", "b", "", "zz"]),
        created,
        of(&["website", "网站", "pigeon", "展厅到访"]),
        of(&["明日", "\"晨风 \"\"L\"\"\"", "\"X, Y\"", "\"two\nlines\"", "#N/A", ""]),
        of(&["C1", "C2", "", "C99", "1.2E+10"]),
        (0..300_u16, maybe.clone(), maybe),
        of(&["", "221800", "\"1,200.5\"", "-3", "#N/A", "12,5,6"]),
    )
        .prop_map(|(dealer, created, channel, series, consultant, (customer, contacted, ordered), amount)| {
            format!("{dealer},{created},{channel},{series},{consultant},K{customer},{contacted},{ordered},{amount}")
        })
}

/// What depends on rows that stand elsewhere, or on how the file is written.
fn odd() -> impl Strategy<Value = &'static str> {
    of(&[
        "A007,a,2026-01-08,网站,明日,C0,K7,,,7",
        "Z1,a,03/04/2026,website,,,,,,",
        "Z2,a,25/04/2026,website,,,,,,",
        "Z3,a,46000,website,,,,,,",
        "Z4,a,2026-01-05,website,明 日,,,,,",
        "Z5,a,2026-01-05,website,ＣＨＥＮ,,,,,",
        "Z6,a,2026-01-05,website,chen,,,,,",
        "Z7,a,2026-01-05,website,,13812345678,,,,",
        "Z8,a,2026-01-05,website,\"a \\\" b\",,,,,",
        "Z9,a,2026-01-05,website,\0,,,,,",
        "Z0,a,2026-01-05,website,\u{fffd},,,,,",
        "合计,,,,,,,,,99",
        ",,,,,,,,,",
        "",
        "\r",
        "Z1,a,2026-01-05,website,,,,,,,,,9",
        "L0,b,2026-01-05,website,,,,,,",
        ",b,2026-01-05,website,,,,,,",
        "\"Y1\",a,2026-01-05,website,\"never closed",
    ])
}

thread_local! {
    /// How often the second reader was of use, and how often not.
    static OF_USE: Cell<[u32; 2]> = const { Cell::new([0; 2]) };
}

#[test]
fn two_find_what_one_finds() {
    let rows = (prop::collection::vec(row(), 20..60), prop::collection::vec((odd(), 0..60_usize), 0..3));
    let keys = of(&["ascending", "shuffled", "doubled"]);
    let places = (0..1000_usize, 1..3000_usize, any::<bool>());
    let config = ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |((rows, odd) in rows, keys in keys, (place, size, hashed) in places)| {
        let key = |at: usize| match keys {
            "ascending" => at,
            "shuffled" => at * 37 % 1009,
            _ => at * 37 % 59,
        };
        let mut rows: Vec<String> = rows.iter().enumerate().map(|(at, row)| format!("L{:04},{row}", key(at))).collect();
        for (odd, at) in odd {
            rows.insert(at.min(rows.len()), odd.to_owned());
        }
        let text = text(&rows);
        let place = behind(&text) + (text.len() - behind(&text)) * place / 1000;
        let mut case = case(text);
        if hashed {
            let hash = format!("sha256:{:x}", Sha256::digest(&case.files["leads.csv"]));
            case.descriptor["resources"] = json!([
                { "name": "dealers", "path": "dealers.csv" },
                { "name": "leads", "path": "leads.csv", "hash": hash }
            ]);
        }
        let joined = check(&case, place, size);
        OF_USE.with(|of_use| {
            let mut counts = of_use.get();
            counts[usize::from(!joined)] += 1;
            of_use.set(counts);
        });
    });
    // Each is about half of the cases, however many are tried.
    let [useful, useless] = OF_USE.get();
    assert!(useful.min(useless) * 8 > useful + useless, "{useful} {useless}");
}

/// Rows of which nothing is to be said.
fn clean(rows: std::ops::Range<usize>) -> Vec<String> {
    rows.map(|row| {
        format!(
            "L{row:05},b,2026-02-0{},event,S{},C{},K{},,,{row}.25",
            row % 9 + 1,
            row % 5,
            row % 11,
            row % 300
        )
    })
    .collect()
}

#[test]
fn rows_as_they_should_be_are_read_by_two_wherever_they_are_divided() {
    let text = text(&clean(0..200));
    let last = text.rfind('\n').unwrap();
    for place in (behind(&text)..last).step_by(97).chain([last]) {
        assert!(check(&case(text.clone()), place, 1 << 20), "{place}");
    }
    // A table with quotes, line breaks in cells and blank lines is no other.
    let rows: Vec<String> =
        clean(0..200).iter().map(|row| row.replacen("event", "\"ev\n\"\"ent\"", 1) + "\r\n\r").collect();
    let text = self::text(&rows);
    let joined: Vec<bool> = (behind(&text)..text.len())
        .step_by(97)
        .map(|place| check(&case(text.clone()), place, 1000))
        .collect();
    // A line break within a cell is none to begin behind.
    assert!(joined.contains(&true) && joined.contains(&false));
}

#[test]
fn text_of_other_encodings_is_read_by_two() {
    let text = text(&clean(0..200));
    let place = behind(&text) + 3000;
    let (gb, _, _) = GB18030.encode(&text);
    assert!(check(&case(gb.clone()), gb.len() - 3000, 1000));
    assert!(check(&case(text.replace("网站", "website").replace("明日", "")), place - 3000, 1000));
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(!check(&case(utf16.clone()), utf16.len() - 3000, 1000));
    // Of text that is plain so far the second reader does not know what the first has met meanwhile.
    let plain = text.replace("网站", "website").replace("明日", "");
    for letters in ["é", "展厅", "\u{feff}展"] {
        for (head, tail) in [(letters, ""), ("", letters), (letters, letters)] {
            let mut rows = clean(0..4000);
            rows[500] = format!("L00500,b,2026-02-01,event,{head},,,,,");
            rows[3900] = format!("L03900,b,2026-02-01,event,S{tail}1,,,,,");
            let text = format!("{plain}\n{}", rows.join("\n").replace('L', "M"));
            check(&case(text.clone()), text.len() - 20_000, 4096);
            let bytes = GB18030.encode(&text).0.into_owned();
            check(&case(bytes), text.len() - 20_000, 4096);
        }
    }
}

#[test]
fn keys_that_begin_anew_are_looked_up() {
    for (later, common) in [(500..700, false), (100..250, true), (0..200, false)] {
        let mut rows = clean(200..400);
        rows.extend(clean(later.clone()));
        let text = text(&rows);
        let place = text.find("\nL00399").unwrap() + 3;
        assert_eq!(check(&case(text), place, 1 << 16), !common, "{later:?}");
    }
}

#[test]
fn blank_rows_before_the_part_are_rows_if_others_follow() {
    let mut rows = clean(0..40);
    rows[10] = ",,,,,,,,,,".to_owned();
    let text = text(&rows);
    check(&case(text.clone()), text.find("\n,,,").unwrap() + 3, 1000);
}

#[test]
fn a_column_full_of_personal_data_is_refused_whoever_reads_it() {
    let phone = |row: usize| format!("L{row:05},b,2026-02-01,event,S,138{row:08},K,,,1");
    let mut rows = clean(0..300);
    rows.extend((300..1200).map(phone));
    let text = text(&rows);
    let case = case(text.clone());
    let (one, two) = (case.load().err().unwrap(), by_two(&case, text.len() * 7 / 10, 1000).err().unwrap());
    assert_eq!((&two, two.what.contains("consultant_id")), (&one, true));
}

#[test]
fn problems_beyond_those_that_are_kept_are_counted() {
    let rows: Vec<String> = (0..4000).map(|row| format!("L{row:05},zz,soon,pigeon,S,C,K,,,-1")).collect();
    let text = text(&rows);
    for share in [1, 2, 9] {
        assert!(check(
            &case(text.clone()),
            behind(&text) + (text.len() - behind(&text)) * share / 10,
            1 << 16
        ));
    }
}

#[test]
fn what_is_packed_or_no_csv_is_left_to_one() {
    let divisible = |leads: serde_json::Value| {
        let mut case = Case::new();
        case.descriptor["resources"] = json!([{ "name": "dealers", "path": "dealers.csv" }, leads]);
        let loader = Loader::new(Descriptor::read(&case.package()).unwrap());
        (0..loader.resources().len()).filter(|&index| loader.is_divisible(index)).count()
    };
    assert_eq!(divisible(json!({ "name": "leads", "path": "leads.csv" })), 1);
    assert_eq!(divisible(json!({ "name": "leads", "path": "leads.csv.gz" })), 0);
    assert_eq!(divisible(json!({ "name": "leads", "path": "leads.json" })), 0);
    assert_eq!(divisible(json!({ "name": "leads", "path": ["a.csv", "b.csv"] })), 0);
}
