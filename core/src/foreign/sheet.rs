//! What the records of a file show: header, samples, the latest day in each column.

use super::SheetColumn;
use crate::ingest::cell;
use crate::ingest::dates::{self, Meaning};
use crate::ingest::header;
use crate::ingest::personal;
use crate::ingest::record::Record;
use crate::time::Day;

/// How many values of a column are shown, and how many letters of each.
const SAMPLES: usize = 3;
const SHOWN: usize = 40;
/// A column whose first filled cells of this number are no dates has none.
const TRIED: u32 = 256;

/// A file's records as they come by.
#[derive(Default)]
pub(super) struct Records {
    pub(super) columns: Vec<SheetColumn>,
    /// How many cells of each column were looked at in vain for a date.
    vain: Vec<u32>,
    pub(super) rows: u64,
    begun: bool,
}

impl Records {
    /// Takes the next record; the first that holds anything is the header.
    pub(super) fn take(&mut self, record: &Record<'_>) {
        if record.is_blank() {
            return;
        }
        if !self.begun {
            self.begun = true;
            return self.header(record);
        }
        self.rows += 1;
        for (place, column) in self.columns.iter_mut().enumerate() {
            let cell = record.cell(place);
            if cell.is_empty() {
                continue;
            }
            if column.samples.len() < SAMPLES {
                let sample = cut(&personal::masked(cell));
                if !column.samples.contains(&sample) {
                    column.samples.push(sample);
                }
            }
            if column.latest.is_some() || self.vain[place] < TRIED {
                let day = day(cell);
                self.vain[place] += u32::from(day.is_none() && column.latest.is_none());
                column.latest = column.latest.max(day);
            }
        }
    }

    fn header(&mut self, record: &Record<'_>) {
        let mut seen = Vec::new();
        for place in 0..record.len() {
            let name = record.cell(place);
            let folded = header::folded(name);
            let named = !folded.is_empty() && !seen.contains(&folded);
            seen.push(folded);
            self.columns.push(SheetColumn { name: name.to_owned(), named, ..SheetColumn::default() });
        }
        // Nameless columns at the end do not count.
        let width = self.columns.iter().rposition(|c| !c.name.is_empty()).map_or(0, |last| last + 1);
        self.columns.truncate(width);
        self.vain = vec![0; width];
    }
}

/// The day that a cell can only mean.
fn day(cell: &str) -> Option<Day> {
    if !cell.starts_with(|c: char| c.is_ascii_digit()) || cell.len() > SHOWN {
        return None;
    }
    cell::day(cell.as_bytes()).or_else(|| match dates::meaning(cell)? {
        Meaning::One(moment) | Meaning::Shows(moment, _) => Some(moment.day),
        Meaning::Either(_) | Meaning::Serial(..) => None,
    })
}

fn cut(cell: &str) -> String {
    let mut text: String = cell.chars().take(SHOWN).collect();
    if text.len() < cell.len() {
        text.push('…');
    }
    text
}
