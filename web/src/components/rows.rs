//! The rows of a long table in blocks: one that stands is not gone through again when others follow.

use yew::prelude::*;

use crate::by_ptr::ByPtr;
use crate::view::{View, use_view};

/// Writes a row, by its place from the top.
pub type Line = ByPtr<Box<dyn Fn(&View, usize) -> Html>>;

/// A block of rows.
#[derive(Clone, PartialEq, Properties)]
pub struct RowsProps {
    /// What writes them.
    pub line: Line,
    /// The first.
    pub from: usize,
    /// The one after the last.
    pub to: usize,
}

/// Some rows of a table.
#[component]
pub fn Rows(props: &RowsProps) -> Html {
    let view = use_view();
    html! { <>{ for (props.from..props.to).map(|row| (props.line.0)(&view, row)) }</> }
}

/// So many rows from the top, in blocks.
pub fn rows(line: &Line, rows: usize, block: usize) -> Html {
    let block = block.max(1);
    let written = (0..rows).step_by(block).map(|from| {
        let to = rows.min(from + block);
        html! { <Rows key={from} line={line.clone()} {from} {to} /> }
    });
    html! { <>{ for written }</> }
}
