//! Starting other programs, and saying so.

use std::fmt::Write as _;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// Says what begins, and how long it usually takes where that is worth knowing.
pub(crate) fn announce(what: &str, usual: Option<&str>) {
    let mut line = format!("==> {what}");
    if let Some(usual) = usual {
        let _ = write!(line, " ({usual})");
    }
    eprintln!("{line}");
}

/// Says what begins, runs the program with its output on the terminal, and says how long it took.
///
/// # Errors
/// The program cannot be started, or ends with an error; `way_out` says what to do then.
pub(crate) fn step(what: &str, usual: &str, command: &mut Command, way_out: &str) -> Result<()> {
    announce(what, Some(usual));
    let begun = Instant::now();
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("cannot start {name}; {way_out}"))?;
    if !status.success() {
        bail!("{what} failed ({name}: {status}); {way_out}");
    }
    eprintln!("    done in {}", seconds(begun));
    Ok(())
}

/// What the program prints, or `None` if it cannot be started or ends with an error.
pub(crate) fn answer_of(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The time since then, for people.
pub(crate) fn seconds(begun: Instant) -> String {
    let elapsed = begun.elapsed();
    if elapsed.as_secs() < 120 {
        format!("{:.1} s", elapsed.as_secs_f64())
    } else {
        format!("{} min {} s", elapsed.as_secs() / 60, elapsed.as_secs() % 60)
    }
}
