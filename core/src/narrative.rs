//! Sentences from fixed rules: what moved, by how much, where, how sure.

use crate::answer::Answer;
use crate::query::Lang;

/// The sentences of an overview's `findings`, one for each row, in its order.
#[must_use]
pub fn sentences(_answer: &Answer, _lang: Lang) -> Vec<String> {
    Vec::new()
}
