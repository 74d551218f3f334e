//! Any bytes as `datapackage.json`: reading is the same each time; what was read is written and
//! read back the same; and a snapshot of it ends with an answer or a refusal.

#![no_main]

use dealerscope_core::answer;
use dealerscope_core::descriptor::{Catalog, Descriptor};
use dealerscope_core::ingest::Loader;
use dealerscope_core::query::Query;
use dealerscope_fuzz::is_drawn;
use libfuzzer_sys::{Corpus, fuzz_target};

const DEALERS: &[u8] = b"dealer_id,name,region,province\na,A,E,44\n";
const LEADS: &[u8] = b"lead_id,dealer_id,created_at,channel\n1,a,2026-01-05,website\n2,,2025-11-30,event\n";

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if let Ok(catalog) = serde_json::from_slice::<Catalog>(bytes) {
        for entry in &catalog.snapshots {
            assert_eq!(entry.verify(bytes), entry.verify(bytes));
        }
    }
    let read = Descriptor::read(bytes);
    assert_eq!(read, Descriptor::read(bytes));
    let Ok(descriptor) = read else { return Corpus::Keep };
    assert!(descriptor.as_of().is_some());
    let written = serde_json::to_vec(&descriptor).expect("a descriptor can be written");
    assert_eq!(Descriptor::read(&written).as_ref(), Ok(&descriptor));
    snapshot(descriptor, is_drawn(bytes));
    Corpus::Keep
});

fn snapshot(descriptor: Descriptor, answers: bool) {
    let mut loader = Loader::new(descriptor);
    for index in 0..loader.resources().len() {
        if loader.begin(index).is_err() {
            return;
        }
        let bytes = if loader.resources()[index].name == "dealers" { DEALERS } else { LEADS };
        if loader.push(bytes).and_then(|()| loader.end()).is_err() {
            return;
        }
    }
    if let (Ok(snapshot), true) = (loader.finish(), answers) {
        let _ = answer(&snapshot, &Query::opening());
    }
}
