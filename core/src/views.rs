//! Views: leads or amounts by one or two dimensions, as many at once as are asked for.

use serde::{Deserialize, Serialize};

use crate::answer::Notice;
use crate::cube::Scope;
use crate::cube::tally::{ORDERED, add_amount};
use crate::query::{Basis, Dimension, Query};
use crate::reports::overview::Months;
use crate::snapshot::Snapshot;
use crate::tables::STAGES;

/// Leads that are taken together: few enough for their numbers and codes to stay in the processor's cache.
const BLOCK: usize = 4096;

/// What the cells of a view stand by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum By {
    /// The month of creation.
    Month,
    /// The furthest stage reached, `leads` where none was.
    Stage,
    /// A dimension.
    Of(Dimension),
}

/// What is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measure {
    /// The number of leads.
    Leads,
    /// The price of the orders, in the snapshot's currency.
    Amount,
}

/// A table that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// What its rows are.
    pub rows: By,
    /// What its columns are, unless it has one only.
    pub columns: Option<By>,
    /// What its cells hold.
    pub measure: Measure,
}

/// A table with a cell for every pair of a row and a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// The key of each row. The empty one is "not stated", and of months "outside the snapshot's".
    pub rows: Vec<String>,
    /// The key of each column; none where the view names no columns.
    pub columns: Vec<String>,
    /// The cells, row by row: counts, or amounts where at least one order states its own; no number elsewhere.
    pub cells: Vec<f64>,
}

/// Answers many views of one query in one pass over the leads. All filters apply to each, and the period
/// as in `docs/answers.md`; what the query asks in vain is among the notices.
#[must_use]
pub fn views(snapshot: &Snapshot, query: &Query, views: &[View]) -> (Vec<Grid>, Vec<Notice>) {
    let mut notices = Vec::new();
    let Some(scope) = Scope::new(snapshot, query, &mut notices) else { return (Vec::new(), notices) };
    let months = Months::of(&scope);
    let mut grids: Vec<Grid> = views.iter().map(|view| empty(&scope, &months, *view)).collect();
    let mut axes: Vec<By> = Vec::new();
    for by in views.iter().flat_map(|view| [Some(view.rows), view.columns]).flatten() {
        if !axes.contains(&by) {
            axes.push(by);
        }
    }
    let mut codes = vec![Vec::with_capacity(BLOCK); axes.len()];
    let mut picked = Vec::with_capacity(BLOCK);
    for begin in (0..scope.leads.len()).step_by(BLOCK) {
        let block = begin..scope.leads.len().min(begin + BLOCK);
        for measure in [Measure::Leads, Measure::Amount] {
            let wanted = |by: By| {
                let mut asked = views.iter().filter(|view| view.measure == measure);
                asked.any(|view| view.rows == by || view.columns == Some(by))
            };
            picked.clear();
            picked.extend(block.clone().filter(|&lead| counts(&scope, measure, lead)));
            for (codes, &by) in codes.iter_mut().zip(&axes).filter(|(_, by)| wanted(**by)) {
                codes.clear();
                number(&scope, &months, by, &picked, codes);
            }
            for (grid, view) in grids.iter_mut().zip(views).filter(|(_, view)| view.measure == measure) {
                let of = |by: By| axes.iter().position(|a| *a == by).map_or(&[][..], |place| &codes[place]);
                add(&scope, grid, measure, &picked, of(view.rows), view.columns.map(of));
            }
        }
    }
    (grids, notices)
}

/// Whether a lead belongs into the cells of a measure.
fn counts(scope: &Scope<'_>, measure: Measure, lead: usize) -> bool {
    let leads = &scope.leads;
    scope.fail[lead] == 0
        && match (measure, scope.basis) {
            (Measure::Leads, _) => scope.span.holds(leads.created[lead]),
            (Measure::Amount, Basis::Cohort) => {
                usize::from(leads.last[lead]) > ORDERED && scope.span.holds(leads.created[lead])
            }
            (Measure::Amount, Basis::Activity) => {
                let (from, to) = Scope::bounds(scope.span);
                (from..=to).contains(&leads.stages[ORDERED][lead])
            }
        }
}

fn empty(scope: &Scope<'_>, months: &Months, view: View) -> Grid {
    let rows = keys(scope, months, view.rows);
    let columns = view.columns.map(|by| keys(scope, months, by)).unwrap_or_default();
    let nothing = if view.measure == Measure::Leads { 0.0 } else { f64::NAN };
    Grid { cells: vec![nothing; rows.len() * columns.len().max(1)], rows, columns }
}

/// The keys of a view's rows or columns, in the order of their numbers.
fn keys(scope: &Scope<'_>, months: &Months, by: By) -> Vec<String> {
    match by {
        By::Month => {
            let months = (0..months.count).map(|place| months.month(place).to_string());
            months.chain([String::new()]).collect()
        }
        By::Stage => ["leads"].into_iter().chain(STAGES).map(str::to_owned).collect(),
        By::Of(dimension) => scope.snapshot.words(dimension).to_vec(),
    }
}

/// The numbers of the picked leads' keys.
fn number(scope: &Scope<'_>, months: &Months, by: By, picked: &[usize], out: &mut Vec<usize>) {
    let leads = &scope.leads;
    let picked = picked.iter();
    match by {
        By::Month => out.extend(picked.map(|&lead| months.place(leads.created[lead]))),
        By::Stage => out.extend(picked.map(|&lead| usize::from(leads.last[lead]))),
        By::Of(Dimension::Channel) => out.extend(picked.map(|&lead| usize::from(leads.channel[lead]))),
        By::Of(Dimension::Series) => out.extend(picked.map(|&lead| usize::from(leads.series[lead]))),
        By::Of(Dimension::Origin) => out.extend(picked.map(|&lead| usize::from(leads.origin[lead]))),
        By::Of(Dimension::Kind) => out.extend(picked.map(|&lead| usize::from(leads.kind[lead]))),
        By::Of(Dimension::Temperature) => {
            out.extend(picked.map(|&lead| usize::from(leads.temperature[lead])));
        }
        By::Of(place) => {
            let of_dealer = scope.snapshot.places.of_dealer(place);
            out.extend(picked.map(|&lead| usize::from(of_dealer[usize::from(leads.dealer[lead])])));
        }
    }
}

/// Adds the picked leads to the cells of a view.
fn add(
    scope: &Scope<'_>,
    grid: &mut Grid,
    measure: Measure,
    picked: &[usize],
    rows: &[usize],
    columns: Option<&[usize]>,
) {
    let width = grid.columns.len().max(1);
    let mut add = |lead: usize, cell: usize| {
        let cell = &mut grid.cells[cell];
        if measure == Measure::Leads {
            *cell += 1.0;
        } else {
            let mut sum = (!cell.is_nan()).then_some(*cell);
            add_amount(&mut sum, scope.leads.amount[lead]);
            *cell = sum.unwrap_or(f64::NAN);
        }
    };
    match columns {
        None => picked.iter().zip(rows).for_each(|(&lead, &row)| add(lead, row)),
        Some(columns) => {
            let cells = rows.iter().zip(columns).map(|(row, column)| row * width + column);
            picked.iter().zip(cells).for_each(|(&lead, cell)| add(lead, cell));
        }
    }
}
