//! Where the fictional maker's dealers stand: real provinces and cities.

/// A province, and how many dealers of a maker of 573 stand in it.
pub(super) struct Province {
    /// GB/T 2260, two digits.
    pub(super) code: &'static str,
    /// 大区.
    pub(super) region: &'static str,
    /// The city of its distribution centre.
    pub(super) center: &'static str,
    /// Dealers.
    pub(super) dealers: u16,
    /// Cities: name, tier and weight.
    pub(super) cities: &'static [(&'static str, u8, f64)],
}

const fn province(
    code: &'static str,
    region: &'static str,
    center: &'static str,
    dealers: u16,
    cities: &'static [(&'static str, u8, f64)],
) -> Province {
    Province { code, region, center, dealers, cities }
}

/// The regions, with their English names.
pub(super) const REGIONS: [(&str, &str); 7] = [
    ("华东", "East China"),
    ("华北", "North China"),
    ("华中", "Central China"),
    ("华南", "South China"),
    ("西南", "Southwest China"),
    ("西北", "Northwest China"),
    ("东北", "Northeast China"),
];

/// The 31 provinces of the mainland, in the order of their codes.
pub(super) static PROVINCES: [Province; 31] = [
    province("11", "华北", "北京", 15, &[("北京", 1, 1.0)]),
    province("12", "华北", "北京", 9, &[("天津", 2, 1.0)]),
    province(
        "13",
        "华北",
        "石家庄",
        29,
        &[
            ("石家庄", 2, 8.0),
            ("唐山", 3, 6.0),
            ("保定", 3, 6.0),
            ("邯郸", 3, 4.0),
            ("沧州", 3, 3.0),
            ("廊坊", 3, 3.0),
        ],
    ),
    province(
        "14",
        "华北",
        "石家庄",
        12,
        &[("太原", 2, 6.0), ("临汾", 4, 2.0), ("长治", 4, 2.0), ("大同", 4, 2.0)],
    ),
    province(
        "15",
        "华北",
        "北京",
        12,
        &[("呼和浩特", 3, 4.0), ("包头", 3, 4.0), ("鄂尔多斯", 4, 2.0), ("赤峰", 4, 2.0)],
    ),
    province(
        "21",
        "东北",
        "沈阳",
        16,
        &[("沈阳", 2, 7.0), ("大连", 2, 6.0), ("鞍山", 3, 2.0), ("锦州", 4, 1.0)],
    ),
    province("22", "东北", "长春", 5, &[("长春", 2, 3.0), ("吉林", 4, 2.0)]),
    province("23", "东北", "长春", 10, &[("哈尔滨", 2, 6.0), ("大庆", 4, 2.0), ("齐齐哈尔", 4, 2.0)]),
    province("31", "华东", "上海", 16, &[("上海", 1, 1.0)]),
    province(
        "32",
        "华东",
        "南京",
        50,
        &[
            ("苏州", 2, 12.0),
            ("南京", 2, 10.0),
            ("无锡", 2, 8.0),
            ("常州", 2, 5.0),
            ("南通", 2, 5.0),
            ("徐州", 2, 5.0),
            ("扬州", 3, 3.0),
            ("盐城", 3, 2.0),
        ],
    ),
    province(
        "33",
        "华东",
        "杭州",
        48,
        &[
            ("杭州", 2, 12.0),
            ("宁波", 2, 9.0),
            ("温州", 2, 7.0),
            ("台州", 3, 6.0),
            ("金华", 3, 6.0),
            ("嘉兴", 3, 4.0),
            ("绍兴", 3, 4.0),
        ],
    ),
    province(
        "34",
        "华东",
        "南京",
        21,
        &[("合肥", 2, 8.0), ("芜湖", 3, 4.0), ("阜阳", 3, 4.0), ("蚌埠", 3, 3.0), ("安庆", 4, 2.0)],
    ),
    province(
        "35",
        "华南",
        "厦门",
        24,
        &[("福州", 2, 7.0), ("厦门", 2, 7.0), ("泉州", 2, 7.0), ("漳州", 3, 3.0)],
    ),
    province(
        "36",
        "华中",
        "长沙",
        14,
        &[("南昌", 2, 6.0), ("赣州", 3, 4.0), ("九江", 3, 2.0), ("上饶", 3, 2.0)],
    ),
    province(
        "37",
        "华北",
        "济南",
        42,
        &[
            ("青岛", 2, 9.0),
            ("济南", 2, 9.0),
            ("潍坊", 3, 6.0),
            ("烟台", 2, 6.0),
            ("临沂", 3, 6.0),
            ("淄博", 3, 3.0),
            ("济宁", 3, 3.0),
        ],
    ),
    province(
        "41",
        "华中",
        "郑州",
        35,
        &[
            ("郑州", 2, 12.0),
            ("洛阳", 3, 6.0),
            ("南阳", 3, 5.0),
            ("新乡", 3, 4.0),
            ("商丘", 3, 4.0),
            ("信阳", 4, 4.0),
        ],
    ),
    province(
        "42",
        "华中",
        "武汉",
        15,
        &[("武汉", 2, 8.0), ("襄阳", 3, 3.0), ("宜昌", 3, 3.0), ("荆州", 4, 1.0)],
    ),
    province(
        "43",
        "华中",
        "长沙",
        17,
        &[("长沙", 2, 8.0), ("株洲", 3, 3.0), ("衡阳", 3, 3.0), ("常德", 4, 3.0)],
    ),
    province(
        "44",
        "华南",
        "广州",
        53,
        &[
            ("广州", 1, 12.0),
            ("深圳", 1, 12.0),
            ("东莞", 2, 8.0),
            ("佛山", 2, 8.0),
            ("惠州", 3, 4.0),
            ("中山", 3, 4.0),
            ("珠海", 2, 3.0),
            ("汕头", 3, 2.0),
        ],
    ),
    province("45", "华南", "南宁", 16, &[("南宁", 2, 7.0), ("柳州", 3, 5.0), ("桂林", 3, 4.0)]),
    province("46", "华南", "广州", 3, &[("海口", 3, 2.0), ("三亚", 4, 1.0)]),
    province("50", "西南", "重庆", 14, &[("重庆", 2, 1.0)]),
    province(
        "51",
        "西南",
        "成都",
        29,
        &[("成都", 2, 16.0), ("绵阳", 3, 4.0), ("南充", 4, 3.0), ("宜宾", 4, 3.0), ("德阳", 4, 3.0)],
    ),
    province("52", "西南", "重庆", 12, &[("贵阳", 2, 7.0), ("遵义", 3, 5.0)]),
    province("53", "西南", "昆明", 16, &[("昆明", 2, 10.0), ("曲靖", 4, 3.0), ("大理", 4, 3.0)]),
    province("54", "西南", "成都", 1, &[("拉萨", 5, 1.0)]),
    province(
        "61",
        "西北",
        "西安",
        18,
        &[("西安", 2, 12.0), ("咸阳", 3, 2.0), ("宝鸡", 4, 2.0), ("榆林", 4, 2.0)],
    ),
    province("62", "西北", "兰州", 7, &[("兰州", 3, 5.0), ("天水", 5, 2.0)]),
    province("63", "西北", "兰州", 2, &[("西宁", 4, 1.0)]),
    province("64", "西北", "兰州", 4, &[("银川", 3, 1.0)]),
    province("65", "西北", "乌鲁木齐", 8, &[("乌鲁木齐", 3, 6.0), ("喀什", 5, 2.0)]),
];

/// How well a region executes: conversion, response time, followed up, CRM teams.
pub(super) struct Execution {
    /// Factor on the conversion.
    pub(super) conversion: f64,
    /// Factor on the response time.
    pub(super) response: f64,
    /// Share of open leads that nobody follows up any more.
    pub(super) neglect: f64,
    /// Share of dealers with an independent CRM team.
    pub(super) crm_team: f64,
}

/// How a region executes: the west worse than the east.
pub(super) fn execution(region: &str) -> Execution {
    let (conversion, response, neglect, crm_team) = match region {
        "华东" => (1.10, 0.85, 0.08, 0.93),
        "华南" => (1.06, 0.90, 0.09, 0.90),
        "华北" => (1.01, 1.00, 0.11, 0.84),
        "华中" => (0.99, 1.00, 0.12, 0.82),
        "东北" => (0.93, 1.10, 0.14, 0.74),
        "西南" => (0.84, 1.35, 0.18, 0.66),
        _ => (0.78, 1.50, 0.21, 0.55),
    };
    Execution { conversion, response, neglect, crm_team }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_province_has_a_region_a_centre_and_cities() {
        let codes: BTreeSet<_> = PROVINCES.iter().map(|p| p.code).collect();
        assert_eq!(codes.len(), 31);
        assert_eq!(PROVINCES.iter().map(|p| p.dealers).sum::<u16>(), 573);
        for province in &PROVINCES {
            assert!(REGIONS.iter().any(|(name, _)| *name == province.region), "{}", province.code);
            assert!(!province.cities.is_empty() && province.cities.iter().all(|c| (1..=5).contains(&c.1)));
            let center = province.center;
            let holds = |p: &&Province| p.cities.iter().any(|c| c.0 == center);
            let home = PROVINCES.iter().find(holds).expect("the centre is a city of the list");
            assert_eq!(home.region, province.region, "{center}");
        }
    }
}
