//! The table `dealers`: keys, places and what the staffing rule needs.

use crate::frame::{Column, Frame};
use crate::ingest::cells::Cells;
use crate::ingest::dictionary::Dictionary;
use crate::ingest::keys::Keys;
use crate::ingest::report::Detail;
use crate::labels;
use crate::problem::{ProblemKind, Refusal};

/// The columns of the contract, by their place in it.
const ID: usize = 0;
const NAME: usize = 1;
const REGION: usize = 2;
const CENTER: usize = 3;
const PROVINCE: usize = 4;
const CITY: usize = 5;
const NUMBERS: [(usize, &str); 6] = [
    (6, "city_tier"),
    (8, "annual_sales_target"),
    (9, "consultants"),
    (11, "crm_managers"),
    (12, "crm_specialists"),
    (13, "owners"),
];

/// The dealers as they are read. Number 0 is "no dealer".
pub(crate) struct Dealers {
    pub(crate) ids: Dictionary,
    pub(crate) keys: Keys,
    /// The words of region, center, province and city.
    words: [Dictionary; 4],
    names: Vec<String>,
    /// Region, center, province and city of each dealer.
    places: [Vec<String>; 4],
    numbers: [Vec<Option<i64>>; 6],
    crm_team: Vec<Option<bool>>,
    pub(crate) rows: u64,
}

impl Default for Dealers {
    fn default() -> Self {
        let dimension = Dictionary::of_dimension;
        Self {
            ids: Dictionary::default(),
            keys: Keys::default(),
            // A province is told from others by the contract's own list.
            words: [dimension(), dimension(), Dictionary::default(), dimension()],
            names: Vec::new(),
            places: Default::default(),
            numbers: Default::default(),
            crm_team: Vec::new(),
            rows: 0,
        }
    }
}

impl Dealers {
    #[inline(never)]
    pub(crate) fn row(&mut self, cells: &mut Cells<'_, '_>) {
        self.rows += 1;
        let id = if cells.text(ID).is_empty() { "".into() } else { cells.word(ID) };
        if id.is_empty() {
            cells.reporter.row(
                ProblemKind::RowSetAside,
                "",
                Some(Detail::both("no dealer_id", "没有 dealer_id")),
            );
        }
        let new = self.keys.add("dealer_id", &id, cells.record, cells.reporter);
        let name = cells.word(NAME);
        let mut places: [String; 4] = [REGION, CENTER, PROVINCE, CITY].map(|column| {
            let words = &mut self.words[column - REGION];
            let number = cells.entry(column, words);
            words.word(number).to_owned()
        });
        if let Some(province) = labels::province_of(&places[2]) {
            province.zh.clone_into(&mut places[2]);
        }
        let numbers = NUMBERS.map(|(column, _)| cells.integer(column));
        let crm_team = cells.boolean(10);
        // Columns that no report reads yet are checked all the same.
        let _ = (cells.moment(7), cells.boolean(14), cells.number(15), cells.number(16));
        if id.is_empty() || !new {
            return;
        }
        self.ids.number(&id);
        self.names.push(if name.is_empty() { id } else { name }.into_owned());
        for (column, place) in self.places.iter_mut().zip(places) {
            column.push(place);
        }
        for (column, number) in self.numbers.iter_mut().zip(numbers) {
            column.push(number);
        }
        self.crm_team.push(crm_team);
    }

    /// The table as a frame, one row a dealer in the order of the file. What shows words is covered
    /// by `cover`, which takes a column and its words.
    pub(crate) fn finish(
        mut self,
        file: &str,
        mut cover: impl FnMut(&'static str, &mut [String]),
    ) -> Result<Frame, Refusal> {
        if self.names.len() > usize::from(u16::MAX - 1) {
            let dealers = self.names.len();
            return Err(Refusal::both(
                file,
                (format!("{dealers} dealers are too many"), format!("经销商过多：{dealers} 家")),
                ("export at most 65,534 dealers", "最多导出 65,534 家经销商"),
            ));
        }
        let mut ids: Vec<String> = self.ids.into_words().split_off(1);
        cover("dealer_id", &mut ids);
        cover("name", &mut self.names);
        let mut columns: Vec<(&'static str, Column)> =
            vec![("dealer_id", ids.as_slice().into()), ("name", self.names.as_slice().into())];
        for (name, words) in ["region", "center", "province", "city"].into_iter().zip(&mut self.places) {
            cover(name, words);
            columns.push((name, words.as_slice().into()));
        }
        for ((_, name), numbers) in NUMBERS.into_iter().zip(self.numbers) {
            columns.push((name, numbers.into()));
        }
        columns.push(("crm_team", self.crm_team.into()));
        Ok(Frame::new(columns))
    }
}
