//! The figures of a page, in two ranks.

use yew::prelude::*;

use crate::answered::Answered;
use crate::components::{Figure, Size};
use crate::view::use_view;

/// Which figures stand first, and where their course is.
#[derive(Clone, PartialEq, Properties)]
pub struct FiguresProps {
    /// The answer.
    pub answered: Answered,
    /// The ids of those that are read first, in this order; all others follow in the answer's.
    pub first: &'static [&'static str],
    /// Figures that are left out here.
    #[prop_or_default]
    pub without: &'static [&'static str],
}

/// A row of large figures, and a row of all others.
#[component]
pub fn Figures(props: &FiguresProps) -> Html {
    let view = use_view();
    let answer = &props.answered.answer;
    let show = |id: &str, size: Size| {
        let figure = answer.figure(id)?.clone();
        let course = props.answered.sheet("trend").filter(|t| !t.rows.is_empty()).zip(column(id));
        Some(html! { <Figure key={id.to_owned()} {figure} {size} {course} /> })
    };
    let rest = answer.figures.iter().map(|f| f.id.as_str());
    let rest = rest.filter(|id| !props.first.contains(id) && !props.without.contains(id));
    html! {
        <section class="figures" aria-label={view.words().figures}>
            <h2 class="unseen">{ view.words().figures }</h2>
            <div class="figures-first">{ for props.first.iter().filter_map(|id| show(id, Size::Lead)) }</div>
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
