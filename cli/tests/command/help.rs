//! Help with examples everywhere, and completions that know the commands.

use crate::support::run;

#[test]
fn every_command_has_help_with_examples() {
    for command in ["", "sample", "pack", "check", "answer", "completions"] {
        let args: Vec<&str> = [command, "--help"].into_iter().filter(|arg| !arg.is_empty()).collect();
        let help = run(&args);
        assert_eq!(help.code, Some(0));
        assert!(help.out.contains(&format!("Examples:\n  dealerscope {command}")), "{command}: {}", help.out);
    }
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell]);
        assert_eq!(script.code, Some(0), "{}", script.err);
        for command in ["sample", "pack", "check", "answer", "completions"] {
            assert!(script.out.contains(command), "{shell} lacks {command}");
        }
    }
    assert_eq!(run(&["completions", "tcsh"]).code, Some(2));
}
