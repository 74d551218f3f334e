//! Looks through files that came without a descriptor, or with one that does not fit them.

use dealerscope_core::descriptor::{DESCRIPTOR, Descriptor};
use dealerscope_core::foreign::{Foreign, Inspector, Sheet, may_hold_a_table, recognise};
use dealerscope_core::problem::Refusal;

use super::files::{Bytes, Files};
use super::open::PIECE;
use super::watch::{Stop, Watch};
use crate::protocol::Stage;

/// A folder with more tables than this is not the export of one moment.
const MOST: usize = 40;

/// Says what the files hold, which stops the opening until the reader has said what they are. A descriptor that
/// does not fit them says so much already.
///
/// # Errors
/// As the reading of a file. Without any table there is nothing to be said, and that is the trouble.
pub(super) async fn through(
    name: &str,
    mut files: Files,
    descriptor: Option<&Descriptor>,
    watch: &mut Watch,
) -> Result<Foreign, Stop> {
    let beside = |path: &String| descriptor.is_some_and(|d| d.columnar().any(|file| file.path == *path));
    let paths = files.paths().into_iter().filter(|path| path != DESCRIPTOR && !beside(path));
    let (tables, others): (Vec<String>, Vec<String>) = paths.partition(|path| may_hold_a_table(path));
    if tables.len() > MOST {
        return Err(too_many(name, tables.len()).into());
    }
    watch.progress.bytes = 0;
    watch.progress.total = tables.iter().map(|path| files.length(path)).sum();
    let mut sheets = Vec::new();
    for path in tables {
        watch.progress.file.clone_from(&path);
        watch.enter(Stage::Reading).await?;
        let stated = descriptor.and_then(|d| d.resources.iter().find(|resource| resource.path == path));
        let mut inspector = stated.map_or_else(|| Inspector::begin(&path), |r| Inspector::stated(r.clone()));
        match files.take(&path).await? {
            Bytes::Stream(mut stream) => {
                let mut piece = Vec::new();
                while stream.next(&mut piece).await? && push(&mut inspector, &piece, watch).await? {}
            }
            Bytes::Whole(bytes) => {
                for piece in bytes.chunks(PIECE) {
                    if !push(&mut inspector, piece, watch).await? {
                        break;
                    }
                }
            }
        }
        sheets.push(inspector.end());
    }
    if sheets.iter().all(|sheet| sheet.trouble.is_some()) {
        let refusal = match (sheets.into_iter().find_map(|sheet| sheet.trouble), others.first()) {
            (Some(refusal), _) => refusal,
            (None, Some(path)) => no_table(path),
            (None, None) => no_table(name),
        };
        return Err(refusal.into());
    }
    sheets.extend(others.into_iter().take(MOST).map(|path| Sheet {
        trouble: Some(no_table(&path)),
        path,
        ..Sheet::default()
    }));
    Ok(recognise(name, sheets, descriptor))
}

/// Looks through a piece of a file; gives whether more are wanted.
async fn push(inspector: &mut Inspector, piece: &[u8], watch: &mut Watch) -> Result<bool, Stop> {
    watch.progress.bytes += piece.len() as u64;
    watch.between().await?;
    Ok(inspector.push(piece))
}

fn no_table(path: &str) -> Refusal {
    Refusal::new(
        path,
        "this is no table: neither CSV nor JSON",
        "open the folder that holds datapackage.json, or the tables as CSV or JSON",
    )
    .zh("这不是数据表：既非 CSV 也非 JSON", "请打开含有 datapackage.json 的文件夹，或 CSV、JSON 数据表")
}

fn too_many(name: &str, tables: usize) -> Refusal {
    Refusal::new(
        name,
        format!("it holds {tables} files of tables and no datapackage.json"),
        "open the few tables of one export",
    )
    .zh(format!("其中有 {tables} 个数据文件而没有 datapackage.json"), "请只打开同一次导出的数据表")
}
