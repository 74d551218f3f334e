//! Memory that ends in the midst of reading: the Nth allocation of a load fails, for N over the whole load.
//!
//! Rust ends the process when an allocation fails that its caller cannot do without, and almost all of
//! reading is made of such. So each N has a process of its own, and it must end in one of two ways: by that
//! end, or with the load refused or rightly done and the snapshot opened before as it was. In a
//! browser the same end is a trap, after which a new worker reads the snapshot shown before.
//!
//! `ALLOCATION_STRIDE=1` leaves none out.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use alloc_chaos::{Attempt, ChaosAllocator, Check};
use dealerscope_core::problem::Refusal;
use dealerscope_core::query::from_fragment;
use dealerscope_core::{Snapshot, answer, ingest};
use flate2::Compression;
use flate2::write::GzEncoder;

#[global_allocator]
static MEMORY: ChaosAllocator = ChaosAllocator::system();

/// Says to a child which allocation of its load fails.
const NUMBER: &str = "DEALERSCOPE_FAILING_ALLOCATION";
/// So many at the beginning and at the end are tried without a gap: there the files are opened and the
/// headers matched, and there the columns become a snapshot.
const DENSE: usize = 100;
/// Between these a row does what the row before did, and one in so many is tried; prime, so that every place
/// in a row is met. Another number may be said.
const STRIDE: usize = 13;
const OTHER_STRIDE: &str = "ALLOCATION_STRIDE";
/// What a process is given, of which it needs the hundredth part.
const PATIENCE: Duration = Duration::from_mins(1);

const PACKAGE: &str = r#"{"resources":[{"name":"dealers","path":"dealers.csv","encoding":"utf-8"},{"name":"leads","path":"leads.csv.gz"},
    {"name":"targets","path":"targets.json"},{"name":"spend","path":"spend.csv"}],
    "dealerscope":{"contract":1,"as_of":"2026-06-30","labels":{"channel":{"fax":{"zh":"传真","en":"Fax"}}},"controls":{"leads":{"rows":9}}}}"#;
const DEALERS: &str = "dealer_id,name,region,province\na,甲店,华东,广东\nb,乙店,华西,四川\n";
const TARGETS: &str = r#"[{"month":"2026-01","dealer_id":"a","metric":"orders","target":3,"target":4}]"#;
const SPEND: &str = "month;channel;actual\n2026-01;event;\"1,200.5\"\n;fax;much\n";

/// The bytes of a small snapshot's files: several encodings and forms, and most sorts of problems.
struct Files {
    leads: Vec<u8>,
}

impl Files {
    fn new() -> Self {
        let mut text = "线索编号,经销商代码,创建时间,渠道,意向车系,销售顾问编号,成交时间,备注\n".to_owned();
        for row in 0..24 {
            let day = row % 12 + 1;
            let (dealer, ordered) = (["a", "b", "zz"][row % 3], row % 9);
            let series = format!("\"明日 \"\"{row}\"\"\"");
            let cells =
                format!("L{row},{dealer},{day}/{day}/2026,网站,{series},C{row},2026-02-0{ordered},\n");
            text.push_str(&cells);
        }
        text += "L1,a,3/4/2026,pigeon,明日,C1,2025-01-01,13812345678\n合计,,,,,,,\n,,,,,,,\n";
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(&encoding_rs::GB18030.encode(&text).0).unwrap();
        Self { leads: packed.finish().unwrap() }
    }

    fn load(&self) -> Result<Snapshot, Refusal> {
        ingest::read(|path| {
            Ok(match path {
                "datapackage.json" => PACKAGE.into(),
                "dealers.csv" => DEALERS.into(),
                "targets.json" => TARGETS.into(),
                "spend.csv" => SPEND.into(),
                _ => self.leads.clone(),
            })
        })
    }
}

/// All that a snapshot says, as bytes.
fn said(snapshot: &Snapshot) -> Vec<u8> {
    let pages = ["#/overview?period=2026-01..2026-03", "#/regions", "#/channels", "#/dealers?basis=activity"];
    let answers = pages.map(|page| answer(snapshot, &from_fragment(page).0));
    serde_json::to_vec(&(snapshot.info(), snapshot.problems(), answers)).unwrap()
}

/// How many allocations a load makes.
fn allocations(files: &Files) -> usize {
    // What is made once in a process is made by then.
    files.load().unwrap();
    let report = Check::new().max_failures(0).run(|| drop(files.load()));
    assert!(report.allocator_installed());
    report.baseline_allocations()
}

#[test]
#[ignore = "a process of its own, begun by the other test"]
fn child() {
    let number: usize = std::env::var(NUMBER).expect("a number").parse().unwrap();
    let files = Files::new();
    let before = files.load().unwrap();
    let outcomes = Mutex::new(Vec::with_capacity(4));
    let report = Check::new().only_failure(number).run(|| {
        let loaded = files.load();
        outcomes.lock().unwrap().push(loaded);
    });
    assert_eq!(report.injected_failures(), 1, "there is no allocation {number}");
    assert!(report.attempts().iter().all(ends_well), "{report:?}");
    let wanted = said(&files.load().unwrap());
    for loaded in outcomes.into_inner().unwrap().into_iter().flatten() {
        assert!(said(&loaded) == wanted, "what was loaded without allocation {number} says something else");
    }
    assert!(said(&before) == wanted, "the snapshot of before is another one");
}

/// Whether a load ended as it may: with an outcome, or by the panic of the unpacker, which asserts that it was
/// given its window. In a browser that is a trap like the other end; here the process lives on, and what was
/// opened before must be as it was.
fn ends_well(attempt: &Attempt) -> bool {
    attempt.is_success() || format!("{attempt:?}").contains("left: MemError")
}

/// Runs a load whose allocation fails: whether the process outlived it.
fn outlived(number: usize) -> bool {
    let program = std::env::current_exe().unwrap();
    let mut child = Command::new(program)
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env(NUMBER, number.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if begun.elapsed() > PATIENCE => {
                child.kill().unwrap();
                panic!("without allocation {number} the load hangs");
            }
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    };
    let words = std::io::read_to_string(child.stderr.take().unwrap()).unwrap();
    let out_of_memory = words.contains("memory allocation of ") && !words.contains("panicked at");
    assert!(status.success() || out_of_memory, "without allocation {number}: {status}\n{words}");
    status.success()
}

#[test]
fn a_load_that_runs_out_of_memory_ends_and_changes_nothing() {
    let total = allocations(&Files::new());
    assert!(total > 2 * DENSE, "{total}");
    let stride = std::env::var(OTHER_STRIDE).map_or(STRIDE, |said| said.parse().unwrap());
    let is_tried = |n: &usize| *n < DENSE || *n + DENSE >= total || n.is_multiple_of(stride);
    let numbers: Vec<usize> = (0..total).filter(is_tried).collect();
    let (next, survivors) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(&number) = numbers.get(next.fetch_add(1, Ordering::Relaxed)) {
                    survivors.fetch_add(usize::from(outlived(number)), Ordering::Relaxed);
                }
            });
        }
    });
    println!("{} of {total} allocations failed, of which {survivors:?} ended no process", numbers.len());
}
