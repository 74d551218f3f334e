//! Looks through files that came without a descriptor.

use dealerscope_core::foreign::{Inspector, Sheet, may_hold_a_table, recognise};
use dealerscope_core::problem::Refusal;

use super::files::{Bytes, Files};
use super::watch::{Stop, Watch};
use crate::protocol::{LocalFile, Stage};

/// A folder with more tables than this is not the export of one moment.
const MOST: usize = 40;

/// Says what the files hold, which stops the opening until the reader has said what they are.
///
/// # Errors
/// As the reading of a file. Without any table there is nothing to be said, and that is the trouble.
pub(super) async fn through(name: &str, files: Vec<LocalFile>, watch: &mut Watch) -> Result<Stop, Stop> {
    let paths = files.iter().map(|file| file.path.clone());
    let others: Vec<String> = paths.filter(|path| !may_hold_a_table(path)).collect();
    let mut files = Files::beside(files);
    let tables: Vec<String> = files.paths().into_iter().filter(|path| may_hold_a_table(path)).collect();
    if tables.len() > MOST {
        return Err(too_many(name, tables.len()).into());
    }
    watch.progress.total = tables.iter().map(|path| files.length(path)).sum();
    let mut sheets = Vec::new();
    for path in tables {
        watch.progress.file.clone_from(&path);
        watch.enter(Stage::Reading).await?;
        let mut inspector = Inspector::begin(&path);
        if let Bytes::Stream(mut stream) = files.take(&path).await? {
            let mut piece = Vec::new();
            while stream.next(&mut piece).await? {
                watch.progress.bytes += piece.len() as u64;
                watch.between().await?;
                if !inspector.push(&piece) {
                    break;
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
    Ok(Stop::Foreign(Box::new(recognise(name, sheets))))
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
