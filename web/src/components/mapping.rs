//! Asks what files are that came without a descriptor: which tables, and which of their columns.

use std::rc::Rc;

use dealerscope_core::foreign::{Choice, ColumnForm, Foreign, Sheet, SheetColumn};
use dealerscope_core::problem::Refusal;
use dealerscope_core::query::Lang;
use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

use crate::hooks::Opener;
use crate::i18n::fill;
use crate::local::Dropped;
use crate::mapping::{Draft, Missing, offered};
use crate::state::{Action, Phase, State};
use crate::view::View;

/// The attribute that says which attempt the dialog was opened for last.
const ASKED: &str = "data-asked";
/// What the dialog returns when it was not the reader who closed it.
const TAKEN: &str = "taken";

/// Opens the dialog while the reader is asked, and closes it when that is over.
#[hook]
pub fn use_mapping(state: &UseReducerHandle<State>) -> NodeRef {
    let node = use_node_ref();
    let asked = state.opening.as_ref().filter(|o| matches!(o.phase, Phase::Foreign(_))).map(|o| o.id);
    use_effect_with((asked, node.clone()), move |(asked, node)| {
        if let Some(dialog) = node.cast::<HtmlDialogElement>() {
            if let Some(id) = asked {
                dialog.set_return_value("");
                let _ = dialog.set_attribute(ASKED, &id.to_string());
                // It can only fail where the dialog is open already.
                let _ = dialog.show_modal();
            } else {
                dialog.close_with_return_value(TAKEN);
            }
        }
    });
    node
}

/// A dialog over the page, which stays as it is below.
pub fn mapping(view: &View, state: &UseReducerHandle<State>, opener: &Opener, node: &NodeRef) -> Html {
    let w = view.words();
    let Some(Phase::Foreign(foreign)) = state.opening.as_ref().map(|o| &o.phase) else {
        return html! { <dialog ref={node} /> };
    };
    let draft = &state.draft;
    let dispatch = state.dispatcher();
    let onchange = {
        let (dispatch, further) = (dispatch.clone(), opener.further.clone());
        Callback::from(move |event: Event| {
            // Selects and inputs have all of these.
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(more) = input.files().and_then(|list| Dropped::from_list(&list)) {
                further.emit(Rc::new(more));
            } else {
                dispatch.dispatch(Action::Entered(input.name(), input.value()));
            }
        })
    };
    // The browser tells of a close a moment later. What was closed because the files are being read may be asked again
    // by then, and other files may be asked about: neither must be dismissed.
    let onclose = Callback::from(move |event: Event| {
        let dialog: HtmlDialogElement = event.target_unchecked_into();
        let asked = dialog.get_attribute(ASKED).and_then(|id| id.parse().ok());
        if let Some(id) = asked.filter(|_| !dialog.open() && dialog.return_value() != TAKEN) {
            dispatch.dispatch(Action::Left(id));
        }
    });
    let hide = {
        let node = node.clone();
        move |_: MouseEvent| node.cast::<HtmlDialogElement>().iter().for_each(HtmlDialogElement::close)
    };
    let with = |to: &Callback<Choice>| {
        let choice = draft.choice(foreign);
        to.reform(move |_: MouseEvent| choice.clone())
    };
    let missing = draft.missing(foreign);
    let incomplete = !missing.is_empty();
    let day = draft.as_of.clone().or_else(|| draft.day(foreign).map(|day| day.to_string()));
    html! {
        <dialog ref={node} class="open-dialog mapping" aria-labelledby="mapping-title" {onclose} {onchange}>
            <h2 id="mapping-title">{ fill(w.mapping_title, &[&foreign.name]) }</h2>
            if let Some(refusal) = &foreign.refused {
                { failed(view, refusal) }
            }
            <p>{ w.mapping_explained }</p>
            { for foreign.files.iter().enumerate().map(|(at, sheet)| file(view, foreign, draft, at, sheet)) }
            <div class="open-ways">
                <label>{ w.mapping_name }<input name="title" value={draft.title.clone()} /></label>
                <label>{ w.mapping_day }<input name="as_of" type="date" value={day} /></label>
                <label>{ w.mapping_currency }<input name="currency" maxlength="3" size="4" value={draft.currency.clone()} /></label>
            </div>
            <p role="status" data-missing={missing.len().to_string()}>
                { for missing.into_iter().map(|m| html! { <span>{ told(view, foreign, draft, m) }</span> }) }
            </p>
            <div class="open-ways">
                <button class="button" data-action="open-mapped" disabled={incomplete} onclick={with(&opener.chosen)}>{ w.mapping_open }</button>
                <button class="quiet" data-action="save-descriptor" disabled={incomplete} onclick={with(&opener.describe)}>{ w.mapping_save }</button>
                <label class="quiet">{ w.mapping_further }<input type="file" class="unseen" multiple=true data-action="pick-further" /></label>
                <button class="quiet" data-action="leave-mapping" onclick={hide}>{ w.cancel }</button>
            </div>
        </dialog>
    }
}

/// Why the files could not be read as they were described.
fn failed(view: &View, refusal: &Refusal) -> Html {
    let (what, remedy) = refusal.said(view.speech.lang());
    html! {
        <p role="alert" data-error="refused">{ fill("{0}: {1} ({2})", &[&refusal.file, what, remedy]) }</p>
    }
}

fn file(view: &View, foreign: &Foreign, draft: &Draft, at: usize, sheet: &Sheet) -> Html {
    let w = view.words();
    if let Some(refusal) = &sheet.trouble {
        let (what, _) = refusal.said(view.speech.lang());
        return html! { <p data-left-out={sheet.path.clone()}><strong>{ &sheet.path }</strong>{ ": " }{ what }</p> };
    }
    let part = &draft.files[at];
    let table = part.table.and_then(|table| foreign.tables.get(table));
    let tables = foreign.tables.iter().map(|t| called(view, &t.zh, &t.name)).enumerate();
    let rows = table.into_iter().flat_map(|t| t.columns.iter().enumerate());
    let row = |(place, column): (usize, &ColumnForm)| {
        let chosen = part.columns.get(place).copied().flatten();
        let samples = chosen.and_then(|at| sheet.columns.get(at)).map(|c| c.samples.join(" · "));
        html! {
            <label class="mapping-row" data-maps={column.name.clone()}>
                <span>{ called(view, &column.zh, &column.name) }{ if column.required { " *" } else { "" } }</span>
                { select(format!("column:{at}:{place}"), offered(sheet).map(|(at, c)| (at, shown(c))), chosen, w.mapping_none) }
                <span class="note">{ samples }</span>
            </label>
        }
    };
    let (needed, other): (Vec<_>, Vec<_>) =
        rows.partition(|(place, column)| column.required || sheet_has(sheet, part.table, *place));
    html! {
        <fieldset data-file={sheet.path.clone()}>
            <legend>{ &sheet.path }</legend>
            <label class="mapping-row">
                <span>{ w.problem_table }</span>
                { select(format!("table:{at}"), tables, part.table, w.mapping_leave_out) }
                <span class="note">{ fill(w.mapping_rows, &[&view.speech.format.count(sheet.rows)]) }</span>
            </label>
            { for needed.into_iter().map(row) }
            if !other.is_empty() {
                <details>
                    <summary>{ fill(w.mapping_others, &[&other.len().to_string()]) }</summary>
                    { for other.into_iter().map(row) }
                </details>
            }
        </fieldset>
    }
}

/// A column of a file with a first value of it, for who must tell columns apart.
fn shown(column: &SheetColumn) -> String {
    let with = |sample: &String| fill("{0} · {1}", &[&column.name, sample]);
    column.samples.first().map_or_else(|| column.name.clone(), with)
}

/// Whether a column of the table was found in the file; where it stands does not change with what is chosen.
fn sheet_has(sheet: &Sheet, table: Option<usize>, place: usize) -> bool {
    table.and_then(|table| sheet.proposed.get(table)?.get(place).copied().flatten()).is_some()
}

fn select(
    name: String,
    options: impl Iterator<Item = (usize, String)>,
    chosen: Option<usize>,
    otherwise: &'static str,
) -> Html {
    let option = |(at, text): (usize, String)| {
        html! { <option key={at} value={at.to_string()} selected={chosen == Some(at)}>{ text }</option> }
    };
    html! {
        <select {name}>
            <option value="" selected={chosen.is_none()}>{ otherwise }</option>
            { for options.map(option) }
        </select>
    }
}

/// A table or column by its name in the contract, in Chinese by its own before that.
fn called(view: &View, zh: &str, name: &str) -> String {
    if view.speech.lang() == Lang::Zh { format!("{zh} {name}") } else { name.to_owned() }
}

fn told(view: &View, foreign: &Foreign, draft: &Draft, missing: Missing) -> String {
    let w = view.words();
    let table = |at: usize| foreign.tables.get(at).map(|t| called(view, &t.zh, &t.name)).unwrap_or_default();
    match missing {
        Missing::Table(at) => fill(w.missing_table, &[&table(at)]),
        Missing::Twice(at) => fill(w.missing_twice, &[&table(at)]),
        Missing::Day => w.missing_day.to_owned(),
        Missing::Column(file, place) => {
            let column = draft.files[file].table.and_then(|t| foreign.tables.get(t)?.columns.get(place));
            let column = column.map(|c| called(view, &c.zh, &c.name)).unwrap_or_default();
            fill(w.missing_column, &[&foreign.files[file].path, &column])
        }
    }
}
