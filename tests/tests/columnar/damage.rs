//! Files that are not what the descriptor vouches for, and those that it vouches for although they are damaged.

use dealerscope_tests::{generate, seeds};

use crate::{Files, SEEDS, described, packed_files, read, refused, replaced};

fn sample() -> Files {
    packed_files(&generate::snapshot(3))
}

#[test]
fn without_a_length_and_a_hash_nothing_is_read() {
    for key in ["bytes", "hash"] {
        let mut files = sample();
        described(&mut files, "leads", |columnar| drop(columnar.remove(key)));
        let said = refused(&files);
        assert!(said.contains("does not state its length and its hash"), "{said}");
        assert!(read(&files, false).is_ok(), "the CSV is read");
    }
}

#[test]
fn another_hash_or_length_is_refused_before_anything_is_decoded() {
    let whole = sample();
    let mut files = whole.clone();
    described(&mut files, "leads", |columnar| drop(columnar.insert("hash".into(), "sha256:00".into())));
    assert!(refused(&files).contains("its hash is sha256:"));
    for garbage in [b"PAR1".to_vec(), vec![0xff; 9]] {
        let mut files = whole.clone();
        files.insert("leads.parquet".into(), garbage);
        assert!(refused(&files).contains("bytes, and the descriptor states"));
    }
    let mut files = whole.clone();
    let bytes = files.get_mut("leads.parquet").unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    assert!(refused(&files).contains("its hash is sha256:"));
    let mut files = whole;
    files.get_mut("leads.parquet").unwrap().extend([0; 100]);
    assert!(refused(&files).contains("bytes, and the descriptor states"));
}

#[test]
fn a_file_cut_at_any_of_hundreds_of_places_is_refused_though_its_hash_is_right() {
    let files = sample();
    let bytes = &files["leads.parquet"];
    for cut in (0..400).map(|part| bytes.len() * part / 400).chain(bytes.len() - 20..bytes.len()) {
        let said = refused(&replaced(&files, bytes[..cut].to_vec()));
        assert!(said.contains("the Parquet file is damaged"), "{cut}: {said}");
    }
}

/// Bits that are flipped for each seed, one at a time.
const FLIPS: usize = 15;

#[test]
fn thousands_of_flipped_bits_are_refused_or_mean_nothing() {
    let files = sample();
    let bytes = &files["leads.parquet"];
    let footer = bytes.len() - 2500;
    let refused = seeds::spread(seeds::given("COLUMNAR_SEEDS", SEEDS), |seed| {
        let mut rng = fastrand::Rng::with_seed(20_260_630 + seed);
        let places = (0..FLIPS).map(|n| {
            // Half of them where the file describes itself.
            if n % 2 == 0 { rng.usize(..bytes.len()) } else { rng.usize(footer..bytes.len()) }
        });
        let places: Vec<usize> = places.collect();
        let refused = places.into_iter().filter(|&at| {
            let mut bytes = bytes.clone();
            bytes[at] ^= 1 << rng.u8(..8);
            // Where it is read, a name or a remark is another one, and nobody can tell.
            let Err(refusal) = read(&replaced(&files, bytes), true) else { return false };
            assert!(refusal.zh.is_some() && refusal.file.starts_with("leads."), "{refusal}");
            true
        });
        refused.count()
    });
    let (found, flipped) = (refused.iter().sum::<usize>(), refused.len() * FLIPS);
    assert!(found * 4 > flipped * 3, "{found} of {flipped}");
}
