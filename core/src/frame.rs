//! Tables by column: polars' chunked arrays under their names.
//!
//! A `DataFrame` of polars holds its columns as `Series`, and whoever makes one takes every operation
//! on every type along, three quarters of a megabyte in the reader's browser. The arrays alone are what
//! the hot path borrows, and bring nothing that nobody calls.

use polars_lite::prelude::{
    BooleanChunked, ChunkedArray, Float64Chunked, Int32Chunked, Int64Chunked, NewChunkedArray, PolarsError,
    PolarsResult, StringChunked, UInt8Chunked, UInt16Chunked, UInt32Chunked,
};

/// The columns of a table, all of one length.
pub(crate) struct Frame(Vec<(&'static str, Column)>);

/// A column of one type.
pub(crate) enum Column {
    U8(UInt8Chunked),
    U16(UInt16Chunked),
    U32(UInt32Chunked),
    I32(Int32Chunked),
    I64(Int64Chunked),
    F64(Float64Chunked),
    Bool(BooleanChunked),
    Text(StringChunked),
}

impl Frame {
    /// A table of these columns.
    pub(crate) fn new(columns: Vec<(&'static str, Column)>) -> Self {
        Self(columns)
    }

    fn column(&self, name: &str) -> Option<&Column> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, column)| column)
    }

    /// Whole numbers, some not stated.
    pub(crate) fn i64(&self, name: &str) -> PolarsResult<&Int64Chunked> {
        if let Some(Column::I64(column)) = self.column(name) { Ok(column) } else { Err(absent(name)) }
    }

    /// Yes or no, some not stated.
    pub(crate) fn bool(&self, name: &str) -> PolarsResult<&BooleanChunked> {
        if let Some(Column::Bool(column)) = self.column(name) { Ok(column) } else { Err(absent(name)) }
    }

    /// Words.
    pub(crate) fn text(&self, name: &str) -> PolarsResult<&StringChunked> {
        if let Some(Column::Text(column)) = self.column(name) { Ok(column) } else { Err(absent(name)) }
    }
}

fn absent(name: &str) -> PolarsError {
    PolarsError::ColumnNotFound(name.to_owned().into())
}

/// Makes columns of a dense type from values, and lends them out again.
macro_rules! dense {
    ($($value:ident $variant:ident),*) => {
        $(impl From<Vec<$value>> for Column {
            fn from(values: Vec<$value>) -> Self {
                Self::$variant(ChunkedArray::from_vec("".into(), values))
            }
        })*
        impl Frame {
            $(pub(crate) fn $value(&self, name: &str) -> PolarsResult<&[$value]> {
                if let Some(Column::$variant(column)) = self.column(name) {
                    column.cont_slice()
                } else {
                    Err(absent(name))
                }
            })*
        }
    };
}

dense!(u8 U8, u16 U16, u32 U32, i32 I32, f64 F64);

impl From<Vec<Option<i64>>> for Column {
    fn from(values: Vec<Option<i64>>) -> Self {
        Self::I64(Int64Chunked::from_iter_options("".into(), values.into_iter()))
    }
}

impl From<Vec<Option<bool>>> for Column {
    fn from(values: Vec<Option<bool>>) -> Self {
        Self::Bool(BooleanChunked::from_iter_options("".into(), values.into_iter()))
    }
}

impl From<&[String]> for Column {
    fn from(words: &[String]) -> Self {
        Self::Text(StringChunked::from_iter_values("".into(), words.iter().map(String::as_str)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Frame};

    #[test]
    fn columns_come_back_as_they_went_in() {
        let words = ["东".to_owned(), String::new()];
        let frame = Frame::new(vec![
            ("days", Column::from(vec![1u16, 65535])),
            ("targets", Column::from(vec![None, Some(-7)])),
            ("team", Column::from(vec![Some(true), None])),
            ("region", Column::from(&words[..])),
        ]);
        assert_eq!(frame.u16("days").unwrap(), [1, 65535]);
        assert_eq!(frame.i64("targets").unwrap().iter().collect::<Vec<_>>(), [None, Some(-7)]);
        assert_eq!(frame.bool("team").unwrap().iter().collect::<Vec<_>>(), [Some(true), None]);
        assert_eq!(frame.text("region").unwrap().iter().collect::<Vec<_>>(), [Some("东"), Some("")]);
        assert!(frame.u8("days").is_err() && frame.u16("weeks").is_err());
    }
}
