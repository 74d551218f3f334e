//! What a reader is likely to ask next.

use crate::query::{Basis, Compare, Dimension, Page, Period, Query};
use crate::time::Month;

/// How many questions are near at most: the values of a filter, the pages, and first values of others.
pub(crate) const NEAR: usize = 15;

/// The periods that have a name; `None` is everything in the snapshot.
const NAMED: [Option<Period>; 5] = [
    Some(Period::Last12),
    Some(Period::YearToDate),
    Some(Period::QuarterToDate),
    Some(Period::MonthToDate),
    None,
];

impl Query {
    /// The [`NEAR`] likeliest questions one step from this one, the likeliest first: the other choices of what was changed
    /// since `before`, those of a period of months from the nearest, then the other pages, then first values of the dimensions that
    /// nothing is chosen of. Places and channels are left
    /// out, as they are sums over what is counted already, and the data page, which goes over all columns when it is first
    /// asked for. `months` are the first and the last that can be chosen, `values` those of the dimensions of leads.
    pub(crate) fn near(
        &self,
        before: Option<&Self>,
        months: (Month, Month),
        values: [&[String]; Dimension::OF_LEADS.len()],
    ) -> Vec<Self> {
        let before = before.unwrap_or(self);
        let mut near = Vec::new();
        let with = |change: &dyn Fn(&mut Self)| {
            let mut query = self.clone();
            change(&mut query);
            query
        };
        if before.period != self.period {
            let steps = self.period.map_or_else(Vec::new, |period| steps(period, months));
            let periods = steps.into_iter().map(Some).chain(NAMED);
            near.extend(periods.map(|period| with(&|query| query.period = period)));
        }
        if before.compare != self.compare {
            let all = [Compare::Previous, Compare::Year, Compare::None];
            near.extend(all.map(|compare| with(&|query| query.compare = compare)));
        }
        if before.basis != self.basis {
            let all = [Basis::Cohort, Basis::Activity];
            near.extend(all.map(|basis| with(&|query| query.basis = basis)));
        }
        for (dimension, values) in Dimension::OF_LEADS.into_iter().zip(values) {
            if before.filter(dimension) != self.filter(dimension) {
                near.push(with(&|query| drop(query.filters.remove(&dimension))));
                let values = values.iter().take(NEAR);
                near.extend(values.map(|value| with(&|query| query.toggle(dimension, value))));
            }
        }
        let pages = Page::ALL.into_iter().filter(|page| *page != Page::Data);
        near.extend(pages.map(|page| with(&|query| query.page = page)));
        for place in 0..NEAR {
            for (dimension, values) in Dimension::OF_LEADS.into_iter().zip(values) {
                // A value that all leads have is no choice.
                let free = values.len() > 1 && self.filter(dimension).is_none();
                let value = values.get(place).filter(|_| free);
                near.extend(value.map(|value| with(&|query| query.toggle(dimension, value))));
            }
        }
        let mut known = vec![self.clone()];
        near.retain(|query| {
            let new = known.len() <= NEAR && !known.contains(query);
            if new {
                known.push(query.clone());
            }
            new
        });
        near
    }
}

/// The periods of months next to one: all of it earlier or later, then either end.
fn steps(period: Period, (earliest, latest): (Month, Month)) -> Vec<Period> {
    let Period::Months(first, last) = period else { return Vec::new() };
    let ways = [(-1, -1), (1, 1), (-1, 0), (0, 1), (1, 0), (0, -1)];
    let moved = ways.map(|(at_first, at_last)| (first.plus(at_first), last.plus(at_last)));
    let there = |&(first, last): &(Month, Month)| earliest <= first && first <= last && last <= latest;
    moved.into_iter().filter(there).map(|(first, last)| Period::Months(first, last)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{from_fragment, to_fragment};

    #[track_caller]
    fn check(before: &str, now: &str, want: &[&str]) {
        let [before, now] = [before, now].map(|fragment| from_fragment(&format!("#/overview?{fragment}")).0);
        let months = (Month::new(2025, 1), Month::new(2026, 6));
        let values = ["hot", "warm"].map(str::to_owned);
        let near = now.near(Some(&before), months, [&values; 4]);
        let (near, others) = near.split_at(want.len());
        let (pages, first) = others.split_at(3);
        let fragments: Vec<String> = near.iter().map(to_fragment).collect();
        let want: Vec<String> =
            want.iter().map(|w| to_fragment(&from_fragment(&format!("#/overview?{w}")).0)).collect();
        assert_eq!(fragments, want);
        assert!(pages.iter().all(|query| query.page != now.page && query.filters == now.filters));
        assert!(pages.iter().all(|query| query.page != Page::Data));
        let free =
            Dimension::OF_LEADS.into_iter().filter(|&dimension| now.filter(dimension).is_none()).count();
        assert_eq!(first.len(), (2 * free).min(NEAR - want.len() - 3));
        let added = |query: &Query| query.filters.len() == now.filters.len() + 1 && query.page == now.page;
        assert!(first.iter().all(added));
    }

    #[test]
    fn of_many_values_the_first_are_near() {
        let values: Vec<String> = (0..60_000).map(|n| format!("{n}")).collect();
        let now = from_fragment("#/overview?series=7").0;
        let near =
            now.near(Some(&Query::default()), (Month::new(2025, 1), Month::new(2026, 6)), [&values; 4]);
        assert_eq!(near.len(), NEAR);
        assert_eq!(near[0], Query::default());
        assert_eq!(near[1], from_fragment("#/overview?series=0,7").0);
    }

    #[test]
    fn the_other_choices_of_what_was_changed_are_near_and_itself_is_not() {
        check("", "", &[]);
        check("channel=website", "region=华东", &[]);
        check("", "temperature=hot", &["", "temperature=hot,warm"]);
        check("temperature=hot", "temperature=hot,warm", &["", "temperature=warm", "temperature=hot"]);
        check("", "compare=year", &["", "compare=none"]);
        check("", "basis=activity", &[""]);
        check("", "period=ytd", &["period=last12", "period=qtd", "period=mtd", ""]);
    }

    #[test]
    fn a_period_of_months_moves_by_one_and_stays_where_there_are_leads() {
        let named = ["period=last12", "period=ytd", "period=qtd", "period=mtd", ""];
        let with = |steps: &[&'static str]| [steps, &named].concat();
        check("", "period=2026-06..2026-06", &with(&["period=2026-05..2026-05", "period=2026-05..2026-06"]));
        let steps = [
            "period=2025-02..2025-04",
            "period=2025-04..2025-06",
            "period=2025-02..2025-05",
            "period=2025-03..2025-06",
            "period=2025-04..2025-05",
            "period=2025-03..2025-04",
        ];
        check("", "period=2025-03..2025-05", &with(&steps));
    }
}
