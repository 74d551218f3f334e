//! `check`: what it finds, how it says it, and with which exit code it ends.

use std::fs;
use std::io::Write;
use std::path::Path;

use serde_json::Value;

use crate::support::{run, sample, text};

const SMALL: [&str; 6] = ["--leads", "3000", "--dealers", "30", "--months", "12"];

/// Writes a file of the snapshot anew, and takes the hash, the length and the totals off the descriptor.
fn rewrite(folder: &Path, file: &str, change: impl Fn(&str) -> String) {
    let path = folder.join(file);
    fs::write(&path, change(&fs::read_to_string(&path).unwrap())).unwrap();
    let descriptor = folder.join("datapackage.json");
    let mut json: Value = serde_json::from_slice(&fs::read(&descriptor).unwrap()).unwrap();
    for resource in json["resources"].as_array_mut().unwrap() {
        resource.as_object_mut().unwrap().retain(|key, _| key != "hash" && key != "bytes");
    }
    json["dealerscope"].as_object_mut().unwrap().remove("controls");
    fs::write(&descriptor, json.to_string()).unwrap();
}

fn report(folder: &Path, options: &[&str]) -> Value {
    let run = run(&[&["check", text(folder), "--json"], options].concat());
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {} {}", run.out, run.err))
}

#[test]
fn a_sample_has_no_problem_but_stages_out_of_order() {
    let folder = sample(&SMALL);
    let found = report(folder.path(), &[]);
    assert_eq!(found["refused"], Value::Null);
    assert_eq!(found["rows"]["leads"], 3000);
    let kinds: Vec<&str> =
        found["problems"].as_array().unwrap().iter().map(|g| g["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["stages_out_of_order"]);
    assert_eq!(found["total"], found["problems"][0]["count"]);
}

#[test]
fn problems_are_grouped_counted_and_shown_by_example() {
    let folder = sample(&SMALL);
    rewrite(folder.path(), "leads.csv", |leads| {
        leads
            .replace(",showroom,", ",fax,")
            .replacen("L00002,", "L00001,", 1)
            .replacen("L00005,D", "L00005,X", 1)
    });
    let run = run(&["check", text(folder.path()), "--examples", "2"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    for line in ["unknown code: ", "column channel: \"fax\"", "doubled key: 1\n", "orphan key: 1\n", "  and "]
    {
        assert!(run.out.contains(line), "{line:?} is not in\n{}", run.out);
    }
    for line in ["  done:   counted under \"unknown\"", "  remedy: export each key once"] {
        assert!(run.out.contains(line), "{line:?} is not in\n{}", run.out);
    }
    let found = report(folder.path(), &["--examples", "2"]);
    let group = |kind: &str| {
        found["problems"]
            .as_array()
            .unwrap()
            .iter()
            .find(|g| g["kind"] == kind)
            .unwrap_or_else(|| panic!("no {kind}"))
    };
    assert_eq!(group("unknown_code")["examples"].as_array().unwrap().len(), 2);
    assert!(group("unknown_code")["count"].as_u64().unwrap() > 500);
    assert_eq!(group("orphan_key")["examples"][0]["row"], 6);
    assert_eq!(group("orphan_key")["examples"][0]["column"], "dealer_id");
}

#[test]
fn a_changed_file_is_refused() {
    let folder = sample(&SMALL);
    let path = folder.path().join("leads.csv");
    fs::write(&path, fs::read_to_string(&path).unwrap().replacen("website", "referral", 1)).unwrap();
    let run = run(&["check", text(folder.path())]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.out, "");
    assert!(run.err.starts_with("refused: leads.csv: "), "{}", run.err);
    assert_eq!(report(folder.path(), &[])["refused"]["file"], "leads.csv");
}

#[test]
fn what_is_no_snapshot_is_refused_with_the_way_out() {
    #[track_caller]
    fn check(path: &Path, says: &str) {
        let run = run(&["check", text(path)]);
        assert_eq!(run.code, Some(1), "{}", run.out);
        assert!(run.err.contains(says), "{}", run.err);
    }
    let folder = tempfile::tempdir().unwrap();
    check(&folder.path().join("nowhere"), "there is no such file");
    check(folder.path(), "datapackage.json: there is no such file; name a folder that holds one");
    let zip = folder.path().join("broken.zip");
    fs::write(&zip, "PK, or so it says").unwrap();
    check(&zip, "zip the snapshot's folder again");
    fs::write(folder.path().join("datapackage.json"), "{").unwrap();
    check(folder.path(), "datapackage.json: not a readable descriptor");
}

#[test]
fn no_path_leads_out_of_the_snapshot() {
    let folder = sample(&SMALL);
    let descriptor = folder.path().join("datapackage.json");
    let json = fs::read_to_string(&descriptor).unwrap();
    fs::write(&descriptor, json.replace("\"spend.csv\"", "\"../spend.csv\"")).unwrap();
    let run = run(&["check", text(folder.path())]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("leads out of the snapshot's folder"), "{}", run.err);
}

#[test]
fn folder_descriptor_and_zip_are_one_snapshot() {
    let folder = sample(&SMALL);
    let archive = folder.path().join("export.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&archive).unwrap());
    for entry in fs::read_dir(folder.path()).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        if file == "export.zip" {
            continue;
        }
        zip.start_file(format!("export/{file}"), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&fs::read(folder.path().join(file)).unwrap()).unwrap();
    }
    zip.finish().unwrap();
    let printed = |path: &Path| {
        let run = run(&["check", text(path), "--json"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        run.out
    };
    let of_folder = printed(folder.path());
    assert_eq!(printed(&folder.path().join("datapackage.json")), of_folder);
    assert_eq!(printed(&archive), of_folder);
}

#[test]
fn wrong_usage_is_told_apart() {
    assert_eq!(run(&["check"]).code, Some(2));
    assert_eq!(run(&["check", "x", "--max-problems", "many"]).code, Some(2));
    assert_eq!(run(&["inspect", "x"]).code, Some(2));
}
