//! `dealerscope answer`: what the page shows, printed.

mod notices;
mod text;

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use dealerscope_core::answer::{Answer, Table};
use dealerscope_core::export;
use dealerscope_core::query::{self, Lang, Page};

use crate::open;

const EXAMPLES: &str = "\
Examples:
  dealerscope answer data/sample '#/overview?period=last12' --format text
  dealerscope answer data/sample '#/channels?region=华东&period=2026-01..2026-06' --format csv
  dealerscope answer data/sample '#/channels' --format csv --table days_to_order
  dealerscope answer export.zip '#/dealers?basis=activity' --table dealers
  dealerscope answer data/sample '#/regions?lang=zh' --format text --table regions

The FRAGMENT is what stands behind the # of the page's address. Notices go to standard error.";

/// What `answer` is asked to do.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A folder, its datapackage.json, or a .zip of it
    pub snapshot: PathBuf,
    /// The page, period and filters, as the page's address has them
    pub fragment: String,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// One table only; CSV prints the page's main table unless told otherwise
    #[arg(long, value_name = "ID")]
    pub table: Option<String>,
}

/// How an answer is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The whole answer, or one table as an array of objects
    Json,
    /// One table, with column ids as header
    Csv,
    /// Figures and tables, aligned for a terminal
    Text,
}

/// Answers a fragment from a snapshot and prints the answer.
///
/// # Errors
/// When the snapshot is refused, the answer has no such table, or standard output cannot be written.
pub fn run(args: &Args) -> Result<()> {
    let snapshot =
        open::snapshot(&args.snapshot).with_context(|| format!("{} is refused", args.snapshot.display()))?;
    let (query, unread) = query::from_fragment(&args.fragment);
    let answer = dealerscope_core::answer(&snapshot, &query);
    let mut told = Vec::new();
    for notice in unread.iter().chain(&answer.notices) {
        if !told.contains(&notice) {
            eprintln!("notice: {}", notices::sentence(notice));
            told.push(notice);
        }
    }
    let lang = query.lang.unwrap_or(Lang::En);
    io::stdout().lock().write_all(printed(&answer, args, lang)?.as_bytes())?;
    Ok(())
}

fn printed(answer: &Answer, args: &Args, lang: Lang) -> Result<String> {
    let wanted = args.table.as_deref();
    Ok(match (args.format, wanted) {
        (Format::Json, None) => serde_json::to_string_pretty(answer)? + "\n",
        (Format::Json, Some(id)) => serde_json::to_string_pretty(&export::json(table(answer, id)?))? + "\n",
        (Format::Csv, id) => export::csv(table(answer, id.unwrap_or(main_table(answer.page)))?),
        (Format::Text, None) => text::answer(answer, lang),
        (Format::Text, Some(id)) => text::table(table(answer, id)?, lang),
    })
}

/// The table that a page is mainly about.
fn main_table(page: Page) -> &'static str {
    match page {
        Page::Overview => "trend",
        Page::Data => "files",
        other => other.id(),
    }
}

fn table<'a>(answer: &'a Answer, id: &str) -> Result<&'a Table> {
    let Some(table) = answer.table(id) else {
        let there: Vec<&str> = answer.tables.iter().map(|t| t.id.as_str()).collect();
        bail!("the page {} has no table {id:?}; it has: {}", answer.page.id(), there.join(", "));
    };
    Ok(table)
}
