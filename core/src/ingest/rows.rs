//! The rows of one file: the header first, blank ones held back until another follows, and what is
//! no text put down.

use std::borrow::Cow;

use crate::contract::Table;
use crate::descriptor::{Descriptor, Resource};
use crate::ingest::builders::{Builders, totals_word};
use crate::ingest::columnar::plain::Plain;
use crate::ingest::control::{Control, Counted};
use crate::ingest::dates::Dates;
use crate::ingest::header::Header;
use crate::ingest::memo::Memo;
use crate::ingest::record::{Record, join};
use crate::ingest::report::{Detail, Reporter};
use crate::ingest::suspects::Suspects;
use crate::problem::{ProblemKind, Refusal};

/// How many runs of blank rows are held back at most.
const MOST_RUNS: usize = 1 << 16;

/// What belongs to a file whose header was read.
pub(crate) struct Sheet {
    pub(crate) header: Header,
    pub(crate) control: Control,
    pub(crate) dates: Dates,
    /// Texts that are not plain, and of which nothing is to be said all the same.
    pub(crate) clean: Memo<()>,
    /// The same of columns that are not read: of them nothing but personal data is said.
    pub(crate) impersonal: Memo<()>,
    pub(crate) suspects: Suspects,
}

/// A problem of a record that is known before its cells are read.
pub(crate) struct Note<'a> {
    pub(crate) kind: ProblemKind,
    /// The cell's column; `None` for the whole row.
    pub(crate) column: Option<&'a str>,
    pub(crate) value: Cow<'a, str>,
    /// In English and Chinese.
    pub(crate) detail: (&'static str, &'static str),
}

impl Note<'_> {
    #[cold]
    fn put_all_down(notes: &[Self], reporter: &mut Reporter<'_>) {
        for note in notes {
            let detail = Some(Detail::both(note.detail.0, note.detail.1));
            match note.column {
                Some(column) => reporter.cell(note.kind, column, &note.value, detail),
                None => reporter.row(note.kind, &note.value, detail),
            }
        }
    }
}

/// Blank rows of one length that follow one another.
struct Run {
    row: u64,
    cells: usize,
    rows: u64,
}

/// A file's rows on their way to its table.
#[derive(Default)]
pub(crate) struct Rows {
    sheet: Option<Sheet>,
    blanks: Vec<Run>,
    /// The text holds signs that no cell should, or may hold them.
    pub(crate) suspect: bool,
    /// A cell was put down for such a sign.
    pub(crate) broken: bool,
    /// The first refusal met.
    pub(crate) refused: Option<Refusal>,
}

impl Rows {
    /// The rows of a file whose text may hold signs that no cell should.
    pub(crate) fn new(suspect: bool) -> Self {
        Self { suspect, ..Self::default() }
    }

    /// Takes the next record of a file, with what is known of it already.
    pub(crate) fn take(
        &mut self,
        record: &Record<'_>,
        notes: &[Note<'_>],
        resource: &Resource,
        table: &'static Table,
        builders: &mut Builders,
        reporter: &mut Reporter<'_>,
    ) {
        if self.refused.is_some() {
            return;
        }
        if record.is_blank() && notes.is_empty() {
            return self.hold(record, table, builders, reporter);
        }
        let Some(sheet) = &mut self.sheet else {
            return self.head(record, notes, resource, table, builders, reporter);
        };
        // Blank rows before a sum are there for the eye: they end the rows as those at the end do.
        if !self.blanks.is_empty() && totals_word(record, &sheet.header, table).is_none() {
            release(&mut self.blanks, sheet, table, builders, reporter);
        }
        reporter.begin(record.row);
        if !notes.is_empty() {
            Note::put_all_down(notes, reporter);
        }
        let clean = if self.suspect { scrub(record, &sheet.header, table, reporter) } else { None };
        match clean {
            Some((text, ends)) => {
                self.broken = true;
                builders.row(&Record::new(&text, &ends, record.row), sheet, table, reporter);
            }
            None => builders.row(record, sheet, table, reporter),
        }
    }

    /// Takes rows of a file from one of them on, up to the first of which something is to be said, or may be; gives how
    /// many. That one is to be read and handed on as a record.
    pub(crate) fn take_plain(&mut self, plain: Plain<'_>, from: usize, builders: &mut Builders) -> usize {
        match &mut self.sheet {
            Some(sheet) if self.blanks.is_empty() => builders.plain_rows(plain, from, sheet),
            _ => 0,
        }
    }

    /// Takes the header.
    #[cold]
    fn head(
        &mut self,
        record: &Record<'_>,
        notes: &[Note<'_>],
        resource: &Resource,
        table: &'static Table,
        builders: &mut Builders,
        reporter: &mut Reporter<'_>,
    ) {
        reporter.begin(record.row);
        Note::put_all_down(notes, reporter);
        let names: Vec<String> = (0..record.len()).map(|i| record.cell(i).to_owned()).collect();
        let reading = &resource.dealerscope;
        let header = Header::read(names, table, &reading.columns, reporter);
        match header.and_then(|header| header.keep(&reading.kept, table, reporter)) {
            Ok(header) => {
                let control = builders.control(table, &header, reporter.path());
                let dates = Dates::new(resource.dealerscope.epoch);
                let (clean, impersonal) = (Memo::default(), Memo::default());
                let suspects = Suspects::default();
                self.sheet = Some(Sheet { header, control, dates, clean, impersonal, suspects });
            }
            Err(refusal) => self.refused = Some(refusal),
        }
    }

    /// Begins anew with the rows behind those that were taken, if all of them are.
    pub(crate) fn begin_part(&mut self, table: &Table) -> bool {
        let Some(sheet) = self.sheet.as_mut().filter(|_| self.blanks.is_empty() && self.refused.is_none())
        else {
            return false;
        };
        sheet.control = Control::new(table, &sheet.header);
        sheet.suspects = Suspects::default();
        sheet.dates.are_untouched()
    }

    /// What was counted of a part, if nothing in it depends on rows before it or behind it.
    pub(crate) fn counted(&self) -> Option<Counted> {
        let apart = |sheet: &&Sheet| sheet.dates.are_untouched() && sheet.suspects.are_none();
        let sheet = self.sheet.as_ref().filter(apart)?;
        let whole = self.blanks.is_empty() && self.refused.is_none() && !self.suspect;
        whole.then(|| sheet.control.counted())
    }

    /// What counts the rows, if others may follow them that another reader has taken.
    pub(crate) fn control(&mut self) -> Option<&mut Control> {
        let whole = self.blanks.is_empty() && self.refused.is_none();
        self.sheet.as_mut().filter(|_| whole).map(|sheet| &mut sheet.control)
    }

    /// The file's header, once it was read.
    pub(crate) fn header(&self) -> Option<&Header> {
        self.sheet.as_ref().map(|sheet| &sheet.header)
    }

    /// How many rows were handed on.
    pub(crate) fn taken(&self) -> u64 {
        self.sheet.as_ref().map_or(0, |sheet| sheet.control.rows)
    }

    /// Holds a blank row back until another row follows.
    #[cold]
    fn hold(
        &mut self,
        record: &Record<'_>,
        table: &'static Table,
        builders: &mut Builders,
        reporter: &mut Reporter<'_>,
    ) {
        let Some(sheet) = &mut self.sheet else { return };
        match self.blanks.last_mut() {
            Some(run) if run.cells == record.len() && run.row + run.rows == record.row => run.rows += 1,
            _ => self.blanks.push(Run { row: record.row, cells: record.len(), rows: 1 }),
        }
        if self.blanks.len() > MOST_RUNS {
            release(&mut self.blanks, sheet, table, builders, reporter);
        }
    }

    /// Ends the file, once its length and hash are known to be right, and gives what was counted of it.
    ///
    /// # Errors
    /// Refuses a file without a header, and one with a column of personal data.
    pub(crate) fn end(
        self,
        table: &'static Table,
        builders: &mut Builders,
        descriptor: &Descriptor,
        reporter: &mut Reporter<'_>,
        last: bool,
    ) -> Result<Sheet, Refusal> {
        let Some(sheet) = self.sheet else {
            return Err(Refusal::both(
                reporter.path(),
                ("the file is empty", "文件为空"),
                ("write the table with its header row", "请写入表头与数据"),
            ));
        };
        sheet.suspects.check(table, &sheet.header, &sheet.control.filled(), reporter.path())?;
        if let Some(first) = self.blanks.first() {
            let rows: u64 = self.blanks.iter().map(|run| run.rows).sum();
            reporter.begin(first.row);
            let detail = Detail::both(
                format!("{rows} blank to the end of the file"),
                format!("至文件末尾共 {rows} 个空行"),
            );
            reporter.row(ProblemKind::RowSetAside, "", Some(detail));
        }
        for (column, spec) in table.columns.iter().enumerate() {
            if sheet.dates.serials >> column & 1 == 1 {
                reporter.file(ProblemKind::SerialDates, Some(spec.name), None);
            }
        }
        builders.settle(table, &sheet.dates, reporter);
        let mut control = sheet.control.clone();
        if let Some(before) = builders.before.take() {
            control.join(&before);
        }
        if last {
            builders.reconciled.extend(control.check(descriptor, table, reporter));
        } else {
            builders.before = Some(control);
        }
        Ok(sheet)
    }
}

/// Hands on the blank rows that others follow: they are rows like any other.
#[cold]
fn release(
    blanks: &mut Vec<Run>,
    sheet: &mut Sheet,
    table: &'static Table,
    builders: &mut Builders,
    reporter: &mut Reporter<'_>,
) {
    for run in blanks.drain(..) {
        let ends = vec![0; run.cells];
        for row in run.row..run.row + run.rows {
            reporter.begin(row);
            builders.row(&Record::new("", &ends, row), sheet, table, reporter);
        }
    }
}

/// Puts down each cell that holds a replacement sign or NUL; gives the cells without NUL.
#[cold]
fn scrub(
    record: &Record<'_>,
    header: &Header,
    table: &'static Table,
    reporter: &mut Reporter<'_>,
) -> Option<(String, Vec<usize>)> {
    if !record.text().contains(['\0', char::REPLACEMENT_CHARACTER]) {
        return None;
    }
    let (mut text, mut ends) = (String::new(), Vec::new());
    for place in 0..record.len() {
        let cell = record.raw(place);
        let nul = cell.contains('\0');
        if nul || cell.contains(char::REPLACEMENT_CHARACTER) {
            let detail = nul.then(|| Detail::both("NUL is left out", "已去除 NUL"));
            reporter.cell(ProblemKind::BrokenText, header.name(place, table), record.cell(place), detail);
        }
        join(&mut text, &mut ends, b',', &cell.replace('\0', ""));
    }
    Some((text, ends))
}
