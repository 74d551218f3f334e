//! Parquet files of another make.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, ListArray, RecordBatch, StringArray};
use datafusion::arrow::datatypes::Int64Type;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, Encoding, GzipLevel};
use datafusion::parquet::file::properties::{WriterProperties, WriterPropertiesBuilder, WriterVersion};
use dealerscope_tests::generate;

use crate::{Files, packed_files, read, refused, replaced};

fn sample() -> Files {
    packed_files(&generate::snapshot(3))
}

fn text<'a>(cells: impl IntoIterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(cells.into_iter().collect::<StringArray>())
}

/// Writes columns as Parquet.
fn parquet(columns: &[(&str, ArrayRef)], properties: WriterPropertiesBuilder) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns.iter().map(|(name, column)| (*name, column.clone(), column.null_count() > 0)),
    )
    .unwrap();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties.build())).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

/// Leads of the required columns and of one more.
fn leads(more: &str, column: ArrayRef) -> Vec<(&str, ArrayRef)> {
    let rows = column.len();
    let ids: Vec<String> = (0..rows).map(|row| format!("L{row}")).collect();
    vec![
        ("lead_id", text(ids.iter().map(|id| Some(id.as_str())))),
        ("created_at", text(vec![Some("2025-01-05"); rows])),
        ("channel", text(vec![Some("website"); rows])),
        (more, column),
    ]
}

fn uncompressed() -> WriterPropertiesBuilder {
    WriterProperties::builder().set_compression(Compression::UNCOMPRESSED)
}

#[test]
fn a_column_that_is_no_text_is_named_with_its_type() {
    let numbers: ArrayRef = Arc::new(Int64Array::from(vec![1, 2]));
    let said = refused(&replaced(&sample(), parquet(&leads("amount", numbers), uncompressed())));
    assert_eq!(
        said,
        "leads.parquet: its column amount is of type INT64, and only text is read; \
         run `dealerscope pack --columnar`, which writes every column as text"
    );
    let lists: ArrayRef = Arc::new(ListArray::from_iter_primitive::<Int64Type, _, _>([Some([Some(1)])]));
    let said = refused(&replaced(&sample(), parquet(&leads("amount", lists), uncompressed())));
    assert!(said.contains("damaged") || said.contains("GROUP"), "{said}");
}

#[test]
fn a_compression_that_is_not_read_is_named() {
    let column = text([Some("A"), None]);
    let snappy = WriterProperties::builder().set_compression(Compression::SNAPPY);
    let said = refused(&replaced(&sample(), parquet(&leads("series", column), snappy)));
    assert!(said.contains("its column lead_id is compressed by SNAPPY, and only GZIP is read"), "{said}");
}

#[test]
fn a_column_that_is_not_there_is_named_with_those_that_are() {
    let mut columns = leads("series", text([Some("A"), None]));
    columns.retain(|(name, _)| *name != "channel");
    let said = refused(&replaced(&sample(), parquet(&columns, uncompressed())));
    assert!(said.contains("lacks required columns: channel; it has: lead_id, created_at, series"), "{said}");
}

#[test]
fn what_comes_to_far_more_than_its_length_is_refused_before_it_is_decoded() {
    let gzip = || WriterProperties::builder().set_compression(Compression::GZIP(GzipLevel::default()));
    // Rows without end in a few bytes, and a text of megabytes.
    let rows = 3_000_000;
    let columns = vec![
        ("lead_id", text(vec![Some("L"); rows])),
        ("created_at", text(vec![Some("2025-01-05"); rows])),
        ("channel", text(vec![Some("website"); rows])),
    ];
    let long = "a".repeat(8 << 20);
    // A number that is written once, and stands on every row.
    let number = format!("{}1", "0".repeat(100_000));
    let numbers = leads("amount", text(vec![Some(number.as_str()); 20_000]));
    for columns in [columns, leads("series", text([Some(long.as_str())])), numbers] {
        let bytes = parquet(&columns, gzip());
        assert!(bytes.len() < 100_000, "{}", bytes.len());
        let said = refused(&replaced(&sample(), bytes));
        assert!(said.contains("it states or holds far more than a table of its length does"), "{said}");
    }
}

#[test]
fn every_way_in_which_text_is_written_is_read() {
    let files = sample();
    let cells: Vec<Option<String>> =
        (0..700).map(|n| (n % 3 > 0).then(|| format!("系列 {}", n * n % 89))).collect();
    let column = text(cells.iter().map(Option::as_deref));
    let said = |properties: WriterPropertiesBuilder| {
        let files = replaced(&files, parquet(&leads("series", column.clone()), properties));
        let snapshot = read(&files, true).unwrap_or_else(|refusal| panic!("{refusal}"));
        let query = dealerscope_core::query::from_fragment("#/data").0;
        let answer = dealerscope_core::answer(&snapshot, &query);
        (snapshot.problems().clone(), snapshot.rows().to_vec(), format!("{:?}", answer.table("fields")))
    };
    let first = said(uncompressed());
    for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
        for compression in [Compression::UNCOMPRESSED, Compression::GZIP(GzipLevel::default())] {
            let base = || {
                uncompressed()
                    .set_writer_version(version)
                    .set_compression(compression)
                    .set_data_page_row_count_limit(100)
                    .set_write_batch_size(50)
                    .set_max_row_group_size(300)
            };
            assert_eq!(said(base()), first);
            // The dictionary is full after a few texts, and the rest is written plainly.
            assert_eq!(said(base().set_dictionary_page_size_limit(64)), first);
            for encoding in [Encoding::PLAIN, Encoding::DELTA_LENGTH_BYTE_ARRAY, Encoding::DELTA_BYTE_ARRAY] {
                assert_eq!(
                    said(base().set_dictionary_enabled(false).set_encoding(encoding)),
                    first,
                    "{encoding}"
                );
            }
        }
    }
}
