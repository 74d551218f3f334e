//! The results as words: for the terminal, and for BENCHMARKS.md.

use std::fmt::Write as _;

use super::results::{Machine, Measured, Results, Summary};

const COLUMNS: [&str; 13] = [
    "engine",
    "start",
    "bytes → ready",
    "first filter",
    "filter → 12 views, median",
    "of rounds",
    "p95",
    "to ours",
    "memory at rest",
    "at its peak",
    "engine over the wire",
    "lightest file",
    "together",
];
const OURS: &str = "dealerscope";

/// The tables for a terminal.
pub(crate) fn terminal(results: &Results) -> String {
    let mut text = format!("{}\n", machine(&results.machine));
    for rows in results.sizes() {
        let table = cells(results, rows);
        let width = |column: usize| table.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..COLUMNS.len()).map(width).collect();
        let _ = writeln!(text, "\n{} leads", thousands(rows));
        for row in &table {
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let _ = if column == 0 {
                    write!(text, "{cell:<width$}")
                } else {
                    write!(text, "  {cell:>width$}")
                };
            }
            text.push('\n');
        }
        notes(results, rows, &mut text);
    }
    text
}

/// The page that is kept.
pub(crate) fn markdown(results: &Results) -> String {
    let mut text = format!(
        "# Benchmarks\n\n\
         One region filter after the other, and for each twelve grouped views: leads by channel, stage, temperature, month, \
         series, region and dealer; amounts by dealer and by month; channel × stage, dealer × stage, month × stage. Every \
         engine runs in a browser of its own on the same file, in turn and three times over, and gives the same numbers, \
         which are held against an independent count. `cargo xtask bench` runs it and writes this page; \
         [bench/README.md](bench/README.md) says how each engine is used.\n\n\
         ![Time until the file is ready, and from a filter to twelve views, by engine](docs/pictures/benchmarks.svg)\n\n\
         {}\n",
        machine(&results.machine)
    );
    for rows in results.sizes() {
        let _ = writeln!(text, "\n## {} leads\n", thousands(rows));
        for (place, row) in cells(results, rows).into_iter().enumerate() {
            let _ = writeln!(text, "| {} |", row.join(" | "));
            if place == 0 {
                let _ = writeln!(text, "|---{}", "|---:".repeat(COLUMNS.len() - 1) + "|");
            }
        }
        text.push('\n');
        notes(results, rows, &mut text);
    }
    text + "\n`start`: fetching from this machine, compiling and starting the engine. `bytes → ready`: from the file's bytes in \
        memory until the engine can be asked. `filter → 12 views`: from the change of the filter until the twelve tables are \
        there, over 21 changes in each of three rounds after three to warm up; `first filter`: the first of those three, before \
        which nothing was counted; `of rounds`: the least and the greatest median \
        of a round. `memory`: what the page's process holds beyond an empty page. `engine over the wire`: modules and scripts after \
        Brotli. `lightest file`: the leads in the lightest form that the engine reads by itself, CSV and Arrow after Brotli at its \
        best, and Parquet as `dealerscope pack --columnar` writes it, up to a million leads; the times are those of the CSV for \
        all. `from a host`: the worker fetches a packed snapshot from this machine, catalogue and descriptor first, and checks the \
        hash of every file; the median of the rounds, the least and the greatest.\n"
}

/// The head and the rows of a size's table.
fn cells(results: &Results, rows: u64) -> Vec<Vec<String>> {
    let summaries = results.at(rows);
    let ours = summaries.iter().find(|summary| summary.engine == OURS).and_then(|s| s.measured.as_ref());
    let mut table = vec![COLUMNS.map(str::to_owned).to_vec()];
    table.extend(summaries.iter().map(|summary| row(results, rows, summary, ours)));
    table
}

fn row(results: &Results, rows: u64, summary: &Summary, ours: Option<&Measured>) -> Vec<String> {
    let engine = results.wire.get(&summary.engine);
    let file = results.files.get(&rows).and_then(|files| files.get(&summary.engine));
    let large = |bytes: f64| format!("{:.2} MB", bytes / 1e6);
    let wire = [
        engine.map_or_else(dash, |bytes| format!("{:.0} KB", bytes / 1e3)),
        file.map_or_else(dash, |file| format!("{} {}", file.form, large(file.bytes))),
        engine.zip(file).map_or_else(dash, |(engine, file)| large(engine + file.bytes)),
    ];
    let name = format!("{} {}", summary.name, summary.version);
    let Some(measured) = &summary.measured else {
        let mut row = vec![name];
        row.resize_with(COLUMNS.len() - wire.len(), dash);
        row.extend(wire);
        return row;
    };
    let megabytes = |bytes: Option<f64>| bytes.map_or_else(dash, |bytes| format!("{:.0} MB", bytes / 1e6));
    let (least, greatest) = measured.spread;
    let row = [
        name,
        time(measured.start),
        time(measured.load),
        time(measured.first),
        time(measured.median),
        format!("{} – {}", time(least), time(greatest)),
        time(measured.p95),
        ours.map_or_else(dash, |ours| format!("× {:.1}", measured.median / ours.median)),
        megabytes(measured.rest),
        megabytes(measured.peak),
    ];
    row.into_iter().chain(wire).collect()
}

/// How soon a snapshot of a host is open, and who did not get through.
fn notes(results: &Results, rows: u64, text: &mut String) {
    let hosted = results.hosted(rows).into_iter().map(|(form, (median, least, greatest))| {
        format!("as {form} after {} ({} – {})", time(median), time(least), time(greatest))
    });
    let hosted: Vec<String> = hosted.collect();
    if !hosted.is_empty() {
        let _ = writeln!(text, "Dealerscope from a host, hashes and all: ready {}.\n", hosted.join(", "));
    }
    for summary in results.at(rows) {
        if let Some(error) = &summary.error {
            let _ = writeln!(text, "{} {}: {error}", summary.name, summary.version);
        }
    }
}

fn machine(machine: &Machine) -> String {
    let Machine { processor, cores, memory, system, browser, date } = machine;
    format!("{processor}, {cores} cores, {:.0} GB, {system}, {browser}, {date}", memory / 1e9)
}

/// Milliseconds, with as many digits as mean something.
pub(crate) fn time(milliseconds: f64) -> String {
    match milliseconds {
        t if t < 100.0 => format!("{t:.1} ms"),
        t if t < 1000.0 => format!("{t:.0} ms"),
        t => format!("{:.2} s", t / 1000.0),
    }
}

/// A count with commas.
pub(crate) fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn dash() -> String {
    "–".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::results::tests::example;

    #[test]
    fn every_engine_has_a_row_and_failures_are_told() {
        let text = markdown(&example());
        assert!(text.contains("P & Q, 2 cores, 8 GB, Linux x86_64, Chromium 1, 2026-01-02\n"), "{text}");
        assert!(text.contains("## 1,000 leads\n"), "{text}");
        let ours = "| Dealerscope 1 | 20.0 ms | 150 ms | 8.0 ms | 3.5 ms | 2.0 ms – 5.0 ms | 5.8 ms | × 1.0 | 2 MB | 3 MB | 900 KB | Parquet 0.05 MB | 0.95 MB |";
        let other = "| Other 2 | 20.0 ms | 300 ms | 50.0 ms | 30.0 ms | 30.0 ms – 30.0 ms | 39.0 ms | × 8.6 | – | – | 1800 KB | – | – |";
        assert!(text.contains(ours) && text.contains(other), "{text}");
        assert!(text.contains("\nOther 2: it <broke>\n"), "{text}");
        let hosted = "Dealerscope from a host, hashes and all: ready as CSV after 45.0 ms (40.0 ms – 50.0 ms), as Parquet after 25.0 ms (20.0 ms – 30.0 ms).";
        assert!(text.contains(&format!("|\n\n{hosted}\n\n")), "{text}");
    }

    #[test]
    fn times_and_counts_are_short() {
        assert_eq!([time(7.44), time(312.3), time(5_900.0)], ["7.4 ms", "312 ms", "5.90 s"]);
        assert_eq!([thousands(999), thousands(1_000), thousands(10_000_000)], ["999", "1,000", "10,000,000"]);
    }
}
