//! Dealers: provinces written in every way, places left out, targets on the edges of the bands, rows
//! that stand twice with the same cells or with others.

use fastrand::Rng;

use super::{Plan, any, once_in};

const HEADER: [&str; 11] = [
    "dealer_id",
    "name",
    "region",
    "center",
    "province",
    "city",
    "annual_sales_target",
    "consultants",
    "crm_team",
    "crm_managers",
    "crm_specialists",
];

/// Region, and provinces within it in all the ways of writing them. Real dealers do not always nest.
const PLACES: [(&str, &[&str]); 4] = [
    ("华东", &["上海", "310000", "江苏省", "33", "Anhui"]),
    ("华南", &["44", "广东", "广西壮族自治区", "海南"]),
    ("西部", &["四川", "510000", "Chongqing", "新疆维吾尔自治区"]),
    ("海外", &["Ohio", "香港"]),
];

pub(super) fn csv(rng: &mut Rng, plan: &Plan) -> Vec<u8> {
    let centers = !once_in(rng, 3);
    let mut rows: Vec<Vec<String>> = (0..plan.dealers).map(|n| row(rng, n, centers)).collect();
    // The first row of a dealer counts, wherever the others stand.
    for _ in 0..rng.usize(..3) {
        let n = rng.usize(..plan.dealers);
        let again = if rng.bool() { rows[n].clone() } else { row(rng, n, centers) };
        rows.insert(rng.usize(n + 1..=rows.len()), again);
    }
    super::csv(&HEADER, rows)
}

fn row(rng: &mut Rng, n: usize, centers: bool) -> Vec<String> {
    let (region, provinces) = PLACES[rng.usize(..PLACES.len())];
    let province = any(rng, provinces);
    let region = if once_in(rng, 25) { "" } else { region };
    let center =
        if centers && !once_in(rng, 10) { format!("{region}{}", rng.u8(1..3)) } else { String::new() };
    let city = if once_in(rng, 10) {
        String::new()
    } else {
        format!("{}城", any(rng, &["东", "西", "南", "北", "中"]))
    };
    let target = match rng.u8(..10) {
        0 => String::new(),
        1 => "plenty".to_owned(),
        2..=4 => any(rng, &["600", "601", "1000", "1001", "1500", "1501"]),
        _ => rng.u32(100..2200).to_string(),
    };
    let few =
        |rng: &mut Rng, most: u32| if once_in(rng, 8) { String::new() } else { rng.u32(..most).to_string() };
    vec![
        format!("D{n:03}"),
        format!("经销商{n}"),
        region.to_owned(),
        center,
        if once_in(rng, 25) { String::new() } else { province },
        city,
        target,
        few(rng, 9),
        any(rng, &["true", "false", "1", "0", "是", "否", "Y", "N", ""]),
        few(rng, 3),
        few(rng, 6),
    ]
}
