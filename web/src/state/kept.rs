//! Answers that the page has heard, for whoever goes back to them.

use std::rc::Rc;

use super::{State, question};

/// How many answers are kept: a reader's way through all pages, and back.
const KEPT: usize = 8;

impl State {
    /// Shows what the engine has answered before to what is asked now; it need not be asked again then.
    pub(super) fn recall(&mut self) {
        let query = question(&self.wanted.query);
        if let Some(known) = self.kept.iter().find(|known| known.query == query) {
            self.answered = Some(known.beside(self.answered.as_ref()));
            self.heard = self.asked;
            self.keep();
        }
    }

    /// Keeps the answer that is shown.
    pub(super) fn keep(&mut self) {
        let Some(shown) = self.answered.clone() else { return };
        let kept = Rc::make_mut(&mut self.kept);
        kept.retain(|known| known.query != shown.query);
        kept.truncate(KEPT - 1);
        kept.insert(0, shown);
    }

    /// Forgets what was answered from a snapshot that is gone, or was read anew.
    pub(super) fn forget(&mut self) {
        self.kept = Rc::default();
    }
}

impl State {
    /// Whether the engine is to be asked what the link says: nothing that it has answered says it.
    #[must_use]
    pub fn is_to_be_asked(&self) -> bool {
        self.heard != self.asked
    }
}
