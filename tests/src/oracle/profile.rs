//! The profile of one dealer against its ranked peers.

use dealerscope_core::query::Dimension;

use super::expected::ExpectedTable;
use super::pages::table;
use super::rows::{Cell, Row};
use super::scope::Scope;
use super::text::list;

/// The measures of a profile, and whether less of each is better.
const METRICS: [(&str, bool); 11] = [
    ("conversion", false),
    ("conversion_matured", false),
    ("attainment", false),
    ("visited_rate", false),
    ("ordered_rate", false),
    ("followed_up", false),
    ("median_response_minutes", true),
    ("within_30_minutes", false),
    ("within_24_hours", false),
    ("qualified_rate", false),
    ("leads_per_consultant", false),
];

pub(super) fn tables(scope: &Scope, own: &Row, all: &[Row]) -> Vec<ExpectedTable> {
    let group = own["peer_group"].text();
    let peers: Vec<&Row> = all
        .iter()
        .filter(|row| row["peer_group"].text() == group && row["ranked"] == Cell::Number(1.0))
        .collect();
    let dealer = own["dealer_id"].text();
    let but_places = scope.pass(&Dimension::PLACES);
    let funnel = scope.rows(
        include_str!("sql/profile_funnel.sql"),
        &[
            ("measures", scope.measures("dealer", &but_places)),
            ("dealer", dealer.replace('\'', "''")),
            ("peer_group", group.replace('\'', "''")),
        ],
    );
    let without: Vec<Dimension> = Dimension::PLACES.into_iter().chain([Dimension::Channel]).collect();
    let channels = scope.rows(
        include_str!("sql/profile_channels.sql"),
        &[
            ("measures", scope.measures("channel", &scope.pass(&[Dimension::Channel]))),
            ("pass_peers", scope.pass(&without)),
            ("peers", list(peers.iter().map(|row| row["dealer_id"].text()))),
        ],
    );
    let consultants = scope.rows(
        include_str!("sql/profile_consultants.sql"),
        &[("measures", scope.measures("consultant", &scope.pass(&[])))],
    );
    vec![
        table(
            "profile",
            &["metric"],
            METRICS.iter().map(|(id, less)| metric(id, *less, own, &peers)).collect(),
        ),
        table("profile_funnel", &["stage"], funnel),
        table("profile_trend", &["month"], trend(scope)),
        table("profile_channels", &["channel"], channels),
        table("profile_consultants", &["consultant"], consultants),
    ]
}

fn metric(id: &str, less_is_better: bool, own: &Row, peers: &[&Row]) -> Row {
    let mut known: Vec<f64> = peers.iter().filter_map(|row| measure(row, id)).collect();
    known.sort_by(f64::total_cmp);
    let value = measure(own, id);
    let better = |other: f64, value: f64| if less_is_better { other < value } else { other > value };
    let rank = value.filter(|_| own["ranked"] == Cell::Number(1.0)).map(|v| {
        let ahead = known.iter().filter(|other| better(**other, v)).count();
        1.0 + f64::from(u32::try_from(ahead).expect("few dealers"))
    });
    Row::from([
        ("metric".to_owned(), Cell::Text(id.to_owned())),
        ("value".to_owned(), value.into()),
        ("peer_median".to_owned(), quantile(&known, 0.5).into()),
        ("peer_top".to_owned(), quantile(&known, if less_is_better { 0.25 } else { 0.75 }).into()),
        ("rank".to_owned(), rank.into()),
        ("peers".to_owned(), Cell::Number(f64::from(u32::try_from(known.len()).expect("few dealers")))),
    ])
}

fn measure(row: &Row, id: &str) -> Option<f64> {
    let step = |to: &str, from: &str| {
        let from = row[from].number().filter(|n| *n > 0.0)?;
        Some(row[to].number()? / from)
    };
    match id {
        "visited_rate" => step("visited", "contacted"),
        "ordered_rate" => step("orders", "quoted"),
        _ => row[id].number(),
    }
}

/// Between the two nearest ranks of sorted values.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "few values"
)]
fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let place = sorted.len().checked_sub(1)? as f64 * p;
    let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    Some(low + (high - low) * place.fract())
}

/// The page's trend, by the names that the profile uses.
fn trend(scope: &Scope) -> Vec<Row> {
    let words = [("pass", scope.pass(&[])), ("places", scope.places(&[]))];
    let rows = scope.rows(include_str!("sql/trend.sql"), &words);
    rows.into_iter()
        .map(|mut row| {
            let orders = row.remove("ordered").expect("a column");
            row.insert("orders".to_owned(), orders);
            row.retain(|id, _| {
                ["month", "leads", "orders", "target", "orders_placed"].contains(&id.as_str())
            });
            row
        })
        .collect()
}
