//! Answers that are worked out before anybody asks for them.
//!
//! Readers go in small steps: another value of the filter that they have just changed, a period one month further, another
//! page, a first filter. While they look at one answer, those are prepared; where answers come at once anyway, none is.

use std::collections::VecDeque;

use crate::answer::Answer;
use crate::cube::{Scope, keeps_tallies};
use crate::query::near::NEAR;
use crate::query::{Dimension, Query};
use crate::reports::answer;
use crate::snapshot::Snapshot;
use crate::tables::Leads;

/// Milliseconds: an answer that takes no longer need not be prepared. A quarter of a frame, as the page draws in the rest.
const SHORT: f64 = 4.0;

/// Milliseconds of work after one question; a reader who looks on for longer wants the processor to rest.
const ENOUGH: f64 = 1500.0;

/// How many answers are kept: the last that was asked for, those near it, and as many from before, as readers go back.
const KEPT: usize = 2 * NEAR + 1;

/// How many cells of tables are kept, some 30 bytes each and what they say. A page of five hundred dealers has twenty
/// thousand.
const CELLS: usize = 1 << 20;

/// The parts of an answer that are worked out each by itself, so that a question that comes meanwhile waits for one of
/// them only: the days and the counts of the period and of the comparison, then the rest.
const PARTS: usize = 5;

/// The answers to the questions that are likely to come, for one snapshot.
#[derive(Debug, Default)]
pub struct Ahead {
    last: Option<Query>,
    /// The values of the first dimensions of leads, by then with planes.
    values: Vec<Vec<String>>,
    queue: VecDeque<Query>,
    /// The part of the first in the queue that comes next.
    part: usize,
    /// Milliseconds spent on the first in the queue, and on all since the last question.
    on_first: f64,
    spent: f64,
    /// The newest last.
    kept: Vec<(Query, Box<Answer>)>,
    /// How many of the newest are near the last question, itself included: none makes room for a less likely one.
    near: usize,
}

impl Ahead {
    /// The answer, if it is known already.
    pub fn take(&mut self, query: &Query) -> Option<Box<Answer>> {
        let at = self.kept.iter().position(|(known, _)| known == query)?;
        self.near = 0;
        Some(self.kept.remove(at).1)
    }

    /// Takes a question that was answered, and the milliseconds that it took to work the answer out: `None` if it was
    /// known. What is likely to come next is prepared from now on.
    pub fn answered(&mut self, snapshot: &Snapshot, query: Query, answer: Box<Answer>, took: Option<f64>) {
        self.rest();
        self.near = 0;
        if took.is_none_or(|took| took > SHORT) {
            self.look(snapshot, &query);
            if took.is_none() {
                // Its counts may be gone: a filter on places or channels needs them.
                self.queue.push_front(query.clone());
            }
            self.keep(query.clone(), answer);
        }
        self.last = Some(query);
    }

    /// Takes a question that the reader has gone back to, and whose answer is shown already. Where answers are slow, what is
    /// likely to come next is prepared from now on.
    pub fn shown(&mut self, snapshot: &Snapshot, query: Query) {
        if let Some(answer) = self.take(&query) {
            return self.answered(snapshot, query, answer, None);
        }
        self.rest();
        self.near = 0;
        if !self.kept.is_empty() {
            self.look(snapshot, &query);
            self.queue.push_front(query.clone());
        }
        self.last = Some(query);
    }

    /// Puts what is near a question in the queue.
    fn look(&mut self, snapshot: &Snapshot, query: &Query) {
        let mut values = [&[][..]; Dimension::OF_LEADS.len()];
        for (all, values) in values.iter_mut().zip(&self.values) {
            *all = values;
        }
        self.queue = query.near(self.last.as_ref(), snapshot.months, values).into();
    }

    /// Prepares nothing more until the next question was answered.
    pub fn rest(&mut self) {
        self.queue.clear();
        (self.part, self.on_first, self.spent) = (0, 0.0, 0.0);
    }

    /// Works out a part of what is likely to be asked, and gives whether there is more to do. `now` are milliseconds by
    /// any clock. No answer depends on it.
    pub fn step(&mut self, snapshot: &Snapshot, now: impl Fn() -> f64) -> bool {
        // The codes as bits are what any first filter needs, whether answers are slow or not.
        if let (Some(&dimension), Ok(leads)) =
            (Dimension::OF_LEADS.get(self.values.len()), Leads::of(&snapshot.leads))
        {
            snapshot.planes(dimension, &leads);
            let values = snapshot.values(dimension, &leads);
            self.values.push(values.into_iter().take(NEAR).map(|(code, _)| code.to_owned()).collect());
            // What is near the first question was put down when its values were not known yet.
            if let (Some(query), false) = (self.last.clone(), self.queue.is_empty()) {
                self.look(snapshot, &query);
            }
            return true;
        }
        let Some(query) = self.queue.front() else { return false };
        let asked = self.last.as_ref() == Some(query);
        if let Some(at) = self.kept.iter().position(|(known, _)| known == query).filter(|_| !asked) {
            // It is near again, and stays.
            self.kept[at..].rotate_left(1);
            self.near += 1;
            self.queue.pop_front();
            return true;
        }
        let begun = now();
        let answer = work_out(snapshot, query, self.part, asked);
        let took = now() - begun;
        self.on_first += took;
        self.spent += took;
        self.part += 1;
        if self.part == PARTS {
            let worth = self.on_first > SHORT;
            (self.part, self.on_first) = (0, 0.0);
            if let (Some(query), Some(answer), true) = (self.queue.pop_front(), answer, worth) {
                self.keep(query, Box::new(answer));
            }
        }
        if self.spent > ENOUGH {
            self.rest();
        }
        true
    }

    /// Keeps an answer in the place of those that are near no more; where there is no room left, nothing more is prepared.
    fn keep(&mut self, query: Query, answer: Box<Answer>) {
        let cells = |answer: &Answer| -> usize {
            answer.tables.iter().map(|table| table.rows.len() * table.columns.len()).sum()
        };
        let mut all = cells(&answer) + self.kept.iter().map(|(_, answer)| cells(answer)).sum::<usize>();
        while self.kept.len() == KEPT || all > CELLS {
            if self.kept.len() == self.near {
                self.rest();
                return;
            }
            all -= cells(&self.kept.remove(0).1);
        }
        self.kept.push((query, answer));
        self.near += 1;
    }
}

/// Works out one of the [`PARTS`] of an answer; the last one gives it, unless it was told already.
fn work_out(snapshot: &Snapshot, query: &Query, part: usize, told: bool) -> Option<Answer> {
    let _guest = (!told).then(|| snapshot.memory.guest());
    if part == PARTS - 1 {
        return (!told).then(|| answer(snapshot, query));
    }
    let counts = part >= 2;
    if counts && !keeps_tallies(snapshot.index.cells.len()) {
        return None;
    }
    let mut query = query.clone();
    if !counts {
        // Days are those of all leads.
        query.filters.clear();
    }
    let scope = Scope::new(snapshot, &query, &mut Vec::new())?;
    let span = if part.is_multiple_of(2) { Some(scope.span) } else { scope.comparison };
    match span {
        Some(span) if counts => drop(scope.by_dealer(span)),
        Some(span) => drop(scope.days(span)),
        None => {}
    }
    None
}
