//! How long it takes from the lead to the order.

use crate::answer::{Table, Unit};
use crate::cube::tally::{ORDERED, share};
use crate::cube::{Column, Dimensions, Scope};
use crate::reports::channels;

/// The buckets of the histogram: first and last day.
const BUCKETS: [(u16, Option<u16>); 9] = [
    (0, Some(0)),
    (1, Some(3)),
    (4, Some(7)),
    (8, Some(14)),
    (15, Some(30)),
    (31, Some(60)),
    (61, Some(90)),
    (91, Some(180)),
    (181, None),
];

/// Ages of a cohort, in steps of thirty days.
const AGES: usize = 12;

/// Orders by days to order; those dated before their lead stand in a row of their own.
pub(crate) fn histogram(scope: &Scope<'_>) -> Table {
    let columns = [
        ("bucket", Unit::Text),
        ("from", Unit::Days),
        ("to", Unit::Days),
        ("orders", Unit::Count),
        ("share", Unit::Rate),
        ("cumulative", Unit::Rate),
    ];
    let mut table = Table::new("days_to_order", &columns);
    let all = scope.days_to_order(scope.span);
    let total = all.before + all.count();
    let mut seen = all.before;
    table.rows.push(row![
        "before",
        Option::<u32>::None,
        -1i64,
        all.before,
        share(all.before, total),
        share(seen, total)
    ]);
    for (from, to) in BUCKETS {
        let days = all.days.iter().skip(usize::from(from));
        let orders: u32 = match to {
            Some(to) => days.take(usize::from(to - from) + 1).sum(),
            None => days.sum(),
        };
        seen += orders;
        let name = match to {
            Some(to) if to == from => from.to_string(),
            Some(to) => format!("{from}-{to}"),
            None => format!("{from}+"),
        };
        table.rows.push(row![
            name,
            u32::from(from),
            to.map(u32::from),
            orders,
            share(orders, total),
            share(seen, total)
        ]);
    }
    table
}

/// Quartiles of the days to order by channel.
pub(crate) fn by_channel(scope: &Scope<'_>) -> Table {
    let columns = [
        ("channel", Unit::Code),
        ("orders", Unit::Count),
        ("q1", Unit::Days),
        ("median", Unit::Days),
        ("q3", Unit::Days),
    ];
    let mut table = Table::new("days_by_channel", &columns);
    let words = &scope.snapshot.words.channel;
    let days = scope.days_by_channel(scope.span);
    for m in channels::order(days.len()).filter(|&m| days[m].count() > 0) {
        let d = &days[m];
        table.rows.push(row![
            words[m].as_str(),
            d.count(),
            d.quantile(0.25),
            d.quantile(0.5),
            d.quantile(0.75)
        ]);
    }
    table
}

/// Cumulative conversion of each month's cohort by its age, where the whole cohort has that age.
pub(crate) fn vintage(scope: &Scope<'_>) -> Table {
    let columns = [
        ("month", Unit::Month),
        ("age", Unit::Days),
        ("leads", Unit::Count),
        ("ordered", Unit::Count),
        ("rate", Unit::Rate),
    ];
    let mut table = Table::new("vintage", &columns);
    let months = scope.months();
    let orders = by_age(scope);
    for (place, (month, by_age)) in scope.by_month().iter().zip(&orders).enumerate() {
        let n = month.leads();
        let Some(last) = months.span(place).to else { continue };
        let mut ordered = 0;
        for (age, count) in (30u16..).step_by(30).zip(by_age) {
            ordered += count;
            if u32::from(last.0) + u32::from(age) <= u32::from(scope.snapshot.as_of.0) && n > 0 {
                table.rows.push(row![
                    months.month(place).to_string(),
                    u32::from(age),
                    n,
                    ordered,
                    share(ordered, n)
                ]);
            }
        }
    }
    table
}

/// Orders by the month of their lead's creation and by the first age, in steps of thirty days, at which they are there.
fn by_age(scope: &Scope<'_>) -> Vec<[u32; AGES]> {
    let created = scope.calendar().column(Column::Created, &scope.leads);
    let index = &scope.snapshot.index;
    let mut orders = vec![[0; AGES]; scope.months().count + 1];
    for cell in scope.cells_but(Dimensions::NONE) {
        scope.each_word(cell, |word, leads| {
            let all = index.words[word].reached[ORDERED];
            for (month, own) in created.months(word) {
                for days in index.orders.days(word, all, leads & own & all) {
                    let age = usize::try_from(days).ok().map(|days| days.saturating_sub(1) / 30);
                    if let Some(count) = age.and_then(|age| orders[month].get_mut(age)) {
                        *count += 1;
                    }
                }
            }
        });
    }
    orders
}
