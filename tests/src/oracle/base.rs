//! What a snapshot's queries share: the calendar, the provinces, the dealers and the leads.

use jiff::civil::date;

use super::load::register;
use super::text::{Words, banded, fill, list};
use super::{Oracle, provinces, span};

/// The contract's own codes by field.
const CODES: [(&str, &str, &str); 5] = [
    (
        "channel",
        "codes_channel",
        "showroom self_developed telemarketing referral key_account second_tier event advertising co_brand \
         purchased_data website unknown",
    ),
    ("origin", "codes_origin", "hq dealer"),
    ("kind", "codes_kind", "person company"),
    (
        "lost_reason",
        "codes_lost_reason",
        "price model_price price_unclear competitor no_stock finance postponed unreachable service other",
    ),
    ("lost_by", "codes_lost_by", "customer dealer"),
];

pub(super) fn words(oracle: &Oracle) -> Words {
    let settings = &oracle.descriptor.dealerscope.settings;
    let labels = &oracle.descriptor.dealerscope.labels;
    let mut words = Words::new();
    for (field, name, contract) in CODES {
        let own = labels.get(field).into_iter().flat_map(|codes| codes.keys().map(String::as_str));
        words.insert(name, list(contract.split_whitespace().chain(own)));
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
    words
}

/// Keeps the tables that no query changes.
pub(super) fn prepare(oracle: &Oracle) {
    let (aliases, names) = provinces::aliases().into_iter().map(|(a, n)| (Some(a), Some(n))).unzip();
    register(&oracle.session, "province_names", &[("alias", aliases), ("zh", names)]);
    calendar(oracle);
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
