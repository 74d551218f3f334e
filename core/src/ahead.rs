//! Answers that are worked out before anybody asks for them.
//!
//! Where an answer takes longer than a frame, readers go in small steps: another value of the filter that they have just
//! changed, a period one month further, another page. While they look at one answer, those are prepared; where answers come
//! quickly anyway, nothing is.

use std::collections::VecDeque;

use crate::answer::Answer;
use crate::cube::Scope;
use crate::query::{Dimension, Query};
use crate::reports::answer;
use crate::snapshot::Snapshot;
use crate::tables::Leads;

/// Milliseconds of a frame: an answer that takes no longer need not be prepared.
const FRAME: f64 = 16.0;

/// Milliseconds of work after one question; a reader who looks on for longer wants the processor to rest.
const ENOUGH: f64 = 1500.0;

/// How many answers are kept: those to a filter with a dozen values, and the pages.
const KEPT: usize = 16;

/// The parts of an answer that are worked out each by itself, so that a question that comes meanwhile waits for one of
/// them only: the days and the counts of the period and of the comparison, then the rest.
const PARTS: usize = 5;

/// The answers to the questions that are likely to come, for one snapshot.
#[derive(Debug, Default)]
pub struct Ahead {
    last: Option<Query>,
    /// Dimensions whose filters were prepared.
    dimensions: usize,
    queue: VecDeque<Query>,
    /// The part of the first in the queue that comes next.
    part: usize,
    /// Milliseconds spent on the first in the queue, and on all since the last question.
    on_first: f64,
    spent: f64,
    /// The newest last.
    kept: Vec<(Query, Box<Answer>)>,
}

impl Ahead {
    /// The answer, if it is known already.
    pub fn take(&mut self, query: &Query) -> Option<Box<Answer>> {
        let at = self.kept.iter().position(|(known, _)| known == query)?;
        Some(self.kept.remove(at).1)
    }

    /// Takes a question that was answered, and the milliseconds that it took to work the answer out: `None` if it was
    /// known. What is likely to come next is prepared from now on.
    pub fn answered(&mut self, snapshot: &Snapshot, query: Query, answer: Box<Answer>, took: Option<f64>) {
        self.queue.clear();
        (self.part, self.on_first, self.spent) = (0, 0.0, 0.0);
        if took.is_none_or(|took| took > FRAME) {
            // "Not stated", the first of the words, is rarely asked for.
            let values = |dimension| {
                let mut words = snapshot.words(dimension).to_vec();
                let first = 1.min(words.len());
                words.rotate_left(first);
                words
            };
            self.queue = query.near(self.last.as_ref(), snapshot.months, values).into();
            self.keep(query.clone(), answer);
        }
        self.last = Some(query);
    }

    /// Works out a part of what is likely to be asked, and gives whether there is more to do. `now` are milliseconds by
    /// any clock. No answer depends on it.
    pub fn step(&mut self, snapshot: &Snapshot, now: impl Fn() -> f64) -> bool {
        // The codes as bits are what any first filter needs, whether answers are slow or not.
        if let (Some(&dimension), Ok(leads)) =
            (Dimension::OF_LEADS.get(self.dimensions), Leads::of(&snapshot.leads))
        {
            snapshot.planes(dimension, &leads);
            self.dimensions += 1;
            return true;
        }
        let Some(query) = self.queue.pop_front() else { return false };
        if let Some(at) = self.kept.iter().position(|(known, _)| *known == query) {
            // It is near again, and stays.
            self.kept[at..].rotate_left(1);
            return true;
        }
        let begun = now();
        let done = part(snapshot, &query, self.part);
        let took = now() - begun;
        self.on_first += took;
        self.spent += took;
        self.part += 1;
        let Some(answer) = done else {
            self.queue.push_front(query);
            return true;
        };
        if self.on_first > FRAME {
            self.keep(query, Box::new(answer));
        }
        (self.part, self.on_first) = (0, 0.0);
        if self.spent > ENOUGH {
            self.queue.clear();
        }
        true
    }

    fn keep(&mut self, query: Query, answer: Box<Answer>) {
        if self.kept.len() == KEPT {
            self.kept.remove(0);
        }
        self.kept.push((query, answer));
    }
}

/// Works out one of the [`PARTS`] of an answer; the last one gives it.
fn part(snapshot: &Snapshot, query: &Query, part: usize) -> Option<Answer> {
    let _guest = snapshot.memory.guest();
    let scope = Scope::new(snapshot, query, &mut Vec::new()).filter(|_| part < PARTS - 1);
    let Some(scope) = scope else { return Some(answer(snapshot, query)) };
    let span = if part.is_multiple_of(2) { Some(scope.span) } else { scope.comparison };
    match span {
        Some(span) if part < 2 => drop(scope.days(span)),
        Some(span) => drop(scope.by_dealer(span)),
        None => {}
    }
    None
}
