//! An answer as the page holds it: shared, and compared as cheaply as it can be.

use std::ops::Deref;
use std::rc::Rc;

use dealerscope_core::answer::{Answer, Table, Value};
use dealerscope_core::query::Query;

/// An answer and what it answers.
#[derive(Clone, Debug)]
pub struct Answered {
    /// What was asked.
    pub query: Query,
    /// The answer without its tables, which are [`Answered::sheet`]s.
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
    pub fn new(query: Query, mut answer: Answer, before: Option<&Self>) -> Self {
        let sheets = std::mem::take(&mut answer.tables).into_iter().map(Sheet::new).collect();
        Self { query, answer: Rc::new(answer), sheets }.beside(before)
    }

    /// The same answer, after the one before.
    #[must_use]
    pub fn beside(&self, before: Option<&Self>) -> Self {
        let known = before.map_or(&[][..], |b| &b.sheets);
        let stays = |sheet: &Sheet| known.iter().find(|k| ***k == **sheet).unwrap_or(sheet).clone();
        let sheets = self.sheets.iter().map(stays).collect();
        Self { query: self.query.clone(), answer: self.answer.clone(), sheets }
    }

    /// Whether nothing is to be drawn again for the other one.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.query == other.query && self.answer == other.answer && self.sheets == other.sheets
    }

    /// The table with this id.
    #[must_use]
    pub fn sheet(&self, id: &str) -> Option<Sheet> {
        self.sheets.iter().find(|s| s.id == id).cloned()
    }
}

/// A table that is shared. It equals only itself.
#[derive(Clone, Debug)]
pub struct Sheet(Rc<Table>);

impl Sheet {
    /// Takes a table in.
    #[must_use]
    pub fn new(table: Table) -> Self {
        Self(Rc::new(table))
    }

    /// The rows that hold a text somewhere, whatever its capitals; the sheet itself where none is asked for.
    #[must_use]
    pub fn holding(&self, text: &str) -> Self {
        let text = lowercase(text.trim());
        if text.is_empty() {
            return self.clone();
        }
        let holds = |value: &Value| value.text().is_some_and(|cell| lowercase(cell).contains(&text));
        let rows = self.rows.iter().filter(|row| row.iter().any(holds)).cloned().collect();
        Self::new(Table { id: self.id.clone(), columns: self.columns.clone(), rows })
    }
}

/// A text in small letters, by the browser's tables of them: the library's would travel in the page's module.
fn lowercase(text: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    let small = String::from(js_sys::JsString::from(text).to_lower_case());
    #[cfg(not(target_arch = "wasm32"))]
    let small = text.to_lowercase();
    small
}

impl Deref for Sheet {
    type Target = Table;

    fn deref(&self) -> &Table {
        &self.0
    }
}

impl PartialEq for Sheet {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
