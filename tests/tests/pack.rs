//! `pack`: foreign files of every form become a snapshot, and what goes wrong leaves nothing behind.

use std::fs;
use std::path::{Path, PathBuf};

use datafusion::dataframe::DataFrameWriteOptions;
use datafusion::prelude::SessionContext;
use dealerscope::pack::{self, Args};
use dealerscope_core::descriptor::{DESCRIPTOR, Descriptor};
use dealerscope_core::problem::Refusal;
use dealerscope_core::{Snapshot, ingest};
use tempfile::TempDir;

const META: &str =
    r#""dealerscope": { "as_of": "2026-03-31T18:00", "timezone": "Asia/Shanghai", "currency": "CNY" }"#;
const DEALERS: &str =
    "select \"编号\" as dealer_id, name, region, '上海' as province, size as annual_sales_target
from shops order by region";
const LEADS: &str =
    "select lead.no as lead_id, lead.shop as dealer_id, lead.day as created_at, 'website' as channel,
    won.at as ordered_at, won.price as amount
from lead left join won on won.no = lead.no order by created_at";

/// A recipe, its raw files and a place for the result.
struct Bench {
    home: TempDir,
}

impl Bench {
    /// Dealers come as CSV in GB18030, leads as an array in JSON, deals as lines of JSON.
    fn new() -> Self {
        let bench = Self { home: tempfile::tempdir().unwrap() };
        let raw = format!(
            "{{ \"name\": \"bench\",\n  \"raw\": {{\n    \"shops\": {{ \"path\": \"shops.csv\", \"delimiter\": \";\", \
             \"encoding\": \"gb18030\", \"types\": {{ \"size\": \"integer\" }} }},\n    \"lead\": {{ \"path\": \
             \"leads.json\" }},\n    \"won\": {{ \"path\": \"won.ndjson\" }}\n  }},\n  {META} }}"
        );
        bench.write("recipe/recipe.json", raw.as_bytes());
        bench.write("recipe/dealers.sql", DEALERS.as_bytes());
        bench.write("recipe/leads.sql", LEADS.as_bytes());
        // 编号;name;region;size with two dealers, one of them 张江店 with a delimiter in its quotes.
        let shops = b"\xb1\xe0\xba\xc5;name;region;size\n007;\"\xd5\xc5\xbd\xad;\xb5\xea\";\xbb\xaa\xb6\xab;800\n008;B;\xbb\xaa\xb6\xab;\n";
        bench.write("raw/shops.csv", shops);
        let leads = r#"[{"no":"a","shop":"007","day":"2026-01-05"},{"no":"b","shop":"007","day":"2026-01-05"},
            {"no":"c","shop":null,"day":"2026-01-04T10:30"}]"#;
        bench.write("raw/leads.json", leads.as_bytes());
        bench.write("raw/won.ndjson", b"{\"no\":\"a\",\"at\":\"2026-02-01\",\"price\":100.5}\n{\"no\":\"c\",\"at\":\"2026-02-02\",\"price\":3}\n");
        bench
    }

    fn path(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn pack(&self) -> anyhow::Result<()> {
        self.pack_as(false)
    }

    fn pack_as(&self, columnar: bool) -> anyhow::Result<()> {
        let (recipe, out) = (self.path("recipe"), self.path("out/snapshot"));
        pack::run(&Args { recipe, out, from: Some(self.path("raw")), columnar })
    }

    /// Packs what cannot be packed: the whole error, after a look that nothing is left behind.
    #[track_caller]
    fn refused(&self) -> String {
        let error = self.pack().expect_err("the recipe cannot be packed");
        let left = fs::read_dir(self.path("out")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "something is left behind: {error:#}");
        format!("{error:#}")
    }

    fn file(&self, name: &str) -> Vec<u8> {
        fs::read(self.path("out/snapshot").join(name)).unwrap()
    }

    fn read(&self) -> Snapshot {
        read(&self.path("out/snapshot"))
    }
}

fn read(folder: &Path) -> Snapshot {
    ingest::read(|path| fs::read(folder.join(path)).map_err(|e| Refusal::new(path, e.to_string(), "")))
        .unwrap()
}

#[test]
fn foreign_files_become_a_snapshot() {
    let bench = Bench::new();
    bench.pack().unwrap();
    let dealers = String::from_utf8(bench.file("dealers.csv")).unwrap();
    let want =
        "dealer_id,name,region,province,annual_sales_target\n007,张江;店,华东,上海,800\n008,B,华东,上海,\n";
    assert_eq!(dealers, want, "the code keeps its noughts");
    let leads = String::from_utf8(bench.file("leads.csv")).unwrap();
    let want = "lead_id,dealer_id,created_at,channel,ordered_at,amount\nc,,2026-01-04T10:30,website,2026-02-02,3.0\n\
                a,007,2026-01-05,website,2026-02-01,100.5\nb,007,2026-01-05,website,,\n";
    assert_eq!(leads, want);
    let snapshot = bench.read();
    assert_eq!(snapshot.problems().total(), 0, "{:?}", snapshot.problems());
}

#[test]
fn the_descriptor_says_what_was_written() {
    let bench = Bench::new();
    bench.pack().unwrap();
    let descriptor = Descriptor::read(&bench.file(DESCRIPTOR)).unwrap();
    let leads = descriptor.resource("leads").unwrap();
    assert_eq!(leads.bytes, Some(bench.file("leads.csv").len() as u64));
    assert!(leads.hash.as_ref().unwrap().starts_with("sha256:"));
    let kinds: Vec<_> =
        leads.schema.as_ref().unwrap()["fields"].as_array().unwrap().iter().map(|f| &f["type"]).collect();
    assert_eq!(kinds, ["string", "string", "string", "string", "string", "number"]);
    let controls = &descriptor.dealerscope.controls;
    assert_eq!((controls["leads"].rows, controls["leads"].sums["amount"]), (Some(3), 103.5));
    assert_eq!(controls["dealers"].sums.get("annual_sales_target"), Some(&800.0));
}

#[test]
fn the_same_input_gives_the_same_bytes_and_replaces_what_stood_there() {
    let bench = Bench::new();
    let files = || [DESCRIPTOR, "dealers.csv", "leads.csv"].map(|name| bench.file(name));
    bench.pack().unwrap();
    let first = files();
    bench.pack().unwrap();
    assert_eq!(files(), first);
    assert_eq!(fs::read_dir(bench.path("out")).unwrap().count(), 1, "nothing stays beside the snapshot");
}

#[test]
fn parquet_is_read_with_its_types() {
    let bench = Bench::new();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let path = bench.path("raw/won.parquet");
    runtime.block_on(async {
        let sql = "select 'b' as no, timestamp '2026-02-03T09:05:00' as at, cast(7 as bigint) as price";
        let frame = SessionContext::new().sql(sql).await.unwrap();
        frame.write_parquet(path.to_str().unwrap(), DataFrameWriteOptions::new(), None).await.unwrap();
    });
    let recipe = fs::read_to_string(bench.path("recipe/recipe.json")).unwrap();
    bench.write("recipe/recipe.json", recipe.replace("won.ndjson", "won.parquet").as_bytes());
    bench.pack().unwrap();
    let leads = String::from_utf8(bench.file("leads.csv")).unwrap();
    assert!(leads.ends_with("b,007,2026-01-05,website,2026-02-03T09:05:00,7\n"), "{leads}");
}

#[test]
fn a_missing_raw_file_is_named_with_its_line() {
    let bench = Bench::new();
    fs::remove_file(bench.path("raw/won.ndjson")).unwrap();
    let error = bench.refused();
    assert!(error.contains("won.ndjson") && error.contains("recipe.json line 5"), "{error}");
}

#[test]
fn an_error_in_sql_names_the_file() {
    let bench = Bench::new();
    for (sql, word) in [
        ("selec 1", "selec"),
        ("select nobody from shops order by 1", "nobody"),
        ("select * from shops", "order by"),
        ("create table t as select 1", "DDL"),
    ] {
        bench.write("recipe/dealers.sql", sql.as_bytes());
        let error = bench.refused();
        assert!(error.contains("dealers.sql") && error.contains(word), "{error}");
    }
}

#[test]
fn a_recipe_that_cannot_be_followed_says_why() {
    let bench = Bench::new();
    let recipe = fs::read_to_string(bench.path("recipe/recipe.json")).unwrap();
    for (from, to, word) in [
        ("\"size\"", "\"seize\"", "seize"),
        ("gb18030", "klingon", "klingon"),
        ("2026-03-31T18:00", "soon", "as_of"),
        ("\"raw\"", "\"row\"", "row"),
        ("\";\"", "\";;\"", "delimiter"),
    ] {
        bench.write("recipe/recipe.json", recipe.replace(from, to).as_bytes());
        let error = bench.refused();
        assert!(error.contains(word), "{error}");
    }
    bench.write("recipe/recipe.json", recipe.as_bytes());
    bench.write("recipe/horses.sql", b"select 1");
    assert!(bench.refused().contains("horses"));
}

#[test]
fn a_refused_result_leaves_what_stood_there() {
    let bench = Bench::new();
    bench.write("recipe/leads.sql", b"select no as lead_id from lead order by 1");
    assert!(bench.refused().contains("leads.csv"));
    bench.write("recipe/leads.sql", LEADS.as_bytes());
    bench.pack().unwrap();
    bench.write("recipe/leads.sql", b"select no as lead_id from lead order by 1");
    bench.pack().unwrap_err();
    assert_eq!(bench.read().info().rows.iter().map(|(_, n)| n).sum::<u64>(), 5);
}

#[test]
fn parquet_files_lie_beside_the_tables_and_the_same_input_gives_the_same_bytes() {
    let bench = Bench::new();
    let files = || [DESCRIPTOR, "dealers.parquet", "leads.parquet"].map(|name| bench.file(name));
    bench.pack_as(true).unwrap();
    let first = files();
    bench.pack_as(true).unwrap();
    assert_eq!(files(), first);
    let descriptor = Descriptor::read(&first[0]).unwrap();
    let paths: Vec<&str> = descriptor.columnar().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["dealers.parquet", "leads.parquet"]);
    let leads = descriptor.resource("leads").unwrap();
    let columnar = leads.dealerscope.columnar.as_ref().unwrap();
    assert_eq!(columnar.bytes, Some(first[2].len() as u64));
    // A snapshot without them says nothing of them.
    bench.pack().unwrap();
    assert!(!String::from_utf8(bench.file(DESCRIPTOR)).unwrap().contains("columnar"));
    assert!(!bench.path("out/snapshot/leads.parquet").exists());
    let error = pack::run(&Args {
        recipe: bench.path("recipe"),
        out: bench.path("out/snapshot"),
        from: None,
        columnar: true,
    });
    assert!(error.unwrap_err().to_string().contains("--from"));
}
