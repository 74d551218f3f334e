//! The figures of a page, in two ranks.

use dealerscope_core::query::Page;
use yew::prelude::*;

use crate::answered::Answered;
use crate::components::{Size, figure};
use crate::view::View;

/// A row of large figures, and a row of all others.
pub fn figures(view: &View, answered: &Answered, first: &[&str]) -> Html {
    let answer = &answered.answer;
    let show = |id: &str, size: Size| {
        let values = answer.figure(id)?;
        let course = answered.sheet("trend").filter(|t| !t.rows.is_empty()).zip(column(id));
        Some(figure(view, values, size, course))
    };
    // The page about the data leaves out what the data say.
    let told = |id: &&str| answer.page != Page::Data || *id == "rows_read";
    let rest = answer.figures.iter().map(|f| f.id.as_str());
    let rest = rest.filter(|id| !first.contains(id)).filter(told);
    html! {
        <section class="figures" aria-label={view.words().figures}>
            <h2 class="unseen">{ view.words().figures }</h2>
            <div class="figures-first">{ for first.iter().filter_map(|id| show(id, Size::Lead)) }</div>
            <div class="figures-rest">{ for rest.filter_map(|id| show(id, Size::Plain)) }</div>
        </section>
    }
}

/// The column of the trend that shows the course of a figure.
fn column(figure: &str) -> Option<AttrValue> {
    Some(AttrValue::Static(match figure {
        "leads" => "leads",
        "contacted" => "contacted",
        "visited" => "visited",
        "test_drive" => "test_drive",
        "orders" => "ordered",
        "deliveries" => "delivered",
        "conversion" => "conversion",
        _ => return None,
    }))
}
