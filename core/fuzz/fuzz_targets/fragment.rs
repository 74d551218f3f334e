//! Any text as the fragment of an address: it reads as a query, which is written so that it reads
//! back the same without a notice.

#![no_main]

use dealerscope_core::query::{from_fragment, to_fragment};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (query, _) = from_fragment(text);
    assert!(query.filters.values().all(|values| !values.is_empty()));
    let written = to_fragment(&query);
    let (again, notices) = from_fragment(&written);
    assert_eq!(again, query);
    assert_eq!(notices, []);
    assert_eq!(to_fragment(&again), written);
    // A chat program cuts a link at such signs.
    assert!(!written.contains(|c: char| c.is_ascii_whitespace() || c.is_ascii_control() || "\"<>".contains(c)));
});
