//! Runs the program, and reads what it wrote.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use dealerscope_core::time::Day;

/// A run of the program that is over.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program.
pub(crate) fn run(args: &[&str]) -> Run {
    finished(Command::new(env!("CARGO_BIN_EXE_dealerscope")).args(args).output().expect("the program starts"))
}

/// Runs the program on one core.
pub(crate) fn run_alone(args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dealerscope"));
    finished(command.args(args).env("RAYON_NUM_THREADS", "1").output().expect("the program starts"))
}

fn finished(output: Output) -> Run {
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Writes a sample with these options into a folder of its own.
pub(crate) fn sample(options: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let run = run(&[&["sample", text(folder.path())], options].concat());
    assert_eq!(run.code, Some(0), "{}", run.err);
    folder
}

/// The path as text.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("paths of the tests are UTF-8")
}

/// A folder of the project's data.
pub(crate) fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data").join(name)
}

/// A CSV file, row by row.
pub(crate) struct Rows {
    columns: HashMap<String, usize>,
    rows: Vec<csv::StringRecord>,
}

impl Rows {
    pub(crate) fn read(path: &Path) -> Self {
        Self::of(csv::Reader::from_path(path).expect("the file is there"))
    }

    pub(crate) fn parse(text: &str) -> Self {
        Self::of(csv::Reader::from_reader(text.as_bytes()))
    }

    fn of<R: std::io::Read>(mut reader: csv::Reader<R>) -> Self {
        let header = reader.headers().expect("a header").clone();
        let columns = header.iter().enumerate().map(|(at, name)| (name.to_owned(), at)).collect();
        Self { columns, rows: reader.records().map(|row| row.expect("a row")).collect() }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { columns: &self.columns, cells })
    }
}

/// One row of [`Rows`].
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    columns: &'a HashMap<String, usize>,
    cells: &'a csv::StringRecord,
}

impl<'a> Row<'a> {
    /// The cell of a column.
    pub(crate) fn get(self, column: &str) -> &'a str {
        &self.cells[self.columns[column]]
    }

    /// Whether the cell is filled.
    pub(crate) fn has(self, column: &str) -> bool {
        !self.get(column).is_empty()
    }

    /// The number in the cell.
    pub(crate) fn number(self, column: &str) -> f64 {
        self.get(column).parse().expect("a number")
    }

    /// The day in the cell, if one is.
    pub(crate) fn day(self, column: &str) -> Option<Day> {
        self.get(column).get(..10).and_then(Day::parse)
    }

    /// The minute in the cell since 1970, if one is.
    pub(crate) fn minute(self, column: &str) -> Option<u32> {
        let cell = self.get(column);
        let (hour, minute) = cell.get(11..)?.split_once(':')?;
        Some(
            u32::from(self.day(column)?.0) * 1440
                + hour.parse::<u32>().ok()? * 60
                + minute.parse::<u32>().ok()?,
        )
    }
}

/// How many of the rows pass.
pub(crate) fn count<'a>(rows: impl Iterator<Item = Row<'a>>, passes: impl Fn(Row<'a>) -> bool) -> f64 {
    rows.filter(|&row| passes(row)).map(|_| 1.0).sum()
}

/// The share of the rows that pass.
pub(crate) fn share<'a>(rows: impl Iterator<Item = Row<'a>>, passes: impl Fn(Row<'a>) -> bool) -> f64 {
    let (mut all, mut chosen) = (0.0, 0.0);
    for row in rows {
        all += 1.0;
        chosen += f64::from(u8::from(passes(row)));
    }
    chosen / all
}

/// The middle one of the values.
pub(crate) fn median(mut values: Vec<u32>) -> u32 {
    values.sort_unstable();
    values[values.len() / 2]
}

/// Holds a value to a range.
#[track_caller]
pub(crate) fn within(what: &str, value: f64, low: f64, high: f64) {
    assert!((low..=high).contains(&value), "{what}: {value} is not within {low} to {high}");
}
