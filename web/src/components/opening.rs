//! How the opening of a snapshot stands: what is being done and how far it is, or why it failed.

use yew::prelude::*;

use crate::format::digits;
use crate::i18n::fill;
use crate::protocol::{Progress, Stage, Trouble};
use crate::state::{Opening as Attempt, Origin, Phase};
use crate::view::View;

/// What is being opened, and what can be done about it.
pub struct Opening {
    /// The attempt.
    pub attempt: Attempt,
    /// Whether a snapshot is shown meanwhile.
    pub beside: bool,
    /// Stops it.
    pub oncancel: Callback<()>,
    /// Tries again.
    pub onretry: Callback<()>,
    /// The reader has seen that it failed.
    pub onclose: Callback<()>,
}

/// A panel where there is nothing to show yet, a strip above what is shown.
pub fn opening(view: &View, props: &Opening) -> Html {
    let class = classes!("opening", if props.beside { "is-strip" } else { "is-panel" });
    match &props.attempt.phase {
        Phase::Running(progress) => running(view, props, class, progress),
        Phase::Failed(trouble) => failed(view, props, class, trouble),
        Phase::Cancelled => cancelled(view, props, class),
        // The dialog speaks for itself.
        Phase::Foreign(_) => html! {},
    }
}

#[allow(clippy::cast_precision_loss, reason = "bytes stay far below 2^53")]
fn running(view: &View, props: &Opening, class: Classes, progress: &Progress) -> Html {
    let w = view.words();
    let stage = match progress.stage {
        Stage::Finding => w.stage_finding,
        Stage::Unpacking => w.stage_unpacking,
        Stage::Reading => w.stage_reading,
        Stage::Building => w.stage_building,
    };
    let title = match &props.attempt.origin {
        Origin::Local(name) => fill(w.opening_local, &[name]),
        Origin::Site(_) => w.opening_site.to_owned(),
    };
    let share = progress.total.filter(|&t| t > 0).map(|total| progress.bytes as f64 / total as f64);
    html! {
        <section key={props.beside.to_string()} {class} data-opening="" aria-label={title.clone()}>
            <p class="opening-title">{ title }</p>
            <progress
                aria-label={stage}
                max="1"
                value={share.map(|s| digits(s.min(1.0)))}
            />
            <p class="opening-told" aria-live="polite">
                <span>{ stage }</span>
                <span class="figures">{ amount(view, progress) }</span>
            </p>
            <button class="quiet" data-action="cancel" onclick={props.oncancel.reform(|_: MouseEvent| ())}>{ w.cancel }</button>
        </section>
    }
}

#[allow(clippy::cast_precision_loss, reason = "bytes stay far below 2^53")]
fn amount(view: &View, progress: &Progress) -> String {
    let (w, format) = (view.words(), &view.speech.format);
    if progress.bytes == 0 {
        return String::new();
    }
    let rows = format.count(progress.rows);
    let mega = |bytes: u64| format.number(crate::format::Style::Decimal, bytes as f64 / 1e6);
    let bytes = match progress.total {
        Some(total) => format!("{} / {} MB", mega(progress.bytes), mega(total)),
        None => format!("{} MB", mega(progress.bytes)),
    };
    fill(w.read_so_far, &[&bytes, &rows])
}

fn failed(view: &View, props: &Opening, class: Classes, trouble: &Trouble) -> Html {
    let w = view.words();
    let name = match &props.attempt.origin {
        Origin::Local(name) => fill(w.cannot_open, &[name]),
        Origin::Site(_) => w.cannot_open_site.to_owned(),
    };
    let (kind, what, remedy) = told(view, trouble);
    html! {
        <section class={classes!(class, "is-bad")} role="alert" data-error={kind}>
            <p class="opening-title">{ name }</p>
            <p>{ what }</p>
            <p class="note">{ remedy }</p>
            if props.beside && !props.attempt.again {
                <p class="note">{ w.before_stays }</p>
                <button class="quiet" data-action="dismiss" onclick={props.onclose.reform(|_: MouseEvent| ())}>{ w.close }</button>
            } else {
                <button class="quiet" data-action="retry" onclick={props.onretry.reform(|_: MouseEvent| ())}>{ w.try_again }</button>
            }
        </section>
    }
}

/// A name for the sort of trouble, what is wrong, and the way out.
fn told(view: &View, trouble: &Trouble) -> (&'static str, String, String) {
    let w = view.words();
    match trouble {
        Trouble::Refused(refusal) => {
            let file = if refusal.file.is_empty() { String::new() } else { format!("{}: ", refusal.file) };
            let (what, remedy) = refusal.said(view.speech.lang());
            ("refused", format!("{file}{what}"), remedy.to_owned())
        }
        Trouble::Unreachable(url, why) => {
            ("unreachable", fill(w.unreachable, &[url, why]), w.unreachable_remedy.into())
        }
        Trouble::FileAbsent(file) => {
            ("file-absent", fill(w.file_absent, &[file]), w.file_absent_remedy.into())
        }
        Trouble::Stopped(file, why) => ("stopped", fill(w.stopped, &[file, why]), w.stopped_remedy.into()),
        Trouble::Hung(file) => ("hung", fill(w.hung, &[file]), w.stopped_remedy.into()),
        Trouble::EmptyCatalog => ("empty-catalog", w.empty_catalog.into(), w.empty_catalog_remedy.into()),
    }
}

fn cancelled(view: &View, props: &Opening, class: Classes) -> Html {
    let w = view.words();
    html! {
        <section {class} role="alert" data-error="cancelled">
            <p class="opening-title">{ w.cancelled }</p>
            <button class="quiet" data-action="retry" onclick={props.onretry.reform(|_: MouseEvent| ())}>{ w.try_again }</button>
        </section>
    }
}
