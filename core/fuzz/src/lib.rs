//! A snapshot whose leads are the bytes at hand, and what may be compared of it.

use std::sync::LazyLock;

use dealerscope_core::descriptor::Descriptor;
use dealerscope_core::ingest::Loader;
use dealerscope_core::problem::{Problem, ProblemKind, Problems, Refusal};
use dealerscope_core::query::{Query, from_fragment};
use dealerscope_core::{Snapshot, answer};

const DEALERS: &[u8] = br#"[{"dealer_id":"a","name":"A","region":"E","province":"44"}]"#;

/// The pages that are asked for what was read.
static QUERIES: LazyLock<Vec<Query>> = LazyLock::new(|| {
    ["#/overview", "#/regions?basis=activity", "#/channels", "#/dealers?period=2026-01..2026-03"]
        .map(|fragment| from_fragment(fragment).0)
        .into()
});

/// A descriptor of dealers and of leads with some properties, such as `"encoding":"gbk"`.
///
/// # Panics
/// The properties are no JSON.
#[must_use]
pub fn descriptor(path: &str, properties: &str) -> Descriptor {
    let comma = if properties.is_empty() { "" } else { "," };
    let text = format!(
        r#"{{"resources":[{{"name":"dealers","path":"dealers.json"}},{{"name":"leads","path":"{path}"{comma}{properties}}}],
        "dealerscope":{{"contract":1,"as_of":"2026-06-30"}}}}"#
    );
    Descriptor::read(text.as_bytes()).expect("a descriptor")
}

/// Reads the dealers, and the leads piece by piece.
///
/// # Errors
/// As the loader's.
pub fn load<'a>(
    descriptor: &Descriptor,
    leads: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Snapshot, Refusal> {
    load_by(descriptor, leads, |loader| loader.begin(1))
}

/// Reads the dealers, and the leads by the Parquet file beside them, piece by piece.
///
/// # Errors
/// As the loader's.
pub fn load_columnar<'a>(
    descriptor: &Descriptor,
    leads: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Snapshot, Refusal> {
    load_by(descriptor, leads, |loader| loader.begin_columnar(1))
}

fn load_by<'a>(
    descriptor: &Descriptor,
    leads: impl IntoIterator<Item = &'a [u8]>,
    begin: impl FnOnce(&mut Loader) -> Result<(), Refusal>,
) -> Result<Snapshot, Refusal> {
    let mut loader = Loader::new(descriptor.clone());
    loader.begin(0)?;
    loader.push(DEALERS)?;
    loader.end()?;
    begin(&mut loader)?;
    for piece in leads {
        loader.push(piece)?;
    }
    loader.end()?;
    loader.finish()
}

/// The hash of bytes as a descriptor states it.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    format!("sha256:{:x}", sha2::Sha256::digest(bytes))
}

/// How many records of the leads something is told of: their rows, sums of others, and blank ones to the end.
///
/// # Panics
/// A problem of blank rows does not say how many they are.
#[must_use]
pub fn told(snapshot: &Snapshot) -> u64 {
    let problems = snapshot.problems();
    let rows = snapshot.rows().iter().find(|(table, _)| table == "leads").map_or(0, |(_, rows)| *rows);
    let blank: u64 = problems
        .kept()
        .iter()
        .filter(|problem| problem.kind == ProblemKind::RowSetAside && problem.table == "leads")
        .map(|problem| problem.detail.as_deref().unwrap_or_default())
        .map(|detail| detail.split(' ').next().and_then(|n| n.parse::<u64>().ok()).expect("a number"))
        .sum();
    rows + problems.count(ProblemKind::TotalsRow) + blank
}

/// The problems of a snapshot without the names of its files.
#[must_use]
pub fn nameless(problems: &Problems) -> Vec<Problem> {
    problems.kept().iter().map(|problem| Problem { file: String::new(), ..problem.clone() }).collect()
}

/// Holds two readings of the same bytes against each other.
///
/// # Panics
/// They differ.
pub fn same(one: &Result<Snapshot, Refusal>, two: &Result<Snapshot, Refusal>, answers: bool) {
    match (one, two) {
        (Ok(one), Ok(two)) => {
            assert_eq!(one.rows(), two.rows());
            assert_eq!(one.problems(), two.problems());
            if answers {
                agree(one, two);
            }
        }
        (Err(one), Err(two)) => assert_eq!(one, two),
        (one, two) => panic!("{:?} and {:?}", one.as_ref().err(), two.as_ref().err()),
    }
}

/// Holds the answers of two snapshots against each other.
///
/// # Panics
/// They differ.
pub fn agree(one: &Snapshot, two: &Snapshot) {
    for query in QUERIES.iter() {
        assert_eq!(answer(one, query), answer(two, query));
    }
}

/// Whether these bytes are among the few whose answers are compared as well, which takes long.
#[must_use]
pub fn is_drawn(bytes: &[u8]) -> bool {
    bytes.iter().fold(0_u8, |sum, &byte| sum.wrapping_mul(31).wrapping_add(byte)) == 7
}
