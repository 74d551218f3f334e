//! Long lists: their beginning at once, the rest when it is asked for, a piece a frame, so that no frame
//! waits for all of it.

use gloo::render::request_animation_frame;
use yew::{Callback, MouseEvent, hook, use_effect_with, use_state};

/// Rows that are written before the reader asks for more.
const FIRST: usize = 40;

/// How much of a list is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Growing {
    /// So many rows from the top.
    pub rows: usize,
    /// Whether more follow with the next frames.
    pub going_on: bool,
    /// Asks for the rest; `None` where there is none.
    pub rest: Option<Callback<MouseEvent>>,
}

/// How many of `total` rows to write now, `piece` more with each frame until what was asked for is there.
/// It begins anew whenever `subject` is another one.
#[hook]
pub fn use_growing<S: PartialEq + Clone + 'static>(subject: S, total: usize, piece: usize) -> Growing {
    let state = use_state(|| (subject.clone(), piece, FIRST));
    let (written, wanted) = if state.0 == subject { (state.1, state.2) } else { (piece, FIRST) };
    let wanted = wanted.min(total);
    let rows = written.min(wanted);
    let rest = (wanted < total).then(|| {
        let (state, subject) = (state.clone(), subject.clone());
        Callback::from(move |_| state.set((subject.clone(), rows, usize::MAX)))
    });
    use_effect_with((subject, rows, wanted), move |(subject, rows, wanted)| {
        let (subject, rows, wanted) = (subject.clone(), *rows, *wanted);
        let all = if wanted == total { usize::MAX } else { wanted };
        let frame = (rows < wanted)
            .then(|| request_animation_frame(move |_| state.set((subject, rows + piece, all))));
        move || drop(frame)
    });
    Growing { rows, going_on: rows < wanted, rest }
}
