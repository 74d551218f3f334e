//! What is broken in `dealers`, cell by cell.

use dealerscope_core::problem::ProblemKind as Kind;

use super::super::chance::Chance;
use super::cells::{self, Reads, Sort};
use super::dates;
use super::sheet::Sheet;

const SORTS: [Sort; 12] = [
    (Kind::UnreadableValue, "consultants", &["七人", "3.5", "7-8"], Reads::Nothing),
    (Kind::UnreadableValue, "crm_team", &["在建", "maybe"], Reads::Nothing),
    (Kind::UnreadableValue, "opened_on", &["不详", "2019年"], Reads::Nothing),
    (Kind::SpreadsheetError, "annual_sales_target", &["#REF!", "#####"], Reads::Nothing),
    (Kind::SpreadsheetError, "center", &["#N/A"], Reads::Nothing),
    (Kind::MissingValue, "name", &[""], Reads::Nothing),
    (Kind::MissingValue, "region", &[""], Reads::Nothing),
    (Kind::MissingValue, "province", &[""], Reads::Nothing),
    (Kind::PersonalData, "name", &["李经理 13800138000"], Reads::As("李经理 13*******00")),
    (Kind::PersonalData, "name", &["沪A12345"], Reads::As("沪A***45")),
    (Kind::ShortenedNumber, "owners", &["1.20E+03"], Reads::As("1200")),
    (Kind::BrokenText, "name", &["华\u{e000}汽车"], Reads::Itself),
];

/// Breaks cells of `dealers`.
pub(super) fn soil(sheet: &mut Sheet, chance: &mut Chance) {
    for column in ["region", "center", "city"] {
        cells::look_alikes(sheet, chance, column);
    }
    cells::plant(sheet, chance, &SORTS);
    cells::negative(sheet, chance, "consultants");
    cells::damaged(sheet, chance, "city");
    dates::ambiguous(sheet, chance, "opened_on");
    nameless(sheet, chance);
}

/// Rows without a key, which nothing can point to.
fn nameless(sheet: &mut Sheet, chance: &mut Chance) {
    for _ in 0..chance.between(1, 2) {
        let Some(like) = sheet.pick(chance, |_, _| true) else { break };
        let mut cells = sheet.rows[like].cells.clone();
        if let Some(place) = sheet.place("dealer_id") {
            cells[place].clear();
        }
        let place = chance.below(u32::try_from(sheet.order.len()).unwrap_or(1)) as usize;
        let row = sheet.add(place, cells, &sheet.clean_cells(like));
        sheet.fault(Kind::RowSetAside, Some(row), None, Some(""));
    }
}
