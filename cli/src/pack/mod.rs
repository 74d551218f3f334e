//! `dealerscope pack`: foreign files become a snapshot, by a recipe of SQL; and a snapshot gets its Parquet files.

mod check;
mod columnar;
mod copy;
mod order;
mod raw;
mod recipe;
mod stage;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use datafusion::execution::context::SQLOptions;
use datafusion::prelude::{DataFrame, SessionContext};
use dealerscope_core::descriptor::{DESCRIPTOR, Descriptor};
use indicatif::{HumanBytes, HumanCount, ProgressBar};

use recipe::{Query, Recipe};
use stage::Stage;
use table::Written;

/// What `pack` is asked to do.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// The recipe: a folder with one SQL file for each table and a descriptor of the raw files; with --columnar
    /// also a snapshot's folder
    pub recipe: PathBuf,
    /// The folder to write the snapshot into
    pub out: PathBuf,
    /// The folder that holds the raw files
    #[arg(long, value_name = "FOLDER")]
    pub from: Option<PathBuf>,
    /// Write each table as Parquet, too, which a page on a host reads instead of the CSV: half the bytes
    #[arg(long)]
    pub columnar: bool,
}

/// Packs a snapshot, reads it back by the contract, and only then gives it its place.
///
/// # Errors
/// Says which file of the recipe or which raw file is at fault, or why the contract refuses the
/// result. Nothing is left at `out` then, and a snapshot that stood there before stays.
pub fn run(args: &Args) -> Result<()> {
    if args.columnar && copy::is_snapshot(&args.recipe) {
        return copy::run(args);
    }
    let recipe = Recipe::read(&args.recipe)?;
    let from = args.from.as_deref().context("name the folder of the raw files with --from")?;
    recipe.require_raw(from)?;
    let stage = Stage::beside(&args.out)?;
    let bar = ProgressBar::new_spinner();
    bar.enable_steady_tick(Duration::from_millis(100));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut descriptor = recipe.descriptor.clone();
    runtime.block_on(write_tables(&recipe, from, &stage, &mut descriptor, &bar))?;
    if args.columnar {
        columnar::write(stage.folder(), &mut descriptor, &bar)?;
    }
    let text = serde_json::to_string_pretty(&descriptor)? + "\n";
    fs::write(stage.folder().join(DESCRIPTOR), text)?;
    bar.set_message("reading the snapshot back");
    let problems =
        check::read_back(stage.folder(), "the result breaks the contract, and nothing was written")?;
    bar.finish_and_clear();
    stage.publish(&args.out)?;
    println!("{} is packed, as of {}", args.out.display(), descriptor.dealerscope.as_of);
    check::print(&problems);
    Ok(())
}

async fn write_tables(
    recipe: &Recipe,
    from: &Path,
    stage: &Stage,
    descriptor: &mut Descriptor,
    bar: &ProgressBar,
) -> Result<()> {
    let session = SessionContext::new();
    for (name, raw) in &recipe.raw {
        bar.set_message(format!("opening {}", raw.path));
        raw.register(&session, name, from, stage.scratch()).await?;
    }
    for query in &recipe.queries {
        let written = write_table(&session, query, stage, bar).await?;
        let size = HumanBytes(written.resource.bytes.unwrap_or_default());
        let rows = HumanCount(written.control.rows.unwrap_or_default());
        bar.suspend(|| println!("{}: {rows} rows, {size}", query.table));
        descriptor.dealerscope.controls.insert(query.table.to_owned(), written.control);
        descriptor.resources.push(written.resource);
    }
    Ok(())
}

async fn write_table(
    session: &SessionContext,
    query: &Query,
    stage: &Stage,
    bar: &ProgressBar,
) -> Result<Written> {
    let at = || query.file.display().to_string();
    bar.set_message(format!("{}: planning", query.table));
    let options = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    let planned = session.sql_with_options(&query.sql, options).await.with_context(at)?;
    let (session, plan) = planned.into_parts();
    let frame = DataFrame::new(session, order::settle_ties(plan).with_context(at)?);
    let rows = frame.execute_stream().await.with_context(at)?;
    table::write(query.table, rows, stage.folder(), bar).await.with_context(at)
}
