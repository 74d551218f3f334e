//! Any bytes as a JSON file of leads: the pieces in which they come make no difference; each object
//! of an array is a row, or is said to be none; and the same objects one a line, or under `data`,
//! say the same.
//!
//! The first byte says how long the pieces are.

#![no_main]

use std::sync::LazyLock;

use dealerscope_core::Snapshot;
use dealerscope_core::descriptor::Descriptor;
use dealerscope_core::problem::Refusal;
use dealerscope_fuzz::{agree, descriptor, is_drawn, load, nameless, same, told};
use libfuzzer_sys::{Corpus, fuzz_target};
use serde_json::value::RawValue;

static DESCRIPTOR: LazyLock<Descriptor> =
    LazyLock::new(|| descriptor("leads.json", r#""encoding":"utf-8""#));

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let [size, file @ ..] = bytes else { return Corpus::Reject };
    let whole = load(&DESCRIPTOR, [file]);
    let pieces = load(&DESCRIPTOR, file.chunks(1 + usize::from(*size)));
    same(&whole, &pieces, is_drawn(bytes));
    let Ok(text) = std::str::from_utf8(file) else { return Corpus::Keep };
    // One object alone may be a wrapper, or columns.
    let Some(objects) = serde_json::from_str::<Vec<&RawValue>>(text).ok().filter(|o| o.len() > 1) else {
        return Corpus::Keep;
    };
    if let Ok(snapshot) = &whole {
        counted(snapshot, objects.len() as u64);
    }
    let lines: Vec<&str> = objects.iter().map(|object| object.get()).collect();
    equal(&whole, &load(&DESCRIPTOR, [lines.join("\n").as_bytes()]), is_drawn(bytes));
    let wrapped = format!("{{\"code\":0,\"data\":{text}}}");
    equal(&whole, &load(&DESCRIPTOR, [wrapped.as_bytes()]), is_drawn(bytes));
    Corpus::Keep
});

fn counted(snapshot: &Snapshot, objects: u64) {
    let said = told(snapshot);
    // Without any member there is no header, and every object is blank.
    assert!(said == objects, "{said} of {objects}");
}

/// What the same objects say in two forms: the same, or nothing; words on how they are written apart.
fn equal(one: &Result<Snapshot, Refusal>, two: &Result<Snapshot, Refusal>, answers: bool) {
    match (one, two) {
        (Ok(one), Ok(two)) => {
            assert_eq!(one.rows(), two.rows());
            assert_eq!(nameless(one.problems()), nameless(two.problems()));
            if answers {
                agree(one, two);
            }
        }
        (Err(_), Err(_)) => {}
        (one, two) => panic!("{:?} and {:?}", one.as_ref().err(), two.as_ref().err()),
    }
}
