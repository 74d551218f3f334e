//! The small signs of the ranking: the place, how it has moved, and how sure a rate is.

use dealerscope_core::answer::{Table, Unit};
use yew::prelude::*;

use crate::format::digits;
use crate::i18n::fill;
use crate::view::View;

/// The place in the ranking; in words where a dealer has too few leads for one.
pub(super) fn place(view: &View, table: &Table, row: usize, text: String) -> Html {
    if table.cell(row, "rank").number().is_some() {
        return text.into();
    }
    html! { <span title={view.words().small_sample}>{ text }</span> }
}

/// How many places a dealer has come up or gone down since the comparison period.
pub(super) fn movement(view: &View, table: &Table, row: usize) -> Html {
    let w = view.words();
    let (Some(now), before) = (table.cell(row, "rank").number(), table.cell(row, "rank_prior").number())
    else {
        return html! {};
    };
    let Some(before) = before else { return html! {} };
    let up = before - now;
    let places = view.speech.format.measure(Unit::Count, Some(up.abs()));
    let (class, sign, words) = if up > 0.0 {
        ("is-good", "▲", fill(w.rank_up, &[&places]))
    } else if up < 0.0 {
        ("is-bad", "▼", fill(w.rank_down, &[&places]))
    } else {
        ("is-level", "＝", w.rank_same.to_owned())
    };
    html! {
        <span class={classes!("movement", class)} title={words.clone()}>
            <span aria-hidden="true">{ sign }{ if up == 0.0 { String::new() } else { places } }</span>
            <span class="unseen">{ words }</span>
        </span>
    }
}

/// The interval of the conversion, to the scale of all dealers.
pub(super) fn whisker(view: &View, table: &Table, row: usize, top: f64) -> Html {
    let cell = |column| table.cell(row, column).number();
    let (Some(value), Some(low), Some(high)) =
        (cell("conversion"), cell("conversion_low"), cell("conversion_high"))
    else {
        return html! {};
    };
    if top <= 0.0 {
        return html! {};
    }
    let percent = |x: f64| (x / top * 100.0).min(100.0);
    let style = format!(
        "--low:{}%;--high:{}%;--at:{}%",
        digits(percent(low)),
        digits(100.0 - percent(high)),
        digits(percent(value))
    );
    let rate = |x| view.speech.format.measure(Unit::Rate, Some(x));
    let words = fill(view.words().interval, &[&rate(low), &rate(high)]);
    html! { <span class="whisker" ~style={style} title={words} /> }
}
