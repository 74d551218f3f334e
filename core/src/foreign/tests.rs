use std::collections::BTreeMap;

use encoding_rs::{GB18030, UTF_16LE};

use super::*;
use crate::descriptor::{Descriptor, Meta};
use crate::ingest;
use crate::problem::ProblemKind;

const LEADS: &str = "客流单号;哪家店;哪天来的;从哪来;签单;签单价\n1;甲;2026-05-02;展厅;2026/5/9;10万\n\
                     2;乙;2026年5月3日;\"网站\";;\n3;甲;2026-06-11;网站;;\n";
const DEALERS: &str = "店,店名,大区,省份,城市\n甲,第一店,华东,上海,\n乙,第二店,华东,江苏,南京\n";

fn look(path: &str, bytes: &[u8], piece: usize) -> Sheet {
    let mut inspector = Inspector::begin(path);
    for piece in bytes.chunks(piece) {
        if !inspector.push(piece) {
            break;
        }
    }
    inspector.end()
}

fn chosen(foreign: &Foreign, file: usize, table: &str, columns: &[(&str, &str)]) -> Chosen {
    let own = |&(header, column): &(&str, &str)| (header.to_owned(), column.to_owned());
    let columns = columns.iter().map(own).collect();
    Chosen { facts: foreign.files[file].facts.clone(), table: table.to_owned(), columns }
}

fn choice(files: Vec<Chosen>) -> Choice {
    Choice {
        title: "六月 June".into(),
        as_of: "2026-06-11".into(),
        currency: "CNY".into(),
        base: String::new(),
        files,
    }
}

/// Loads files as the page and the command line do: by the descriptor alone.
fn load(choice: &Choice, files: &BTreeMap<&str, Vec<u8>>) -> crate::Snapshot {
    let descriptor = describe(choice).unwrap();
    let bytes = |path: &str| files.get(path).cloned().unwrap_or_else(|| descriptor.clone().into_bytes());
    ingest::read(|path| Ok(bytes(path))).unwrap()
}

const DEALER_COLUMNS: [(&str, &str); 5] =
    [("店", "dealer_id"), ("店名", "name"), ("大区", "region"), ("省份", "province"), ("城市", "city")];
const LEAD_COLUMNS: [(&str, &str); 6] = [
    ("客流单号", "lead_id"),
    ("哪家店", "dealer_id"),
    ("哪天来的", "created_at"),
    ("从哪来", "channel"),
    ("签单", "ordered_at"),
    ("签单价", "amount"),
];

#[test]
fn personal_data_is_covered_where_a_column_is_shown() {
    let sheet = look("l.csv", "电话,车牌\n13812345678,京A12345\n13987654321,\n".as_bytes(), 7);
    assert_eq!(sheet.columns[0].samples, ["13*******78", "13*******21"]);
    assert_eq!(sheet.columns[1].samples, ["京A***45"]);
}

#[test]
fn foreign_files_become_a_snapshot_by_what_a_reader_says_of_them() {
    for encoding in [GB18030, UTF_16LE] {
        let leads = match encoding.name() {
            "gb18030" => GB18030.encode(LEADS).0.into_owned(),
            _ => std::iter::once(0xFEFF).chain(LEADS.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        };
        let files = BTreeMap::from([("d.csv", DEALERS.as_bytes().to_vec()), ("l.csv", leads)]);
        let sheet = |path: &str| look(path, &files[path], 7);
        let foreign = recognise("六月", vec![sheet("d.csv"), sheet("l.csv")], None);
        assert_eq!(foreign.files[1].rows, 3);
        assert_eq!(foreign.files[1].columns[2].latest.map(|d| d.to_string()).as_deref(), Some("2026-06-11"));
        assert_eq!(foreign.files[1].columns[3].samples, ["展厅", "网站"]);
        let wanted = choice(vec![
            chosen(&foreign, 0, "dealers", &DEALER_COLUMNS),
            chosen(&foreign, 1, "leads", &LEAD_COLUMNS),
        ]);
        let snapshot = load(&wanted, &files);
        assert_eq!(snapshot.rows(), [("dealers".to_owned(), 2), ("leads".to_owned(), 3)]);
        assert_eq!(snapshot.descriptor().name, "june");
        // The reader has seen the text: nothing is guessed any more, and no cell is unreadable.
        for kind in [ProblemKind::GuessedEncoding, ProblemKind::UnreadableValue, ProblemKind::ExtraColumn] {
            assert_eq!(snapshot.problems().count(kind), 0, "{kind} in {}", encoding.name());
        }
        let changed = |path: &str| files[path].iter().map(|b| b.wrapping_add(1)).collect::<Vec<u8>>();
        let refused = ingest::read(|path| match path {
            "datapackage.json" => Ok(describe(&wanted).unwrap().into_bytes()),
            path => Ok(changed(path)),
        });
        assert!(refused.is_err());
    }
}

#[test]
fn the_same_is_seen_at_every_split() {
    let gb = GB18030.encode(LEADS).0;
    let whole = look("leads.csv", &gb, gb.len());
    assert_eq!(whole.trouble, None);
    for piece in 1..gb.len() {
        assert_eq!(look("leads.csv", &gb, piece), whole, "in pieces of {piece}");
    }
}

#[test]
fn json_and_packed_files_are_looked_into() {
    use std::io::Write as _;
    let json = r#"{"data":[{"lead_id":"1","created_at":"2026-06-30","channel":"website"}]}"#;
    let sheet = look("a/leads.json", json.as_bytes(), 5);
    assert_eq!((sheet.rows, sheet.columns.len(), &sheet.trouble), (1, 3, &None));
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(DEALERS.as_bytes()).unwrap();
    let packed = writer.finish().unwrap();
    let sheet = look("d.csv.gz", &packed, 3);
    assert_eq!((sheet.rows, sheet.columns.len()), (2, 5));
    assert!(look("d.csv.gz", &packed[..packed.len() / 2], 99).trouble.is_some());
    assert!(look("d.csv.gz", DEALERS.as_bytes(), 99).trouble.is_some());
}

#[test]
fn what_is_no_table_is_said() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0\xba\xb3K\xb3".repeat(9);
    let xlsx = b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0b\xee\x9dh^\x01\0\0".repeat(9);
    let ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0".repeat(30);
    let cases: [(&str, &[u8]); 7] = [
        ("picture.csv", &png),
        ("book.csv", &xlsx),
        ("old.csv", &ole),
        ("empty.csv", b""),
        ("readme.txt", b"This is no table.\nNor is this.\n"),
        ("broken.json", b"{"),
        ("numbers.json", b"[1,2,3]"),
    ];
    for (path, bytes) in cases {
        let sheet = look(path, bytes, 64);
        let trouble = sheet.trouble.expect(path);
        assert_eq!((trouble.file.as_str(), sheet.columns.len(), trouble.zh.is_some()), (path, 0, true));
    }
}

#[test]
fn tables_are_recognised_by_columns_and_names_and_none_twice() {
    let sheet = |path: &str, text: &str| look(path, text.as_bytes(), 99);
    let files = vec![
        sheet("x/一.csv", "线索编号,创建时间,线索来源,经销商代码,车系\n"),
        sheet("x/二.csv", "经销商代码,经销商名称,大区,省份\n"),
        sheet("x/三.csv", "经销商代码,经销商名称,大区,省份\n"),
        sheet("x/费用2026.csv", "啥,月份\n"),
        sheet("x/notes.csv", "a,b\n"),
    ];
    let foreign = recognise("x", files, None);
    let tables: Vec<_> =
        foreign.files.iter().map(|f| f.table.map(|t| foreign.tables[t].name.as_str())).collect();
    assert_eq!(tables, [Some("leads"), Some("dealers"), None, Some("spend"), None]);
    let lead = |name: &str| foreign.tables[1].columns.iter().position(|c| c.name == name).unwrap();
    let proposed = &foreign.files[0].proposed[1];
    assert_eq!((proposed[lead("channel")], proposed[lead("amount")]), (Some(2), None));
}

#[test]
fn a_known_column_that_is_not_chosen_is_left_out() {
    let files = BTreeMap::from([
        ("d.csv", DEALERS.as_bytes().to_vec()),
        ("l.csv", "编号,经销商代码,日期,渠道,线索来源,amount\n1,甲,2026-06-01,website,event,7\n".into()),
    ]);
    let foreign = recognise("x", files.iter().map(|(path, bytes)| look(path, bytes, 99)).collect(), None);
    let columns =
        [("编号", "lead_id"), ("经销商代码", "dealer_id"), ("日期", "created_at"), ("渠道", "channel")];
    let wanted =
        choice(vec![chosen(&foreign, 0, "dealers", &DEALER_COLUMNS), chosen(&foreign, 1, "leads", &columns)]);
    let snapshot = load(&wanted, &files);
    assert_eq!(snapshot.problems().count(ProblemKind::ExtraColumn), 2);
    let left_out = &snapshot.descriptor().resource("leads").unwrap().dealerscope.columns;
    assert_eq!((left_out["线索来源"].as_str(), left_out["amount"].as_str()), ("", ""));
}

#[test]
fn a_choice_that_comes_to_no_descriptor_is_refused() {
    let wanted = Choice { as_of: "soon".into(), ..choice(Vec::new()) };
    assert!(describe(&wanted).unwrap_err().what.contains("as_of"));
    let broken = Chosen { facts: "<b>".into(), ..Chosen::default() };
    assert!(describe(&choice(vec![broken])).is_err());
}

#[test]
fn the_root_is_the_folder_of_all() {
    for (paths, want) in [
        (["a/b/x.csv", "a/b/y.csv"].as_slice(), "a/b/"),
        (&["a/b/x.csv", "a/bc/y.csv"], "a/"),
        (&["x.csv", "a/y.csv"], ""),
        (&["a/x.csv", "b/y.csv"], ""),
        (&["a/b/c.csv"], "a/b/"),
        (&[], ""),
    ] {
        assert_eq!(root(paths.iter().copied()), want, "{paths:?}");
    }
    assert!(may_hold_a_table("a/L.CSV.gz") && !may_hold_a_table("a.png") && !may_hold_a_table("csv"));
}

/// A descriptor that does not fit: nobody finds its leads' channel.
fn misfit() -> Descriptor {
    let text = serde_json::json!({
        "name": "june", "title": "Juni", "sources": [{ "title": "DMS" }],
        "dealerscope": {
            "contract": 1, "as_of": "2026-06-30T18:00", "currency": "EUR", "timezone": "Europe/Berlin",
            "settings": { "smallest_group": 7 }, "controls": { "leads": { "rows": 3 } }
        },
        "resources": [
            { "name": "leads", "path": "l.csv", "encoding": "gb18030", "dealerscope": {
                "columns": { "客流单号": "lead_id", "哪天来的": "created_at" }, "kept": ["consultant_id"] } },
            { "name": "dealers", "path": "d.csv", "hash": "sha256:0" },
            { "name": "campaigns", "path": "campaigns.csv" }
        ]
    });
    Descriptor::read(text.to_string().as_bytes()).unwrap()
}

#[test]
fn a_descriptor_that_does_not_fit_is_where_the_questions_begin() {
    let descriptor = misfit();
    let sheet = |path: &str, bytes: &[u8]| {
        let mut inspector = match descriptor.resources.iter().find(|resource| resource.path == path) {
            Some(resource) => Inspector::stated(resource.clone()),
            None => Inspector::begin(path),
        };
        inspector.push(bytes);
        inspector.end()
    };
    let leads = GB18030.encode(LEADS).0;
    let files = vec![sheet("d.csv", DEALERS.as_bytes()), sheet("l.csv", &leads)];
    let foreign = recognise("六月.zip", files, Some(&descriptor));
    let stated = (foreign.title.as_str(), foreign.as_of.as_deref(), foreign.currency.as_str());
    assert_eq!(stated, ("Juni", Some("2026-06-30"), "EUR"));
    assert_eq!((foreign.files[0].table, foreign.files[1].table), (Some(0), Some(1)));
    let place = |column: &str| foreign.tables[1].columns.iter().position(|c| c.name == column).unwrap();
    let proposed = |column: &str| foreign.files[1].proposed[1][place(column)];
    assert_eq!([proposed("lead_id"), proposed("created_at"), proposed("channel")], [Some(0), Some(2), None]);

    let chosen =
        vec![chosen(&foreign, 0, "dealers", &DEALER_COLUMNS), chosen(&foreign, 1, "leads", &LEAD_COLUMNS)];
    let base = foreign.base.clone();
    let day = |as_of: &str| Choice { as_of: as_of.into(), base: base.clone(), ..choice(chosen.clone()) };
    let described = Descriptor::read(describe(&day("2026-06-30")).unwrap().as_bytes()).unwrap();
    // What was not asked about is as it was, and so are the bytes that the files are held against.
    assert_eq!((described.name.as_str(), described.title.as_str()), ("june", "六月 June"));
    assert_eq!(described.dealerscope, Meta { currency: "CNY".into(), ..descriptor.dealerscope.clone() });
    assert_eq!(described.sources, descriptor.sources);
    assert_eq!(described.resource("campaigns"), descriptor.resource("campaigns"));
    assert_eq!(described.resource("dealers").unwrap().hash.as_deref(), Some("sha256:0"));
    let leads = described.resource("leads").unwrap();
    assert_eq!(
        (leads.encoding.as_str(), leads.dealerscope.kept.as_slice()),
        ("gb18030", &["consultant_id".to_owned()][..])
    );
    assert_eq!(leads.dealerscope.columns["从哪来"], "channel");
    let later = Descriptor::read(describe(&day("2026-07-01")).unwrap().as_bytes()).unwrap();
    assert_eq!(later.dealerscope.as_of, "2026-07-01");
}
