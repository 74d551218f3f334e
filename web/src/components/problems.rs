//! What is wrong with the data, row by row: to filter by kind, and to take along to whoever mends it.

use dealerscope_core::answer::{Table, Unit, Value};
use dealerscope_core::problem::{Problem, ProblemKind};
use dealerscope_core::query::Lang;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::choice::choice;
use super::grid::Grid;
use crate::answered::Sheet;
use crate::by_ptr::ByPtr;
use crate::download::save_csv;
use crate::i18n::{Words, fill};
use crate::view::use_view;

/// The columns that problems are told in.
const COLUMNS: [(&str, Unit); 8] = [
    ("kind", Unit::Text),
    ("table", Unit::Text),
    ("file", Unit::Text),
    ("row", Unit::Count),
    ("column", Unit::Text),
    ("value", Unit::Text),
    ("detail", Unit::Text),
    ("remedy", Unit::Text),
];

/// The problems, as far as the worker has told them.
#[derive(Clone, PartialEq, Properties)]
pub struct ProblemsProps {
    /// The problems that were kept; `None` before they were asked for.
    pub kept: Option<ByPtr<Vec<Problem>>>,
    /// Asks for them.
    pub onask: Callback<()>,
    /// Whether the engine has the snapshot, and can be asked.
    pub there: bool,
    /// Whether they stand open from the beginning.
    pub opened: bool,
}

/// How many problems there are; opened, each of them.
#[component]
pub fn Problems(props: &ProblemsProps) -> Html {
    let view = use_view();
    let w = view.words();
    let open = use_state_eq(|| props.opened);
    let node = use_node_ref();
    let chosen = use_state_eq(|| None::<ProblemKind>);
    let table = use_state_eq(String::new);
    use_effect_with(
        (*open && props.there && props.kept.is_none(), props.onask.clone()),
        |(wanted, onask)| {
            if *wanted {
                onask.emit(());
            }
        },
    );
    // What stands open from the beginning was not asked for: the page stays where it is.
    use_effect_with((*open && props.kept.is_some() && !props.opened, node.clone()), |(told, node)| {
        if let Some(details) = node.cast::<web_sys::Element>().filter(|_| *told) {
            details.scroll_into_view();
        }
    });
    let subject = (props.kept.clone(), *chosen, (*table).clone(), view.speech.lang());
    let sheet = use_memo(subject, |(kept, chosen, table, lang)| {
        let kept = kept.iter().flat_map(|kept| kept.iter());
        let kept = kept.filter(|p| chosen.is_none_or(|kind| kind == p.kind));
        listed(w, *lang, kept.filter(|p| table.is_empty() || p.table == *table))
    });
    let Some(counts) = view.info.as_ref().map(|info| &info.problems) else { return html! {} };
    let total = counts.total();
    if total == 0 {
        return html! { <p class="note">{ w.no_problems }</p> };
    }
    let ontoggle = {
        let open = open.setter();
        Callback::from(move |event: Event| {
            open.set(event.target_unchecked_into::<web_sys::Element>().has_attribute("open"));
        })
    };
    let count = |n: u64| view.speech.format.count(n);
    let kinds = ProblemKind::ALL.into_iter().filter(|kind| counts.count(*kind) > 0);
    let kinds = kinds.map(|kind| (kind as usize, w.problem(kind), counts.count(kind)));
    let options = std::iter::once((usize::MAX, w.all, total)).chain(kinds);
    let options =
        options.map(|(at, name, n)| (at.to_string().into(), format!("{name} ({})", count(n)).into()));
    let onchoose = {
        let chosen = chosen.setter();
        Callback::from(move |code: String| {
            chosen.set(code.parse().ok().and_then(|at: usize| ProblemKind::ALL.get(at).copied()));
        })
    };
    let value = chosen.map_or(usize::MAX, |kind| kind as usize).to_string();
    let tables = view.info.iter().flat_map(|info| &info.rows).map(|(table, _)| table.as_str());
    let tables = std::iter::once((AttrValue::from(""), w.all.into()))
        .chain(tables.map(|t| (t.to_owned().into(), view.speech.label("table", t).into())));
    let ontable = {
        let table = table.setter();
        Callback::from(move |name| table.set(name))
    };
    let of_these = chosen.map_or(total, |kind| counts.count(kind));
    let save = {
        let sheet = sheet.clone();
        Callback::from(move |_: MouseEvent| save_csv(&sheet))
    };
    let rows = sheet.rows.len() as u64;
    let expected = if props.kept.is_none() { usize::try_from(total).unwrap_or(usize::MAX) } else { 0 };
    html! {
        <details ref={node} class="problems" data-problems={total.to_string()} open={props.opened} {ontoggle}>
            <summary>{ fill(w.problems, &[&count(total)]) }</summary>
            if *open {
                <div class="problems-tools">
                    { choice("problem-kind", w.problem_kind, options.collect(), &value, onchoose) }
                    { choice("problem-table", w.problem_table, tables.collect(), &table, ontable) }
                    <button class="quiet" data-action="csv" onclick={save}>{ "CSV" }</button>
                    if expected == 0 && of_these > rows && table.is_empty() {
                        <p class="note">{ fill(w.problems_kept, &[&count(rows), &count(of_these)]) }</p>
                    }
                </div>
                <Grid sheet={(*sheet).clone()} caption={w.problem_kind} {expected} />
            }
        </details>
    }
}

/// Leads to the problems from wherever a number rests on rows that have some.
#[must_use]
pub fn to_problems() -> Callback<MouseEvent> {
    Callback::from(|_| {
        let found = |selector| document().query_selector(selector).ok().flatten();
        // Opened, it comes into view by itself.
        if let (Some(details), Some(summary)) = (found("[data-problems]"), found("[data-problems] summary")) {
            // Neither an attribute nor the focus can fail on an element that stands on the page.
            let _ = details.set_attribute("open", "");
            let _ = summary.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    })
}

/// Problems as a table, a row each.
fn listed<'a>(w: &Words, lang: Lang, problems: impl Iterator<Item = &'a Problem>) -> Sheet {
    let text = |text: Option<&str>| text.map_or(Value::Null, Value::from);
    let row = |p: &Problem| {
        vec![
            w.problem(p.kind).into(),
            p.table.as_str().into(),
            p.file.as_str().into(),
            p.row.and_then(|row| i64::try_from(row).ok()).map_or(Value::Null, Value::Int),
            text(p.column.as_deref()),
            text(p.value.as_deref()),
            text(p.detail(lang)),
            w.remedy(p.kind).into(),
        ]
    };
    let mut table = Table::new("problems", &COLUMNS);
    table.rows = problems.map(row).collect();
    Sheet::new(table)
}
