//! The pages of a column, as small as they get.
//!
//! The format leaves it to the writer how numbers are packed before they are compressed. Writers pack them as tightly
//! as they can, which hides from deflate what repeats; here the ways are tried, and the one kept of which the
//! least remains. What remains goes over a network to everybody who opens the snapshot, so the time is well spent.

use std::io::Write;

use anyhow::{Context, Result};
use bytes::Bytes;
use datafusion::parquet::basic::{Compression, Encoding, GzipLevel};
use datafusion::parquet::column::page::{CompressedPage, Page, PageWriter};
use datafusion::parquet::column::writer::{ColumnCloseResult, ColumnWriter, get_column_writer};
use datafusion::parquet::data_type::ByteArray;
use datafusion::parquet::file::metadata::ColumnChunkMetaData;
use datafusion::parquet::file::properties::WriterPropertiesPtr;
use datafusion::parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use datafusion::parquet::schema::types::ColumnDescPtr;
use flate2::Compress;
use flate2::write::GzEncoder;
use zopfli::{Format, Options};

use super::runs;

/// So many cells are a page, packed by itself; the reader takes no more.
pub(super) const PAGE: usize = 1 << 16;

/// From so many rows on the pages of a group are compressed with patience.
const PATIENCE: usize = 1 << 14;
/// Of fewer bytes than so many nothing is tried.
const SHORT: usize = 1 << 9;

/// What a column has in a group of rows, written.
pub(super) type Chunk = (Bytes, ColumnCloseResult);

/// The cells of a column in a group of rows, each as the number of its text, from 1 on; 0 states nothing.
pub(super) fn by_dictionary(column: &ColumnDescPtr, texts: &[&str], cells: &[u32]) -> Result<Chunk> {
    let mut sink = TrackedWrite::new(Vec::new());
    let mut writer = SerializedPageWriter::new(&mut sink);
    let mut plain = Vec::new();
    for text in texts {
        plain.extend_from_slice(&u32::try_from(text.len())?.to_le_bytes());
        plain.extend_from_slice(text.as_bytes());
    }
    let page = Page::DictionaryPage {
        buf: deflate(&plain, cells.len())?,
        num_values: u32::try_from(texts.len())?,
        encoding: Encoding::PLAIN,
        is_sorted: texts.is_sorted(),
    };
    let spec = writer.write_page(CompressedPage::new(page, plain.len()))?;
    let (mut packed, mut unpacked, data) = (spec.compressed_size, spec.uncompressed_size, spec.bytes_written);
    let rows = cells.len();
    for cells in cells.chunks(PAGE) {
        let plain = body(cells, texts.len());
        let page = Page::DataPage {
            buf: deflate(&plain, rows)?,
            num_values: u32::try_from(cells.len())?,
            encoding: Encoding::RLE_DICTIONARY,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        };
        let spec = writer.write_page(CompressedPage::new(page, plain.len()))?;
        packed += spec.compressed_size;
        unpacked += spec.uncompressed_size;
    }
    let metadata = ColumnChunkMetaData::builder(column.clone())
        .set_compression(Compression::GZIP(GzipLevel::default()))
        .set_encodings(vec![Encoding::PLAIN, Encoding::RLE, Encoding::RLE_DICTIONARY])
        .set_total_compressed_size(i64::try_from(packed)?)
        .set_total_uncompressed_size(i64::try_from(unpacked)?)
        .set_num_values(i64::try_from(cells.len())?)
        .set_dictionary_page_offset(Some(0))
        .set_data_page_offset(i64::try_from(data)?)
        .build()?;
    let close = ColumnCloseResult {
        bytes_written: packed as u64,
        rows_written: cells.len() as u64,
        metadata,
        bloom_filter: None,
        column_index: None,
        offset_index: None,
    };
    Ok((sink.into_inner()?.into(), close))
}

/// The cells of a column of which hardly a text stands twice, as the properties have them written.
pub(super) fn one_after_another(
    column: &ColumnDescPtr,
    properties: &WriterPropertiesPtr,
    texts: &[&str],
    cells: &[u32],
) -> Result<Chunk> {
    let mut sink = TrackedWrite::new(Vec::new());
    let page_writer = Box::new(SerializedPageWriter::new(&mut sink));
    let mut writer = get_column_writer(column.clone(), properties.clone(), page_writer);
    let ColumnWriter::ByteArrayColumnWriter(typed) = &mut writer else {
        anyhow::bail!("{} is no column of text", column.name());
    };
    // The writer ends a page between two batches only.
    for cells in cells.chunks(1 << 10) {
        let levels: Vec<i16> = cells.iter().map(|&cell| i16::from(cell > 0)).collect();
        let stated = cells.iter().filter_map(|&cell| texts.get((cell as usize).checked_sub(1)?));
        let stated: Vec<ByteArray> = stated.map(|&text| text.into()).collect();
        typed.write_batch(&stated, Some(&levels), None)?;
    }
    let close = writer.close()?;
    Ok((sink.into_inner()?.into(), close))
}

/// What a page says: which of the cells state something, and the numbers of those that do.
fn body(cells: &[u32], texts: usize) -> Vec<u8> {
    let levels: Vec<u32> = cells.iter().map(|&cell| u32::from(cell > 0)).collect();
    let levels = least([runs::with_runs(&levels, 1), runs::one_by_one(&levels, 1)]);
    let numbers: Vec<u32> = cells.iter().filter_map(|cell| cell.checked_sub(1)).collect();
    let width = runs::width(texts);
    // Numbers that do not lie across bytes are easier to tell apart.
    let wide = match width {
        3 => 4,
        5..8 => 8,
        width => width,
    };
    let numbers = least([
        with_width(width, runs::with_runs(&numbers, width)),
        with_width(width, runs::one_by_one(&numbers, width)),
        with_width(wide, runs::one_by_one(&numbers, wide)),
    ]);
    #[allow(clippy::cast_possible_truncation, reason = "a page of so many cells is far smaller")]
    let length = (levels.len() as u32).to_le_bytes();
    [&length[..], &levels, &numbers].concat()
}

fn with_width(width: usize, mut numbers: Vec<u8>) -> Vec<u8> {
    #[allow(clippy::cast_possible_truncation, reason = "32 at most")]
    numbers.insert(0, width as u8);
    numbers
}

/// The one that comes to the least when it is compressed.
fn least<const N: usize>(ways: [Vec<u8>; N]) -> Vec<u8> {
    if ways.iter().all(|way| way.len() < SHORT) {
        return ways.into_iter().min_by_key(Vec::len).unwrap_or_default();
    }
    let length = |way: &Vec<u8>| {
        let mut compress = Compress::new(flate2::Compression::best(), false);
        let mut packed = Vec::with_capacity(way.len() + way.len() / 8 + 64);
        let done = compress.compress_vec(way, &mut packed, flate2::FlushCompress::Finish);
        done.map_or(usize::MAX, |_| packed.len())
    };
    ways.into_iter().min_by_key(length).unwrap_or_default()
}

/// Compresses a page of a group of so many rows by deflate, and patiently where there is something to gain.
fn deflate(plain: &[u8], rows: usize) -> Result<Bytes> {
    if rows < PATIENCE {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(plain)?;
        return Ok(encoder.finish()?.into());
    }
    let mut packed = Vec::new();
    zopfli::compress(Options::default(), Format::Gzip, plain, &mut packed).context("a page")?;
    Ok(packed.into())
}
