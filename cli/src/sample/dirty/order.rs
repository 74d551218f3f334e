//! Stages out of order that the sample has by itself: a few dealers book what happened too late.

use dealerscope_core::problem::ProblemKind;

use super::sheet::{Id, Sheet};

/// The stages, in their order.
pub(super) const STAGES: [&str; 6] =
    ["contacted_at", "visited_at", "test_drive_at", "quoted_at", "ordered_at", "delivered_at"];

/// Puts down what the clean sample has of them, and takes their rows.
pub(super) fn own(sheet: &mut Sheet) {
    for row in 0..sheet.rows.len() {
        if let Some(column) = first_late(sheet, row) {
            let value = sheet.get(row, column).to_owned();
            sheet.fault(ProblemKind::StagesOutOfOrder, Some(row), Some(column), Some(&value));
            sheet.rows[row].taken = true;
        }
    }
}

/// The first stage that lies before an earlier one, or a loss that lies before the lead.
fn first_late(sheet: &Sheet, row: Id) -> Option<&'static str> {
    let created = sheet.get(row, "created_at");
    let mut earlier = vec![created];
    for stage in STAGES {
        let date = sheet.get(row, stage);
        if earlier.iter().any(|other| is_before(date, other)) {
            return Some(stage);
        }
        earlier.push(date);
    }
    is_before(sheet.get(row, "lost_at"), created).then_some("lost_at")
}

/// Whether one date lies before another, both as the sample writes them: by the minute where both have
/// one, and otherwise by the day.
fn is_before(one: &str, other: &str) -> bool {
    let length = one.len().min(other.len());
    length >= 10 && one[..length] < other[..length]
}
