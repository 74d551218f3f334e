//! `pack --columnar` of a snapshot that stands, and `check` of both forms.

use std::fs;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::{run, sample, text};

const SMALL: [&str; 6] = ["--leads", "500", "--dealers", "10", "--months", "6"];

fn descriptor(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("datapackage.json")).unwrap()).unwrap()
}

/// Changes a file and what the descriptor says of it, as somebody would who mends a table by hand.
fn mended(folder: &Path, file: &str, change: impl Fn(&str) -> String) {
    let path = folder.join(file);
    let changed = change(&fs::read_to_string(&path).unwrap());
    let mut json = descriptor(folder);
    let resources = json["resources"].as_array_mut().unwrap();
    let resource = resources.iter_mut().find(|resource| resource["path"] == file).unwrap();
    resource["bytes"] = changed.len().into();
    resource["hash"] = format!("sha256:{:x}", Sha256::digest(&changed)).into();
    fs::write(path, changed).unwrap();
    fs::write(folder.join("datapackage.json"), json.to_string()).unwrap();
}

#[test]
fn a_snapshot_gets_its_parquet_files_where_it_stands() {
    let folder = sample(&SMALL);
    fs::write(folder.path().join("README.md"), "mine").unwrap();
    fs::write(folder.path().join("dealers.parquet"), "somebody's own").unwrap();
    let before = fs::read(folder.path().join("leads.csv")).unwrap();
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    for from in [folder.path(), &out] {
        let run = run(&["pack", text(from), text(&out), "--columnar"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        let hash = format!("sha256:{:x}", Sha256::digest(fs::read(out.join("datapackage.json")).unwrap()));
        assert!(run.out.contains(&hash) && run.out.contains("leads.parquet: "), "{}", run.out);
    }
    assert_eq!(fs::read(out.join("leads.csv")).unwrap(), before);
    assert_eq!(fs::read_to_string(out.join("README.md")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(out.join("dealers.parquet")).unwrap(), "somebody's own");
    let paths: Vec<Value> = descriptor(&out)["resources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|resource| resource["dealerscope"]["columnar"]["path"].clone())
        .collect();
    assert_eq!(paths[..2], ["dealers.csv.parquet", "leads.parquet"]);
    let check = run(&["check", text(&out)]);
    assert_eq!(check.code, Some(0), "{}", check.err);
    let plain = run(&["check", text(folder.path())]);
    assert_eq!(check.out, plain.out);
}

#[test]
fn a_recipe_is_still_needed_for_anything_else() {
    let folder = sample(&SMALL);
    let run = run(&["pack", text(folder.path()), text(&folder.path().join("out"))]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("recipe.json"), "{}", run.err);
}

#[test]
fn check_says_the_first_difference_between_both_forms() {
    let folder = sample(&SMALL);
    let at = folder.path();
    assert_eq!(run(&["pack", text(at), text(at), "--columnar"]).code, Some(0));
    let whole = fs::read_to_string(at.join("leads.csv")).unwrap();
    let said = |change: &dyn Fn(&str) -> String| {
        mended(at, "leads.csv", change);
        let run = run(&["check", text(at)]);
        fs::write(at.join("leads.csv"), &whole).unwrap();
        assert_eq!(run.code, Some(1), "{}", run.out);
        run.err
    };
    let channel = whole.lines().nth(2).unwrap().split(',').nth(3).unwrap().to_owned();
    let lines = |change: &dyn Fn(usize, &str) -> Option<String>| {
        let lines = whole.lines().enumerate().filter_map(|(at, line)| change(at, line));
        lines.map(|line| line + "\n").collect::<String>()
    };
    let edited = lines(&|at, line| {
        Some(if at == 2 { line.replacen(&format!(",{channel},"), ",fax,", 1) } else { line.to_owned() })
    });
    assert_eq!(
        said(&|_| edited.clone()),
        format!(
            "refused: leads.parquet: row 3, column channel: it holds {channel:?}, and leads.csv \"fax\"; \
             run `dealerscope pack --columnar` again\n"
        )
    );
    let private = lines(&|at, line| {
        Some(if at == 2 {
            line.replacen(&format!(",{channel},"), ",13912345600,", 1)
        } else {
            line.to_owned()
        })
    });
    let said_of_it = said(&|_| private.clone());
    assert!(said_of_it.contains("leads.csv \"13*******00\""), "{said_of_it}");
    let shorter = lines(&|at, line| (at < 400).then(|| line.to_owned()));
    assert!(said(&|_| shorter.clone()).contains("leads.parquet: it has 500 rows, and leads.csv 399"));
    let renamed =
        lines(&|at, line| Some(if at == 0 { line.replace("series", "model") } else { line.to_owned() }));
    assert!(
        said(&|_| renamed.clone())
            .contains("row 1, column series: it holds \"series\", and leads.csv \"model\"")
    );
    let uneven = lines(&|at, line| Some(if at == 9 { format!("\n{line}") } else { line.to_owned() }));
    assert!(said(&|_| uneven.clone()).contains("leads.csv: row 10 is a blank line"));
    // The Parquet file alone is another one.
    mended(at, "leads.csv", |_| whole.clone());
    assert_eq!(run(&["check", text(at)]).code, Some(0));
    fs::write(at.join("leads.parquet"), "PAR1").unwrap();
    let run = run(&["check", text(at)]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.starts_with("refused: leads.parquet: it has 4 bytes"), "{}", run.err);
    // An answer is given all the same: the command line reads the CSV.
    assert_eq!(crate::support::run(&["answer", text(at), "#/overview"]).code, Some(0));
}
