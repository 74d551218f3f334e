//! Another reader finds in the Parquet files what another one finds in the CSV.

use datafusion::arrow::array::{Array as _, AsArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use dealerscope_core::descriptor::{DESCRIPTOR, Descriptor};
use dealerscope_tests::{generate, seeds};

use crate::{Files, SEEDS, packed_files};

/// The header and the cells of a CSV file.
fn csv_cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Those of a Parquet file, by `DataFusion`.
async fn parquet_cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.parquet");
    std::fs::write(&path, bytes).unwrap();
    let session = SessionContext::new();
    let frame = session.read_parquet(path.to_str().unwrap(), ParquetReadOptions::default()).await.unwrap();
    let mut rows = vec![frame.schema().fields().iter().map(|field| field.name().clone()).collect()];
    for batch in frame.collect().await.unwrap() {
        let columns: Vec<_> =
            batch.columns().iter().map(|column| cast(column, &DataType::Utf8).unwrap()).collect();
        for row in 0..batch.num_rows() {
            let cell = |column: &datafusion::arrow::array::ArrayRef| {
                let column = column.as_string::<i32>();
                if column.is_null(row) { String::new() } else { column.value(row).to_owned() }
            };
            rows.push(columns.iter().map(cell).collect());
        }
    }
    rows
}

async fn check(files: &Files, what: &str) -> usize {
    let mut cells = 0;
    for resource in Descriptor::read(&files[DESCRIPTOR]).unwrap().resources {
        let columnar = resource.dealerscope.columnar.expect("a Parquet file");
        let (want, got) = (csv_cells(&files[&resource.path]), parquet_cells(&files[&columnar.path]).await);
        assert_eq!(got.len(), want.len(), "{what}: {}", resource.path);
        for (row, (got, want)) in got.iter().zip(&want).enumerate() {
            assert_eq!(got, want, "{what}: {}, row {}", resource.path, row + 1);
        }
        cells += want.len() * want[0].len();
    }
    cells
}

#[test]
fn cell_by_cell_they_are_those_of_the_csv() {
    let seeds: Vec<u64> = seeds::given("COLUMNAR_SEEDS", SEEDS).step_by(5).collect();
    let many = seeds.len();
    let cells: usize = seeds::spread(seeds, |seed| {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(check(&packed_files(&generate::snapshot(seed)), &format!("seed {seed}")))
    })
    .iter()
    .sum();
    assert!(cells > 2500 * many, "{cells}");
}
