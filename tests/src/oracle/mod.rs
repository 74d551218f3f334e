//! The pages computed a second time: by SQL, from the snapshot's files, by what
//! `docs/answers.md` says and nothing else.

mod base;
mod data;
mod expected;
mod figures;
mod load;
mod notices;
mod pages;
mod places;
mod profile;
mod provinces;
mod rows;
mod scope;
mod span;
mod text;

use std::collections::BTreeSet;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{FieldRef, Fields, Schema};
use datafusion::datasource::MemTable;
use datafusion::prelude::{SessionConfig, SessionContext};
use dealerscope_core::descriptor::Descriptor;
use dealerscope_core::query::{Dimension, Query};
use jiff::civil::Date;
use tokio::runtime::Runtime;

pub use expected::{Expected, ExpectedFigure, ExpectedTable};
pub use rows::{Cell, Row};

use text::Words;

/// A snapshot in SQL.
pub struct Oracle {
    session: SessionContext,
    runtime: Runtime,
    descriptor: Descriptor,
    as_of: Date,
    brought: load::Brought,
}

impl Oracle {
    /// Reads a snapshot's files: `file` gives the bytes of a table by its name.
    ///
    /// # Panics
    /// On a snapshot that cannot be read: generated ones can.
    #[must_use]
    pub fn open(descriptor: &Descriptor, file: impl Fn(&str) -> Option<Vec<u8>>) -> Self {
        // The tables are small: planning is what takes the time.
        let config =
            SessionConfig::new().with_target_partitions(1).set_usize("datafusion.optimizer.max_passes", 1);
        let session = SessionContext::new_with_config(config);
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let as_of = descriptor.dealerscope.as_of[..10].parse().expect("a date");
        let brought = load::load(&session, file);
        let oracle = Self { session, runtime, descriptor: descriptor.clone(), as_of, brought };
        base::prepare(&oracle);
        oracle
    }

    /// All that a page must say under a query.
    #[must_use]
    pub fn expect(&self, query: &Query) -> Expected {
        let scope = scope::Scope::new(self, query);
        scope.prepare();
        pages::expect(&scope)
    }

    /// The values that leads have on a dimension, in a fixed order.
    #[must_use]
    pub fn values(&self, dimension: Dimension) -> Vec<String> {
        let column = dimension.id();
        let rows = self.rows(&format!("select distinct {column} as v from base order by v"));
        rows.iter().map(|row| row["v"].text().to_owned()).collect()
    }

    /// All values that a filter may have: those of leads and dealers, and the codes that are known.
    fn known(&self, dimension: Dimension) -> BTreeSet<String> {
        let mut known: BTreeSet<String> = self.values(dimension).into_iter().collect();
        known.insert(String::new());
        known.extend(base::codes(self, dimension.id()));
        if Dimension::PLACES.contains(&dimension) {
            let rows = self.rows(&format!("select distinct {} as v from shop", dimension.id()));
            known.extend(rows.iter().map(|row| row["v"].text().to_owned()));
        }
        known
    }

    fn rows(&self, sql: &str) -> Vec<Row> {
        rows::rows(&self.collect(sql))
    }

    fn collect(&self, sql: &str) -> Vec<RecordBatch> {
        let run = async { self.session.sql(sql).await?.collect().await };
        self.runtime.block_on(run).unwrap_or_else(|e| panic!("{e}\nin:\n{sql}"))
    }

    /// Computes a table once and keeps it under a name.
    fn keep(&self, name: &str, sql: &str) {
        let run = async {
            let frame = self.session.sql(sql).await?;
            // The planner and the engine may disagree on which columns can be null: say that all can.
            let nullable = |f: &FieldRef| Arc::new(f.as_ref().clone().with_nullable(true));
            let fields: Fields = frame.schema().as_arrow().fields().iter().map(nullable).collect();
            let schema = Arc::new(Schema::new(fields));
            let mut batches = Vec::new();
            for batch in frame.collect().await? {
                batches.push(RecordBatch::try_new(schema.clone(), batch.columns().to_vec())?);
            }
            self.session.deregister_table(name)?;
            self.session.register_table(name, Arc::new(MemTable::try_new(schema, vec![batches])?))
        };
        self.runtime.block_on(run).unwrap_or_else(|e| panic!("{e}\nin:\n{sql}"));
    }

    /// The words that every query of the snapshot shares.
    fn words(&self) -> Words {
        base::words(self)
    }
}
