//! The head of the page: whose data it is, as of when, and how it is shown.

use dealerscope_core::descriptor::Catalog;
use dealerscope_core::query::{Lang, Page, Theme};
use yew::prelude::*;

use super::choice::choice;
use super::open_dialog::OpenDialog;
use crate::hooks::Opener;
use crate::i18n::fill;
use crate::state::{Edit, Opened, Origin};
use crate::view::View;

/// Brand, date, snapshot, language, theme and navigation.
pub fn top_bar(view: &View, shown: Option<&Opened>, catalog: Option<&Catalog>, opener: &Opener) -> Html {
    let w = view.words();
    let info = shown.map(|o| &o.info);
    let brand = info.map(|i| if i.brand.is_empty() { i.title.clone() } else { i.brand.clone() });
    let (lang, lang_name) =
        if view.speech.lang() == Lang::Zh { (Lang::En, "English") } else { (Lang::Zh, "中文") };
    let (theme, theme_name) =
        if view.theme == Theme::Dark { (Theme::Light, w.light) } else { (Theme::Dark, w.dark) };
    html! {
        <header class="top">
            <div class="top-row">
                <p class="brand">
                    <a href="#/overview" onclick={go(&view.edit, Page::Overview)}>{ "Dealerscope" }</a>
                    if let Some(brand) = brand {
                        <span class="brand-of">{ brand }</span>
                    }
                </p>
                if let Some(info) = info {
                    <p class="as-of">{ fill(w.as_of, &[&view.speech.format.day(info.as_of)]) }</p>
                }
                <div class="top-tools">
                    { snapshots(view, shown, catalog, opener) }
                    <OpenDialog onopen={opener.local.clone()} />
                    <button class="quiet" data-filter="lang" lang={if lang == Lang::Zh { "zh" } else { "en" }} onclick={view.on(Edit::Lang(lang))}>
                        { lang_name }
                    </button>
                    <button class="quiet" data-filter="theme" onclick={view.on(Edit::Theme(theme))}>{ theme_name }</button>
                </div>
            </div>
            <nav aria-label={w.pages}>
                <ul class="pages">
                    { for Page::ALL.into_iter().map(|page| html! {
                        <li key={page.id()}>
                            <a
                                href={format!("#/{}", page.id())}
                                data-page={page.id()}
                                aria-current={(view.query().page == page).then_some("page")}
                                onclick={go(&view.edit, page)}
                            >
                                { if page == Page::Channels { w.channels_short } else { w.page(page) } }
                            </a>
                        </li>
                    }) }
                </ul>
            </nav>
        </header>
    }
}

/// Goes to a page with the filters kept, which the plain link would lose. A press that asks for
/// another tab or window is the browser's.
fn go(edit: &Callback<Edit>, page: Page) -> Callback<MouseEvent> {
    let edit = edit.clone();
    Callback::from(move |event: MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            edit.emit(Edit::Page(page));
        }
    })
}

/// The site's snapshots to choose from; or the reader's own, and the way back.
fn snapshots(view: &View, shown: Option<&Opened>, catalog: Option<&Catalog>, opener: &Opener) -> Html {
    let w = view.words();
    if let Some(Origin::Local(name)) = shown.map(|o| &o.origin) {
        let back = {
            let (site, wanted) = (opener.site.clone(), view.query().snapshot.clone());
            Callback::from(move |_: MouseEvent| site.emit(wanted.clone()))
        };
        return html! {
            <p class="local" data-local={name.clone()}>
                { fill(w.local_snapshot, &[name]) }
                <button class="quiet" data-action="back-to-site" onclick={back}>{ w.back_to_site }</button>
            </p>
        };
    }
    let Some(catalog) = catalog.filter(|c| c.snapshots.len() > 1) else { return html! {} };
    let newest = catalog.snapshots.first().map(|s| s.name.clone());
    let value = view.query().snapshot.clone().or_else(|| newest.clone()).unwrap_or_default();
    let options = catalog.snapshots.iter().map(|s| {
        let title = if s.title.is_empty() { &s.name } else { &s.title };
        (s.name.clone().into(), title.clone().into())
    });
    let onchoose = view
        .edit
        .reform(move |name: String| Edit::Snapshot(Some(name).filter(|n| newest.as_ref() != Some(n))));
    choice("snapshot", w.snapshot, options.collect(), &value, onchoose)
}
