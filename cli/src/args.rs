//! What can be asked on the command line.

use clap::{Parser, Subcommand};

use crate::{answer, check, completions, pack, sample};

/// Snapshots of a car maker's CRM: made, packed, checked and answered.
#[derive(Debug, Parser)]
#[command(name = "dealerscope", version, propagate_version = true, after_help = EXAMPLES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  dealerscope sample demo --leads 60000
  dealerscope pack data/recipes/olist packed --from olist_funnel
  dealerscope check demo
  dealerscope answer demo '#/channels?period=last12' --format text

A SNAPSHOT is a folder, its datapackage.json, or a .zip of it.";

const PACK_EXAMPLES: &str = "\
Examples:
  dealerscope pack data/recipes/olist packed --from olist_funnel
  dealerscope pack recipes/dms /srv/snapshots/june --from exports/2026-06
  dealerscope pack recipes/dms /srv/snapshots/june --from exports/2026-06 --columnar
  dealerscope pack export/2026-06 site/data/2026-06 --columnar

With --columnar, a Parquet file of text columns lies beside each CSV, which a page on a host reads instead
of it; a snapshot that stands already gets them when it is named instead of a recipe.

The recipe's own README says which raw files it reads.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the snapshot of a fictional maker
    Sample(sample::Args),
    /// Turn foreign files into a snapshot, by a recipe of SQL; or add the Parquet files to one
    #[command(after_help = PACK_EXAMPLES)]
    Pack(pack::Args),
    /// Say everything that is wrong with a snapshot
    Check(check::Args),
    /// Print what the page shows
    Answer(answer::Args),
    /// Print the completions of a shell
    Completions(completions::Args),
}
