//! An answer as the page holds it: shared, and compared as cheaply as it can be.

use std::ops::Deref;
use std::rc::Rc;

use dealerscope_core::answer::{Answer, Table};
use dealerscope_core::query::Query;

/// An answer and what it answers.
#[derive(Clone, Debug)]
pub struct Answered {
    /// What was asked.
    pub query: Query,
    /// The answer.
    pub answer: Rc<Answer>,
    sheets: Rc<[Sheet]>,
}

impl PartialEq for Answered {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.answer, &other.answer)
    }
}

impl Answered {
    /// Takes an answer in. A table that the answer before held with the same cells stays the same
    /// sheet, so that nothing is drawn again for it.
    #[must_use]
    pub fn new(query: Query, answer: Answer, before: Option<&Self>) -> Self {
        let answer = Rc::new(answer);
        let known = before.map_or(&[][..], |b| &b.sheets);
        let sheets = (0..answer.tables.len())
            .map(|index| {
                let sheet = Sheet { answer: answer.clone(), index };
                known.iter().find(|k| ***k == *sheet).cloned().unwrap_or(sheet)
            })
            .collect();
        Self { query, answer, sheets }
    }

    /// The table with this id.
    #[must_use]
    pub fn sheet(&self, id: &str) -> Option<Sheet> {
        self.sheets.iter().find(|s| s.id == id).cloned()
    }
}

/// A table of an answer, shared with it.
#[derive(Clone, Debug)]
pub struct Sheet {
    answer: Rc<Answer>,
    index: usize,
}

impl Deref for Sheet {
    type Target = Table;

    fn deref(&self) -> &Table {
        &self.answer.tables[self.index]
    }
}

impl PartialEq for Sheet {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.answer, &other.answer) && self.index == other.index
    }
}
