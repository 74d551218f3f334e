//! The ranking of dealers: sortable, searchable, each rate with its interval.

use std::rc::Rc;

use dealerscope_core::answer::Table;
use dealerscope_core::query::Sort;
use yew::prelude::*;

use super::order::{order, turned};
use super::rank::{movement, place, whisker};
use crate::answered::Sheet;
use crate::by_ptr::ByPtr;
use crate::components::{Line, alignment, lines, metric, named, raw, rest, rows, search};
use crate::download::save_csv;
use crate::hooks::use_growing;
use crate::i18n::fill;
use crate::state::Edit;
use crate::targets::Target;
use crate::view::{View, use_view};

/// Rows that are written with the page, and make a block.
const PIECE: usize = 12;

/// The columns that are shown before the reader asks for all.
const USUAL: [&str; 15] = [
    "name",
    "rank",
    "quartile",
    "conversion",
    "leads",
    "orders",
    "deliveries",
    "attainment",
    "median_response_minutes",
    "within_30_minutes",
    "followed_up",
    "overdue",
    "leads_per_consultant",
    "region",
    "city",
];

/// Which table.
#[derive(Clone, PartialEq, Properties)]
pub struct RankingProps {
    /// The table of dealers.
    pub sheet: Sheet,
}

/// One row a dealer. The head and the names stay in sight; the order is kept in the link.
#[component]
pub fn Ranking(props: &RankingProps) -> Html {
    let view = use_view();
    let w = view.words();
    let sheet = &props.sheet;
    let text = use_state_eq(String::new);
    let all = use_state_eq(|| false);
    let sort = view.query().sort.clone();
    let subject = (sheet.clone(), sort.clone(), (*text).clone(), *all);
    let written = use_memo(subject.clone(), |(sheet, sort, text, all)| {
        let rows = order(sheet, sort.as_ref(), text);
        let columns = columns(sheet, *all);
        let (total, sheet, told) = (rows.len(), sheet.clone(), named(sheet, &columns));
        // The scale is that of the ranked: the intervals of the smallest dealers would fill it with nothing.
        let ranked = sheet.numbers("rank").into_iter().zip(sheet.numbers("conversion_high"));
        let top = ranked.filter_map(|(rank, high)| rank.and(high)).fold(0.0, f64::max);
        let line: Line = ByPtr(Rc::new(Box::new(move |view, row| line(view, &sheet, rows[row], &told, top))));
        (total, columns, line)
    });
    let (total, columns, line) = &*written;
    let shown = use_growing(subject, *total, PIECE);
    let turn = {
        let all = all.clone();
        Callback::from(move |_: Event| all.set(!*all))
    };
    let save = {
        let sheet = sheet.clone();
        Callback::from(move |_: MouseEvent| save_csv(&sheet))
    };
    html! {
        <section class="chart is-wide ranking">
            <div class="chart-head">
                <h2>{ w.ranking }</h2>
                <div class="chart-tools">
                    { search("ranking-search", w.search_dealer, &text) }
                    <label class="tick">
                        <input type="checkbox" data-action="all-columns" checked={*all} onchange={turn} />
                        <span>{ w.all_columns }</span>
                    </label>
                    <button class="quiet" data-action="csv" onclick={save}>{ "CSV" }</button>
                </div>
                <p class="note">{ w.ranking_note }</p>
            </div>
            if *total == 0 {
                <p class="nothing">{ w.nothing_found }</p>
            } else {
                <div
                    class="grid-room is-tall"
                    ~style={lines(*total)}
                    tabindex="0"
                    role="region"
                    aria-label={w.ranking}
                    data-growing={shown.going_on.then_some("")}
                >
                    <table data-table={sheet.id.clone()} class="ranked">
                        <thead>
                            <tr>{ for columns.iter().map(|c| head(&view, sheet, *c, sort.as_ref())) }</tr>
                        </thead>
                        <tbody>
                            { rows(line, shown.rows, PIECE) }
                        </tbody>
                    </table>
                    { rest(&view, &shown, *total) }
                </div>
            }
        </section>
    }
}

/// The columns that are shown, the name first.
fn columns(sheet: &Table, all: bool) -> Vec<usize> {
    if !all {
        return USUAL.iter().filter_map(|id| sheet.position(id)).collect();
    }
    let first = sheet.position("name");
    first.into_iter().chain((0..sheet.columns.len()).filter(|c| Some(*c) != first)).collect()
}

fn head(view: &View, sheet: &Table, column: usize, sort: Option<&Sort>) -> Html {
    let column = &sheet.columns[column];
    let name = view.speech.metric(&column.id).to_owned();
    let now = sort.filter(|s| s.column == column.id).map(|s| s.descending);
    let (sorted, sign) = match now {
        Some(true) => (Some("descending"), "▼"),
        Some(false) => (Some("ascending"), "▲"),
        None => (None, ""),
    };
    let onclick = view.on(Edit::Sort(turned(sort, column)));
    let label = fill(view.words().sort_by, &[&name]);
    html! {
        <th
            key={column.id.clone()}
            scope="col"
            data-column={column.id.clone()}
            class={alignment(column.unit)}
            aria-sort={sorted}
        >
            <span class="head">
                <button class="sort" data-sort={column.id.clone()} title={label} {onclick}>
                    { name }
                    <span class="sort-sign" aria-hidden="true">{ sign }</span>
                </button>
                { metric(view, &column.id, Some("?")) }
            </span>
        </th>
    }
}

fn line(view: &View, sheet: &Table, row: usize, columns: &[(usize, AttrValue)], top: f64) -> Html {
    let target = Target::of(sheet, row, None);
    let set = target.as_ref().is_some_and(|t| t.is_set(view.query()));
    let onclick = target.map(|target| view.on(target.toggled(view.query())));
    let small = sheet.cell(row, "small").number().is_some_and(|x| x > 0.0);
    html! {
        <tr
            key={sheet.cell(row, "dealer_id").text().unwrap_or_default().to_owned()}
            class={classes!("is-clickable", set.then_some("is-set"), small.then_some("is-small"))}
            {onclick}
        >
            { for columns.iter().map(|(c, id)| {
                let (c, id) = (*c, id.clone());
                let column = &sheet.columns[c];
                let text = view.speech.cell(sheet, row, c);
                let inner = match column.id.as_str() {
                    // A press of the button is a click on its row.
                    "name" => html! { <button class="link" aria-pressed={set.to_string()}>{ text }</button> },
                    "rank" => html! { <>{ place(view, sheet, row, text) }{ movement(view, sheet, row) }</> },
                    "conversion" => html! { <>{ text }{ whisker(view, sheet, row, top) }</> },
                    _ => text.into(),
                };
                let data = raw(&sheet.rows[row][c]);
                let class = alignment(column.unit);
                if column.id == "name" {
                    html! { <th scope="row" data-column={id} data-value={data} {class}>{ inner }</th> }
                } else {
                    html! { <td data-column={id} data-value={data} {class}>{ inner }</td> }
                }
            }) }
        </tr>
    }
}
