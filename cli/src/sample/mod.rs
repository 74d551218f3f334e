//! `dealerscope sample`: the snapshot of a credible fictional maker.
//!
//! One seed makes one world: dealers, and the whole life of every lead. A snapshot is what of that
//! world is known at `as_of`, so an earlier one holds the same leads as a later one, only fewer and less
//! far on. Leads are drawn in blocks, each from its own stream of chance, so that any number of cores
//! writes the same bytes.

mod calendar;
mod cells;
mod chance;
mod dealers;
mod delays;
mod describe;
mod dirty;
mod leads;
mod life;
mod market;
mod options;
mod paths;
mod places;
mod records;
mod row;
mod seen;
mod sink;
mod spend;
mod stories;
mod tables;
mod targets;
mod world;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use dealerscope_core::descriptor::DESCRIPTOR;
use dealerscope_core::time::Month;

use crate::progress;
pub use options::Options;
use world::World;

const EXAMPLES: &str = "\
Examples:
  dealerscope sample demo
  dealerscope sample small --leads 5000 --dealers 40 --months 12 --seed 7
  dealerscope sample dirty --dirty && dealerscope check dirty
  dealerscope sample earlier --as-of 2026-05-31
  dealerscope sample large --leads 10000000";

/// What `sample` is asked to do.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The folder to write the snapshot into
    pub out: PathBuf,
    /// Leads over all months
    #[arg(long, value_name = "N", default_value_t = Options::default().leads)]
    pub leads: u64,
    /// Dealers
    #[arg(long, value_name = "N", default_value_t = Options::default().dealers)]
    pub dealers: u32,
    /// Months in which leads come
    #[arg(long, value_name = "N", default_value_t = Options::default().months)]
    pub months: u32,
    /// The seed: the same gives the same bytes
    #[arg(long, value_name = "S", default_value_t = Options::default().seed)]
    pub seed: u64,
    /// The last month in which leads come [default: 2026-06, or the month of a later --as-of]
    #[arg(long, value_name = "MONTH", value_parser = options::parse_month)]
    pub until: Option<Month>,
    /// The moment described, local time; an earlier one leaves out what happened after it
    /// [default: the last month's last day at 18:00]
    #[arg(long, value_name = "DATE", value_parser = options::parse_moment)]
    pub as_of: Option<u32>,
    /// Break it thoroughly, as real exports are, and list what was broken in faults.json
    #[arg(long)]
    pub dirty: bool,
}

impl Args {
    fn options(&self) -> Result<Options> {
        let usual = Options::default();
        let of_as_of = self.as_of.map_or(usual.until, |minute| life::day_of(minute).month());
        let until = self.until.unwrap_or(usual.until.max(of_as_of));
        let as_of = self.as_of.unwrap_or(options::end_of(until));
        Options {
            leads: self.leads,
            dealers: self.dealers,
            months: self.months,
            seed: self.seed,
            until,
            as_of,
        }
        .checked()
    }
}

/// Writes a sample as the command line asks for it.
///
/// # Errors
/// When an option cannot be met, the folder holds something else, or it cannot be written.
pub fn run(args: &Args) -> Result<()> {
    let options = args.options()?;
    if args.dirty {
        dirty::check(options)?;
    }
    let rows = write(&args.out, options)?;
    if args.dirty {
        let faults = dirty::soil(&args.out, options)?;
        eprintln!("{}: {faults} faults, listed in {}", args.out.display(), dirty::FAULTS);
    }
    eprintln!("{}: {rows} leads, as of {}", args.out.display(), options.as_of_day());
    Ok(())
}

/// Writes a sample into a folder; gives the number of leads. The descriptor is written last, so that
/// a snapshot that was broken off is not taken for a whole one.
///
/// # Errors
/// When the folder holds something else than a snapshot, or cannot be written.
pub fn write(out: &Path, options: Options) -> Result<u64> {
    prepare(out)?;
    let bar = progress::rows(options.leads, "drawing leads");
    let world = World::new(options);
    let leads = leads::write(out, &world, &bar)?;
    bar.finish_and_clear();
    let rows = leads.1.rows;
    let contents = describe::Contents {
        dealers: tables::write_dealers(out, &world.dealers)?,
        leads,
        targets: targets::write(out, &world)?,
        spend: spend::write(out, &world)?,
        records: records::write(out, &world)?,
    };
    let mut text = serde_json::to_string_pretty(&describe::descriptor(&world, contents))?;
    text.push('\n');
    let path = out.join(DESCRIPTOR);
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(rows)
}

/// Makes the folder, or clears the descriptor of the snapshot that it holds.
fn prepare(out: &Path) -> Result<()> {
    fs::create_dir_all(out).with_context(|| format!("cannot make the folder {}", out.display()))?;
    let old = out.join(DESCRIPTOR);
    if old.exists() {
        let faults = out.join(dirty::FAULTS);
        if faults.exists() {
            fs::remove_file(&faults).with_context(|| format!("cannot replace {}", faults.display()))?;
        }
        return fs::remove_file(&old).with_context(|| format!("cannot replace {}", old.display()));
    }
    let mut entries = fs::read_dir(out).with_context(|| format!("cannot read {}", out.display()))?;
    if entries.next().is_some() {
        bail!("{} holds files that are no snapshot: name an empty or a new folder", out.display());
    }
    Ok(())
}
