//! Any bytes as a CSV file of leads: the pieces in which they come make no difference, and each
//! record is a row, or is said to be none.
//!
//! The first byte says how the file is described, and the second how long the pieces are.

#![no_main]

use std::sync::LazyLock;

use dealerscope_core::Snapshot;
use dealerscope_core::descriptor::Descriptor;
use dealerscope_fuzz::{descriptor, is_drawn, load, same, told};
use libfuzzer_sys::{Corpus, fuzz_target};

/// Stands before the bytes unless they bring a header of their own.
const HEADER: &[u8] = b"lead_id,created_at,channel,dealer_id,series,amount,ordered_at\n";

/// What is said of the file: nothing; all there is to say, quotes being doubled; an encoding; signs; that it
/// is packed.
static DESCRIPTORS: LazyLock<[Descriptor; 8]> = LazyLock::new(|| {
    [
        "",
        r#""encoding":"utf-8","dialect":{"delimiter":",","quoteChar":"\"","escapeChar":"\""}"#,
        r#""encoding":"gb18030""#,
        r#""encoding":"utf-16le""#,
        r#""dialect":{"escapeChar":"\\"}"#,
        r#""dialect":{"delimiter":";","quoteChar":"'"}"#,
        r#""compression":"gz""#,
        r#""bytes":64,"dealerscope":{"epoch":1904,"columns":{"k":"lead_id","t":"created_at","c":"channel"}}"#,
    ]
    .map(|properties| descriptor("leads.csv", properties))
});

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let [mode, size, rest @ ..] = bytes else { return Corpus::Reject };
    let kind = usize::from(mode % 8);
    let headed = mode & 8 != 0 && kind < 3;
    let file = if headed { [HEADER, rest].concat() } else { rest.to_vec() };
    let descriptor = &DESCRIPTORS[kind];
    let whole = load(descriptor, [file.as_slice()]);
    let pieces = load(descriptor, file.chunks(1 + usize::from(*size)));
    same(&whole, &pieces, is_drawn(bytes));
    if let (Ok(snapshot), true) = (&whole, headed && kind == 1) {
        counted(snapshot, &file);
    }
    Corpus::Keep
});

/// Counts the records by a reader of another make, that does not decode.
fn counted(snapshot: &Snapshot, file: &[u8]) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file);
    let mut record = csv::ByteRecord::new();
    let mut records = 0;
    while reader.read_byte_record(&mut record).expect("memory is no file") {
        records += 1;
    }
    assert_eq!(1 + told(snapshot), records);
}
