//! The tables that are being built, and the control totals that they are held against.

use polars_lite::prelude::PolarsError;

use crate::blocks;
use crate::contract::{self, Kind, Table};
use crate::cube::{Index, Memory};
use crate::descriptor::{DESCRIPTOR, Descriptor};
use crate::ingest::cells::Cells;
use crate::ingest::columnar::plain::{self, Plain};
use crate::ingest::control::{self, Control};
use crate::ingest::dates::Dates;
use crate::ingest::dealers::Dealers;
use crate::ingest::dictionary::Codes;
use crate::ingest::header::Header;
use crate::ingest::leads::{Fields, Leads};
use crate::ingest::monthly::{Spend, Targets};
use crate::ingest::record::Record;
use crate::ingest::records::Records;
use crate::ingest::report::{Detail, Reporter};
use crate::ingest::rows::Sheet;
use crate::ingest::{odd, personal};
use crate::intake::{Intake, Reconciliation};
use crate::order;
use crate::places::Places;
use crate::problem::{ProblemKind, Problems, Refusal};
use crate::snapshot::{Snapshot, Words};
use crate::tables;
use crate::time::Day;

/// The tables while they are read.
pub(crate) struct Builders {
    as_of: Day,
    dealers: Dealers,
    leads: Leads,
    targets: Option<Targets>,
    spend: Option<Spend>,
    /// `complaints` and `service_visits`, as far as they are there.
    records: Vec<Records>,
    metrics: Codes,
    temperatures: Codes,
    knows_missing: bool,
    /// What was counted of a table's files before the one at hand.
    pub(crate) before: Option<Control>,
    /// What was read, file by file.
    pub(crate) intakes: Vec<Intake>,
    /// The control totals that were held against the rows.
    pub(crate) reconciled: Vec<Reconciliation>,
}

impl Builders {
    pub(crate) fn new(descriptor: &Descriptor) -> Self {
        let meta = &descriptor.dealerscope;
        let codes = |field: &str| Codes::new(field, &meta.labels);
        let fields = Fields {
            channel: codes("channel"),
            origin: codes("origin"),
            kind: codes("kind"),
            lost_reason: codes("lost_reason"),
            lost_by: codes("lost_by"),
            routed_to: codes("routed_to"),
            missing: codes("missing_fields"),
        };
        let as_of = descriptor.as_of().unwrap_or(Day::MAX);
        let records = [&contract::COMPLAINTS, &contract::SERVICE_VISITS]
            .into_iter()
            .filter_map(|table| Records::new(table, descriptor, as_of));
        let has = |table: &Table| descriptor.resource(table.name).is_some();
        Self {
            as_of,
            dealers: Dealers::default(),
            leads: Leads::new(as_of, &meta.settings, fields),
            targets: has(&contract::TARGETS).then(Targets::default),
            spend: has(&contract::SPEND).then(Spend::default),
            records: records.collect(),
            metrics: codes("metric"),
            temperatures: codes("temperature"),
            knows_missing: false,
            before: None,
            intakes: Vec::new(),
            reconciled: Vec::new(),
        }
    }

    pub(crate) fn rows(&self) -> u64 {
        let more = self.targets.as_ref().map_or(0, |t| t.rows) + self.spend.as_ref().map_or(0, |s| s.rows);
        self.dealers.rows + self.leads.rows + more + self.records.iter().map(|r| r.rows).sum::<u64>()
    }

    /// Makes room for so many further rows of a table, as far as there is some.
    pub(crate) fn expect(&mut self, table: &Table, rows: u64) {
        if table.name == contract::LEADS.name {
            self.leads.expect(usize::try_from(rows).unwrap_or(0));
        }
    }

    /// Lets something be done to the leads that were read so far.
    pub(crate) fn leads(&mut self) -> &mut Leads {
        &mut self.leads
    }

    /// The leads alone.
    pub(crate) fn into_leads(self) -> Leads {
        self.leads
    }

    /// Begins to count a file of a table, with this header.
    pub(crate) fn control(&mut self, table: &Table, header: &Header, path: &str) -> Control {
        let records = self.records.iter_mut().filter(|r| r.table.name == table.name).map(|r| &mut r.keys);
        let keys = match table.name {
            "dealers" => Some(&mut self.dealers.keys),
            "leads" => Some(&mut self.leads.keys),
            "targets" => self.targets.as_mut().map(|t| &mut t.keys),
            "spend" => self.spend.as_mut().map(|t| &mut t.keys),
            _ => None,
        };
        keys.into_iter().chain(records).for_each(|keys| keys.begin(path));
        if table.name == contract::LEADS.name {
            let column = table.position("missing_fields");
            self.knows_missing |= column.is_some_and(|column| header.has(column));
        }
        Control::new(table, header)
    }

    /// What a text is at a place of a file of `leads`: in a column of the contract, or in one that it does not know.
    pub(crate) fn plain(&self, place: usize, column: Option<usize>, text: &str) -> u32 {
        if place == 0 && odd::is_total(text) {
            return plain::ODD;
        }
        match column {
            Some(column) => self.leads.plain(column, text, &self.dealers.ids),
            None if text.is_empty() => plain::NOTHING,
            None if personal::is_plain(text) || personal::what(text).is_none() => plain::SOMETHING,
            None => plain::ODD,
        }
    }

    /// The hash of a cell of `leads`.
    pub(crate) fn cell_hash(&self, text: &str) -> u32 {
        self.leads.keys.cell_hash(text)
    }

    /// Takes rows of `leads` by what their texts are, from one of them on, up to the first of which something is to be
    /// said, or may be; gives how many.
    pub(crate) fn plain_rows(&mut self, plain: Plain<'_>, from: usize, sheet: &mut Sheet) -> usize {
        let taken = self.leads.plain_rows(plain, from, &sheet.header);
        sheet.control.add_plain(plain, from..from + taken);
        taken
    }

    /// Takes a row of a table.
    pub(crate) fn row(
        &mut self,
        record: &Record<'_>,
        sheet: &mut Sheet,
        table: &'static Table,
        reporter: &mut Reporter<'_>,
    ) {
        let Sheet { header, control, dates, clean, impersonal, suspects } = sheet;
        if let Some(word) = totals_word(record, header, table) {
            return reporter.row(ProblemKind::TotalsRow, word, None);
        }
        if record.len() != header.width {
            ragged(record, header.width, reporter);
        }
        for &place in &header.extra {
            let cell = record.cell(place);
            if !personal::is_plain(cell) {
                let nothing = || (!reporter.personal_beside(header.name(place, table), cell)).then_some(());
                impersonal.find(cell, nothing);
            }
        }
        let stated = control.add(record);
        let lacks = control.lacks(stated);
        let mut cells = Cells { record, stated, lacks, header, table, dates, clean, suspects, reporter };
        let ids = &self.dealers.ids;
        match (table.name, &mut self.targets, &mut self.spend) {
            ("dealers", ..) => self.dealers.row(&mut cells),
            ("leads", ..) => self.leads.row(&mut cells, ids),
            ("targets", Some(targets), _) => targets.row(&mut cells, ids, &self.metrics),
            ("spend", _, Some(spend)) => spend.row(&mut cells, ids, &self.leads.fields.channel),
            (name, ..) => {
                if let Some(records) = self.records.iter_mut().find(|r| r.table.name == name) {
                    records.row(&mut cells, ids);
                }
            }
        }
        dates.wait(record.row);
    }

    /// Settles the dates of a file that could mean two days until it ended.
    pub(crate) fn settle(&mut self, table: &Table, dates: &Dates, reporter: &mut Reporter<'_>) {
        if table.name == contract::LEADS.name {
            return self.leads.settle(dates, reporter);
        }
        for (row, column, loose) in dates.unsettled() {
            reporter.begin(row);
            reporter.cell(ProblemKind::AmbiguousDate, table.columns[column].name, &loose.to_string(), None);
        }
    }

    pub(crate) fn finish(
        mut self,
        descriptor: Descriptor,
        mut problems: Problems,
    ) -> Result<Snapshot, Refusal> {
        for table in contract::TABLES {
            if descriptor.resource(table.name).is_none()
                && descriptor.dealerscope.controls.contains_key(table.name)
            {
                let mut reporter = Reporter::new(&mut problems, table.name, DESCRIPTOR);
                reporter.file(
                    ProblemKind::ControlTotal,
                    None,
                    Some(Detail::both(
                        "totals are stated for a table that is not there",
                        "声明了总数的数据表不存在",
                    )),
                );
                self.reconciled.extend(control::in_vain(&descriptor, table));
            }
        }
        let path =
            |table: &Table| descriptor.resource(table.name).map_or_else(String::new, |r| r.path.clone());
        let mut rows = vec![("dealers".to_owned(), self.dealers.rows), ("leads".to_owned(), self.leads.rows)];
        rows.extend(self.targets.as_ref().map(|t| ("targets".to_owned(), t.rows)));
        rows.extend(self.spend.as_ref().map(|s| ("spend".to_owned(), s.rows)));
        rows.extend(self.records.iter().map(|r| (r.table.name.to_owned(), r.rows)));
        if self.leads.series.len() > usize::from(u16::MAX) {
            return Err(Refusal::both(
                path(&contract::LEADS),
                ("more than 65,535 different series", "车系超过 65,535 种"),
                ("check the column series", "请检查 series 列"),
            ));
        }
        let cover = |table: &Table, column: &'static str, words: &mut [String]| {
            cover(table, column, words, &descriptor);
        };
        let dealers = &contract::DEALERS;
        let dealers = self.dealers.finish(&path(dealers), |column, words| cover(dealers, column, words))?;
        let broken = |table: &Table, e: PolarsError| {
            Refusal::both(
                path(table),
                (e.to_string(), format!("内部错误：{e}")),
                ("report this", "请报告此问题"),
            )
        };
        let places = Places::of(&dealers).map_err(|e| broken(&contract::DEALERS, e))?;
        let mut records = [None, None];
        for (counts, table) in records.iter_mut().zip([&contract::COMPLAINTS, &contract::SERVICE_VISITS]) {
            let at = self.records.iter().position(|r| r.table.name == table.name);
            *counts = at.map(|at| self.records.swap_remove(at).finish(places.len()));
        }
        let [complaints, service_visits] = records;
        let [mut series, mut consultant] = self.leads.words();
        cover(&contract::LEADS, "series", &mut series);
        cover(&contract::LEADS, "consultant_id", &mut consultant);
        let fields = &self.leads.fields;
        let words = Words {
            channel: fields.channel.all.clone(),
            origin: fields.origin.all.clone(),
            kind: fields.kind.all.clone(),
            temperature: self.temperatures.all.clone(),
            lost_reason: fields.lost_reason.all.clone(),
            lost_by: fields.lost_by.all.clone(),
            series,
            consultant,
        };
        let leads = self.leads.finish();
        let targets = self.targets.map(Targets::finish);
        let spend = self.spend.map(Spend::finish);
        // They are told of in an order of their own, not in that of the reading.
        problems.arrange(contract::place);
        let reconciled =
            order::sorted(self.reconciled, |a, b| contract::place(&a.table).cmp(&contract::place(&b.table)));
        let settings = &descriptor.dealerscope.settings;
        let columns = tables::Leads::of(&leads).map_err(|e| broken(&contract::LEADS, e))?;
        let dealer = words.lost_by.iter().position(|w| w == "dealer").unwrap_or(0);
        let index = Index::of(
            &columns,
            self.as_of,
            settings.ripe_until(self.as_of),
            u8::try_from(dealer).unwrap_or(0),
        );
        let first = blocks::least(columns.created, self.as_of.0);
        let last = self.as_of.month();
        let months = (first.map_or(last, |day| Day(day).month()), last);
        Ok(Snapshot {
            index,
            memory: Memory::default(),
            months,
            as_of: self.as_of,
            descriptor,
            dealers,
            leads,
            targets,
            spend,
            complaints,
            service_visits,
            places,
            words,
            knows_missing: self.knows_missing,
            rows,
            intakes: self.intakes,
            reconciled,
            problems,
        })
    }
}

/// Covers the personal data among the words that are shown of a column, unless the descriptor says that it
/// was kept on purpose.
fn cover(table: &Table, column: &'static str, words: &mut [String], descriptor: &Descriptor) {
    let resource = descriptor.resource(table.name);
    if !resource.is_some_and(|r| r.dealerscope.kept.iter().any(|kept| kept == column)) {
        personal::cover(words);
    }
}

/// Puts down a record that has not as many cells as the header, unless it only has empty ones beyond.
#[cold]
fn ragged(record: &Record<'_>, width: usize, reporter: &mut Reporter<'_>) {
    let cells = record.len();
    if cells > width && (width..cells).all(|place| record.cell(place).is_empty()) {
        return;
    }
    let detail = || {
        Detail::both(
            format!("{cells} cells, and the header has {width}"),
            format!("有 {cells} 个单元格，而表头有 {width} 个"),
        )
    };
    let kept = reporter.problems.keeps(ProblemKind::RaggedRow, reporter.table);
    reporter.row(ProblemKind::RaggedRow, record.cell(0), kept.then(detail));
}

/// The word by which a row says that it sums up others.
pub(crate) fn totals_word<'a>(record: &Record<'a>, header: &Header, table: &Table) -> Option<&'a str> {
    // Amounts by month have a key of several columns.
    let keys: &[usize] = if table.columns[0].kind == Kind::Month { &[0, 1, 2] } else { &[0] };
    let total = |place: usize| Some(record.cell(place)).filter(|cell| odd::is_total(cell));
    total(0).or_else(|| {
        keys.iter().find_map(|&column| header.place(column).filter(|&place| place > 0).and_then(total))
    })
}
