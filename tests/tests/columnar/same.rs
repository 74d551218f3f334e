//! Both forms give the same snapshot.

use std::path::Path;

use dealerscope_core::descriptor::{DESCRIPTOR, Descriptor};
use dealerscope_core::ingest::Loader;
use dealerscope_core::problem::ProblemKind;
use dealerscope_core::problem::Refusal;
use dealerscope_core::{Snapshot, answer, query};
use dealerscope_tests::{generate, seeds};
use sha2::{Digest, Sha256};

use crate::{Files, SEEDS, files, packed, packed_files, read};

/// Every page, the one with the intake and the control totals among them.
const PAGES: [&str; 7] = [
    "#/overview?period=last12",
    "#/overview?period=last12&basis=activity",
    "#/regions",
    "#/channels?period=ytd",
    "#/dealers?period=last12",
    "#/data",
    "#/data?lang=zh",
];

#[track_caller]
fn agree(csv: &Snapshot, columnar: &Snapshot, what: &str) {
    assert_eq!(csv.problems(), columnar.problems(), "{what}");
    let places = |snapshot: &Snapshot| format!("{:?}", snapshot.problems().places().collect::<Vec<_>>());
    assert_eq!(places(csv), places(columnar), "{what}");
    assert_eq!(csv.info(), columnar.info(), "{what}");
    assert_eq!(csv.rows(), columnar.rows(), "{what}");
    for page in PAGES {
        let query = query::from_fragment(page).0;
        assert_eq!(answer(csv, &query), answer(columnar, &query), "{what}: {page}");
    }
}

/// Holds both forms of a snapshot against each other; gives how many of its tables have both, and its problems.
#[track_caller]
fn check(files: &Files, what: &str) -> (usize, u64) {
    let csv = read(files, false).unwrap_or_else(|refusal| panic!("{what}: {refusal}"));
    let mut packed = files.clone();
    let descriptor = Descriptor::read(&files[DESCRIPTOR]).unwrap();
    for resource in &descriptor.resources {
        // Without the CSV it cannot have been read.
        if resource.dealerscope.columnar.is_some() {
            packed.remove(&resource.path);
        }
    }
    let columnar = read(&packed, true).unwrap_or_else(|refusal| panic!("{what}: {refusal}"));
    agree(&csv, &columnar, what);
    (descriptor.columnar().count(), csv.problems().total())
}

#[test]
fn hundreds_of_snapshots_say_the_same_in_both_forms() {
    let seeds = seeds::given("COLUMNAR_SEEDS", SEEDS);
    let problems = seeds::spread(seeds.clone(), |seed| {
        let generated = generate::snapshot(seed);
        let (tables, problems) = check(&packed_files(&generated), &format!("seed {seed}"));
        assert_eq!(tables, generated.descriptor.resources.len(), "seed {seed}");
        problems
    });
    let problems: u64 = problems.into_iter().sum();
    // Their rows, columns and values were compared, so there must be some.
    assert!(problems > 50 * (seeds.end - seeds.start), "{problems}");
}

#[test]
fn the_site_s_snapshots_say_the_same_in_both_forms() {
    for name in ["sample", "sample-2026-05"] {
        let (_home, out) = packed(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../data").join(name));
        assert_eq!(check(&files(&out), name).0, 6);
    }
}

#[test]
fn what_real_exports_do_is_said_the_same_or_stays_csv() {
    for seed in 1..=6_u64 {
        let from = tempfile::tempdir().unwrap();
        let args = [
            "sample",
            from.path().to_str().unwrap(),
            "--dirty",
            "--leads",
            "2000",
            "--dealers",
            "30",
            "--seed",
        ];
        let seed = seed.to_string();
        run(&[&args[..], &[&seed]].concat());
        let (_home, out) = packed(from.path());
        let (_, problems) = check(&files(&out), &format!("dirty {seed}"));
        assert!(problems > 100, "{problems}");
    }
}

/// Runs the command line within this process.
fn run(args: &[&str]) {
    use clap::Parser as _;
    let cli = dealerscope::args::Cli::parse_from([&["dealerscope"], args].concat());
    dealerscope::run(cli).unwrap();
}

/// A snapshot of these leads, which are a file of this name and whose resource says so much.
fn written(path: &str, leads: &[u8], properties: &serde_json::Value) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let dealers = "dealer_id,name,region,province\na,A,E,44\n";
    std::fs::write(folder.path().join("dealers.csv"), dealers).unwrap();
    std::fs::write(folder.path().join(path), leads).unwrap();
    let mut resource = serde_json::json!({ "name": "leads", "path": path });
    resource.as_object_mut().unwrap().extend(properties.as_object().unwrap().clone());
    let descriptor = serde_json::json!({
        "resources": [{ "name": "dealers", "path": "dealers.csv" }, resource],
        "dealerscope": { "contract": 1, "as_of": "2026-06-30" }
    });
    std::fs::write(folder.path().join(DESCRIPTOR), descriptor.to_string()).unwrap();
    folder
}

#[test]
fn cells_stay_as_they_stand() {
    let rows = "lead_id,created_at,channel,series,amount\n\
        1,2026-01-05,website,\" A, \"\"B\"\"\n\",=\"007\"\n\
        ,,,,\n\
        2, 2026/1/6 ,fax,展,\"1,200.5\"\n\
        2,2026-01-05,website,\"\",#N/A\n\
        合计,,,,3\n,,,,\n,,,,\n";
    let folder = written("leads.csv", rows.as_bytes(), &serde_json::json!({}));
    let (_home, out) = packed(folder.path());
    let (tables, problems) = check(&files(&out), "cells");
    assert_eq!(tables, 2);
    assert!(problems > 4, "{problems}");
    let utf16: Vec<u8> = format!("\u{feff}{rows}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let gb18030 = encoding_rs::GB18030.encode(rows).0.into_owned();
    for (bytes, properties) in [
        (utf16, serde_json::json!({})),
        (gb18030, serde_json::json!({ "encoding": "gb18030" })),
        (rows.replace(',', ";").into_bytes(), serde_json::json!({ "dialect": { "delimiter": ";" } })),
        (format!("sep=,\n{rows}").into_bytes(), serde_json::json!({})),
        (b"lead_id,created_at,channel\n".to_vec(), serde_json::json!({})),
        (
            b"note,created_at,lead_id,channel\na,2026-01-05,1,website\na,2026-01-05,Total,website\n\
              sum,2026-01-05,2,website\n13800138000,2026-01-05,3,website\na,2026-01-05,4,website\n"
                .to_vec(),
            serde_json::json!({}),
        ),
    ] {
        let folder = written("leads.csv", &bytes, &properties);
        let (_home, out) = packed(folder.path());
        assert_eq!(check(&files(&out), &properties.to_string()).0, 2, "{properties}");
    }
}

#[test]
fn what_parquet_cannot_say_stays_csv() {
    let header = "lead_id,created_at,channel";
    for (path, text) in [
        ("leads.csv", format!("{header}\n1,2026-01-05,website\n\n2,2026-01-05,website\n")),
        ("leads.csv", format!("\n{header}\n1,2026-01-05,website\n")),
        ("leads.csv", format!("{header}\n1,2026-01-05,website\n2,2026-01-05\n")),
        ("leads.csv", format!("{header}\n1,2026-01-05,website,more\n")),
        ("leads.csv", format!("{header},\n1,2026-01-05,website,\n")),
        ("leads.csv", format!("{header},X,x\n1,2026-01-05,website,,\n")),
        ("leads.csv", format!("{header}\n1,2026-01-05,\"website\n")),
        ("leads.csv", format!("{header}\n1,2026-01-05,web\0site\n")),
        ("leads.json", "[{\"lead_id\":1,\"created_at\":\"2026-01-05\",\"channel\":\"website\"}]".to_owned()),
    ] {
        let folder = written(path, text.as_bytes(), &serde_json::json!({}));
        let (_home, out) = packed(folder.path());
        let files = files(&out);
        assert!(!files.contains_key("leads.parquet"), "{text:?}");
        assert_eq!(check(&files, &text).0, 1, "{text:?}");
    }
}

#[test]
fn a_table_in_several_files_has_a_parquet_file_beside_each() {
    let folder = written(
        "one.csv",
        b"lead_id,created_at,channel\n1,2026-01-05,website\n",
        &serde_json::json!({ "path": ["one.csv", "two.csv"] }),
    );
    // The key of the first stands again in the second, and is told of by its file.
    std::fs::write(
        folder.path().join("two.csv"),
        "channel,lead_id,created_at\nfax,1,2026-01-06\nevent,2,2026-01-06\n",
    )
    .unwrap();
    let (_home, out) = packed(folder.path());
    let mut files = files(&out);
    assert!(files.contains_key("one.parquet") && files.contains_key("two.parquet"));
    assert_eq!(check(&files, "parts").0, 3);
    files.remove("one.csv");
    files.remove("two.csv");
    let snapshot = read(&files, true).unwrap();
    let doubled = snapshot.problems().kept().iter().find(|p| p.kind == ProblemKind::DoubledKey).unwrap();
    assert_eq!(
        (doubled.file.as_str(), doubled.row, doubled.detail.as_deref()),
        ("two.csv", Some(2), Some("first on row 2 of one.csv"))
    );
}

#[test]
fn rows_that_stand_twice_are_told_apart_in_whatever_form_their_files_are() {
    let header = "lead_id,created_at,channel,series\n";
    let folder = written(
        "one.csv",
        format!(
            "{header}1,2026-01-05,website,A\n2,2026-01-05,fax,A\n3,2026-01-05,event,\n\
             5,2026-01-05,\"fax,a\",b\n6,2026-01-05,fax,\"a,b\"\n"
        )
        .as_bytes(),
        &serde_json::json!({ "path": ["one.csv", "two.csv", "three.csv"] }),
    );
    // A row as it stood, one with another cell, and one whose cells have changed places; one cell that ends elsewhere.
    let two = format!("{header}3,2026-01-05,event,\n1,2026-01-05,website,B\n2,2026-01-05,A,fax\n");
    std::fs::write(folder.path().join("two.csv"), two).unwrap();
    let three = format!(
        "{header}2,2026-01-05,fax,A\n4,2026-01-05,website,A\n3,2026-01-06,event,\n4,2026-01-05,website,A\n\
         5,2026-01-05,fax,\"a,b\"\n6,\"2026-01-05\",fax,\"a,b\"\n"
    );
    std::fs::write(folder.path().join("three.csv"), three).unwrap();
    let (_home, out) = packed(folder.path());
    let files = files(&out);
    let csv = read(&files, false).unwrap();
    let kinds = |kind| csv.problems().kept().iter().filter(|problem| problem.kind == kind).count();
    assert_eq!((kinds(ProblemKind::DoubledRow), kinds(ProblemKind::DoubledKey)), (4, 4));
    for columnar in 0..8 {
        let mixed = read_by(&files, |part| columnar >> part & 1 == 1).unwrap();
        agree(&csv, &mixed, &format!("{columnar:03b}"));
    }
}

/// Reads a snapshot of which only those parts of the leads come as Parquet files.
fn read_by(files: &Files, columnar: impl Fn(usize) -> bool) -> Result<Snapshot, Refusal> {
    let mut loader = Loader::new(Descriptor::read(&files[DESCRIPTOR])?);
    for (index, resource) in loader.resources().to_vec().into_iter().enumerate() {
        let path = match resource.dealerscope.columnar {
            Some(file) if index > 0 && columnar(index - 1) => {
                loader.begin_columnar(index)?;
                file.path
            }
            _ => {
                loader.begin(index)?;
                resource.path
            }
        };
        loader.push(&files[&path])?;
        loader.end()?;
    }
    loader.finish()
}

#[test]
fn a_host_may_take_the_hash_and_is_not_believed_blindly() {
    let folder =
        written("leads.csv", b"lead_id,created_at,channel\n1,2026-01-05,website\n", &serde_json::json!({}));
    let (_home, out) = packed(folder.path());
    let files = files(&out);
    let bytes = &files["leads.parquet"];
    let step = |told: Option<[u8; 32]>| {
        let mut loader = Loader::new(Descriptor::read(&files[DESCRIPTOR]).unwrap());
        loader
            .begin(0)
            .and_then(|()| loader.push(&files["dealers.csv"]))
            .and_then(|()| loader.end())
            .unwrap();
        loader.begin_columnar(1).unwrap();
        assert_eq!(loader.unhashed(), None);
        loader.leave_hash();
        loader.push(bytes).unwrap();
        assert_eq!(loader.unhashed(), Some(&bytes[..]));
        if let Some(hash) = told {
            loader.tell_hash(hash);
        }
        loader.end().and_then(|()| loader.finish())
    };
    // Told, and taken here where it is not.
    for told in [Some(Sha256::digest(bytes).into()), None] {
        agree(&read(&files, false).unwrap(), &step(told).unwrap(), "hash");
    }
    let refusal = step(Some([7; 32])).err().unwrap().to_string();
    assert!(refusal.contains("sha256:0707"), "{refusal}");
}

#[test]
fn a_label_for_what_is_not_stated_is_a_stated_cell() {
    let rows = b"lead_id,created_at,channel,origin\n1,2026-01-05,website,none given\n2,2026-01-05,website,none given\n";
    let folder = written("leads.csv", rows, &serde_json::json!({}));
    let path = folder.path().join(DESCRIPTOR);
    let mut descriptor: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    descriptor["dealerscope"]["labels"] = serde_json::json!({ "origin": { "": { "en": "none given" } } });
    std::fs::write(&path, descriptor.to_string()).unwrap();
    let (_home, out) = packed(folder.path());
    assert_eq!(check(&files(&out), "label"), (2, 0));
}
