//! What every part of the page may need to know, handed down as one context.

use std::rc::Rc;

use dealerscope_core::info::SnapshotInfo;
use dealerscope_core::query::{Query, Theme};
use yew::{AttrValue, Callback, hook, use_context};

use crate::i18n::Words;
use crate::speech::Speech;
use crate::state::{Edit, Link};

/// A metric that the reader wants explained, and where on the screen it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Explain {
    /// Its id in the glossary.
    pub id: AttrValue,
    /// The left and lower edge of what was pressed, in CSS pixels.
    pub at: (f64, f64),
}

/// The surroundings of every component.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// What the link says.
    pub link: Rc<Link>,
    /// How things are called and written.
    pub speech: Rc<Speech>,
    /// Light or dark.
    pub theme: Theme,
    /// The snapshot that is shown.
    pub info: Option<Rc<SnapshotInfo>>,
    /// Changes the link.
    pub edit: Callback<Edit>,
    /// Explains a metric.
    pub explain: Callback<Explain>,
}

impl View {
    /// The query of the link.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.link.query
    }

    /// The words of the interface.
    #[must_use]
    pub fn words(&self) -> &'static Words {
        self.speech.words
    }

    /// A callback that makes one change, whatever the event.
    #[must_use]
    pub fn on<E: 'static>(&self, edit: Edit) -> Callback<E> {
        self.edit.reform(move |_| edit.clone())
    }
}

/// The surroundings of the component that asks.
///
/// # Panics
/// Outside the app's context provider.
#[hook]
pub fn use_view() -> View {
    use_context().expect("every component stands inside the app")
}
