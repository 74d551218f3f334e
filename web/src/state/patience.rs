//! One redraw for one change: an answer mostly comes before the page could have been drawn without it.

use super::{State, question};

/// Milliseconds that the page waits for an answer before it shows what the link says without it: two frames, which
/// nobody feels.
pub const PATIENCE: u32 = 32;

impl State {
    /// Whether the page still shows what the link said before.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.link != self.wanted
    }

    /// Whether the page may go on showing what it shows: it showed an answer, and the engine owes it the next one.
    pub(super) fn may_wait(&self, before: &Self) -> bool {
        let shown = before.is_waiting() || before.is_current();
        let free = self.opening.is_none() && self.again.is_none() && !self.is_prepared();
        let owed = self.answered.as_ref().is_some_and(|a| a.query != question(&self.wanted.query));
        shown && free && owed
    }
}
