//! Views: leads or amounts by one or two dimensions, as many at once as are asked for.

mod keys;

use serde::{Deserialize, Serialize};

use crate::answer::Notice;
use crate::cube::{Dimensions, Scope};
use crate::query::{Dimension, Query};
use crate::snapshot::Snapshot;
use keys::Keys;

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

/// What of a view does not follow from a cell of the index, and so is counted lead by lead: its measure, and its
/// rows and columns where they are not places or channels. Views that differ by those alone share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    rows: Option<By>,
    columns: Option<By>,
    measure: Measure,
}

/// Answers many views of one query. All filters apply to each, and the period as in `docs/answers.md`; what the
/// query asks in vain is among the notices.
///
/// Leads are counted by cell once and kept, as for the pages: under another filter on places or channels a view
/// is another sum over cells.
#[must_use]
pub fn views(snapshot: &Snapshot, query: &Query, views: &[View]) -> (Vec<Grid>, Vec<Notice>) {
    let mut notices = Vec::new();
    let Some(scope) = Scope::new(snapshot, query, &mut notices) else { return (Vec::new(), notices) };
    let keys = Keys::of(&scope);
    let mut parts: Vec<Part> = Vec::new();
    for part in views.iter().map(|view| view.part()) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let counts = scope.keep_views(&parts, || keys.count(&parts));
    let of = |part: Part| parts.iter().zip(counts.iter()).find(|(known, _)| **known == part);
    let grids = views.iter().filter_map(|view| Some(keys.sum(*view, of(view.part())?.1)));
    (grids.collect(), notices)
}

impl View {
    fn part(self) -> Part {
        let by_lead = |by: &By| !by.is_of_cell();
        let columns = self.columns.filter(by_lead);
        Part { rows: Some(self.rows).filter(by_lead), columns, measure: self.measure }
    }
}

impl By {
    /// Whether all leads of a cell have the same key.
    fn is_of_cell(self) -> bool {
        matches!(self, Self::Of(d) if d == Dimension::Channel || Dimensions::PLACES.has(d))
    }
}

impl Measure {
    /// What a cell holds that has no leads.
    fn nothing(self) -> f64 {
        if self == Self::Leads { 0.0 } else { f64::NAN }
    }

    /// What a lead adds.
    fn of(self, amount: f64) -> f64 {
        if self == Self::Leads { 1.0 } else { amount }
    }
}

/// Adds what is known.
fn add(sum: &mut f64, more: f64) {
    if !more.is_nan() {
        *sum = if sum.is_nan() { more } else { *sum + more };
    }
}
