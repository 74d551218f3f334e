//! Long lists: their beginning at once, the rest when it is asked for, a piece after each frame, so that no frame
//! waits for all of it.

use std::rc::Rc;

use gloo::render::request_animation_frame;
use gloo::timers::callback::Timeout;
use yew::{Callback, MouseEvent, hook, use_effect_with, use_mut_ref, use_state};

/// Rows that are written before the reader asks for more.
const FIRST: usize = 40;
/// Milliseconds from piece to piece below which the next one may be larger, and above which it must be smaller.
const CALM: f64 = 24.0;
const BUSY: f64 = 48.0;

/// A list of up to so many pieces is written in one.
const SHORT: usize = 3;
/// Milliseconds that a page has to itself before its lists grow.
const REST: u32 = 50;

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

/// What was written of a list, and what was asked for.
struct Written<S> {
    subject: S,
    rows: usize,
    wanted: usize,
    /// Rows that the last frame added, and when.
    step: usize,
    at: f64,
}

/// How many of `total` rows to write now, `piece` with the page and more after each frame until what was asked
/// for is there. It begins anew whenever `subject` is another one.
#[hook]
pub fn use_growing<S: PartialEq + Clone + 'static>(subject: S, total: usize, piece: usize) -> Growing {
    // A short list would gain nothing by a second frame.
    let piece = if total <= SHORT * piece { total } else { piece };
    let first = subject.clone();
    let state =
        use_state(|| Rc::new(Written { subject: first, rows: piece, wanted: FIRST, step: piece, at: 0.0 }));
    let waiting = use_mut_ref(|| None);
    let known = state.subject == subject;
    let (written, wanted) = if known { (state.rows, state.wanted) } else { (piece, FIRST) };
    let (step, at) = if known { (state.step, state.at) } else { (piece, 0.0) };
    let wanted = wanted.min(total);
    let rows = written.min(wanted);
    let all = if wanted == total { usize::MAX } else { wanted };
    let rest = (wanted < total).then(|| {
        let (state, subject) = (state.setter(), subject.clone());
        let more = move |_| Written { subject: subject.clone(), rows, wanted: usize::MAX, step, at: 0.0 };
        Callback::from(move |event| state.set(Rc::new(more(event))))
    });
    let setter = state.setter();
    use_effect_with((subject, rows, wanted), move |(subject, rows, wanted)| {
        let (subject, rows) = (subject.clone(), *rows);
        let more =
            move |rows, step, at| setter.set(Rc::new(Written { subject, rows, wanted: all, step, at }));
        let frame = (rows < *wanted).then(|| {
            let held = waiting.clone();
            let next = move || {
                let now = js_sys::Date::now();
                // The browser lays the whole table out for each piece: the larger it is, the fewer there must be.
                let step = if at > 0.0 { next_step(step, now - at) } else { step }.max(piece).max(rows / 8);
                more(rows + step, step, now);
            };
            // The page is painted before its lists are worked at, and each piece before the one that follows.
            let wait = if at > 0.0 { 0 } else { REST };
            request_animation_frame(move |_| drop(held.replace(Some(Timeout::new(wait, next)))))
        });
        move || {
            waiting.take();
            drop(frame);
        }
    });
    Growing { rows, going_on: rows < wanted, rest }
}

/// The rows to add, by those that were added last and the milliseconds that it took to show them.
fn next_step(step: usize, took: f64) -> usize {
    if took < CALM {
        step * 2
    } else if took > BUSY {
        step.div_ceil(2)
    } else {
        step
    }
}

#[cfg(test)]
mod tests {
    use super::next_step;

    #[test]
    fn pieces_grow_while_there_is_time_and_shrink_while_there_is_none() {
        assert_eq!([next_step(16, 17.0), next_step(16, 34.0), next_step(16, 80.0)], [32, 16, 8]);
        assert_eq!(next_step(1, 500.0), 1);
    }
}
