//! The pages: which parts of an answer stand where.

pub mod breadcrumb;
pub mod channels;
pub mod data;
pub mod dealers;
pub mod figures;
pub mod findings;
pub mod glossary;
pub mod order;
pub mod overview;
pub mod profile;
pub mod rank;
pub mod ranking;
pub mod regions;

use dealerscope_core::query::Page as Id;
use yew::{Html, Properties, component};

use crate::answered::Answered;
use crate::view::use_view;

/// What a page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct PageProps {
    /// The answer to show.
    pub answered: Answered,
    /// The problems one by one, for the page about the data.
    #[prop_or_default]
    pub problems: Html,
}

/// The page that an answer is for. Its parts are functions; only what keeps a state of its own is a
/// component.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let (view, answered) = (&use_view(), &props.answered);
    match answered.answer.page {
        Id::Overview => overview::overview(view, answered),
        Id::Regions => regions::regions(view, answered),
        Id::Channels => channels::channels(view, answered),
        Id::Dealers => dealers::dealers(view, answered),
        Id::Data => data::data(view, answered, props.problems.clone()),
    }
}
