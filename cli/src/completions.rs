//! `dealerscope completions`: what a shell needs to complete the command line.

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Cli;

const EXAMPLES: &str = "\
Examples:
  dealerscope completions bash > ~/.local/share/bash-completion/completions/dealerscope
  dealerscope completions zsh > ~/.zfunc/_dealerscope
  dealerscope completions fish > ~/.config/fish/completions/dealerscope.fish";

/// What `completions` is asked to do.
#[derive(Clone, Copy, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The shell
    pub shell: Shell,
}

/// Prints a shell's completions.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(args: Args) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "dealerscope", &mut script);
    std::io::Write::write_all(&mut std::io::stdout().lock(), &script)?;
    Ok(())
}
