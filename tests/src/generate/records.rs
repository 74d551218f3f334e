//! Complaints and visits to the workshop: many dealers record none of one or of both.

use fastrand::Rng;

use super::{Plan, any, csv, once_in};

pub(super) fn complaints(rng: &mut Rng, plan: &Plan) -> Vec<u8> {
    let kinds = ["quality", "service", "price", "noise"];
    let rows = keepers(rng, plan).into_iter().enumerate().map(|(n, dealer)| {
        let received = plan.as_of.plus(-rng.i32(0..plan.days)).to_string();
        let claimed = if rng.bool() { rng.u32(..9000).to_string() } else { String::new() };
        vec![format!("C{n}"), dealer, received, any(rng, &kinds), claimed]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    csv(&["complaint_id", "dealer_id", "received_at", "kind", "claimed"], rows)
}

pub(super) fn service_visits(rng: &mut Rng, plan: &Plan) -> Vec<u8> {
    let kinds = ["maintenance", "repair", "warranty", "recall", "inspection", "accident"];
    let rows = keepers(rng, plan).into_iter().enumerate().map(|(n, dealer)| {
        let visited = plan.as_of.plus(-rng.i32(0..plan.days)).to_string();
        vec![format!("V{n}"), dealer, any(rng, &kinds), visited]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    csv(&["visit_id", "dealer_id", "kind", "visited_on"], rows)
}

/// The dealers of some records, those that nobody knows included.
fn keepers(rng: &mut Rng, plan: &Plan) -> Vec<String> {
    let silent: Vec<bool> = (0..plan.dealers).map(|_| rng.u8(..3) == 0).collect();
    let mut dealers = Vec::new();
    for (n, silent) in silent.into_iter().enumerate() {
        let records = if silent { 0 } else { rng.usize(1..6) };
        dealers.extend(std::iter::repeat_n(format!("D{n:03}"), records));
    }
    if once_in(rng, 2) {
        dealers.push("D999".to_owned());
    }
    dealers
}
