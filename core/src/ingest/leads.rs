//! The table `leads`: dense codes, the days of the stages, and what is wrong with them.

use polars_lite::prelude::{Column, DataFrame, NamedFrom, Series};

use crate::cube::index;
use crate::descriptor::Settings;
use crate::ingest::cell::Moment;
use crate::ingest::cells::Cells;
use crate::ingest::dictionary::{Codes, Dictionary};
use crate::ingest::keys::Keys;
use crate::problem::{ProblemKind, Refusal};
use crate::tables::{STAGES, temperature};
use crate::time::Day;

/// The columns of the contract, by their place in it.
mod at {
    pub(super) const ID: usize = 0;
    pub(super) const DEALER: usize = 1;
    pub(super) const CREATED: usize = 2;
    pub(super) const CHANNEL: usize = 3;
    pub(super) const ORIGIN: usize = 4;
    pub(super) const ROUTED_TO: usize = 5;
    pub(super) const ROUTED: usize = 6;
    pub(super) const SERIES: usize = 8;
    pub(super) const CONSULTANT: usize = 9;
    pub(super) const CUSTOMER: usize = 10;
    pub(super) const KIND: usize = 11;
    pub(super) const PREFERS: usize = 15;
    pub(super) const INTENDED: usize = 16;
    pub(super) const MISSING: usize = 17;
    pub(super) const VERIFIED: usize = 18;
    pub(super) const VALID: usize = 19;
    pub(super) const STAGE: [usize; 6] = [20, 21, 22, 23, 24, 25];
    pub(super) const LOST: usize = 26;
    pub(super) const REASON: usize = 27;
    pub(super) const LOST_BY: usize = 28;
    pub(super) const NEXT: usize = 29;
    pub(super) const CONTACTS: usize = 30;
    pub(super) const AMOUNT: usize = 31;
}

/// The fields whose cells are codes.
pub(crate) struct Fields {
    pub(crate) channel: Codes,
    pub(crate) origin: Codes,
    pub(crate) kind: Codes,
    pub(crate) lost_reason: Codes,
    pub(crate) lost_by: Codes,
    pub(crate) routed_to: Codes,
    pub(crate) missing: Codes,
}

/// `leads` as it is read, column by column.
pub(crate) struct Leads {
    as_of: Day,
    hot_until: Day,
    warm_until: Day,
    pub(crate) fields: Fields,
    pub(crate) series: Dictionary,
    pub(crate) consultants: Dictionary,
    customers: Dictionary,
    keys: Keys,
    pub(crate) columns: Columns,
    pub(crate) rows: u64,
}

/// The dense columns, one value a lead; see [`crate::tables`] for what they mean.
#[derive(Default)]
pub(crate) struct Columns {
    dealer: Vec<u16>,
    created: Vec<u16>,
    channel: Vec<u8>,
    origin: Vec<u8>,
    kind: Vec<u8>,
    series: Vec<u16>,
    consultant: Vec<u32>,
    customer: Vec<u32>,
    stages: [Vec<u16>; 6],
    own: Vec<u8>,
    last: Vec<u8>,
    lost: Vec<u16>,
    lost_reason: Vec<u8>,
    lost_by: Vec<u8>,
    temperature: Vec<u8>,
    next_contact: Vec<u16>,
    response: Vec<u32>,
    amount: Vec<f64>,
    complete: Vec<u8>,
    touched: Vec<u8>,
}

impl Leads {
    pub(crate) fn new(as_of: Day, settings: &Settings, fields: Fields) -> Self {
        Self {
            as_of,
            hot_until: as_of.plus_months(i32::from(settings.hot_months)),
            warm_until: as_of.plus_months(i32::from(settings.warm_months)),
            fields,
            series: Dictionary::default(),
            consultants: Dictionary::default(),
            customers: Dictionary::default(),
            keys: Keys::default(),
            columns: Columns::default(),
            rows: 0,
        }
    }

    pub(crate) fn row(&mut self, cells: &mut Cells<'_, '_>, dealers: &Dictionary) {
        self.rows += 1;
        self.keys.add("lead_id", cells.text(at::ID), cells.record, cells.reporter);
        let columns = &mut self.columns;
        columns.dealer.push(cells.dealer(at::DEALER, |id| dealers.find(id)));
        let created = cells.moment(at::CREATED);
        columns.created.push(number(created));
        columns.channel.push(cells.code(at::CHANNEL, &self.fields.channel));
        columns.origin.push(cells.code(at::ORIGIN, &self.fields.origin));
        columns.kind.push(cells.code(at::KIND, &self.fields.kind));
        columns.series.push(short(self.series.number(cells.text(at::SERIES))));
        columns.consultant.push(self.consultants.number(cells.text(at::CONSULTANT)));
        columns.customer.push(self.customers.number(cells.text(at::CUSTOMER)));

        let routed = cells.moment(at::ROUTED);
        let stages = at::STAGE.map(|column| cells.moment(column));
        let lost = cells.moment(at::LOST);
        let reached = push_stages(columns, &stages);
        check_order(cells, created, &stages, lost);
        check_as_of(cells, self.as_of, created, &stages, lost);
        columns.lost.push(number(lost));
        columns.lost_reason.push(cells.code(at::REASON, &self.fields.lost_reason));
        columns.lost_by.push(cells.code(at::LOST_BY, &self.fields.lost_by));
        let response = stages[0].zip(routed.or(created)).and_then(|(to, from)| to.minutes_since(from));
        columns.response.push(response.and_then(|m| u32::try_from(m).ok()).unwrap_or(u32::MAX));

        let prefers = cells.boolean(at::PREFERS);
        let intended = cells.day(at::INTENDED);
        let open = reached < 5 && lost.is_none();
        columns.temperature.push(match (open, prefers, intended) {
            (false, _, _) => temperature::CLOSED,
            (true, Some(true), Some(day)) if day <= self.hot_until => temperature::HOT,
            (true, Some(true), Some(day)) if day <= self.warm_until => temperature::WARM,
            (true, Some(true), Some(_)) => temperature::COLD,
            _ => temperature::UNCLASSIFIED,
        });
        columns.next_contact.push(cells.day(at::NEXT).map_or(Day::NONE, |d| d.0));
        columns.amount.push(cells.amount(at::AMOUNT).unwrap_or(f64::NAN));
        columns.complete.push(u8::from(cells.header.has(at::MISSING) && cells.text(at::MISSING).is_empty()));
        self.check_others(cells);
        self.columns.touched.push(u8::from(cells.reporter.touched));
    }

    /// Columns that no report reads yet are checked all the same.
    fn check_others(&self, cells: &mut Cells<'_, '_>) {
        cells.code(at::ROUTED_TO, &self.fields.routed_to);
        let _ = (cells.boolean(at::VERIFIED), cells.boolean(at::VALID), cells.integer(at::CONTACTS));
        let fields = cells.text(at::MISSING);
        for field in fields.split('|').map(str::trim).filter(|f| !f.is_empty()) {
            if !self.fields.missing.number(field).1 {
                cells.reporter.cell(ProblemKind::UnknownCode, "missing_fields", field, None);
            }
        }
    }

    /// The table as a frame, one row a lead, by dealer, then by channel, then in the order of the file.
    pub(crate) fn finish(self, file: &str) -> Result<DataFrame, Refusal> {
        let order = index::order(&self.columns.dealer, &self.columns.channel);
        let mut c = self.columns;
        c.arrange(&order);
        let mut columns: Vec<Column> = vec![
            Series::new("dealer".into(), c.dealer).into(),
            Series::new("created".into(), c.created).into(),
            Series::new("channel".into(), c.channel).into(),
            Series::new("origin".into(), c.origin).into(),
            Series::new("kind".into(), c.kind).into(),
            Series::new("series".into(), c.series).into(),
            Series::new("consultant".into(), c.consultant).into(),
            Series::new("customer".into(), c.customer).into(),
            Series::new("own".into(), c.own).into(),
            Series::new("last".into(), c.last).into(),
            Series::new("lost".into(), c.lost).into(),
            Series::new("lost_reason".into(), c.lost_reason).into(),
            Series::new("lost_by".into(), c.lost_by).into(),
            Series::new("temperature".into(), c.temperature).into(),
            Series::new("next_contact".into(), c.next_contact).into(),
            Series::new("response".into(), c.response).into(),
            Series::new("amount".into(), c.amount).into(),
            Series::new("complete".into(), c.complete).into(),
            Series::new("touched".into(), c.touched).into(),
        ];
        for (name, days) in STAGES.into_iter().zip(c.stages) {
            columns.push(Series::new(name.into(), days).into());
        }
        DataFrame::new_infer_height(columns).map_err(|e| Refusal::new(file, e.to_string(), "report this"))
    }
}

impl Columns {
    /// Brings the rows into an order: the old row of each new one.
    fn arrange(&mut self, order: &[u32]) {
        let days = [&mut self.created, &mut self.lost, &mut self.next_contact];
        let codes = [&mut self.channel, &mut self.origin, &mut self.kind, &mut self.temperature];
        let losses = [&mut self.lost_reason, &mut self.lost_by];
        let flags = [&mut self.own, &mut self.last, &mut self.complete, &mut self.touched];
        for column in self.stages.iter_mut().chain(days).chain([&mut self.dealer, &mut self.series]) {
            arrange(column, order);
        }
        for column in codes.into_iter().chain(losses).chain(flags) {
            arrange(column, order);
        }
        for column in [&mut self.consultant, &mut self.customer, &mut self.response] {
            arrange(column, order);
        }
        arrange(&mut self.amount, order);
    }
}

fn arrange<T: Copy>(column: &mut Vec<T>, order: &[u32]) {
    *column = order.iter().map(|&row| column[row as usize]).collect();
}

fn number(moment: Option<Moment>) -> u16 {
    moment.map_or(Day::NONE, |m| m.day.0)
}

fn short(n: u32) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// Pushes the days of the stages, those of skipped ones included, and gives the last stage reached,
/// 0 for none.
fn push_stages(columns: &mut Columns, stages: &[Option<Moment>; 6]) -> u8 {
    let mut earliest_later = Day::NONE;
    let mut last = 0;
    let mut own = 0;
    for stage in (0..6).rev() {
        let day = number(stages[stage]);
        if stages[stage].is_some() {
            own |= 1 << stage;
            #[allow(clippy::cast_possible_truncation, reason = "there are six stages")]
            let reached = stage as u8 + 1;
            last = last.max(reached);
        }
        columns.stages[stage].push(if day == Day::NONE { earliest_later } else { day });
        earliest_later = earliest_later.min(day);
    }
    columns.own.push(own);
    columns.last.push(last);
    last
}

/// Puts down, once for a lead, the first stamp that lies before an earlier stage's.
fn check_order(
    cells: &mut Cells<'_, '_>,
    created: Option<Moment>,
    stages: &[Option<Moment>; 6],
    lost: Option<Moment>,
) {
    let mut before = created.map(|m| (m, at::CREATED));
    for (moment, column) in stages.iter().zip(at::STAGE) {
        let Some(moment) = *moment else { continue };
        if let Some((earlier, name)) = before.filter(|(earlier, _)| moment.is_before(*earlier)) {
            return out_of_order(cells, column, earlier, name);
        }
        before = Some((moment, column));
    }
    if let (Some(lost), Some(created)) = (lost, created)
        && lost.is_before(created)
    {
        out_of_order(cells, at::LOST, created, at::CREATED);
    }
}

fn out_of_order(cells: &mut Cells<'_, '_>, column: usize, earlier: Moment, name: usize) {
    let value = cells.text(column);
    let detail = format!("before {} {}", cells.table.columns[name].name, earlier.day);
    cells.reporter.cell(ProblemKind::StagesOutOfOrder, cells.table.columns[column].name, value, Some(detail));
}

/// Puts down, once for a lead, the first stamp that lies after the day that the snapshot describes.
fn check_as_of(
    cells: &mut Cells<'_, '_>,
    as_of: Day,
    created: Option<Moment>,
    stages: &[Option<Moment>; 6],
    lost: Option<Moment>,
) {
    let stamps =
        [(created, at::CREATED), (lost, at::LOST)].into_iter().chain(stages.iter().copied().zip(at::STAGE));
    for (moment, column) in stamps {
        if moment.is_some_and(|m| m.day > as_of) {
            let value = cells.text(column);
            cells.reporter.cell(
                ProblemKind::AfterAsOf,
                cells.table.columns[column].name,
                value,
                Some(format!("as_of {as_of}")),
            );
            return;
        }
    }
}
