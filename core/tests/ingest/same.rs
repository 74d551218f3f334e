//! The same data written in another way gives the same answers.

use dealerscope_core::descriptor::Descriptor;
use dealerscope_core::ingest::Loader;
use dealerscope_core::problem::ProblemKind;
use dealerscope_core::query::from_fragment;
use dealerscope_core::{Snapshot, answer};
use encoding_rs::GB18030;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use crate::common::Case;

const PAGES: [&str; 6] = [
    "#/overview?period=2026-01..2026-03&compare=previous",
    "#/regions?basis=activity",
    "#/channels",
    "#/channels?series=明日&dealer=a",
    "#/dealers",
    "#/dealers?dealer=b&period=2026-02",
];

const HEADER: [&str; 13] = [
    "lead_id",
    "dealer_id",
    "created_at",
    "channel",
    "series",
    "contacted_at",
    "ordered_at",
    "lost_at",
    "lost_reason",
    "prefers_brand",
    "intended_on",
    "amount",
    "missing_fields",
];

const DEALERS: &str = "dealer_id,name,region,province,annual_sales_target\na,甲店,东,广东,700\nb,乙店,西,四川,\nc,丙店,东,上海,900\n";

/// A lead's cells, its key left out; bad ones among them.
fn lead() -> impl Strategy<Value = Vec<String>> {
    let day = (1..4u8, 1..29u8).prop_map(|(month, day)| format!("2026-{month:02}-{day:02}"));
    let maybe = || prop_oneof![Just(String::new()), day.clone()];
    let of = |cells: &'static [&'static str]| prop::sample::select(cells).prop_map(str::to_owned);
    (
        of(&["a", "b", "c", "", "zz"]),
        prop_oneof![9 => day.clone(), 1 => Just("soon".to_owned())],
        of(&["website", "网站", "event", "pigeon", "展厅到访"]),
        of(&["明日", "晨风 \"L\"", "X, Y", ""]),
        maybe(),
        maybe(),
        maybe(),
        of(&["price", "", "其他"]),
        of(&["1", "0", "", "是"]),
        maybe(),
        of(&["", "221800", "1,200.5", "-3", "#N/A"]),
        of(&["", "phone", "phone|gender"]),
    )
        .prop_map(|c| vec![c.0, c.1, c.2, c.3, c.4, c.5, c.6, c.7, c.8, c.9, c.10, c.11])
}

fn leads() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(lead(), 1..40).prop_map(|mut leads| {
        for (at, lead) in leads.iter_mut().enumerate() {
            lead.insert(0, format!("L{at}"));
        }
        leads
    })
}

fn csv(columns: &[usize], leads: &[Vec<String>]) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let mut text = columns.iter().map(|&c| HEADER[c]).collect::<Vec<_>>().join(",");
    for lead in leads {
        text += "\n";
        text += &columns.iter().map(|&c| quoted(&lead[c])).collect::<Vec<_>>().join(",");
    }
    text
}

/// A case whose leads are a file.
fn case(path: &str, leads: impl Into<Vec<u8>>) -> Case {
    let mut case = Case::new();
    case.files.clear();
    case.file("dealers.csv", DEALERS).file(path, leads)
}

fn plain(leads: &[Vec<String>]) -> Case {
    case("leads.csv", csv(&(0..HEADER.len()).collect::<Vec<_>>(), leads))
}

/// Reads a case with every file cut at one place.
fn cut(case: &Case, at: usize) -> Snapshot {
    let mut loader = Loader::new(Descriptor::read(&case.package()).unwrap());
    for index in 0..loader.resources().len() {
        let bytes = &case.files[&loader.resources()[index].path];
        let (head, tail) = bytes.split_at(at.min(bytes.len()));
        loader.begin(index).unwrap();
        loader.push(head).unwrap();
        loader.push(tail).unwrap();
        loader.end().unwrap();
    }
    loader.finish().unwrap()
}

fn agree(one: &Snapshot, two: &Snapshot) -> Result<(), TestCaseError> {
    for page in PAGES {
        let query = from_fragment(page).0;
        prop_assert_eq!(answer(one, &query), answer(two, &query), "{}", page);
    }
    Ok(())
}

/// Whether two cases give the same answers, and as many problems but for guesses.
fn same(one: &Case, two: &Case) -> Result<(), TestCaseError> {
    let (one, two) = (one.load().unwrap(), two.load().unwrap());
    let said = |snapshot: &Snapshot| {
        let count =
            |kind| if kind == ProblemKind::GuessedEncoding { 0 } else { snapshot.problems().count(kind) };
        ProblemKind::ALL.map(count)
    };
    prop_assert_eq!(said(&one), said(&two));
    agree(&one, &two)
}

fn utf16(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rows_may_stand_in_any_order((leads, shuffled) in leads().prop_flat_map(|leads| (Just(leads.clone()), Just(leads).prop_shuffle()))) {
        same(&plain(&leads), &plain(&shuffled))?;
    }

    #[test]
    fn columns_may_stand_in_any_order(leads in leads(), columns in Just((0..HEADER.len()).collect::<Vec<_>>()).prop_shuffle()) {
        same(&plain(&leads), &case("leads.csv", csv(&columns, &leads)))?;
    }

    #[test]
    fn json_says_what_csv_says(leads in leads()) {
        let object = |lead: &Vec<String>| -> Json {
            HEADER.iter().zip(lead).map(|(name, cell)| ((*name).to_owned(), Json::from(cell.as_str()))).collect::<Map<_, _>>().into()
        };
        let objects: Vec<Json> = leads.iter().map(object).collect();
        let columns: Map<String, Json> = HEADER.iter().enumerate().map(|(at, name)| ((*name).to_owned(), leads.iter().map(|lead| lead[at].clone()).collect::<Vec<_>>().into())).collect();
        let lines: Vec<String> = objects.iter().map(ToString::to_string).collect();
        let plain = plain(&leads);
        for text in [json!(objects).to_string(), lines.join("\n"), json!({ "data": objects }).to_string(), json!(columns).to_string()] {
            same(&plain, &case("leads.json", format!("\u{feff}{text}")))?;
        }
    }

    #[test]
    fn the_encoding_makes_no_difference(leads in leads()) {
        let plain = plain(&leads);
        let text = String::from_utf8(plain.files["leads.csv"].clone()).unwrap();
        for bytes in [
            format!("\u{feff}{text}").into_bytes(),
            GB18030.encode(&text).0.into_owned(),
            utf16(&text, u16::to_le_bytes),
            utf16(&text, u16::to_be_bytes),
            utf16(&format!("\u{feff}{text}"), u16::to_le_bytes),
            utf16(&format!("\u{feff}{text}"), u16::to_be_bytes),
        ] {
            same(&plain, &case("leads.csv", bytes))?;
        }
    }

    #[test]
    fn a_table_may_come_in_two_files(leads in leads(), at in 0..40usize) {
        let columns: Vec<usize> = (0..HEADER.len()).collect();
        let (first, second) = leads.split_at(at.min(leads.len()));
        let mut split = case("first.csv", csv(&columns, first)).file("second.csv", csv(&columns, second));
        split.descriptor["resources"] = json!([
            { "name": "dealers", "path": "dealers.csv" },
            { "name": "leads", "path": ["first.csv", "second.csv"] }
        ]);
        same(&plain(&leads), &split)?;
    }

    #[test]
    fn the_delimiter_and_the_line_ends_make_no_difference(leads in leads()) {
        let columns: Vec<usize> = (0..HEADER.len()).collect();
        let plain = plain(&leads);
        for (delimiter, end) in [(";", "\r\n"), ("\t", "\r"), ("|", "\n")] {
            let swap = |cell: &String| cell.replace(',', "\u{1}").replace('|', "\u{2}");
            let hidden: Vec<Vec<String>> = leads.iter().map(|lead| lead.iter().map(swap).collect()).collect();
            let text = csv(&columns, &hidden).replace(',', delimiter).replace('\n', end);
            same(&plain, &case("leads.csv", text.replace('\u{1}', ",").replace('\u{2}', "|")))?;
        }
    }

}

proptest! {
    // Each case reads a file as often as it has bytes.
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_file_may_be_cut_at_every_place(leads in prop::collection::vec(lead(), 1..3), encoding in 0..4) {
        let leads: Vec<Vec<String>> = leads.into_iter().enumerate().map(|(at, mut lead)| { lead.insert(0, format!("L{at}")); lead }).collect();
        let whole = plain(&leads);
        let text = String::from_utf8(whole.files["leads.csv"].clone()).unwrap();
        let bytes = match encoding {
            0 => text.into_bytes(),
            1 => GB18030.encode(&text).0.into_owned(),
            2 => utf16(&text, u16::to_le_bytes),
            _ => utf16(&text, u16::to_be_bytes),
        };
        let length = bytes.len();
        let case = case("leads.csv", bytes);
        let snapshot = case.load().unwrap();
        for at in 0..=length {
            let pieces = cut(&case, at);
            prop_assert_eq!(pieces.problems(), snapshot.problems(), "cut at {}", at);
            prop_assert_eq!(pieces.info(), snapshot.info(), "cut at {}", at);
        }
        agree(&cut(&case, length / 2), &snapshot)?;
    }
}
