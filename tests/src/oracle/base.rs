//! What a snapshot's queries share: the calendar, the provinces, the dealers and the leads.

use std::collections::BTreeMap;

use jiff::civil::date;

use super::load::register;
use super::text::{Words, banded, fill, list};
use super::{Oracle, provinces, span};

/// The contract's own codes by field.
const CODES: [(&str, &str, &str); 7] = [
    (
        "channel",
        "codes_channel",
        "showroom self_developed telemarketing referral key_account second_tier event advertising co_brand \
         purchased_data website unknown",
    ),
    ("origin", "codes_origin", "hq dealer"),
    ("kind", "codes_kind", "person company"),
    ("routed_to", "codes_routed_to", "dealer direct_mail call_center"),
    (
        "missing_fields",
        "codes_missing_fields",
        "consultant type source person_company gender surname phone current_vehicle intended_on series next_contact",
    ),
    (
        "lost_reason",
        "codes_lost_reason",
        "price model_price price_unclear competitor no_stock finance postponed unreachable service other",
    ),
    ("lost_by", "codes_lost_by", "customer dealer"),
];

/// What the contract calls its channels in Chinese, the language of generated and of sample data.
const CHANNEL_NAMES: &str = "showroom 展厅到访 self_developed 销售顾问自我开发 telemarketing 电话营销 referral 亲友推荐 \
    key_account 大客户 second_tier 二级经销商 event 市场活动 advertising 市场宣传 co_brand 品牌合作 purchased_data 购买数据 \
    website 网站 unknown 未知";

/// What the codes of channels and series are called: the snapshot's own names before the contract's.
fn code_names(oracle: &Oracle) {
    let contract: Vec<&str> = CHANNEL_NAMES.split_whitespace().collect();
    let mut names: BTreeMap<(&str, &str), &str> =
        contract.chunks(2).map(|pair| (("channel", pair[0]), pair[1])).collect();
    for (field, codes) in &oracle.descriptor.dealerscope.labels {
        names.extend(
            codes.iter().filter_map(|(code, label)| {
                Some(((field.as_str(), code.as_str()), label.get("zh")?.as_str()))
            }),
        );
    }
    let (mut fields, mut codes, mut labels) = (Vec::new(), Vec::new(), Vec::new());
    for ((field, code), label) in names {
        fields.push(Some(field.to_owned()));
        codes.push(Some(code.to_owned()));
        labels.push(Some(label.to_owned()));
    }
    let columns = [("field", fields), ("code", codes), ("label", labels)];
    register(&oracle.session, "code_names", &columns);
}

pub(super) fn words(oracle: &Oracle) -> Words {
    let settings = &oracle.descriptor.dealerscope.settings;
    let mut words = Words::new();
    for (field, name, _) in CODES {
        words.insert(name, list(codes(oracle, field).iter().map(String::as_str)));
    }
    let ends = |months: u8| span::number(span::months_later(oracle.as_of, i32::from(months))).to_string();
    words.insert("as_of", span::number(oracle.as_of).to_string());
    words.insert("hot_until", ends(settings.hot_months));
    words.insert("warm_until", ends(settings.warm_months));
    let matured = span::number(oracle.as_of) - i32::from(settings.maturity_days);
    words.insert("matured_until", matured.to_string());
    words.insert("smallest", settings.smallest_group.to_string());
    words.insert("margin", settings.margin.map_or("cast(null as double)".into(), |m| format!("{m:?}")));
    words.insert("mark", format!("{:?}", settings.crm_team_mark));
    words.insert("disordered", disordered());
    words
}

/// The codes of a field that are known: the contract's, then the snapshot's own.
pub(super) fn codes(oracle: &Oracle, field: &str) -> Vec<String> {
    let own =
        oracle.descriptor.dealerscope.labels.get(field).into_iter().flat_map(|codes| codes.keys().cloned());
    let contract =
        CODES.iter().filter(|(of, _, _)| *of == field).flat_map(|(_, _, codes)| codes.split_whitespace());
    contract.map(str::to_owned).chain(own).collect()
}

/// Whether a stage is dated before an earlier one, or the loss before the lead: by the minute where
/// both stamps carry one, otherwise by the day.
fn disordered() -> String {
    let stamps = ["created", "s1", "s2", "s3", "s4", "s5", "s6"]
        .into_iter()
        .zip(["m0", "m1", "m2", "m3", "m4", "m5", "m6"]);
    let stamps: Vec<(&str, &str)> = stamps.collect();
    let before = |(day, minute): (&str, &str), (earlier, its_minute): (&str, &str)| {
        format!("coalesce(coalesce({minute} < {its_minute}, {day} < {earlier}), false)")
    };
    let mut pairs = vec![before(("lost_day", "lost_minute"), stamps[0])];
    for (place, later) in stamps.iter().enumerate() {
        pairs.extend(stamps[..place].iter().map(|earlier| before(*later, *earlier)));
    }
    pairs.join("\n        or ")
}

/// Keeps the tables that no query changes.
pub(super) fn prepare(oracle: &Oracle) {
    let (aliases, names) = provinces::aliases().into_iter().map(|(a, n)| (Some(a), Some(n))).unzip();
    register(&oracle.session, "province_names", &[("alias", aliases), ("zh", names)]);
    let (mut names, mut cols, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for (name, col, row) in provinces::tiles() {
        names.push(Some(name));
        cols.push(Some(col.to_string()));
        rows.push(Some(row.to_string()));
    }
    register(&oracle.session, "tile_map", &[("zh", names), ("col", cols), ("row", rows)]);
    calendar(oracle);
    code_names(oracle);
    let mut words = words(oracle);
    let settings = &oracle.descriptor.dealerscope.settings;
    let bands = (1..=settings.volume_edges.len() + 1).map(|n| format!("'{n}'")).collect::<Vec<_>>();
    let band = banded("annual", &settings.volume_edges, &bands);
    words.insert("volume_band", format!("coalesce({band}, '-')"));
    let (managers, specialists): (Vec<String>, Vec<String>) =
        settings.staffing_needs.iter().map(|(m, s)| (m.to_string(), s.to_string())).unzip();
    words.insert("managers_needed", banded("annual", &settings.staffing_edges, &managers));
    words.insert("specialists_needed", banded("annual", &settings.staffing_edges, &specialists));
    oracle.keep("shop", &fill(include_str!("sql/shop.sql"), &words));
    oracle.keep("base", &fill(include_str!("sql/base.sql"), &words));
    oracle.keep("goals", &fill(include_str!("sql/goals.sql"), &words));
}

/// Months with their first and last day, far around all that a snapshot holds.
fn calendar(oracle: &Oracle) {
    let (mut months, mut firsts, mut lasts) = (Vec::new(), Vec::new(), Vec::new());
    let mut first = date(2010, 1, 1);
    while first < date(2040, 1, 1) {
        months.push(Some(first.strftime("%Y-%m").to_string()));
        firsts.push(Some(span::number(first).to_string()));
        lasts.push(Some(span::number(first.last_of_month()).to_string()));
        first = span::months_later(first, 1);
    }
    register(&oracle.session, "months", &[("month", months), ("first", firsts), ("last", lasts)]);
    oracle
        .keep("calendar", "select month, cast(first as int) as first, cast(last as int) as last from months");
}
