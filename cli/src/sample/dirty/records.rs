//! What is broken in `complaints` and `service_visits`, cell by cell.

use dealerscope_core::problem::ProblemKind as Kind;
use dealerscope_core::time::Day;

use super::super::chance::Chance;
use super::cells::{self, Reads, Sort};
use super::dates;
use super::sheet::Sheet;

const COMPLAINTS: [Sort; 12] = [
    (Kind::UnreadableValue, "claimed", &["面议", "1O00"], Reads::Nothing),
    (Kind::UnreadableValue, "received_at", &["去年", "2025-06-31"], Reads::Nothing),
    (Kind::UnreadableValue, "severity", &["很高", "2.5"], Reads::Nothing),
    (Kind::SpreadsheetError, "satisfaction", &["#DIV/0!"], Reads::Nothing),
    (Kind::SpreadsheetError, "dealer_id", &["#N/A"], Reads::Nothing),
    (Kind::UnknownCode, "via", &["fax", "微博"], Reads::Unknown),
    (Kind::UnknownCode, "kind", &["unhappy", "其他其他"], Reads::Unknown),
    (Kind::UnknownCode, "substantiated", &["perhaps"], Reads::Unknown),
    (Kind::MissingValue, "kind", &[""], Reads::Nothing),
    (Kind::MissingValue, "dealer_id", &[""], Reads::Nothing),
    (Kind::OrphanKey, "dealer_id", &["D90005"], Reads::Nothing),
    (Kind::PersonalData, "series", &["粤B12345", "13800138000"], Reads::Itself),
];

const VISITS: [Sort; 8] = [
    (Kind::UnreadableValue, "revenue", &["免费", "3..5"], Reads::Nothing),
    (Kind::UnreadableValue, "visited_on", &["上周"], Reads::Nothing),
    (Kind::SpreadsheetError, "parts", &["#REF!", "####"], Reads::Nothing),
    (Kind::UnknownCode, "kind", &["washing", "洗车"], Reads::Unknown),
    (Kind::MissingValue, "visit_id", &[""], Reads::Nothing),
    (Kind::MissingValue, "visited_on", &[""], Reads::Nothing),
    (Kind::OrphanKey, "dealer_id", &["D90006"], Reads::Nothing),
    (Kind::SpreadsheetError, "dealer_id", &["#NAME?"], Reads::Nothing),
];

/// Breaks cells of `complaints`.
pub(super) fn soil_complaints(sheet: &mut Sheet, chance: &mut Chance, as_of: Day) {
    cells::plant(sheet, chance, &COMPLAINTS);
    cells::negative(sheet, chance, "claimed");
    cells::damaged(sheet, chance, "series");
    dates::ambiguous(sheet, chance, "resolved_at");
    dates::serial(sheet, chance, "responded_at");
    dates::late(sheet, chance, as_of, "received_at", |_, _| true);
}

/// Breaks cells of `service_visits`.
pub(super) fn soil_visits(sheet: &mut Sheet, chance: &mut Chance, as_of: Day) {
    cells::plant(sheet, chance, &VISITS);
    cells::negative(sheet, chance, "revenue");
    dates::year_last_throughout(sheet, chance, "visited_on");
    dates::late(sheet, chance, as_of, "visited_on", |_, _| true);
}
