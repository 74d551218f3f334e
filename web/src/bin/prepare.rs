//! `prepare DATA FILE`: computes what the page opens with, see [`dealerscope_web::prepare`]. Data that does not
//! vouch for itself has no such file, and that is no error.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [data, file] = arguments.as_slice() else {
        eprintln!("usage: prepare DATA FILE");
        return ExitCode::from(2);
    };
    let bytes = match dealerscope_web::prepare::prepare(Path::new(data)) {
        Ok(bytes) => bytes,
        Err(why) => {
            eprintln!("The page will compute by itself what it opens with: {why}");
            return ExitCode::SUCCESS;
        }
    };
    match std::fs::write(file, bytes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{}: {why}", Path::new(file).display());
            ExitCode::FAILURE
        }
    }
}
