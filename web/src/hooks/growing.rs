//! Long lists, written a piece a frame, so that no frame waits for all of them.

use gloo::render::request_animation_frame;
use yew::{hook, use_effect_with, use_state};

/// How many of `total` rows to write now: `piece` at first and as many more with each frame. It begins
/// anew whenever `subject` is another one.
#[hook]
pub fn use_growing<S: PartialEq + Clone + 'static>(subject: S, total: usize, piece: usize) -> usize {
    let grown = use_state(|| (subject.clone(), piece));
    let written = if grown.0 == subject { grown.1 } else { piece }.min(total);
    use_effect_with((subject, written), move |(subject, written)| {
        let (subject, written) = (subject.clone(), *written);
        let frame = (written < total)
            .then(|| request_animation_frame(move |_| grown.set((subject, written + piece))));
        move || drop(frame)
    });
    written
}
