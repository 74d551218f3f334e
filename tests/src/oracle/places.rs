//! The tables by place.

use dealerscope_core::query::Dimension;

use super::expected::ExpectedTable;
use super::pages::table;
use super::rows::Row;
use super::scope::Scope;

/// The level that the page on regions shows.
fn level(scope: &Scope) -> Dimension {
    let drilled = Dimension::PLACES.iter().rposition(|d| scope.query.filter(*d).is_some());
    let filled = |d: &&Dimension| {
        let sql = format!("select count(*) as n from shop where {} <> ''", d.id());
        scope.oracle.rows(&sql)[0]["n"].number() > Some(0.0)
    };
    let below = &Dimension::PLACES[drilled.map_or(0, |n| n + 1)..];
    below.iter().find(filled).copied().unwrap_or(Dimension::Dealer)
}

/// The members of a level.
pub(super) fn places(scope: &Scope, level: Dimension, without: &[Dimension]) -> Vec<Row> {
    scope.rows(&places_sql(scope, level, without), &[])
}

fn places_sql(scope: &Scope, level: Dimension, without: &[Dimension]) -> String {
    let (key, places) = (level.id(), scope.places(without));
    let spend = scope.once(&scope.sql(
        include_str!("sql/spend_by_place.sql"),
        &[("key", key.to_owned()), ("places", places.clone()), ("channels", scope.channels(&[]))],
    ));
    let name = if level == Dimension::Dealer { "d.name" } else { "k.key" };
    scope.sql(
        include_str!("sql/places.sql"),
        &[
            ("key", key.to_owned()),
            ("name", name.to_owned()),
            ("places", places),
            ("measures", scope.measures(key, &scope.pass(without))),
            ("spend_by_place", spend),
        ],
    )
}

/// The page on regions.
pub(super) fn regions(scope: &Scope) -> Vec<ExpectedTable> {
    let level = level(scope);
    let provinces = scope.rows(
        include_str!("sql/provinces.sql"),
        &[("places_table", places_sql(scope, Dimension::Province, &[Dimension::Province]))],
    );
    let gap = if level == Dimension::Dealer {
        Vec::new()
    } else {
        let measures = scope.measures("dealer", &scope.pass(&[]));
        scope.rows(include_str!("sql/gap.sql"), &[("key", level.id().to_owned()), ("measures", measures)])
    };
    let without = [Dimension::Region];
    let customers = scope.rows(include_str!("sql/customer_regions.sql"), &[("pass", scope.pass(&without))]);
    let teams = scope.rows(include_str!("sql/crm_team.sql"), &[("places", scope.places(&without))]);
    vec![
        table("regions", &["key"], places(scope, level, &[])),
        table("provinces", &["key"], provinces),
        table("gap", &["key"], gap),
        table("customer_regions", &["year", "key"], customers),
        table("crm_team", &["key"], teams),
    ]
}
