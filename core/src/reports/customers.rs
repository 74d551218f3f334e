//! Customers and what they ordered, by year and region.

use std::collections::{BTreeMap, HashSet};

use crate::answer::{Table, Unit};
use crate::cube::tally::{ORDERED, add_amount};
use crate::cube::{Column, Dimensions, Scope, bits};
use crate::order;
use crate::query::Dimension;
use crate::reports::figures::over;
use crate::reports::members::Members;
use crate::stats;
use crate::time::Day;

/// Customers of a year and region, what they ordered, and the pseudonyms met so far.
type Customers = (u32, Option<f64>, HashSet<u32>);

/// 客户区域分析表: customers and what they ordered, by year and region. The period is left out.
pub(crate) fn table(scope: &Scope<'_>) -> Table {
    let columns = [
        ("year", Unit::Text),
        ("key", Unit::Code),
        ("name", Unit::Text),
        ("customers", Unit::Count),
        ("share_of_customers", Unit::Rate),
        ("amount", Unit::Money),
        ("share_of_amount", Unit::Rate),
    ];
    let mut table = Table::new("customer_regions", &columns);
    let members = Members::of(scope, Dimension::Region);
    let years = customers_by_year(scope, &members);
    for (year, groups) in years {
        let total: u32 = groups.iter().map(|g| g.0).sum();
        let amount: f64 = groups.iter().filter_map(|g| g.1).sum();
        let mut order: Vec<usize> = (0..groups.len()).filter(|&m| groups[m].0 > 0).collect();
        order::sort(&mut order, &|a, b| {
            groups[b].0.cmp(&groups[a].0).then_with(|| members.keys[a].cmp(&members.keys[b]))
        });
        for m in order {
            let (customers, sum, _) = &groups[m];
            table.rows.push(row![
                year.to_string(),
                members.keys[m].as_str(),
                members.name(m),
                *customers,
                stats::ratio((*customers).into(), total.into()),
                *sum,
                sum.and_then(|s| over(s, Some(amount))),
            ]);
        }
    }
    table
}

/// Customers by the year of their orders, then by region. The filter on regions is left out.
fn customers_by_year(scope: &Scope<'_>, members: &Members<'_>) -> BTreeMap<i32, Vec<Customers>> {
    let (leads, index, months) = (&scope.leads, &scope.snapshot.index, scope.months());
    let days = leads.stages[ORDERED];
    let ordered = scope.calendar().column(Column::Stage(ORDERED), leads);
    let year_of: Vec<i32> = (0..months.count).map(|place| months.month(place).year()).collect();
    let mut years: BTreeMap<i32, Vec<Customers>> = BTreeMap::new();
    let mut add = |year: i32, group: usize, word: usize, orders: u64| {
        let groups = years.entry(year).or_insert_with(|| vec![Default::default(); members.keys.len()]);
        let (customers, amount, seen) = &mut groups[group];
        let known = &index.words[word];
        *customers += (orders & known.single).count_ones();
        for lead in bits::places(word, orders & !known.single) {
            *customers += u32::from(seen.insert(leads.customer[lead]));
        }
        let amounts = index.orders.amounts(word, known.reached[ORDERED], orders);
        amounts.for_each(|more| add_amount(amount, more));
    };
    let mut of_word: Vec<(i32, u64)> = Vec::new();
    for cell in scope.cells_but(Dimensions::of(Dimension::Region)) {
        let group = members.of_dealer(cell.dealer.into());
        scope.each_word(cell, |word, leads| {
            let mut mark = |year: i32, own: u64| match of_word.iter_mut().find(|(known, _)| *known == year) {
                Some((_, orders)) => *orders |= own,
                None => of_word.push((year, own)),
            };
            for (place, own) in ordered.months(word) {
                match year_of.get(place) {
                    _ if leads & own == 0 => {}
                    Some(&year) => mark(year, leads & own),
                    None => bits::places(word, leads & own)
                        .for_each(|lead| mark(Day(days[lead]).month().year(), 1 << (lead % 64))),
                }
            }
            of_word.drain(..).for_each(|(year, orders)| add(year, group, word, orders));
        });
    }
    years
}
