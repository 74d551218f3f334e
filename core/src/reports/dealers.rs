//! The ranking of dealers.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::answer::{Answer, Figure, Notice, Table, Unit};
use crate::cube::tally::{CONTACTED, share};
use crate::cube::{Dimensions, Scope, Tally};
use crate::order;
use crate::query::{Dimension, Query};
use crate::reports::figures::{self, is_small, over};
use crate::reports::members::Members;
use crate::reports::staffing::{self, Staffing};
use crate::reports::{peers, profile};
use crate::stats;

const OWN: Dimension = Dimension::Dealer;

/// All that is known of the dealers under the filters, by dealer number.
pub(crate) struct Ranking {
    pub(crate) now: Vec<Tally>,
    pub(crate) before: Option<Vec<Tally>>,
    pub(crate) rates: Vec<Option<f64>>,
    pub(crate) ranks: Vec<Option<u32>>,
    pub(crate) ranks_before: Option<Vec<Option<u32>>>,
    pub(crate) groups: Vec<String>,
    pub(crate) quartiles: Vec<(u32, Option<u32>)>,
    pub(crate) targets: Vec<Option<f64>>,
    /// Median minutes to the first contact.
    pub(crate) medians: Arc<Vec<Option<f64>>>,
    pub(crate) consultants: Vec<Option<i64>>,
    pub(crate) staffing: Staffing,
}

impl Ranking {
    pub(crate) fn of(scope: &Scope<'_>) -> Self {
        let members = Members::of(scope, OWN);
        let now = peers::tallies(scope, scope.span);
        let before = scope.comparison.map(|span| peers::tallies(scope, span));
        let shown = |dealer: usize| scope.has_dealer(dealer, Dimensions::of(OWN));
        let rates = peers::ranked(scope, &now);
        let groups = peers::groups(scope);
        Self {
            ranks: peers::ranks(&rates, shown),
            ranks_before: before.as_ref().map(|b| peers::ranks(&peers::ranked(scope, b), shown)),
            quartiles: peers::quartiles(&rates, &groups),
            targets: members.targets("orders", scope.span, Dimensions::PLACES),
            medians: scope.median_responses(scope.span),
            consultants: peers::numbers(scope, "consultants"),
            staffing: Staffing::of(scope),
            now,
            before,
            rates,
            groups,
        }
    }

    /// Leads for each sales consultant.
    pub(crate) fn leads_per_consultant(&self, dealer: usize) -> Option<f64> {
        let consultants = u32::try_from(self.consultants[dealer]?).ok().filter(|n| *n > 0)?;
        Some(f64::from(self.now[dealer].leads) / f64::from(consultants))
    }
}

pub(crate) fn fill(scope: &Scope<'_>, query: &Query, answer: &mut Answer) {
    let ranking = Ranking::of(scope);
    answer.figures.extend(figures_of(scope, &ranking));
    answer.tables.push(table(scope, &ranking));
    answer.tables.push(staffing::table(scope, &ranking.staffing));
    let only = query.filter(OWN).filter(|ids| ids.len() == 1).and_then(|ids| ids.first());
    let number = only.and_then(|id| scope.snapshot.places.keys(OWN).iter().position(|key| key == id));
    if let Some(dealer) = number.filter(|d| *d > 0 && scope.filtered.has(OWN)) {
        profile::fill(scope, &ranking, dealer, answer);
        answer.notices.push(Notice::TableAbsent("customers".to_owned(), "owner_consultant_left".to_owned()));
    }
}

fn figures_of(scope: &Scope<'_>, ranking: &Ranking) -> Vec<Figure> {
    let shown: Vec<usize> =
        (1..ranking.now.len()).filter(|&d| scope.has_dealer(d, Dimensions::NONE)).collect();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let ranked = shown.iter().filter(|&&d| ranking.rates[d].is_some()).count();
    let ranked_before =
        ranking.ranks_before.as_ref().map(|ranks| shown.iter().filter(|&&d| ranks[d].is_some()).count());
    let short = shown.iter().filter(|&&d| ranking.staffing.short(d).is_some_and(|(m, s)| m + s > 0)).count();
    let total = scope.total(scope.span);
    let total_before = scope.comparison.map(|span| scope.total(span));
    let response = |id: &str, at: usize| {
        let of = |t: &Tally| (t.responded[at], t.responded[3]);
        figures::rate(scope, id, of(&total), total_before.as_ref().map(of), None)
    };
    let followed = |t: &Tally| (t.reached[CONTACTED], t.leads);
    vec![
        figures::count("ranked_dealers", count(ranked), ranked_before.map(count), None),
        figures::count("short_of_staff", count(short), None, None),
        figures::figure(
            "median_response_minutes",
            Unit::Minutes,
            scope.median_response(scope.span),
            scope.comparison.and_then(|span| scope.median_response(span)),
            None,
        ),
        response("within_30_minutes", 1),
        response("within_24_hours", 2),
        figures::rate(scope, "followed_up", followed(&total), total_before.as_ref().map(followed), None),
    ]
}

/// The columns of the ranking.
const COLUMNS: [(&str, Unit); 44] = [
    ("dealer_id", Unit::Code),
    ("name", Unit::Text),
    ("region", Unit::Text),
    ("province", Unit::Text),
    ("city", Unit::Text),
    ("leads", Unit::Count),
    ("contacted", Unit::Count),
    ("visited", Unit::Count),
    ("test_drive", Unit::Count),
    ("quoted", Unit::Count),
    ("orders", Unit::Count),
    ("deliveries", Unit::Count),
    ("conversion", Unit::Rate),
    ("conversion_low", Unit::Rate),
    ("conversion_high", Unit::Rate),
    ("small", Unit::Flag),
    ("conversion_matured", Unit::Rate),
    ("quartile", Unit::Rank),
    ("peer_group", Unit::Text),
    ("peers", Unit::Count),
    ("rank", Unit::Rank),
    ("rank_prior", Unit::Rank),
    ("orders_placed", Unit::Count),
    ("target", Unit::Number),
    ("attainment", Unit::Rate),
    ("median_response_minutes", Unit::Minutes),
    ("responses", Unit::Count),
    ("within_30_minutes", Unit::Rate),
    ("within_24_hours", Unit::Rate),
    ("followed_up", Unit::Rate),
    ("overdue", Unit::Count),
    ("open", Unit::Count),
    ("hot", Unit::Count),
    ("order_bank", Unit::Count),
    ("qualified_rate", Unit::Rate),
    ("consultants", Unit::Count),
    ("leads_per_consultant", Unit::Number),
    ("annual_sales_target", Unit::Count),
    ("managers_needed", Unit::Count),
    ("specialists_needed", Unit::Count),
    ("staff_short", Unit::Count),
    ("leads_prior", Unit::Count),
    ("orders_prior", Unit::Count),
    ("conversion_prior", Unit::Rate),
];

fn table(scope: &Scope<'_>, ranking: &Ranking) -> Table {
    let mut table = Table::new("dealers", &COLUMNS);
    let members = Members::of(scope, OWN);
    let [regions, provinces, cities] =
        [Dimension::Region, Dimension::Province, Dimension::City].map(|d| Members::of(scope, d));
    let mut order: Vec<usize> =
        (1..ranking.now.len()).filter(|&d| scope.has_dealer(d, Dimensions::of(OWN))).collect();
    let key = |d: usize| (ranking.ranks[d].unwrap_or(u32::MAX), Reverse(ranking.now[d].leads), d);
    order::sort(&mut order, &|a, b| key(a).cmp(&key(b)));
    for d in order {
        let t = &ranking.now[d];
        let interval = stats::wilson(t.orders().into(), t.leads.into());
        let old = ranking.before.as_ref().map(|b| &b[d]);
        let [contacted, visited, test_drive, quoted, orders, deliveries] = t.reached;
        let needed = ranking.staffing.needed[d];
        table.rows.push(row![
            members.keys[d].as_str(),
            members.name(d),
            regions.keys[regions.of_dealer(d)].as_str(),
            provinces.keys[provinces.of_dealer(d)].as_str(),
            cities.keys[cities.of_dealer(d)].as_str(),
            t.leads,
            contacted,
            visited,
            test_drive,
            quoted,
            orders,
            deliveries,
            t.conversion(),
            interval.map(|i| i.0),
            interval.map(|i| i.1),
            is_small(scope, t.leads),
            t.conversion_matured(scope.basis),
            ranking.quartiles[d].1,
            ranking.groups[d].as_str(),
            ranking.quartiles[d].0,
            ranking.ranks[d],
            ranking.ranks_before.as_ref().and_then(|r| r[d]),
            t.placed,
            ranking.targets[d],
            over(t.placed.into(), ranking.targets[d]),
            ranking.medians[d],
            t.responded[3],
            t.responded_within(1),
            t.responded_within(2),
            share(contacted, t.leads),
            t.overdue,
            t.open,
            t.hot,
            t.bank,
            share(t.complete, t.leads).filter(|_| scope.snapshot.knows_missing),
            ranking.consultants[d],
            ranking.leads_per_consultant(d),
            ranking.staffing.targets[d],
            needed.map(|n| n.0),
            needed.map(|n| n.1),
            ranking.staffing.short(d).map(|(m, s)| m + s),
            old.map(|b| b.leads),
            old.map(Tally::orders),
            old.and_then(Tally::conversion),
        ]);
    }
    table
}
