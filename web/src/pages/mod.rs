//! The pages: which parts of an answer stand where.

pub mod breadcrumb;
pub mod channels;
pub mod dealers;
pub mod figures;
pub mod findings;
pub mod order;
pub mod overview;
pub mod profile;
pub mod rank;
pub mod ranking;
pub mod regions;

use dealerscope_core::query::Page;
use yew::{Html, html};

use crate::answered::Answered;

/// The page that an answer is for.
pub fn page(answered: &Answered) -> Html {
    let answered = answered.clone();
    match answered.answer.page {
        Page::Overview => html! { <overview::Overview {answered} /> },
        Page::Regions => html! { <regions::Regions {answered} /> },
        Page::Channels => html! { <channels::Channels {answered} /> },
        Page::Dealers => html! { <dealers::Dealers {answered} /> },
    }
}

/// What every page is given.
#[derive(Clone, PartialEq, yew::Properties)]
pub struct PageProps {
    /// The answer to show.
    pub answered: Answered,
}
