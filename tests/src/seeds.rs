//! Seeds to test with, and tests spread over the processor's cores.

use std::ops::Range;
use std::sync::Mutex;
use std::thread;

/// The range of seeds that an environment variable gives, written as `100..120`; otherwise `usual`.
///
/// # Panics
/// On anything else.
#[must_use]
pub fn given(variable: &str, usual: Range<u64>) -> Range<u64> {
    let Ok(text) = std::env::var(variable) else { return usual };
    let ends = text.split_once("..").and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
    let Some((from, to)) = ends else { panic!("{variable} is written as 100..120, and not {text:?}") };
    from..to
}

/// What a check gives for each of some things, in their order; as many at a time as there are cores.
///
/// # Panics
/// If the check does, when all others have ended.
pub fn spread<T: Send, R: Send>(
    things: impl IntoIterator<Item = T>,
    check: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let todo: Vec<T> = things.into_iter().collect();
    let mut results: Vec<Option<R>> = todo.iter().map(|_| None).collect();
    let waiting = Mutex::new(todo.into_iter().zip(&mut results));
    let next = || waiting.lock().expect("nobody panics with the lock").next();
    let work = || {
        while let Some((thing, result)) = next() {
            *result = Some(check(thing));
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(work);
        }
    });
    results.into_iter().map(|result| result.expect("a result of each")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_things() {
        let lengths = spread(0..100_u64, |n| {
            thread::sleep(std::time::Duration::from_millis(n % 3));
            n * n
        });
        assert_eq!(lengths, (0..100).map(|n| n * n).collect::<Vec<_>>());
        assert!(spread([], |(): ()| ()).is_empty());
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_check_that_fails_fails_the_whole() {
        spread(0..4, |n| assert_ne!(n, 2));
    }

    #[test]
    fn a_range_that_nobody_gives_is_the_usual_one() {
        assert_eq!(given("DEALERSCOPE_NO_SUCH_SEEDS", 3..5), 3..5);
    }
}
