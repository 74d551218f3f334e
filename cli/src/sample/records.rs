//! `complaints.csv` and `service_visits.csv`: what dealers write down after the sale. Some write nothing down.

use std::path::Path;

use anyhow::Result;
use dealerscope_core::time::{Day, Month};

use super::cells::{DayTexts, Line};
use super::chance::{Chance, Stream, whole};
use super::market::SERIES;
use super::sink::{Sink, Written};
use super::world::World;

pub(super) const COMPLAINT_COLUMNS: [&str; 13] = [
    "complaint_id",
    "dealer_id",
    "received_at",
    "via",
    "kind",
    "series",
    "severity",
    "responded_at",
    "substantiated",
    "claimed",
    "compensated",
    "resolved_at",
    "satisfaction",
];
pub(super) const VISIT_COLUMNS: [&str; 6] =
    ["visit_id", "dealer_id", "kind", "visited_on", "revenue", "parts"];

/// The share of dealers that record no complaints, and no visits to the workshop.
const SILENT: (f64, f64) = (0.07, 0.04);
/// The most rows that a dealer writes down in a month.
const MOST: f64 = 3.0;

const VIA: [(&str, f64); 5] =
    [("call_center", 4.0), ("dealer", 3.0), ("website", 1.0), ("letter", 0.2), ("social", 1.8)];
const COMPLAINTS: [(&str, f64); 7] = [
    ("quality", 4.0),
    ("service", 3.0),
    ("delivery_time", 2.0),
    ("price", 1.0),
    ("out_of_stock", 0.8),
    ("rights", 0.5),
    ("other", 0.7),
];
const VISITS: [(&str, f64, f64); 6] = [
    ("maintenance", 6.0, 620.0),
    ("repair", 2.0, 1450.0),
    ("warranty", 1.0, 0.0),
    ("recall", 0.3, 0.0),
    ("inspection", 0.8, 180.0),
    ("accident", 0.6, 5200.0),
];

/// A written table, its rows and the sum of its money.
pub(super) type Table = (Written, u64, f64);

/// Writes the complaints and the visits received up to `as_of`.
pub(super) fn write(folder: &Path, world: &World) -> Result<[Table; 2]> {
    let mut chance = Chance::new(world.options.seed, Stream::Records);
    let silent: Vec<(bool, bool)> =
        world.dealers.iter().map(|_| (chance.happens(SILENT.0), chance.happens(SILENT.1))).collect();
    let days = DayTexts::new((world.calendar.first.first_day(), world.calendar.last.plus(1).last_day()));
    let mut complaints = Book::create(folder, "complaints.csv", &COMPLAINT_COLUMNS)?;
    let mut visits = Book::create(folder, "service_visits.csv", &VISIT_COLUMNS)?;
    for month in world.calendar.months() {
        for (dealer, &(no_complaints, no_visits)) in silent.iter().enumerate() {
            let orders = orders(world, dealer, month);
            for _ in 0..rows(&mut chance, 0.12 + 0.3 * orders) {
                complaint(
                    &mut complaints,
                    world,
                    dealer,
                    month,
                    &mut chance,
                    (!no_complaints).then_some(&days),
                );
            }
            for _ in 0..rows(&mut chance, 0.3 + orders) {
                visit(&mut visits, world, dealer, month, &mut chance, (!no_visits).then_some(&days));
            }
        }
    }
    Ok([complaints.finish()?, visits.finish()?])
}

/// The orders that a dealer may expect of a month.
#[expect(clippy::cast_precision_loss, reason = "leads of a month stay far below 2^53")]
fn orders(world: &World, dealer: usize, month: Month) -> f64 {
    world.calendar.leads(month) as f64 * world.weight(dealer) * 0.1
}

fn rows(chance: &mut Chance, expected: f64) -> u32 {
    whole(expected.min(MOST) + chance.unit())
}

/// Draws a complaint, and writes it where the dealer writes them down and it is not still to come. What is
/// drawn does not depend on either, so that an earlier snapshot holds the same ones.
fn complaint(
    book: &mut Book,
    world: &World,
    dealer: usize,
    month: Month,
    chance: &mut Chance,
    days: Option<&DayTexts>,
) {
    book.drawn += 1;
    let today = world.options.as_of_day();
    let received = day(chance, month);
    let via = VIA[chance.pick(VIA.iter().map(|v| v.1))].0;
    let kind = COMPLAINTS[chance.pick(COMPLAINTS.iter().map(|k| k.1))].0;
    let series = SERIES[chance.below(u32::try_from(SERIES.len()).unwrap_or(1)) as usize].code;
    let severity = 1 + chance.pick([5.0, 3.0, 1.5, 0.5].into_iter());
    let responded = received.plus(i32::try_from(whole(chance.exponential(1.2))).unwrap_or(0));
    let resolved = responded.plus(i32::try_from(whole(chance.exponential(9.0))).unwrap_or(0));
    let substantiated = ["yes", "partly", "no"][chance.pick([5.0, 2.0, 3.0].into_iter())];
    let claimed = whole(chance.lognormal(1800.0, 0.8) / 10.0) * 10;
    let paid = if substantiated == "no" { 0 } else { whole(f64::from(claimed) * chance.uniform(0.2, 0.9)) };
    let satisfaction = 30 + chance.below(61);
    let Some(days) = days.filter(|_| received <= today) else { return };
    let by_now = |day: Day| Some(day).filter(|day| *day <= today);
    let closed = by_now(resolved).is_some();
    let mut line = Line::new(&mut book.lines, days);
    line.numbered('C', book.drawn, 7).text(&world.dealers[dealer].id).day(Some(received));
    line.text(via).text(kind).text(series).number(severity as u64).day(by_now(responded));
    line.text(if closed { substantiated } else { "" }).number(claimed.into());
    line.text(&if closed { paid.to_string() } else { String::new() }).day(by_now(resolved));
    line.text(&if closed { satisfaction.to_string() } else { String::new() }).end();
    book.rows += 1;
    book.sum += f64::from(claimed);
}

fn visit(
    book: &mut Book,
    world: &World,
    dealer: usize,
    month: Month,
    chance: &mut Chance,
    days: Option<&DayTexts>,
) {
    book.drawn += 1;
    let (kind, _, usual) = VISITS[chance.pick(VISITS.iter().map(|v| v.1))];
    let visited = day(chance, month);
    let revenue = whole(usual * chance.lognormal(1.0, 0.4));
    let parts = whole(f64::from(revenue) * chance.uniform(0.3, 0.7));
    let Some(days) = days.filter(|_| visited <= world.options.as_of_day()) else { return };
    let mut line = Line::new(&mut book.lines, days);
    line.numbered('V', book.drawn, 8).text(&world.dealers[dealer].id).text(kind).day(Some(visited));
    line.number(revenue.into()).number(parts.into()).end();
    book.rows += 1;
    book.sum += f64::from(revenue);
}

fn day(chance: &mut Chance, month: Month) -> Day {
    month.first_day().plus(i32::try_from(chance.below(u32::from(month.days()))).unwrap_or(0))
}

/// A table that is being written.
struct Book {
    sink: Sink,
    lines: Vec<u8>,
    drawn: u64,
    rows: u64,
    sum: f64,
}

impl Book {
    fn create(folder: &Path, name: &str, columns: &[&str]) -> Result<Self> {
        let lines = format!("{}\n", columns.join(",")).into_bytes();
        Ok(Self { sink: Sink::create(folder, name)?, lines, drawn: 0, rows: 0, sum: 0.0 })
    }

    fn finish(mut self) -> Result<Table> {
        self.sink.write(&self.lines)?;
        Ok((self.sink.finish()?, self.rows, self.sum))
    }
}
