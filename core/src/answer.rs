//! What a page says: figures and tables, and nothing else.
//!
//! Charts, data tables, exports and the command line are all drawn from these values, so a number
//! cannot differ between two places.

use serde::{Deserialize, Serialize};

use crate::query::{Basis, Page};
use crate::time::{Day, Span};

/// What a number counts or measures, and so how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A whole number of things.
    Count,
    /// A fraction, 0.1 meaning ten percent.
    Rate,
    /// A difference of two fractions, written in percentage points.
    Points,
    /// An amount in the snapshot's currency.
    Money,
    /// Calendar days.
    Days,
    /// Minutes.
    Minutes,
    /// A plain number without a unit.
    Number,
    /// A place in an order, 1 being the best.
    Rank,
    /// Yes or no, as 1 or 0.
    Flag,
    /// A code of the contract or of the snapshot, to be labelled by its column's dimension.
    Code,
    /// A month, `YYYY-MM`.
    Month,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// Words of the data, shown as they are.
    Text,
}

impl Unit {
    /// The unit's name in files and tables.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Rate => "rate",
            Self::Points => "points",
            Self::Money => "money",
            Self::Days => "days",
            Self::Minutes => "minutes",
            Self::Number => "number",
            Self::Rank => "rank",
            Self::Flag => "flag",
            Self::Code => "code",
            Self::Month => "month",
            Self::Date => "date",
            Self::Text => "text",
        }
    }
}

/// One cell of a [`Table`]. Unknown is [`Value::Null`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Not known, or not defined: written as a dash.
    Null,
    /// A count.
    Int(i64),
    /// A measure.
    Num(f64),
    /// A code, key, date or name.
    Text(String),
}

impl Value {
    /// The number in the cell, if it holds one.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Int(n) => Some(*n as f64),
            Self::Num(x) => Some(*x),
            Self::Null | Self::Text(_) => None,
        }
    }

    /// The words in the cell, if it holds any.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(s) => Some(s),
            _ => None,
        }
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}
impl From<u64> for Value {
    fn from(n: u64) -> Self {
        Self::Int(n.cast_signed())
    }
}
impl From<u32> for Value {
    fn from(n: u32) -> Self {
        Self::Int(i64::from(n))
    }
}
impl From<f64> for Value {
    fn from(x: f64) -> Self {
        if x.is_finite() { Self::Num(x) } else { Self::Null }
    }
}
impl From<bool> for Value {
    fn from(b: bool) -> Self {
        Self::Int(i64::from(b))
    }
}
impl From<&str> for Value {
    fn from(s: &str) -> Self {
        Self::Text(s.to_owned())
    }
}
impl From<String> for Value {
    fn from(s: String) -> Self {
        Self::Text(s)
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(v: Option<T>) -> Self {
        v.map_or(Self::Null, Into::into)
    }
}

/// One column of a [`Table`]: its id is also the id of its metric in the glossary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Stable name, such as `conversion`.
    pub id: String,
    /// What the cells measure.
    pub unit: Unit,
}

/// A named table: what a chart is drawn from, and what is shown and exported beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Stable name, unique within its [`Answer`].
    pub id: String,
    /// The columns, in reading order.
    pub columns: Vec<Column>,
    /// The rows; each has one cell for each column.
    pub rows: Vec<Vec<Value>>,
}

impl Table {
    /// An empty table with the given columns.
    #[must_use]
    pub fn new(id: &str, columns: &[(&str, Unit)]) -> Self {
        let columns = columns.iter().map(|&(id, unit)| Column { id: id.to_owned(), unit }).collect();
        Self { id: id.to_owned(), columns, rows: Vec::new() }
    }

    /// Where the column with this id stands.
    #[must_use]
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.id == column)
    }

    /// The cell of a row by column id; [`Value::Null`] where there is none.
    #[must_use]
    pub fn cell(&self, row: usize, column: &str) -> &Value {
        self.position(column).and_then(|c| self.rows.get(row)?.get(c)).unwrap_or(&Value::Null)
    }

    /// The numbers of a column, one for each row.
    #[must_use]
    pub fn numbers(&self, column: &str) -> Vec<Option<f64>> {
        (0..self.rows.len()).map(|row| self.cell(row, column).number()).collect()
    }

    /// The words of a column, one for each row; empty where a cell holds none.
    #[must_use]
    pub fn texts(&self, column: &str) -> Vec<&str> {
        (0..self.rows.len()).map(|row| self.cell(row, column).text().unwrap_or_default()).collect()
    }
}

/// A headline number with all that is needed to judge it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Stable name; also the id of the metric in the glossary.
    pub id: String,
    /// The value; `None` where it is not defined.
    pub value: Option<f64>,
    /// What the value measures.
    pub unit: Unit,
    /// Of a rate: what is counted above the line.
    pub numerator: Option<f64>,
    /// Of a rate: what is counted below the line.
    pub denominator: Option<f64>,
    /// The same figure in the comparison period.
    pub comparison: Option<f64>,
    /// What was aimed at, pro rata for a period that is not over.
    pub target: Option<f64>,
    /// Of a rate: whether its denominator is below the smallest group that is shown in full.
    pub small: bool,
}

/// Something the reader should know about the answer as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// A key of the fragment is not one of ours, and was left out.
    UnknownKey(String),
    /// A value of the fragment cannot be read, and was left out.
    UnreadableValue(String, String),
    /// A filter names something that this snapshot does not hold, and was left out.
    NotInSnapshot(String, String),
    /// A report needs a table that the snapshot does not bring.
    TableAbsent(String, String),
    /// A figure cannot be given, and why: its id and the id of the reason.
    Unavailable(String, String),
}

/// A rule that an answer rests on, with the value the snapshot or the default gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The setting's name.
    pub id: String,
    /// Its value, as the settings write it.
    pub value: String,
}

/// How much of what a page shows rests on rows with a problem.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Leads that the page's filters select.
    pub rows: u64,
    /// Those of them with at least one problem.
    pub touched: u64,
}

/// Everything that one page says of one snapshot under one query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The page that is answered.
    pub page: Page,
    /// The last day that the snapshot describes.
    pub as_of: Day,
    /// On which basis stages are dated.
    pub basis: Basis,
    /// The days that were counted, cut at `as_of`; unbounded when no period is set.
    pub period: Span,
    /// The days that the period is compared with.
    pub comparison: Option<Span>,
    /// The headline numbers.
    pub figures: Vec<Figure>,
    /// The tables, each with an id of its own.
    pub tables: Vec<Table>,
    /// The rules that were used.
    pub rules: Vec<Rule>,
    /// What the reader should know.
    pub notices: Vec<Notice>,
    /// How much of it rests on rows with a problem.
    pub coverage: Coverage,
}

impl Answer {
    /// The table with this id.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables.iter().find(|t| t.id == id)
    }

    /// The figure with this id.
    #[must_use]
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|f| f.id == id)
    }
}
