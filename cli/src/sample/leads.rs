//! `leads.csv`: drawn in blocks on all cores, written in order, with constant memory.

use std::path::Path;

use anyhow::Result;
use indicatif::ProgressBar;
use rayon::prelude::*;

use super::cells::{DayTexts, Line};
use super::chance::{Chance, Stream};
use super::life;
use super::row::{self, Sums};
use super::sink::{Sink, Written};
use super::world::World;

/// Leads that are drawn from one stream.
const BLOCK: u64 = 4096;
/// Blocks that are drawn while those before them are written.
const WAVE: u64 = 32;

/// Writes the leads.
pub(super) fn write(folder: &Path, world: &World, bar: &ProgressBar) -> Result<(Written, Sums)> {
    let days = DayTexts::new(row::days_written(world));
    let mut sink = Sink::create(folder, "leads.csv")?;
    sink.write(format!("{}\n", row::COLUMNS.join(",")).as_bytes())?;
    let blocks = world.options.leads.div_ceil(BLOCK);
    let mut sums = Sums::default();
    let mut drawn = Vec::new();
    for first in (0..=blocks).step_by(usize::try_from(WAVE)?) {
        let wave = first..(first + WAVE).min(blocks);
        let draw = || wave.into_par_iter().map(|number| block(world, &days, number)).collect::<Vec<_>>();
        let (next, written) = rayon::join(draw, || put(&mut sink, &drawn, &mut sums, bar));
        written?;
        drawn = next;
    }
    put(&mut sink, &drawn, &mut sums, bar)?;
    Ok((sink.finish()?, sums))
}

fn put(sink: &mut Sink, drawn: &[(Vec<u8>, Sums)], sums: &mut Sums, bar: &ProgressBar) -> Result<()> {
    for (bytes, of_block) in drawn {
        sink.write(bytes)?;
        *sums = sums.plus(*of_block);
        bar.inc(of_block.rows);
    }
    Ok(())
}

/// One block's lines. All of its leads are drawn; those after `as_of` are not written.
fn block(world: &World, days: &DayTexts, number: u64) -> (Vec<u8>, Sums) {
    let mut chance = Chance::new(world.options.seed, Stream::Leads(number));
    let mut bytes = Vec::with_capacity(usize::try_from(BLOCK * 160).unwrap_or(0));
    let mut sums = Sums::default();
    for index in number * BLOCK..((number + 1) * BLOCK).min(world.options.leads) {
        let life = life::draw(world, index, &mut chance);
        if life.created > world.options.as_of {
            break;
        }
        row::write(&mut Line::new(&mut bytes, days), world, index, &life, &mut sums);
    }
    (bytes, sums)
}
