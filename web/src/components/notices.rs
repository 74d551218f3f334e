//! What the reader should know about the link and the answer as a whole.

use dealerscope_core::answer::Notice;
use dealerscope_core::query::{Dimension, Page};
use yew::prelude::*;

use crate::i18n::fill;
use crate::targets::named;
use crate::view::View;

/// One line a notice.
pub fn notices(view: &View, notices: &[Notice]) -> Html {
    html! {
        <ul class="notices" role="status" aria-label={view.words().notices}>
            { for notices.iter().enumerate().map(|(i, notice)| html! { <li key={i}>{ say(view, notice) }</li> }) }
        </ul>
    }
}

fn say(view: &View, notice: &Notice) -> String {
    let w = view.words();
    match notice {
        Notice::UnknownKey(key) => fill(w.notice_key, &[key]),
        Notice::UnreadableValue(key, value) => fill(w.notice_value, &[key, value]),
        Notice::NotInSnapshot(key, value) => {
            let name = named(key).map_or(key.as_str(), |d: Dimension| view.speech.dimension(d));
            fill(w.notice_absent, &[name, value])
        }
        Notice::TableAbsent(table, report) => {
            let page = Page::ALL.into_iter().find(|p| p.id() == report);
            fill(w.notice_table, &[table, page.map_or_else(|| view.speech.metric(report), |p| w.page(p))])
        }
        Notice::Unavailable(id, reason) => {
            fill(w.notice_unavailable, &[view.speech.metric(id), view.speech.reason(reason)])
        }
    }
}
