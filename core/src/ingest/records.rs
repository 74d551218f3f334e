//! The tables `complaints` and `service_visits`: every cell is checked, and the rows are counted by dealer.

use crate::contract::{Kind, Table};
use crate::descriptor::Descriptor;
use crate::ingest::cells::Cells;
use crate::ingest::dictionary::{Codes, Dictionary};
use crate::ingest::keys::Keys;
use crate::ingest::report::Detail;
use crate::problem::ProblemKind;
use crate::time::Day;

/// The places of the key and of the dealer in both tables.
const ID: usize = 0;
const DEALER: usize = 1;

/// One such table as it is read.
pub(crate) struct Records {
    pub(crate) table: &'static Table,
    as_of: Day,
    /// The codes of each column that has some.
    codes: Vec<Option<Codes>>,
    pub(crate) keys: Keys,
    /// Rows by dealer, 0 for none; as long as it must be.
    by_dealer: Vec<u32>,
    pub(crate) rows: u64,
}

impl Records {
    /// The table, where the descriptor lists it.
    pub(crate) fn new(table: &'static Table, descriptor: &Descriptor, as_of: Day) -> Option<Self> {
        descriptor.resource(table.name)?;
        let own = &descriptor.dealerscope.labels;
        let codes = table
            .columns
            .iter()
            .map(|column| (column.kind == Kind::Code).then(|| Codes::new(&table.field(column.name), own)));
        Some(Self {
            table,
            as_of,
            codes: codes.collect(),
            keys: Keys::default(),
            by_dealer: Vec::new(),
            rows: 0,
        })
    }

    #[inline(never)]
    pub(crate) fn row(&mut self, cells: &mut Cells<'_, '_>, dealers: &Dictionary) {
        self.rows += 1;
        let id = cells.word(ID);
        self.keys.add(self.table.columns[ID].name, &id, cells.record, cells.reporter);
        let dealer = usize::from(cells.dealer(DEALER, dealers));
        self.by_dealer.resize(self.by_dealer.len().max(dealer + 1), 0);
        self.by_dealer[dealer] += 1;
        for (place, column) in self.table.columns.iter().enumerate().skip(DEALER + 1) {
            match (column.kind, &self.codes[place]) {
                (Kind::Code, Some(codes)) => drop(cells.code(place, codes)),
                (Kind::Day | Kind::Moment, _) => self.moment(place, column.name, cells),
                (Kind::Bool, _) => drop(cells.boolean(place)),
                (Kind::Integer, _) => drop(cells.integer(place)),
                (Kind::Amount, _) => drop(cells.amount(place)),
                (Kind::Number, _) => drop(cells.number(place)),
                _ => drop(cells.word(place)),
            }
        }
    }

    fn moment(&self, place: usize, name: &str, cells: &mut Cells<'_, '_>) {
        if cells.moment(place).is_some_and(|moment| moment.day > self.as_of) {
            let detail =
                Some(Detail::both(format!("as_of {}", self.as_of), format!("数据日 {}", self.as_of)));
            let text = cells.text(place);
            cells.reporter.cell(ProblemKind::AfterAsOf, name, text, detail);
        }
    }

    /// Rows by dealer, "no dealer" first.
    pub(crate) fn finish(mut self, dealers: usize) -> Vec<u32> {
        self.by_dealer.resize(dealers, 0);
        self.by_dealer
    }
}
