//! Provinces by code and by name, and their tiles.

use dealerscope_core::labels::PROVINCES;

use crate::common::{Case, figures, row, table};

/// A case whose dealer `a` writes its province so.
fn written(province: &str) -> Case {
    Case::new().dealers("dealer_id,name,region,province", &format!("a,甲店,东,{province}")).leads(
        "dealer_id,created_at,channel,ordered_at",
        "2* a,2026-01-05,website,\n2* a,2026-01-05,website,2026-02-01",
    )
}

#[test]
fn code_and_name_mean_the_same() {
    for cell in ["44", "440000", "广东", "广东省", "Guangdong", "guangdong"] {
        let answer = written(cell).ask("#/regions?province=广东");
        figures(&answer, "leads=4");
        row(&answer, "provinces", "广东", "name=广东 col=4 row=5 dealers=1 leads=4 orders=2 conversion=0.5");
        assert_eq!(answer.table("provinces").unwrap().rows.len(), 34, "{cell}");
    }
}

#[test]
fn autonomous_regions_and_cities_have_short_names_too() {
    for (cell, key) in [
        ("内蒙古自治区", "内蒙古"),
        ("150000", "内蒙古"),
        ("广西壮族自治区", "广西"),
        ("宁夏回族自治区", "宁夏"),
        ("新疆维吾尔自治区", "新疆"),
        ("香港特别行政区", "香港"),
        ("上海市", "上海"),
        ("Inner Mongolia", "内蒙古"),
    ] {
        row(&written(cell).ask("#/regions"), "provinces", key, "dealers=1 leads=4");
    }
}

#[test]
fn all_tiles_are_there_and_those_without_dealers_are_empty() {
    let answer = written("广东").ask("#/regions");
    let table = table(&answer, "provinces");
    for province in &PROVINCES {
        row(&answer, "provinces", province.zh, &format!("col={} row={}", province.col, province.row));
    }
    assert_eq!(table.rows.len(), 34);
    row(&answer, "provinces", "西藏", "leads=- orders=- conversion=- attainment=-");
}

#[test]
fn a_place_outside_the_list_keeps_its_name_and_has_no_tile() {
    let answer = written("São Paulo").ask("#/regions?province=São%20Paulo");
    assert_eq!(table(&answer, "provinces").rows.len(), 35);
    let table = table(&answer, "provinces");
    let at = table.texts("key").iter().position(|key| *key == "São Paulo").unwrap();
    assert_eq!(table.cell(at, "col"), &dealerscope_core::answer::Value::Null);
    assert_eq!(table.cell(at, "leads").number(), Some(4.0));
    assert_eq!(written("São Paulo").load().unwrap().problems().total(), 0);
}

#[test]
fn provinces_leave_out_their_own_filter_only() {
    let case =
        Case::new().leads("dealer_id,created_at,channel", "2* a,2026-01-05,website\n3* b,2026-01-05,event");
    let answer = case.ask("#/regions?province=广东");
    row(&answer, "provinces", "四川", "leads=3");
    figures(&answer, "leads=2");
    row(&case.ask("#/regions?province=广东&channel=website"), "provinces", "四川", "leads=0");
}
