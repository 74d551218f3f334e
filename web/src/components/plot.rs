//! A chart that answers to the pointer and the keyboard.

use std::rc::Rc;

use dealerscope_charts::{Chart, Frame, Highlight, Hit, Point, Scene};
use dealerscope_core::query::{Dimension, Theme};
use yew::prelude::*;

use super::canvas::{draw, use_paint};
use crate::answered::Sheet;
use crate::by_ptr::ByPtr;
use crate::format::digits;
use crate::hooks::{likely_width, use_width};
use crate::targets::{Target, selected};
use crate::theme::colors;
use crate::view::use_view;

/// What a plot is drawn from.
#[derive(Clone, PartialEq, Properties)]
pub struct PlotProps {
    /// The table.
    pub sheet: Sheet,
    /// How it is drawn.
    pub chart: Chart,
    /// The column to draw, where the chart offers a choice.
    #[prop_or_default]
    pub measure: Option<AttrValue>,
    /// What the rows' keys are, where the table does not say so.
    #[prop_or_default]
    pub level: Option<Dimension>,
    /// Whether it stands two abreast where there is room.
    #[prop_or_default]
    pub half: bool,
    /// What a screen reader calls the chart.
    pub label: AttrValue,
}

/// A chart on a canvas: arrow keys walk through its marks, Enter filters by one, Escape leaves.
#[component]
pub fn Plot(props: &PlotProps) -> Html {
    let view = use_view();
    let (room, canvas) = (use_node_ref(), use_node_ref());
    let width = use_width(&room);
    let hovered = use_state_eq(|| None::<usize>);
    let focused = use_state_eq(|| None::<usize>);
    let likely = if width > 0 { width } else { likely_width(props.half) };
    let height = props.chart.height(&props.sheet, f64::from(likely));
    let chosen = selected(&props.sheet, props.level, view.query());
    let scene = use_memo(
        (props.clone(), width, view.theme, ByPtr(view.speech.clone()), chosen, *hovered, *focused),
        |(props, width, theme, speech, chosen, hovered, focused)| {
            let highlight = Highlight { selected: chosen, hovered: *hovered, focused: *focused };
            layout(props, *width, *theme, speech, highlight)
        },
    );
    use_paint(&canvas, &scene);

    let at = |event: &MouseEvent| Point::new(f64::from(event.offset_x()), f64::from(event.offset_y()));
    let toggle = {
        let (sheet, level, view) = (props.sheet.clone(), props.level, view.clone());
        Callback::from(move |row: usize| {
            if let Some(target) = Target::of(&sheet, row, level) {
                view.edit.emit(target.toggled(view.query()));
            }
        })
    };
    let onpointermove = {
        let (scene, hovered) = (scene.clone(), hovered.setter());
        Callback::from(move |event: PointerEvent| hovered.set(scene.hit_at(at(&event)).map(|h| h.row)))
    };
    let onpointerleave = {
        let hovered = hovered.setter();
        Callback::from(move |_: PointerEvent| hovered.set(None))
    };
    let onclick = {
        let (scene, toggle) = (scene.clone(), toggle.clone());
        Callback::from(move |event: MouseEvent| {
            if let Some(hit) = scene.hit_at(at(&event)) {
                toggle.emit(hit.row);
            }
        })
    };
    let onkeydown = {
        let (scene, now, focused) = (scene.clone(), *focused, focused.setter());
        Callback::from(move |event: KeyboardEvent| {
            let many = isize::MAX / 2;
            let next = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => scene.step(now, 1),
                "ArrowLeft" | "ArrowUp" => scene.step(now, -1),
                "Home" => scene.step(scene.step(None, 0), -many),
                "End" => scene.step(None, -1),
                "Escape" => None,
                "Enter" | " " => {
                    let Some(row) = now else { return };
                    toggle.emit(row);
                    now
                }
                _ => return,
            };
            event.prevent_default();
            focused.set(next);
        })
    };
    let onblur = {
        let focused = focused.setter();
        Callback::from(move |_: FocusEvent| focused.set(None))
    };

    let shown = hovered.or(*focused).and_then(|row| scene.hit_of(row));
    let said = focused.and_then(|row| scene.hit_of(row)).map(|h| h.says.clone()).unwrap_or_default();
    let pointer = hovered.is_some_and(|row| Target::of(&props.sheet, row, props.level).is_some());
    let style = format!("width:{width}px;height:{}px", digits(height));
    html! {
        <div class="plot" ref={room} data-growing={(width == 0).then_some("")}>
            <canvas
                ref={canvas}
                ~style={style}
                class={classes!(pointer.then_some("is-clickable"))}
                tabindex="0"
                role="img"
                aria-label={props.label.clone()}
                {onpointermove}
                {onpointerleave}
                {onclick}
                {onkeydown}
                {onblur}
            />
            { for shown.map(|hit| tooltip(hit, &scene)) }
            <p class="unseen" aria-live="polite">{ said }</p>
        </div>
    }
}

fn layout(
    props: &PlotProps,
    width: u32,
    theme: Theme,
    words: &crate::speech::Speech,
    highlight: Highlight,
) -> Scene {
    let width = f64::from(width);
    let frame = Frame {
        measure: props.measure.as_deref(),
        highlight,
        ..Frame::new(width, props.chart.height(&props.sheet, width), colors(theme), words)
    };
    draw(props.chart, &props.sheet, &frame)
}

/// A box above what it speaks of, or below it where there is no room above, kept inside the chart.
fn tooltip(hit: &Hit, scene: &Rc<Scene>) -> Html {
    let half = 128.0_f64.min(scene.width / 2.0);
    let x = hit.anchor.x.min(scene.width - half).max(half);
    let below = hit.anchor.y < 64.0;
    let style = format!("left:{}px;top:{}px", digits(x), digits(hit.anchor.y));
    html! {
        <div class={classes!("tooltip", below.then_some("is-below"))} ~style={style} aria-hidden="true">
            { &hit.says }
        </div>
    }
}
