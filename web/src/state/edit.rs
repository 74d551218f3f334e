//! What a reader does to the state of the dashboard, as changes of the query.

use std::collections::BTreeSet;

use dealerscope_core::query::{Basis, Compare, Dimension, Lang, Page, Period, Query, Sort, Theme};

/// One change that the reader makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Go to another page, with the same filters.
    Page(Page),
    /// Another period; `None` for everything.
    Period(Option<Period>),
    /// Compare with something else.
    Compare(Compare),
    /// Date leads the other way.
    Basis(Basis),
    /// Put a value on a filter, or take it off again.
    Toggle(Dimension, String),
    /// Filter by exactly these values; by nothing when there are none.
    Only(Dimension, BTreeSet<String>),
    /// Go up to a level of the place hierarchy: the filters below it go; with `None`, all places do.
    Up(Option<Dimension>),
    /// Take all filters off, and go back to the period that the dashboard opens with.
    Reset,
    /// Sort the page's main table.
    Sort(Sort),
    /// Show the other language.
    Lang(Lang),
    /// Show the other theme.
    Theme(Theme),
    /// Show another snapshot of the site; `None` for the newest.
    Snapshot(Option<String>),
}

impl Edit {
    /// Whether the change is a step that "Back" undoes. What only dresses the page otherwise is not.
    #[must_use]
    pub fn is_step(&self) -> bool {
        !matches!(self, Self::Sort(_) | Self::Lang(_) | Self::Theme(_))
    }

    /// The query after the change.
    #[must_use]
    pub fn apply(self, mut query: Query) -> Query {
        match self {
            Self::Page(page) => {
                if page != query.page {
                    query.sort = None;
                }
                query.page = page;
            }
            Self::Period(period) => query.period = period,
            Self::Compare(compare) => query.compare = compare,
            Self::Basis(basis) => query.basis = basis,
            Self::Toggle(dimension, value) => query.toggle(dimension, &value),
            Self::Only(dimension, values) if values.is_empty() => {
                query.filters.remove(&dimension);
            }
            Self::Only(dimension, values) => {
                query.filters.insert(dimension, values);
            }
            Self::Up(level) => {
                let keep = level.and_then(|l| Dimension::PLACES.iter().position(|&p| p == l));
                for place in &Dimension::PLACES[keep.map_or(0, |k| k + 1)..] {
                    query.filters.remove(place);
                }
            }
            Self::Reset => {
                query.filters.clear();
                query.period = Query::opening().period;
            }
            Self::Sort(sort) => query.sort = Some(sort),
            Self::Lang(lang) => query.lang = Some(lang),
            Self::Theme(theme) => query.theme = Some(theme),
            Self::Snapshot(name) => query.snapshot = name,
        }
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dealerscope_core::query::{from_fragment, to_fragment};

    #[track_caller]
    fn check(before: &str, edit: Edit, after: &str) {
        assert_eq!(to_fragment(&edit.apply(from_fragment(before).0)), after);
    }

    #[test]
    fn a_second_click_takes_the_filter_off() {
        let click = || Edit::Toggle(Dimension::Region, "华东".into());
        check("#/overview", click(), "#/overview?region=华东");
        check("#/overview?region=华东", click(), "#/overview");
        check("#/overview?region=华北", click(), "#/overview?region=华东,华北");
    }

    #[test]
    fn another_page_keeps_the_filters_and_drops_the_sort() {
        let before = "#/dealers?region=华东&sort=-leads";
        check(before, Edit::Page(Page::Channels), "#/channels?region=华东");
        check(before, Edit::Page(Page::Dealers), before);
    }

    #[test]
    fn going_up_takes_off_what_lies_below() {
        let before = "#/regions?region=华东&province=江苏&city=南京&channel=website";
        check(
            before,
            Edit::Up(Some(Dimension::Province)),
            "#/regions?region=华东&province=江苏&channel=website",
        );
        check(before, Edit::Up(Some(Dimension::Region)), "#/regions?region=华东&channel=website");
        check(before, Edit::Up(None), "#/regions?channel=website");
    }

    #[test]
    fn a_reset_keeps_what_is_not_a_filter() {
        check(
            "#/channels?period=2025-01&basis=activity&channel=event&snapshot=old&lang=en",
            Edit::Reset,
            "#/channels?period=last12&basis=activity&snapshot=old&lang=en",
        );
    }

    #[test]
    fn an_empty_choice_is_no_filter() {
        check("#/overview?channel=event", Edit::Only(Dimension::Channel, BTreeSet::new()), "#/overview");
    }
}
