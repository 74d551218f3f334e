//! What is broken in `targets` and `spend`, cell by cell.

use dealerscope_core::problem::ProblemKind as Kind;

use super::super::chance::Chance;
use super::cells::{self, Reads, Sort};
use super::sheet::Sheet;

// No two rows are given the same dealer or code: they could become one key.
const TARGETS: [Sort; 9] = [
    (Kind::UnreadableValue, "target", &["若干", "十二", "1o"], Reads::Nothing),
    (Kind::UnreadableValue, "month", &["二季度", "2026-13"], Reads::Nothing),
    (Kind::AmbiguousDate, "month", &["03/04/2026", "1/2/2026"], Reads::Nothing),
    (Kind::SpreadsheetError, "target", &["#VALUE!", "###"], Reads::Nothing),
    (Kind::ShortenedNumber, "target", &["1.2E+02"], Reads::As("120")),
    (Kind::UnknownCode, "metric", &["smiles", "签单", "frowns"], Reads::Unknown),
    (Kind::OrphanKey, "dealer_id", &["D90003", "D90013", "D90023"], Reads::Nothing),
    (Kind::MissingValue, "month", &[""], Reads::Nothing),
    (Kind::MissingValue, "target", &[""], Reads::Nothing),
];

const SPEND: [Sort; 7] = [
    (Kind::UnreadableValue, "actual", &["待结算", "1,23"], Reads::Nothing),
    (Kind::UnreadableValue, "month", &["上半年"], Reads::Nothing),
    (Kind::SpreadsheetError, "actual", &["#REF!"], Reads::Nothing),
    (Kind::UnknownCode, "channel", &["blimp", "飞艇", "kite"], Reads::Unknown),
    (Kind::MissingValue, "channel", &[""], Reads::Nothing),
    (Kind::OrphanKey, "dealer_id", &["D90004", "D90014", "D90024"], Reads::Itself),
    (Kind::AmbiguousDate, "month", &["05/06/2026"], Reads::Nothing),
];

/// Breaks cells of `targets`.
pub(super) fn soil_targets(sheet: &mut Sheet, chance: &mut Chance) {
    cells::plant(sheet, chance, &TARGETS);
    cells::negative(sheet, chance, "target");
}

/// Breaks cells of `spend`.
pub(super) fn soil_spend(sheet: &mut Sheet, chance: &mut Chance) {
    cells::plant(sheet, chance, &SPEND);
    cells::negative(sheet, chance, "actual");
    cells::shortened(sheet, chance, "actual");
}
