//! `prepare DATA FILE HELD`: computes what the page opens with, see [`dealerscope_web::prepare`], and as JSON what the page itself
//! holds of it. Data that does not vouch for itself has neither, and that is no error.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [data, file, held] = arguments.as_slice() else {
        eprintln!("usage: prepare DATA FILE HELD");
        return ExitCode::from(2);
    };
    let (answer, page) = match dealerscope_web::prepare::prepare(Path::new(data)) {
        Ok(opening) => opening,
        Err(why) => {
            eprintln!("The page will compute by itself what it opens with: {why}");
            return ExitCode::SUCCESS;
        }
    };
    // Texts can always be written as JSON.
    let page = serde_json::to_vec(&page).unwrap_or_default();
    for (path, bytes) in [(file, answer), (held, page)] {
        if let Err(why) = std::fs::write(path, bytes) {
            eprintln!("{}: {why}", Path::new(path).display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
