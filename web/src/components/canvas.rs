//! A scene on a canvas, sharp at any density.

use std::rc::Rc;

use dealerscope_charts::{Chart, Device, Frame, Scene};
use dealerscope_core::answer::Table;
use gloo::utils::window;
use plotters::drawing::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use web_sys::HtmlCanvasElement;
use yew::{NodeRef, hook, use_effect_with};

use crate::by_ptr::ByPtr;

/// Paints a scene on a canvas whenever it is another scene; one without any width is that of a canvas whose room
/// is not known yet.
#[hook]
pub fn use_paint(canvas: &NodeRef, scene: &Rc<Scene>) {
    let canvas = canvas.clone();
    use_effect_with(ByPtr(scene.clone()), move |scene| {
        if let Some(canvas) = canvas.cast::<HtmlCanvasElement>().filter(|_| scene.width > 0.0) {
            paint(&canvas, scene);
        }
    });
}

/// A table laid out; nothing where the width is not known yet.
#[must_use]
pub fn draw(chart: Chart, table: &Table, frame: &Frame) -> Scene {
    if frame.width > 0.0 {
        return chart.layout(table, frame);
    }
    let surface = frame.theme.surface;
    Scene { width: 0.0, height: frame.height, surface, marks: Vec::new(), hits: Vec::new() }
}

fn paint(canvas: &HtmlCanvasElement, scene: &Scene) {
    let device = Device::canvas(window().device_pixel_ratio());
    let (width, height) = device.pixels(scene);
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let Some(backend) = CanvasBackend::with_canvas_object(canvas.clone()) else { return };
    if let Err(error) = dealerscope_charts::paint(scene, &backend.into_drawing_area(), device) {
        gloo::console::warn!("a chart could not be painted", error.to_string());
    }
}
