//! Dates that lie where they should not, and dates written so that they may mean two days.

use dealerscope_core::problem::ProblemKind;
use dealerscope_core::time::Day;

use super::super::chance::Chance;
use super::sheet::{Id, Sheet};
use super::write::day_of;

/// Days from the day that spreadsheets count from to 1970.
const SINCE_1900: u32 = 25_569;

/// A day as `day/month/year` or `month/day/year`.
fn year_last(day: Day, day_first: bool) -> String {
    let text = day.to_string();
    let (year, month, day) = (&text[..4], &text[5..7], &text[8..10]);
    if day_first { format!("{day}/{month}/{year}") } else { format!("{month}/{day}/{year}") }
}

/// The day's number within its month.
fn of_month(text: &str) -> u32 {
    text.get(8..10).and_then(|day| day.parse().ok()).unwrap_or(0)
}

/// Dates that may mean two days, in a column that does not show which.
pub(super) fn ambiguous(sheet: &mut Sheet, chance: &mut Chance, column: &str) {
    let day_first = chance.happens(0.5);
    let open = |sheet: &Sheet, row: Id| {
        let text = sheet.get(row, column);
        text.len() == 10 && of_month(text) <= 12 && text[5..7] != text[8..10]
    };
    for _ in 0..chance.between(2, 5) {
        let Some(row) = sheet.pick(chance, open) else { break };
        let Some(day) = day_of(sheet.get(row, column)) else { break };
        sheet.plant(row, column, ProblemKind::AmbiguousDate, &year_last(day, day_first), "");
    }
}

/// Dates with the year last in a column that shows what stands first: no fault.
pub(super) fn year_last_throughout(sheet: &mut Sheet, chance: &mut Chance, column: &str) {
    let day_first = chance.happens(0.5);
    for number in 0..chance.between(8, 40) {
        let shows = |sheet: &Sheet, row: Id| {
            let text = sheet.get(row, column);
            text.len() == 10 && (number > 0 || of_month(text) > 12)
        };
        let Some(row) = sheet.pick(chance, shows) else { return };
        let Some(day) = day_of(sheet.get(row, column)) else { return };
        sheet.set(row, column, year_last(day, day_first));
        sheet.habit("dates with the year last");
    }
}

/// A column in which some days are a spreadsheet's numbers: one fault of the file.
pub(super) fn serial(sheet: &mut Sheet, chance: &mut Chance, column: &'static str) {
    let mut written = false;
    for _ in 0..chance.between(5, 30) {
        let Some(row) = sheet.pick(chance, |sheet, row| sheet.get(row, column).len() == 10) else { break };
        let Some(day) = day_of(sheet.get(row, column)) else { break };
        sheet.set(row, column, (u32::from(day.0) + SINCE_1900).to_string());
        written = true;
    }
    if written {
        sheet.fault(ProblemKind::SerialDates, None, Some(column), None);
    }
}

/// Stages that lie before the lead itself, by days or by minutes.
pub(super) fn before(sheet: &mut Sheet, chance: &mut Chance) {
    for column in ["visited_at", "quoted_at", "ordered_at", "lost_at"] {
        for _ in 0..chance.between(1, 3) {
            let Some(row) = sheet.pick(chance, |sheet, row| !sheet.get(row, column).is_empty()) else {
                break;
            };
            let Some(day) = day_of(sheet.get(row, "created_at")) else { break };
            let text = day.plus(-day_count(chance, 2, 40)).to_string();
            sheet.plant(row, column, ProblemKind::StagesOutOfOrder, &text, &text);
        }
    }
    for _ in 0..chance.between(1, 3) {
        let late = |sheet: &Sheet, row: Id| {
            let created = sheet.get(row, "created_at");
            !sheet.get(row, "contacted_at").is_empty() && created.len() == 16 && &created[11..] > "01:00"
        };
        let Some(row) = sheet.pick(chance, late) else { break };
        let text = format!("{}T00:{:02}", &sheet.get(row, "created_at")[..10], chance.below(60));
        sheet.plant(row, "contacted_at", ProblemKind::StagesOutOfOrder, &text, &text);
    }
}

/// Dates after the day that the snapshot describes.
pub(super) fn after(sheet: &mut Sheet, chance: &mut Chance, as_of: Day) {
    for _ in 0..chance.between(1, 3) {
        let ordered = |sheet: &Sheet, row: Id| {
            !sheet.get(row, "ordered_at").is_empty() && sheet.get(row, "delivered_at").is_empty()
        };
        late(sheet, chance, as_of, "delivered_at", ordered);
        late(sheet, chance, as_of, "lost_at", |sheet, row| !sheet.get(row, "lost_at").is_empty());
        let untouched = |sheet: &Sheet, row: Id| {
            super::order::STAGES.iter().chain(&["lost_at"]).all(|stage| sheet.get(row, stage).is_empty())
        };
        late(sheet, chance, as_of, "created_at", untouched);
    }
}

/// A date after the day that the snapshot describes, in a row that passes.
pub(super) fn late(
    sheet: &mut Sheet,
    chance: &mut Chance,
    as_of: Day,
    column: &str,
    passes: impl Fn(&Sheet, Id) -> bool,
) {
    let Some(row) = sheet.pick(chance, passes) else { return };
    let text = as_of.plus(day_count(chance, 1, 90)).to_string();
    sheet.plant(row, column, ProblemKind::AfterAsOf, &text, &text);
}

fn day_count(chance: &mut Chance, low: u32, high: u32) -> i32 {
    i32::try_from(chance.between(low, high)).unwrap_or(1)
}
