//! How the time of each step grows with the number of leads: reading, the mask of the filters, one view by each kind
//! of key, the answer of each page, and of one under what nothing is known of. `cargo bench -p dealerscope-core`; `BENCH_LARGEST=1` goes up to ten million.

use std::cell::RefCell;
use std::collections::HashMap;

use dealerscope_bench_data as data;
use dealerscope_core::answer::Answer;
use dealerscope_core::ingest;
use dealerscope_core::problem::Refusal;
use dealerscope_core::query::{Dimension, Page, Query, from_fragment};
use dealerscope_core::views::{By, Grid, Measure, View};
use dealerscope_core::{Snapshot, answer, views};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

/// One region of one year, as a regional manager looks at it.
const FRAGMENT: &str = "#/overview?region=华东&period=last12&basis=activity";

fn main() {
    divan::main();
}

fn sizes() -> Vec<u32> {
    let mut sizes = vec![10_000, 100_000, 1_000_000];
    if std::env::var_os("BENCH_LARGEST").is_some() {
        sizes.push(10_000_000);
    }
    sizes
}

/// The snapshot of a size, read once.
fn snapshot(rows: u32) -> &'static Snapshot {
    thread_local! {
        static READ: RefCell<HashMap<u32, &'static Snapshot>> = RefCell::default();
    }
    READ.with_borrow_mut(|read| *read.entry(rows).or_insert_with(|| Box::leak(Box::new(load(&files(rows))))))
}

type Files = HashMap<&'static str, Vec<u8>>;

fn files(rows: u32) -> Files {
    let paths = ["datapackage.json", "dealers.csv", "leads.csv"];
    paths.into_iter().filter_map(|path| Some((path, data::file(path, rows)?))).collect()
}

fn load(files: &Files) -> Snapshot {
    let file = |path: &str| files.get(path).cloned().ok_or_else(|| Refusal::new(path, "not made", "make it"));
    ingest::read(file).unwrap_or_else(|refusal| panic!("{refusal}"))
}

fn query() -> Query {
    from_fragment(FRAGMENT).0
}

#[divan::bench(args = sizes(), max_time = 10)]
fn ingest_csv(bencher: Bencher<'_, '_>, rows: u32) {
    let files = files(rows);
    let bytes = files.values().map(Vec::len).sum::<usize>();
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(rows)).bench_local(|| load(&files));
}

/// The mask, and the walk over it.
#[divan::bench(args = sizes(), max_time = 2)]
fn mask(bencher: Bencher<'_, '_>, rows: u32) {
    count(bencher, rows, &[]);
}

mod view {
    use super::{Bencher, By, Dimension, Measure, by, sizes};

    #[divan::bench(args = sizes(), max_time = 2)]
    fn by_month(bencher: Bencher<'_, '_>, rows: u32) {
        by(bencher, rows, By::Month, None, Measure::Leads);
    }

    #[divan::bench(args = sizes(), max_time = 2)]
    fn by_stage(bencher: Bencher<'_, '_>, rows: u32) {
        by(bencher, rows, By::Stage, None, Measure::Leads);
    }

    #[divan::bench(args = sizes(), max_time = 2)]
    fn by_channel(bencher: Bencher<'_, '_>, rows: u32) {
        by(bencher, rows, By::Of(Dimension::Channel), None, Measure::Leads);
    }

    #[divan::bench(args = sizes(), max_time = 2)]
    fn by_province(bencher: Bencher<'_, '_>, rows: u32) {
        by(bencher, rows, By::Of(Dimension::Province), None, Measure::Leads);
    }

    #[divan::bench(args = sizes(), max_time = 2)]
    fn by_dealer_and_stage(bencher: Bencher<'_, '_>, rows: u32) {
        by(bencher, rows, By::Of(Dimension::Dealer), Some(By::Stage), Measure::Leads);
    }

    #[divan::bench(args = sizes(), max_time = 2)]
    fn amounts_by_dealer(bencher: Bencher<'_, '_>, rows: u32) {
        by(bencher, rows, By::Of(Dimension::Dealer), None, Measure::Amount);
    }
}

mod page {
    use super::{Bencher, Page, ask, sizes};

    #[divan::bench(args = sizes(), max_time = 4)]
    fn overview(bencher: Bencher<'_, '_>, rows: u32) {
        ask(bencher, rows, Page::Overview);
    }

    #[divan::bench(args = sizes(), max_time = 4)]
    fn regions(bencher: Bencher<'_, '_>, rows: u32) {
        ask(bencher, rows, Page::Regions);
    }

    #[divan::bench(args = sizes(), max_time = 4)]
    fn channels(bencher: Bencher<'_, '_>, rows: u32) {
        ask(bencher, rows, Page::Channels);
    }

    #[divan::bench(args = sizes(), max_time = 4)]
    fn dealers(bencher: Bencher<'_, '_>, rows: u32) {
        ask(bencher, rows, Page::Dealers);
    }

    #[divan::bench(args = sizes(), max_time = 4)]
    fn data(bencher: Bencher<'_, '_>, rows: u32) {
        ask(bencher, rows, Page::Data);
    }
}

/// The overview under what nothing is known of: another pair of series each time, or another year.
mod anew {
    use super::{Bencher, ask_in_turn, sizes};

    #[divan::bench(args = sizes(), max_time = 4)]
    fn filter(bencher: Bencher<'_, '_>, rows: u32) {
        let pairs = (1..=8).flat_map(|a| (1..a).map(move |b| (a, b)));
        ask_in_turn(bencher, rows, pairs.map(|(a, b)| format!("#/overview?period=last12&series=S{a},S{b}")));
    }

    #[divan::bench(args = sizes(), max_time = 4)]
    fn period(bencher: Bencher<'_, '_>, rows: u32) {
        ask_in_turn(bencher, rows, (1..=9).map(|m| format!("#/overview?period=2025-0{m}..2026-0{m}")));
    }
}

/// What happened in a month or a quarter that nothing is known of, on the pages that look at it from most sides.
mod happened {
    use super::{Bencher, ask_in_turn, sizes};

    #[divan::bench(args = sizes(), max_time = 4)]
    fn channels(bencher: Bencher<'_, '_>, rows: u32) {
        ask_in_turn(bencher, rows, months("channels"));
    }

    #[divan::bench(args = sizes(), max_time = 4)]
    fn dealers(bencher: Bencher<'_, '_>, rows: u32) {
        ask_in_turn(bencher, rows, months("dealers"));
    }

    fn months(page: &str) -> impl Iterator<Item = String> {
        (1u8..=9)
            .map(move |m| format!("#/{page}?period=2025-0{m}..2025-0{}&basis=activity", m.div_ceil(3) * 3))
    }
}

/// Asks one question after the other and begins again, with more of them between two of the same than are kept.
fn ask_in_turn(bencher: Bencher<'_, '_>, rows: u32, fragments: impl Iterator<Item = String>) {
    let queries: Vec<Query> = fragments.map(|fragment| from_fragment(&fragment).0).collect();
    let (snapshot, mut turn) = (snapshot(rows), queries.iter().cycle());
    bencher
        .counter(ItemsCount::new(rows))
        .bench_local(move || turn.next().map(|query| answer(snapshot, query)));
}

fn by(bencher: Bencher<'_, '_>, leads: u32, rows: By, columns: Option<By>, measure: Measure) {
    count(bencher, leads, &[View { rows, columns, measure }]);
}

fn count(bencher: Bencher<'_, '_>, rows: u32, wanted: &[View]) {
    let (snapshot, query) = (snapshot(rows), query());
    bencher.counter(ItemsCount::new(rows)).bench_local(|| -> Vec<Grid> { views(snapshot, &query, wanted).0 });
}

fn ask(bencher: Bencher<'_, '_>, rows: u32, page: Page) {
    let (snapshot, query) = (snapshot(rows), Query { page, ..query() });
    bencher.counter(ItemsCount::new(rows)).bench_local(|| -> Answer { answer(snapshot, &query) });
}
