//! The keys that views go by, and counting by them.

use std::sync::Arc;

use crate::cube::index::Cell;
use crate::cube::tally::ORDERED;
use crate::cube::{Days, Dimensions, LARGEST, Months, Scope};
use crate::query::Dimension;
use crate::tables::STAGES;
use crate::views::{By, Grid, Measure, Part, View, add};

/// The keys of a snapshot's leads, by number.
pub(super) struct Keys<'a> {
    scope: &'a Scope<'a>,
    months: &'a Months,
    days: Arc<Days>,
}

impl<'a> Keys<'a> {
    pub(super) fn of(scope: &'a Scope<'a>) -> Self {
        Self { scope, months: scope.months(), days: scope.days(scope.span) }
    }

    /// The words of the keys, in the order of their numbers.
    fn words(&self, by: By) -> Vec<String> {
        match by {
            By::Month => {
                let months = (0..self.months.count).map(|place| self.months.month(place).to_string());
                months.chain([String::new()]).collect()
            }
            By::Stage => ["leads"].into_iter().chain(STAGES).map(str::to_owned).collect(),
            By::Of(dimension) => self.scope.snapshot.words(dimension).to_vec(),
        }
    }

    fn len(&self, by: Option<By>) -> usize {
        match by {
            None => 1,
            Some(By::Month) => self.months.count + 1,
            Some(By::Stage) => STAGES.len() + 1,
            Some(By::Of(dimension)) => self.scope.snapshot.words(dimension).len(),
        }
    }

    /// The number of a lead's key; nought for what follows from its cell.
    fn of_lead(&self, by: Option<By>, lead: usize) -> usize {
        let leads = &self.scope.leads;
        match by {
            Some(By::Month) => self.months.place(leads.created[lead]),
            Some(By::Stage) => leads.last[lead].into(),
            Some(By::Of(Dimension::Series)) => leads.series[lead].into(),
            Some(By::Of(Dimension::Origin)) => leads.origin[lead].into(),
            Some(By::Of(Dimension::Kind)) => leads.kind[lead].into(),
            Some(By::Of(Dimension::Temperature)) => leads.temperature[lead].into(),
            _ => 0,
        }
    }

    /// The number of a cell's key; nought for what differs from lead to lead.
    fn of_cell(&self, by: Option<By>, cell: &Cell) -> usize {
        match by {
            Some(By::Of(Dimension::Channel)) => cell.channel.into(),
            Some(By::Of(place)) if Dimensions::PLACES.has(place) => {
                self.scope.snapshot.places.of_dealer(place)[usize::from(cell.dealer)].into()
            }
            _ => 0,
        }
    }

    /// How many numbers a part has for each cell.
    fn width(&self, part: Part) -> usize {
        self.len(part.rows) * self.len(part.columns)
    }

    /// Counts parts of each cell of the index, cell by cell. Those that would outweigh the leads stay empty.
    pub(super) fn count(&self, parts: &[Part]) -> Vec<Vec<f64>> {
        let cells = &self.scope.snapshot.index.cells;
        // Twice as wide as the counts of the pages, and so half as many.
        let mut room = LARGEST / 2;
        let count = |part: &Part| {
            let width = self.width(*part);
            let Some(left) = room.checked_sub(cells.len() * width) else { return Vec::new() };
            room = left;
            let mut counts = vec![part.measure.nothing(); cells.len() * width];
            for (cell, counts) in cells.iter().zip(counts.chunks_exact_mut(width)) {
                self.add_cell(*part, cell, counts);
            }
            counts
        };
        parts.iter().map(count).collect()
    }

    /// Adds the leads of a cell to the counts of a part.
    fn add_cell(&self, part: Part, cell: &Cell, counts: &mut [f64]) {
        let scope = self.scope;
        let words = &scope.snapshot.index.words;
        let select = |word: usize| match part.measure {
            Measure::Leads => self.days.created[word],
            Measure::Amount => self.days.ordered(word, words[word].reached[ORDERED]),
        };
        let columns = self.len(part.columns);
        scope.each_in(cell, select, |lead| {
            let place = self.of_lead(part.rows, lead) * columns + self.of_lead(part.columns, lead);
            add(&mut counts[place], part.measure.of(scope.leads.amount[lead]));
        });
    }

    /// Sums a view from the counts of its part.
    pub(super) fn sum(&self, view: View, counts: &[f64]) -> Grid {
        let part = view.part();
        let (width, columns) = (self.width(part), self.len(view.columns));
        // Where rows alone go from lead to lead, their counts lie in one column.
        let step = if part.rows.is_some() && part.columns.is_none() { columns } else { 1 };
        let mut cells = vec![view.measure.nothing(); self.len(Some(view.rows)) * columns];
        let mut own = vec![view.measure.nothing(); width];
        for (at, cell) in self.scope.snapshot.index.cells.iter().enumerate() {
            if !self.scope.has(cell, Dimensions::NONE) {
                continue;
            }
            let counted = counts.get(at * width..(at + 1) * width).unwrap_or_else(|| {
                own.fill(view.measure.nothing());
                self.add_cell(part, cell, &mut own);
                &own
            });
            let first = self.of_cell(Some(view.rows), cell) * columns + self.of_cell(view.columns, cell);
            let sums = cells[first..].iter_mut().step_by(step);
            sums.zip(counted).for_each(|(sum, count)| add(sum, *count));
        }
        Grid {
            rows: self.words(view.rows),
            columns: view.columns.map(|by| self.words(by)).unwrap_or_default(),
            cells,
        }
    }
}
