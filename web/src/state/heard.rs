//! What follows from the words of the engine.

use std::rc::Rc;

use super::{Opened, Opening, Origin, PREPARED, Phase, State, question};
use crate::answered::Answered;
use crate::by_ptr::ByPtr;
use crate::mapping::Draft;
use crate::protocol::FromEngine;

impl State {
    pub(super) fn heard(&mut self, word: FromEngine) {
        match word {
            FromEngine::Prepared { catalog, info, query, answer } => {
                // Only what the link asks, and only while the site's own snapshot is still on its way.
                if let (Some(opening), None) = (&self.opening, &self.opened)
                    && let (Origin::Site(_), Phase::Running(_)) = (&opening.origin, &opening.phase)
                    && query == question(&self.wanted.query)
                    && (&self.wanted.query.snapshot, &self.wanted.query.against) == (&None, &None)
                {
                    let origin = opening.origin.clone();
                    self.opened = Some(Rc::new(Opened { id: PREPARED, origin, info: (*info).into() }));
                    self.prepared = Some(Answered::new(query, *answer, None));
                    self.catalog.get_or_insert_with(|| catalog.into());
                }
            }
            FromEngine::Problems(kept) => self.problems = Some(ByPtr(Rc::new(kept))),
            FromEngine::Catalog(catalog) => self.catalog = Some(Rc::new(catalog)),
            FromEngine::Opened { id, info } if self.again == Some(id) => {
                self.again = None;
                self.problems = None;
                self.forget();
                if let Some(opened) = &self.opened {
                    let origin = opened.origin.clone();
                    self.opened = Some(Rc::new(Opened { id, origin, info: (*info).into() }));
                }
            }
            FromEngine::Failed { id, trouble } if self.again == Some(id) => {
                self.again = None;
                if let Some(opened) = &self.opened {
                    let origin = opened.origin.clone();
                    self.opening = Some(Opening { id, origin, phase: Phase::Failed(trouble), again: true });
                }
            }
            FromEngine::Progress { id, progress } => self.phase(id, Phase::Running(progress)),
            FromEngine::Failed { id, trouble } => self.phase(id, Phase::Failed(trouble)),
            FromEngine::Foreign { id, foreign } => {
                self.draft = Draft::new(&foreign, &self.draft);
                self.phase(id, Phase::Foreign(ByPtr((*foreign).into())));
            }
            FromEngine::Cancelled { id } => {
                self.phase(id, Phase::Cancelled);
                if self.opened.is_some() {
                    self.opening.take_if(|o| o.id == id);
                }
            }
            FromEngine::Opened { id, info } => {
                if let Some(Opening { origin, .. }) = self.opening.take_if(|o| o.id == id) {
                    self.prepared = None;
                    let before = self.opened.take().filter(|o| o.id == PREPARED && o.origin == origin);
                    let same = before.map(|o| o.info.clone()).filter(|said| **said == *info);
                    if same.is_none() {
                        // What was answered is of the snapshot before.
                        self.answered = None;
                    }
                    // Whatever is drawn with it is drawn once where the engine says the same.
                    let info = same.unwrap_or_else(|| (*info).into());
                    self.opened = Some(Rc::new(Opened { id, origin, info }));
                    self.problems = None;
                    self.again = None;
                    self.forget();
                }
            }
            FromEngine::Answered { id, query, answer } if id == self.asked => {
                self.heard = id;
                self.link = self.wanted.clone();
                let answered = Answered::new(query, *answer, self.answered.as_ref());
                if !self.answered.as_ref().is_some_and(|before| before.is_same(&answered)) {
                    self.answered = Some(answered);
                }
                self.keep();
            }
            #[cfg(feature = "engine")]
            FromEngine::Viewed { .. } => {}
            FromEngine::Ready
            | FromEngine::Alive
            | FromEngine::Described(_)
            | FromEngine::Answered { .. } => {}
        }
    }

    fn phase(&mut self, id: u64, phase: Phase) {
        if let Some(opening) = self.opening.as_mut().filter(|o| o.id == id) {
            let ended = !matches!(phase, Phase::Running(_));
            opening.phase = phase;
            if ended {
                self.without_prepared();
            }
        }
    }

    /// The engine will not have what was computed beforehand, which stands for nothing then.
    pub(super) fn without_prepared(&mut self) {
        if self.is_prepared() {
            (self.opened, self.prepared, self.answered) = (None, None, None);
        }
    }
}
