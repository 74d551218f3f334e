//! What of a query the worker must know.

use dealerscope_core::query::Query;

/// The query without what only dresses the page: two queries with the same question have the same
/// answer from one snapshot.
#[must_use]
pub fn question(query: &Query) -> Query {
    Query { snapshot: None, against: None, sort: None, lang: None, theme: None, ..query.clone() }
}
