//! What a click on a row of a table filters by.

use dealerscope_core::answer::Table;
use dealerscope_core::query::{Dimension, Period, Query};
use dealerscope_core::time::Month;

use crate::state::Edit;

/// What a row stands for among the filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A value of a dimension.
    Value(Dimension, String),
    /// A month.
    Month(Month),
}

impl Target {
    /// What a row of a table stands for; `None` where a click on it means nothing.
    #[must_use]
    pub fn of(table: &Table, row: usize, level: Option<Dimension>) -> Option<Self> {
        let text = |column: &str| table.cell(row, column).text();
        let (dimension, column) = match table.id.as_str() {
            "trend" => return text("month").and_then(Month::parse).map(Self::Month),
            "regions" => (named(text("level")?)?, "key"),
            "movers" => (named(text("dimension")?)?, "key"),
            "gap" => (level?, "key"),
            "provinces" => {
                // A tile without dealers would leave nothing to see.
                table.cell(row, "dealers").number().filter(|&n| n > 0.0)?;
                (Dimension::Province, "key")
            }
            "crm_team" | "customer_regions" => (Dimension::Region, "key"),
            "channels" | "strengths" | "days_by_channel" | "profile_channels" => {
                (Dimension::Channel, "channel")
            }
            "dealers" | "staffing" | "dealer_quality" | "recording_gap" => (Dimension::Dealer, "dealer_id"),
            _ => return None,
        };
        Some(Self::Value(dimension, text(column)?.to_owned()))
    }

    /// Whether the query filters by it.
    #[must_use]
    pub fn is_set(&self, query: &Query) -> bool {
        match self {
            Self::Value(dimension, value) => query.filter(*dimension).is_some_and(|set| set.contains(value)),
            Self::Month(month) => query.period == Some(Period::Months(*month, *month)),
        }
    }

    /// The change that a click makes: the filter on, or off again.
    #[must_use]
    pub fn toggled(self, query: &Query) -> Edit {
        match self {
            Self::Month(_) if self.is_set(query) => Edit::Period(Query::opening().period),
            Self::Month(month) => Edit::Period(Some(Period::Months(month, month))),
            Self::Value(dimension, value) => Edit::Toggle(dimension, value),
        }
    }
}

/// The rows of a table that the query filters by.
#[must_use]
pub fn selected(table: &Table, level: Option<Dimension>, query: &Query) -> Vec<usize> {
    (0..table.rows.len())
        .filter(|&row| Target::of(table, row, level).is_some_and(|target| target.is_set(query)))
        .collect()
}

/// The dimension with this name in a table.
#[must_use]
pub fn named(id: &str) -> Option<Dimension> {
    Dimension::ALL.into_iter().find(|d| d.id() == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dealerscope_core::answer::Unit;
    use dealerscope_core::query::from_fragment;

    fn table(id: &str, column: (&str, &str), key: &str) -> Table {
        let mut table =
            Table::new(id, &[(column.0, Unit::Code), ("key", Unit::Code), ("month", Unit::Month)]);
        table.rows.push(vec![column.1.into(), key.into(), "2026-02".into()]);
        table
    }

    #[test]
    fn a_row_names_its_own_level() {
        let regions = table("regions", ("level", "city"), "南京");
        let want = Target::Value(Dimension::City, "南京".into());
        assert_eq!(Target::of(&regions, 0, None), Some(want));
        let gap = table("gap", ("x", ""), "华东");
        assert_eq!(Target::of(&gap, 0, None), None);
        let want = Target::Value(Dimension::Region, "华东".into());
        assert_eq!(Target::of(&gap, 0, Some(Dimension::Region)), Some(want));
    }

    #[test]
    fn a_month_is_chosen_and_given_up_again() {
        let trend = table("trend", ("x", ""), "");
        let target = Target::of(&trend, 0, None).unwrap();
        let (query, _) = from_fragment("#/overview?period=last12");
        let Edit::Period(chosen) = target.clone().toggled(&query) else { panic!() };
        let query = Query { period: chosen, ..query };
        assert!(target.is_set(&query));
        assert_eq!(target.toggled(&query), Edit::Period(Query::opening().period));
    }

    #[test]
    fn the_rows_that_are_filtered_by_are_found() {
        let movers = table("movers", ("dimension", "channel"), "event");
        assert_eq!(selected(&movers, None, &from_fragment("#/overview?channel=event").0), [0]);
        assert!(selected(&movers, None, &from_fragment("#/overview?channel=website").0).is_empty());
    }
}
