//! A small line beside a figure: its course by month.

use dealerscope_charts::{Chart, Frame};
use yew::prelude::*;

use super::canvas::{draw, use_paint};
use crate::answered::Sheet;
use crate::by_ptr::ByPtr;
use crate::format::digits;
use crate::hooks::use_width;
use crate::theme::colors;
use crate::view::use_view;

/// The height that the style sheet gives a sparkline, in CSS pixels.
const HEIGHT: f64 = 32.0;

/// What a sparkline is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct SparklineProps {
    /// A table with a row for each month.
    pub sheet: Sheet,
    /// The column that is drawn.
    pub measure: AttrValue,
}

/// A line without axes; what it shows is said by the figure beside it and by the trend.
#[component]
pub fn Sparkline(props: &SparklineProps) -> Html {
    let view = use_view();
    let (room, canvas) = (use_node_ref(), use_node_ref());
    let width = use_width(&room);
    let scene = use_memo(
        (props.clone(), width, view.theme, ByPtr(view.speech.clone())),
        |(props, width, theme, speech)| {
            let frame = Frame {
                measure: Some(&props.measure),
                ..Frame::new(f64::from(*width), HEIGHT, colors(*theme), &**speech)
            };
            draw(Chart::Sparkline, &props.sheet, &frame)
        },
    );
    use_paint(&canvas, &scene);
    let style = format!("width:{}px;height:{}px", digits(scene.width), digits(HEIGHT));
    html! {
        <div class="sparkline" ref={room} aria-hidden="true"><canvas ref={canvas} ~style={style} /></div>
    }
}
