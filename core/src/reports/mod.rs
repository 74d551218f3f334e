//! The pages: each turns a scope into figures and tables. The rules stand in `docs/answers.md`.

/// A row of cells from values of any kind that a cell can hold.
macro_rules! row {
    ($($value:expr),* $(,)?) => { vec![$($crate::answer::Value::from($value)),*] };
}

mod channels;
mod coverage;
mod customers;
mod data;
mod dealers;
mod figures;
mod findings;
mod funnel;
mod gap;
mod members;
mod overview;
mod peers;
mod profile;
mod regions;
mod staffing;
mod time_to_order;

use crate::answer::{Answer, Notice, Rule};
use crate::cube::Scope;
use crate::descriptor::Settings;
use crate::query::{Page, Query};
use crate::snapshot::Snapshot;
use crate::time::Span;

/// Answers a query from a snapshot: what the browser shows and the command line prints.
#[must_use]
pub fn answer(snapshot: &Snapshot, query: &Query) -> Answer {
    let mut answer = Answer {
        page: query.page,
        as_of: snapshot.as_of,
        basis: query.basis,
        period: Span::default(),
        comparison: None,
        figures: Vec::new(),
        tables: Vec::new(),
        rules: rules(&snapshot.descriptor.dealerscope.settings),
        notices: Vec::new(),
        coverage: crate::answer::Coverage::default(),
    };
    let Some(scope) = Scope::new(snapshot, query, &mut answer.notices) else { return answer };
    answer.period = scope.span;
    answer.comparison = scope.comparison;
    answer.coverage = coverage::of(&scope);
    for (absent, table) in [(scope.targets.is_none(), "targets"), (scope.spend.is_none(), "spend")] {
        if absent {
            answer.notices.push(Notice::TableAbsent(table.to_owned(), query.page.id().to_owned()));
        }
    }
    answer.figures = figures::common(&scope);
    match query.page {
        Page::Overview => overview::fill(&scope, &mut answer),
        Page::Regions => regions::fill(&scope, &mut answer),
        Page::Channels => channels::fill(&scope, &mut answer),
        Page::Dealers => dealers::fill(&scope, query, &mut answer),
        Page::Data => data::fill(&scope, &mut answer),
    }
    answer
}

/// The settings that the reports rest on, each as it is in force.
fn rules(settings: &Settings) -> Vec<Rule> {
    let list = |numbers: &[u32]| numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
    let needs: Vec<String> = settings.staffing_needs.iter().map(|(m, s)| format!("{m}+{s}")).collect();
    [
        ("hot_months", settings.hot_months.to_string()),
        ("warm_months", settings.warm_months.to_string()),
        ("maturity_days", settings.maturity_days.to_string()),
        ("smallest_group", settings.smallest_group.to_string()),
        ("fiscal_year_start", settings.fiscal_year_start.to_string()),
        ("volume_edges", list(&settings.volume_edges)),
        ("staffing_edges", list(&settings.staffing_edges)),
        ("staffing_needs", needs.join(" ")),
        ("margin", settings.margin.map_or_else(String::new, |m| m.to_string())),
        ("crm_team_mark", settings.crm_team_mark.to_string()),
        ("event_mark", settings.event_mark.to_string()),
    ]
    .into_iter()
    .map(|(id, value)| Rule { id: id.to_owned(), value })
    .collect()
}
