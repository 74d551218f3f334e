use dealerscope_core::query::to_fragment;

use super::*;

/// A data folder of one dealer and two leads.
fn site(name: &str) -> std::path::PathBuf {
    let data = std::env::temp_dir().join(format!("dealerscope-prepare-{name}-{}", std::process::id()));
    fs::create_dir_all(data.join("june")).unwrap();
    let leads = "lead_id,dealer_id,created_at,channel\n1,D1,2026-06-01,website\n2,D1,2026-06-02,event\n";
    for (file, text) in [
        ("dealers.csv", "dealer_id,name,region,center,province,city\nD1,One,East,A,湖北,武汉\n"),
        ("leads.csv", leads),
    ] {
        fs::write(data.join("june").join(file), text).unwrap();
    }
    let resource = |name: &str| {
        let bytes = fs::read(data.join(format!("june/{name}.csv"))).unwrap();
        let hash = format!("sha256:{:x}", Sha256::digest(bytes));
        serde_json::json!({ "name": name, "path": format!("{name}.csv"), "hash": hash })
    };
    let descriptor = serde_json::json!({
        "name": "june",
        "resources": [resource("dealers"), resource("leads")],
        "dealerscope": { "contract": 1, "as_of": "2026-06-30T18:00", "currency": "CNY" },
    });
    described(&data, &descriptor.to_string());
    data
}

fn described(data: &Path, descriptor: &str) {
    fs::write(data.join("june").join(DESCRIPTOR), descriptor).unwrap();
    listed(data, &format!("sha256:{:x}", Sha256::digest(descriptor)));
}

fn listed(data: &Path, hash: &str) {
    let catalog = serde_json::json!({ "snapshots": [{ "name": "june", "path": "june", "hash": hash }] });
    fs::write(data.join("catalog.json"), catalog.to_string()).unwrap();
}

#[test]
fn the_page_opens_with_what_the_core_answers() {
    let data = site("same");
    let (bytes, held) = prepare(&data).unwrap();
    let descriptor = fs::read(data.join("june").join(DESCRIPTOR)).unwrap();
    assert_eq!(held.folder, "june/");
    assert_eq!(held.descriptor, format!("sha256:{:x}", Sha256::digest(&descriptor)));
    let word: FromEngine = postcard::from_bytes(&bytes).unwrap();
    let FromEngine::Prepared { catalog, info, query, answer: prepared } = word else { panic!("{word:?}") };
    assert_eq!(query, Query::opening());
    assert_eq!((catalog.snapshots.len(), info.name.as_str()), (1, "june"));
    let snapshot = vouched(&catalog.snapshots[0], &descriptor, &data.join("june")).unwrap();
    assert_eq!(*info, snapshot.info());
    assert_eq!(*prepared, answer(&snapshot, &query));
    assert_eq!(prepared.coverage.rows, 2);
    assert_eq!(held.findings, markup::findings(&prepared));
    assert_eq!(held.context, markup::context(&prepared, &info));
    assert_eq!((bytes, held), prepare(&data).unwrap(), "the same data give the same bytes");
    fs::remove_dir_all(data).unwrap();
}

#[test]
fn nothing_is_prepared_that_is_not_vouched_for() {
    let data = site("hashes");
    let why = || prepare(&data).unwrap_err();
    listed(&data, "");
    assert_eq!(why(), "catalog.json states no hash for june");
    listed(&data, &format!("sha256:{}", "0".repeat(64)));
    assert!(why().starts_with("datapackage.json: its hash is not"), "{}", why());
    let descriptor = fs::read_to_string(data.join("june").join(DESCRIPTOR)).unwrap();
    described(&data, &descriptor);
    assert!(prepare(&data).is_ok());
    fs::write(data.join("june/leads.csv"), "lead_id,dealer_id,created_at,channel\n").unwrap();
    assert!(why().starts_with("leads.csv: its hash is"), "{}", why());
    described(&data, &descriptor.replace("\"hash\"", "\"sum\""));
    assert_eq!(why(), "datapackage.json states no hash for dealers.csv");
    fs::remove_dir_all(data).unwrap();
}

#[test]
fn the_script_of_the_page_knows_the_link_that_is_prepared() {
    let opening = format!("const opening = \"{}\";", to_fragment(&Query::opening()));
    assert!(include_str!("../../boot/page.js").contains(&opening), "{opening}");
}

#[test]
fn a_folder_is_held_where_a_script_can_hold_it() {
    assert_eq!(folder_in_script("/2026/七月/").as_deref(), Ok("2026/七月/"));
    assert_eq!(folder_in_script(".").as_deref(), Ok(""));
    for odd in ["a`b", "a${b}", "a\\b", "a\"b", "</script>"] {
        assert!(folder_in_script(odd).unwrap_err().contains(odd));
    }
}
