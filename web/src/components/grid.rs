//! A table of an answer, as it stands.

use std::rc::Rc;

use dealerscope_core::answer::{Table, Unit};
use dealerscope_core::query::Dimension;
use yew::prelude::*;

use super::cell::{alignment, named, raw};
use super::rows::{Line, rows};
use crate::answered::Sheet;
use crate::by_ptr::ByPtr;
use crate::format::digits;
use crate::hooks::{Growing, use_growing, use_width};
use crate::i18n::fill;
use crate::targets::Target;
use crate::view::{View, use_view};

/// Cells that are written with the page, and make a block of rows.
const PIECE: usize = 120;

/// What a grid is made of.
#[derive(Clone, PartialEq, Properties)]
pub struct GridProps {
    /// The table.
    pub sheet: Sheet,
    /// What it is called.
    pub caption: AttrValue,
    /// The columns that are shown; all where none is named.
    #[prop_or_default]
    pub columns: &'static [&'static str],
    /// What the rows' keys are, where the table does not say so.
    #[prop_or_default]
    pub level: Option<Dimension>,
    /// Whether a bar stands behind each share.
    #[prop_or_default]
    pub bars: bool,
    /// Whether it is likely to be below the screen: then it is not written before that is known.
    #[prop_or_default]
    pub below: bool,
    /// So many rows are on their way, where the table does not hold them yet.
    #[prop_or_default]
    pub expected: usize,
}

/// All columns and rows of a table. A row that stands for a filter has a button that sets it.
#[component]
pub fn Grid(props: &GridProps) -> Html {
    let view = use_view();
    let sheet = &props.sheet;
    let total = sheet.rows.len();
    let written = use_memo(props.clone(), |props| {
        let columns = told(&props.sheet, props.columns);
        let (props, told) = (props.clone(), named(&props.sheet, &columns));
        let line: Line = ByPtr(Rc::new(Box::new(move |view, row| line(view, &props, row, &told))));
        (columns, line)
    });
    let (columns, line) = &*written;
    let piece = PIECE / columns.len().max(1) + 1;
    let room = use_node_ref();
    let shown = use_growing(sheet.clone(), total, piece);
    let due = use_width(&room) > 0 || !props.below;
    html! {
        <div
            ref={room}
            class="grid-room"
            ~style={lines(total.max(props.expected))}
            tabindex="0"
            role="region"
            aria-label={props.caption.clone()}
            data-growing={(shown.going_on || !due).then_some("")}
        >
            if due {
                <table data-table={sheet.id.clone()}>
                    <caption class="unseen">{ &props.caption }</caption>
                    <thead>
                        <tr>
                            { for columns.iter().map(|&c| &sheet.columns[c]).map(|column| html! {
                                <th
                                    key={column.id.clone()}
                                    scope="col"
                                    data-column={column.id.clone()}
                                    class={alignment(column.unit)}
                                >
                                    { view.speech.metric(&column.id) }
                                </th>
                            }) }
                        </tr>
                    </thead>
                    <tbody>
                        { rows(line, shown.rows, piece) }
                    </tbody>
                </table>
            }
            { rest(&view, &shown, total) }
        </div>
    }
}

/// Where the columns stand that are shown. Of all of them, keys that are names already are left out: they
/// stand in the name.
fn told(table: &Table, named: &[&str]) -> Vec<usize> {
    if !named.is_empty() {
        return named.iter().filter_map(|id| table.position(id)).collect();
    }
    let (key, name) = (table.position("key"), table.position("name"));
    let doubled = key.zip(name).is_some_and(|(k, n)| table.rows.iter().all(|row| row[k] == row[n]));
    (0..table.columns.len()).filter(|&c| !(doubled && Some(c) == key)).collect()
}

fn line(view: &View, props: &GridProps, row: usize, columns: &[(usize, AttrValue)]) -> Html {
    let sheet = &props.sheet;
    let target = Target::of(sheet, row, props.level);
    let set = target.as_ref().is_some_and(|t| t.is_set(view.query()));
    let name = sheet.position("name").or(columns.first().map(|first| first.0));
    let onclick = target.clone().map(|target| view.on(target.toggled(view.query())));
    html! {
        <tr
            key={row}
            class={classes!(target.is_some().then_some("is-clickable"), set.then_some("is-set"))}
            {onclick}
        >
            { for columns.iter().map(|(index, id)| {
                let index = *index;
                let column = &sheet.columns[index];
                let text = view.speech.cell(sheet, row, index);
                let value = &sheet.rows[row][index];
                let bar = value.number().filter(|_| props.bars && column.unit == Unit::Rate);
                html! {
                    <td
                        data-column={id.clone()}
                        data-value={raw(value)}
                        class={classes!(alignment(column.unit), bar.is_some().then_some("has-bar"))}
                        ~style={bar.map(|share| format!("--share:{}", digits(share)))}
                    >
                        // A press of the button is a click on its row.
                        if target.is_some() && Some(index) == name {
                            <button class="link" aria-pressed={set.to_string()}>{ text }</button>
                        } else {
                            { text }
                        }
                    </td>
                }
            }) }
        </tr>
    }
}

/// The room that a table of so many rows takes before they are written, so that nothing below it moves when they are.
#[must_use]
pub fn lines(rows: usize) -> String {
    format!("--lines:{}", rows.saturating_add(1))
}

/// A button for the rows that are not written yet.
#[must_use]
pub fn rest(view: &View, shown: &Growing, total: usize) -> Option<Html> {
    let onclick = shown.rest.clone()?;
    let label = fill(view.words().show_all_rows, &[&view.speech.format.count(total as u64)]);
    Some(html! { <button class="quiet rest" data-action="all-rows" {onclick}>{ label }</button> })
}
