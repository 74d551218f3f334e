//! What is broken in `leads`, cell by cell.

use dealerscope_core::problem::ProblemKind as Kind;
use dealerscope_core::time::Day;

use super::super::chance::Chance;
use super::cells::{self, Reads, Sort};
use super::sheet::{Id, Sheet};
use super::{dates, order, personal};

const SORTS: [Sort; 25] = [
    (Kind::UnreadableValue, "amount", &["面议", "218OOO", "12..5"], Reads::Nothing),
    (Kind::UnreadableValue, "created_at", &["昨天", "2025-02-30", "Q3 2025"], Reads::Nothing),
    (Kind::UnreadableValue, "ordered_at", &["待定", "00/00/2025", "2025-13-01"], Reads::Nothing),
    (Kind::UnreadableValue, "intended_on", &["年底", "2026"], Reads::Nothing),
    (Kind::UnreadableValue, "prefers_brand", &["也许", "2"], Reads::Nothing),
    (Kind::SpreadsheetError, "series", &["#N/A", "#REF!"], Reads::Nothing),
    (Kind::SpreadsheetError, "channel", &["#VALUE!", "#NAME?"], Reads::Nothing),
    (Kind::SpreadsheetError, "dealer_id", &["#N/A"], Reads::Nothing),
    (Kind::SpreadsheetError, "visited_at", &["########"], Reads::Nothing),
    (Kind::SpreadsheetError, "amount", &["#DIV/0!"], Reads::Nothing),
    (Kind::UnknownCode, "channel", &["fax", "抖音", "Shöwroom"], Reads::Unknown),
    (Kind::UnknownCode, "origin", &["partner", "总代"], Reads::Unknown),
    (Kind::UnknownCode, "kind", &["robot", "个体"], Reads::Unknown),
    (Kind::UnknownCode, "routed_to", &["nowhere"], Reads::Unknown),
    (Kind::UnknownCode, "lost_reason", &["weather", "面子"], Reads::Unknown),
    (Kind::UnknownCode, "lost_by", &["nobody"], Reads::Unknown),
    (Kind::MissingValue, "lead_id", &[""], Reads::Nothing),
    (Kind::MissingValue, "created_at", &[""], Reads::Nothing),
    (Kind::MissingValue, "channel", &[""], Reads::Nothing),
    (Kind::OrphanKey, "dealer_id", &["D90001", "XX-1", "门店"], Reads::Nothing),
    (Kind::ShortenedNumber, "consultant_id", &["1.38E+10", "4E+05"], Reads::Itself),
    (Kind::PersonalData, "customer_id", &["13800138000", "zhang.san@example.com"], Reads::Itself),
    (Kind::PersonalData, "consultant_id", &["粤B12345"], Reads::As("粤B***45")),
    (Kind::PersonalData, "consultant_id", &["138-0013-8000"], Reads::As("13*********00")),
    (Kind::BrokenText, "customer_id", &["K\u{e000}1"], Reads::Itself),
];

/// Breaks cells of `leads`.
pub(super) fn soil(sheet: &mut Sheet, chance: &mut Chance, as_of: Day) {
    order::own(sheet);
    dates::year_last_throughout(sheet, chance, "quoted_at");
    cells::look_alikes(sheet, chance, "series");
    cells::plant(sheet, chance, &SORTS);
    cells::negative(sheet, chance, "amount");
    cells::shortened(sheet, chance, "amount");
    cells::damaged(sheet, chance, "series");
    dates::ambiguous(sheet, chance, "test_drive_at");
    let serial = cells::choose(chance, &["next_contact_on", "intended_on"]);
    dates::serial(sheet, chance, serial);
    dates::before(sheet, chance);
    dates::after(sheet, chance, as_of);
    shortened_keys(sheet, chance);
    fields(sheet, chance);
    double_trouble(sheet, chance);
    heaps(sheet, chance);
}

/// Keys that a spreadsheet took for numbers, each another one.
fn shortened_keys(sheet: &mut Sheet, chance: &mut Chance) {
    for number in 0..chance.between(1, 3) {
        let Some(row) = sheet.pick(chance, |_, _| true) else { break };
        let text = format!("1.{number}8E+10");
        cells::one(sheet, row, Kind::ShortenedNumber, "lead_id", &text, Reads::Itself);
    }
}

/// Missing fields of a name that nobody knows, alone or beside others.
fn fields(sheet: &mut Sheet, chance: &mut Chance) {
    for filled in [false, true] {
        let passes = |sheet: &Sheet, row: Id| sheet.get(row, "missing_fields").is_empty() != filled;
        let Some(row) = sheet.pick(chance, passes) else { continue };
        sheet.fault(Kind::UnknownCode, Some(row), Some("missing_fields"), Some("shoe_size"));
        let before = sheet.get(row, "missing_fields").to_owned();
        let text = if filled { format!("{before}|shoe_size") } else { "shoe_size".to_owned() };
        // The record lacks something, whatever it is.
        sheet.becomes(row, "missing_fields", &text, if filled { &before } else { "phone" });
    }
}

/// A phone where yes or no should stand: personal data, and no value.
fn double_trouble(sheet: &mut Sheet, chance: &mut Chance) {
    let Some(row) = sheet.pick(chance, |_, _| true) else { return };
    let phone = personal::draw(chance, 0);
    sheet.plant(row, "valid", Kind::UnreadableValue, &phone, "");
    sheet.fault(Kind::PersonalData, Some(row), Some("valid"), Some(&phone));
}

/// Rows with several faults each.
fn heaps(sheet: &mut Sheet, chance: &mut Chance) {
    for _ in 0..chance.between(1, 4) {
        let sold = |sheet: &Sheet, row: Id| {
            ["amount", "series", "origin", "dealer_id"]
                .iter()
                .all(|column| !sheet.get(row, column).is_empty())
        };
        let Some(row) = sheet.pick(chance, sold) else { break };
        let amount = format!("-{}", sheet.get(row, "amount"));
        cells::one(sheet, row, Kind::NegativeNumber, "amount", &amount, Reads::Nothing);
        cells::one(sheet, row, Kind::SpreadsheetError, "series", "#NULL!", Reads::Nothing);
        cells::one(sheet, row, Kind::UnknownCode, "origin", "both", Reads::Unknown);
        cells::one(sheet, row, Kind::UnknownCode, "channel", "传真", Reads::Unknown);
        cells::one(sheet, row, Kind::OrphanKey, "dealer_id", "D90002", Reads::Nothing);
    }
}
