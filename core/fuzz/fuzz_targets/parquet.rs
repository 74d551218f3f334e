//! Any bytes as the Parquet file beside the leads, with the right length and hash: the pieces in which they come make no
//! difference; and what is read of them is read of the same cells as CSV.
//!
//! The first byte says how long the pieces are.

#![no_main]

use dealerscope_core::Snapshot;
use dealerscope_core::descriptor::{Columnar, Descriptor};
use dealerscope_core::ingest::columnar::{cells, compare};
use dealerscope_core::problem::Refusal;
use dealerscope_fuzz::{descriptor, hash, is_drawn, load, load_columnar, same};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let [size, file @ ..] = bytes else { return Corpus::Reject };
    let mut described = descriptor("leads.csv", r#""encoding":"utf-8""#);
    let columnar = Columnar {
        path: "leads.parquet".to_owned(),
        bytes: Some(file.len() as u64),
        hash: Some(hash(file)),
    };
    described.resources[1].dealerscope.columnar = Some(columnar);
    let whole = load_columnar(&described, [file]);
    let pieces = load_columnar(&described, file.chunks(1 + usize::from(*size)));
    same(&whole, &pieces, is_drawn(bytes));
    if let Ok(snapshot) = &whole {
        as_csv(snapshot, &described, file, is_drawn(bytes));
    }
    Corpus::Keep
});

/// Writes the cells as CSV, where that is possible, and reads them again.
fn as_csv(snapshot: &Snapshot, described: &Descriptor, file: &[u8], answers: bool) {
    let resource = &described.resources[1];
    let Some(csv) = written(file) else { return };
    // Cells that CSV says otherwise, such as broken lines of another sort, are no concern of this.
    let plain = cells(resource, &csv, |_| {}).is_ok();
    if !plain || compare(resource, &csv, file).is_err() {
        return;
    }
    let read: Result<Snapshot, Refusal> = load(described, [csv.as_slice()]);
    let read = read.unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(snapshot.rows(), read.rows());
    assert_eq!(snapshot.problems(), read.problems());
    if answers {
        dealerscope_fuzz::agree(snapshot, &read);
    }
}

/// The cells of a Parquet file as CSV, by a writer of another make.
fn written(file: &[u8]) -> Option<Vec<u8>> {
    let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let read = dealerscope_core::ingest::columnar::rows(file, |cells| csv.write_record(cells).expect("memory takes all"));
    read.ok()?;
    csv.into_inner().ok()
}
