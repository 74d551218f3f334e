//! What SQL gives, as rows of cells by column.

use std::collections::BTreeMap;

use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type};
use dealerscope_core::answer::Value;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Not known.
    Null,
    /// A count, measure or flag.
    Number(f64),
    /// A code, key or name.
    Text(String),
}

impl Cell {
    /// The number in the cell.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        if let Self::Number(n) = self { Some(*n) } else { None }
    }

    /// The words in the cell; empty where it holds none.
    #[must_use]
    pub fn text(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }
}

impl From<&Value> for Cell {
    fn from(value: &Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text.clone()),
            other => other.number().map_or(Self::Null, Self::Number),
        }
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Null, Self::Number)
    }
}

/// A row's cells by column.
pub type Row = BTreeMap<String, Cell>;

/// The rows of SQL's batches.
pub(super) fn rows(batches: &[RecordBatch]) -> Vec<Row> {
    let mut rows = Vec::new();
    for batch in batches {
        let columns: Vec<(String, Vec<Cell>)> = batch
            .schema()
            .fields()
            .iter()
            .zip(batch.columns())
            .map(|(field, column)| (field.name().clone(), cells(column.as_ref())))
            .collect();
        for row in 0..batch.num_rows() {
            rows.push(columns.iter().map(|(name, cells)| (name.clone(), cells[row].clone())).collect());
        }
    }
    rows
}

fn cells(column: &dyn Array) -> Vec<Cell> {
    let to = match column.data_type() {
        DataType::Utf8 | DataType::Utf8View | DataType::LargeUtf8 => DataType::Utf8,
        _ => DataType::Float64,
    };
    let column = cast(column, &to).expect("numbers, flags or words");
    if to == DataType::Utf8 {
        let words = column.as_string::<i32>();
        return words.iter().map(|w| w.map_or(Cell::Null, |w| Cell::Text(w.to_owned()))).collect();
    }
    // What SQL cannot compute, such as the root of a negative number, is not known.
    let numbers = column.as_primitive::<Float64Type>();
    numbers.iter().map(|n| n.filter(|n| n.is_finite()).map_or(Cell::Null, Cell::Number)).collect()
}
