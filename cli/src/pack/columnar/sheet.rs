//! A table on its way from rows to Parquet.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Context, Result};
use datafusion::parquet::basic::{
    Compression, ConvertedType, Encoding, GzipLevel, Repetition, Type as Physical,
};
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use datafusion::parquet::file::writer::SerializedFileWriter;
use datafusion::parquet::schema::types::{ColumnDescPtr, Type};
use rayon::prelude::*;

use super::pages::{self, Chunk, PAGE};

/// So many rows stand together: their dictionaries are what a reader holds at a time.
const GROUP: usize = 1 << 17;
/// A column of which a text stands less often than so many times gains nothing by a dictionary.
const REPEATS: usize = 2;
/// The most bytes of a dictionary; the reader takes twice as many.
const MOST_DICTIONARY: usize = 1 << 24;

/// A table, group by group; each is written as soon as its rows are there.
#[derive(Default)]
pub(super) struct Sheet {
    columns: Vec<Column>,
    rows: usize,
    writer: Option<SerializedFileWriter<Vec<u8>>>,
    /// Why nothing more can be written.
    failed: Option<anyhow::Error>,
}

/// The cells of a column in the group at hand.
#[derive(Default)]
struct Column {
    /// The texts' numbers, from 1 on, as they came.
    numbers: HashMap<Box<str>, u32>,
    /// The number of each cell's text; 0 states nothing, which is what an empty cell says.
    cells: Vec<u32>,
}

impl Column {
    fn add(&mut self, cell: &str) {
        let next = self.numbers.len() + 1;
        let number = match self.numbers.get(cell) {
            _ if cell.is_empty() => 0,
            Some(&number) => number,
            None => {
                #[allow(clippy::cast_possible_truncation, reason = "a group has fewer rows")]
                let next = next as u32;
                self.numbers.insert(cell.into(), next);
                next
            }
        };
        self.cells.push(number);
    }

    /// Writes the cells: by a dictionary where texts repeat, by what they have in common with the one before where
    /// they do not.
    fn write(&self, column: &ColumnDescPtr, properties: &WriterPropertiesPtr) -> Result<Chunk> {
        let mut texts: Vec<(&str, u32)> =
            self.numbers.iter().map(|(text, &number)| (&**text, number)).collect();
        let stated = self.cells.iter().filter(|&&cell| cell > 0).count();
        let bytes: usize = texts.iter().map(|(text, _)| text.len() + 4).sum();
        let repeats = texts.len() * REPEATS <= stated && bytes <= MOST_DICTIONARY;
        if !repeats {
            texts.sort_unstable_by_key(|&(_, number)| number);
            let texts: Vec<&str> = texts.into_iter().map(|(text, _)| text).collect();
            return pages::one_after_another(column, properties, &texts, &self.cells);
        }
        // Neighbours in order have the most in common.
        texts.sort_unstable();
        let mut places = vec![0; texts.len() + 1];
        for (place, &(_, number)) in (1..).zip(&texts) {
            places[number as usize] = place;
        }
        let cells: Vec<u32> = self.cells.iter().map(|&number| places[number as usize]).collect();
        let texts: Vec<&str> = texts.into_iter().map(|(text, _)| text).collect();
        pages::by_dictionary(column, &texts, &cells)
    }
}

impl Sheet {
    /// Adds a row, the header first.
    pub(super) fn add(&mut self, cells: &[&str]) {
        if self.failed.is_some() {
            return;
        }
        if self.writer.is_none() {
            match begin(cells) {
                Ok(writer) => self.writer = Some(writer),
                Err(error) => self.failed = Some(error),
            }
            self.columns = cells.iter().map(|_| Column::default()).collect();
            return;
        }
        for (column, &cell) in self.columns.iter_mut().zip(cells) {
            column.add(cell);
        }
        self.rows += 1;
        if self.rows == GROUP {
            self.failed = self.end_group().err();
        }
    }

    fn end_group(&mut self) -> Result<()> {
        let writer = self.writer.as_mut().context("a table has a header")?;
        let properties = writer.properties().clone();
        let columns: Vec<ColumnDescPtr> = writer.schema_descr().columns().to_vec();
        let chunks: Result<Vec<Chunk>> = self
            .columns
            .par_iter()
            .zip(&columns)
            .map(|(column, description)| column.write(description, &properties))
            .collect();
        let mut group = writer.next_row_group()?;
        for (bytes, close) in chunks? {
            group.append_column(&bytes, close)?;
        }
        group.close()?;
        self.columns.iter_mut().for_each(|column| *column = Column::default());
        self.rows = 0;
        Ok(())
    }

    /// The table as Parquet.
    pub(super) fn finish(mut self) -> Result<Vec<u8>> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        if self.rows > 0 {
            self.end_group()?;
        }
        let writer = self.writer.context("a table has a header")?;
        Ok(writer.into_inner()?)
    }
}

/// Begins a file of columns of text.
fn begin(names: &[&str]) -> Result<SerializedFileWriter<Vec<u8>>> {
    let column = |&name: &&str| {
        let column = Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
            .with_repetition(Repetition::OPTIONAL)
            .with_converted_type(ConvertedType::UTF8)
            .build()?;
        Ok(Arc::new(column))
    };
    let columns = names.iter().map(column).collect::<Result<Vec<_>>>()?;
    let schema = Type::group_type_builder("table").with_fields(columns).build()?;
    // Of these, what is said of encodings holds for columns without a dictionary.
    let properties = WriterProperties::builder()
        .set_compression(Compression::GZIP(GzipLevel::try_new(9)?))
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        .set_dictionary_enabled(false)
        .set_encoding(Encoding::DELTA_BYTE_ARRAY)
        .set_data_page_row_count_limit(PAGE)
        .build();
    Ok(SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use datafusion::arrow::array::{Array, AsArray};
    use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::{RngCore, SeedableRng};

    use super::*;

    /// What the general reader finds, and what each column takes in the file.
    fn read(parquet: Vec<u8>) -> (Vec<Vec<String>>, Vec<i64>) {
        let reader = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(parquet)).expect("sound");
        let groups = reader.metadata().row_groups();
        let columns = groups[0].columns().len();
        let size = |at| groups.iter().map(|group| group.column(at).compressed_size()).sum();
        let sizes = (0..columns).map(size).collect();
        let mut cells = vec![Vec::new(); columns];
        for batch in reader.build().expect("sound") {
            let batch = batch.expect("sound");
            for (cells, column) in cells.iter_mut().zip(batch.columns()) {
                let column = column.as_string::<i32>();
                let cell = |at| if column.is_null(at) { "" } else { column.value(at) };
                cells.extend((0..column.len()).map(|at| cell(at).to_owned()));
            }
        }
        (cells, sizes)
    }

    #[test]
    fn the_general_reader_finds_every_cell_and_little_is_taken() {
        let names = ["nothing", "same", "five", "half", "blocks", "id", "days"];
        for rows in [1, 7, 300, 150_000_u32] {
            let mut chance = ChaCha8Rng::seed_from_u64(rows.into());
            let mut below = |most: u32| chance.next_u32() % most;
            let table: Vec<[String; 7]> = (0..rows)
                .map(|row| {
                    [
                        String::new(),
                        "同".to_owned(),
                        format!("C{}", below(5)),
                        ["", "x", "", "y"][below(4) as usize].to_owned(),
                        format!("B{}", row / 1000),
                        format!("L{:08x}", below(u32::MAX)),
                        if below(3) > 0 { String::new() } else { format!("D{}", below(700)) },
                    ]
                })
                .collect();
            let mut sheet = Sheet::default();
            sheet.add(&names);
            for row in &table {
                sheet.add(&row.each_ref().map(String::as_str));
            }
            let (cells, sizes) = read(sheet.finish().expect("written"));
            for (at, column) in cells.iter().enumerate() {
                assert!(column.iter().eq(table.iter().map(|row| &row[at])), "{rows} rows, {}", names[at]);
            }
            // In bits a row: what chance leaves to say, and no more than a fiftieth beside it. The digits of an id are text,
            // which takes a fifth more than their 32 bits.
            let least = [0.0, 0.0, 5_f64.log2(), 1.5, 0.0, 32.0 * 1.2, 0.918 + 700_f64.log2() / 3.0];
            for (name, (size, least)) in names.iter().zip(sizes.into_iter().zip(least)) {
                let most = least * 1.02 * f64::from(rows) / 8.0 + 4096.0;
                let size = i32::try_from(size).map_or(f64::INFINITY, f64::from);
                assert!(size <= most, "{rows} rows: {name} takes {size} bytes of {most}");
            }
        }
    }

    #[test]
    fn a_table_without_rows_has_its_columns() {
        let mut sheet = Sheet::default();
        sheet.add(&["a", "b"]);
        let reader = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(sheet.finish().expect("written")));
        assert_eq!(reader.expect("sound").schema().fields().len(), 2);
    }
}
