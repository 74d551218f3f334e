//! Serves the site on this machine.

use std::io::{self, IsTerminal as _};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use anyhow::{Result, anyhow, ensure};
use axum::Router;
use axum::extract::Request;

use crate::args::Serve;
use crate::project::Project;
use crate::respond::Site;
use crate::site;

const FIRST_PORT: u16 = 8080;
const PORTS_TRIED: u16 = 20;
/// Builds the site unless told not to, and serves it until the process is ended.
///
/// # Errors
/// The site cannot be built, or the port is taken.
pub(crate) fn run(project: &Project, options: &Serve) -> Result<()> {
    if !options.no_build {
        site::build(project)?;
    }
    let address = start(project.dist(), options.port, options.under.as_deref().unwrap_or("/"))?;
    println!("Dealerscope is at {address} (Ctrl+C ends it)");
    if !options.no_open && on_a_desktop() && opener::open(&address).is_err() {
        eprintln!("no browser could be started; open the address above in yours");
    }
    loop {
        thread::park();
    }
}

/// Begins to serve a folder on the port, or on the first free one, and returns the address.
///
/// # Errors
/// The folder holds no page, or the port is taken.
pub(crate) fn start(folder: PathBuf, port: Option<u16>, under: &str) -> Result<String> {
    ensure!(folder.join("index.html").is_file(), "there is no site in dist/; `cargo xtask build` makes one");
    let under = format!("/{}/", under.trim_matches('/')).replace("//", "/");
    let listener = match port {
        Some(port) => listen(port)
            .map_err(|e| anyhow!("cannot listen on port {port}: {e}; choose another with --port"))?,
        None => (FIRST_PORT..FIRST_PORT + PORTS_TRIED)
            .find_map(|port| listen(port).ok())
            .ok_or_else(|| anyhow!("no port from {FIRST_PORT} on is free; choose one with --port"))?,
    };
    let address = format!("http://localhost:{}{under}", listener.local_addr()?.port());
    let site = Arc::new(Site { folder, under });
    let answers = Router::new().fallback(move |request: Request| {
        let site = Arc::clone(&site);
        let (head, _) = request.into_parts();
        async move { site.respond(&head).await }
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    thread::spawn(move || {
        runtime.block_on(async {
            match tokio::net::TcpListener::from_std(listener) {
                Ok(listener) => axum::serve(listener, answers).await,
                Err(error) => Err(error),
            }
        })
    });
    Ok(address)
}

fn listen(port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Whether somebody sits in front of this machine who would like the page opened.
fn on_a_desktop() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let display = !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY");
    display && !set("CI") && !set("SSH_CONNECTION") && std::io::stdout().is_terminal()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;
    use std::time::Duration;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("dealerscope-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("index.html"), "plain").unwrap();
        std::fs::write(folder.join("index.html.br"), "packed").unwrap();
        folder
    }

    fn get(address: &str, path: &str, headers: &str) -> String {
        let host = address.trim_start_matches("http://").split('/').next().unwrap();
        let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1")).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn serves_the_encoding_that_is_asked_for_below_the_path() {
        let folder = folder("serve");
        let address = start(folder.clone(), Some(0), "deep/er").unwrap();
        assert!(address.ends_with("/deep/er/"), "{address}");
        let plain = get(&address, "/deep/er/", "");
        assert!(plain.ends_with("plain") && plain.contains("content-length: 5"), "{plain}");
        let packed = get(&address, "/deep/er/index.html", "Accept-Encoding: gzip, br\r\n");
        assert!(packed.ends_with("packed") && packed.contains("content-encoding: br"), "{packed}");
        let tag = packed.lines().find_map(|l| l.strip_prefix("etag: ")).unwrap();
        let known = format!("Accept-Encoding: br\r\nIf-None-Match: {tag}\r\n");
        assert!(get(&address, "/deep/er/", &known).starts_with("HTTP/1.1 304"));
        assert!(get(&address, "/", "").starts_with("HTTP/1.1 404"));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn no_connection_waits_for_another() {
        let folder = folder("crowd");
        let address = start(folder.clone(), Some(0), "/").unwrap();
        let host =
            address.trim_start_matches("http://").trim_end_matches('/').replace("localhost", "127.0.0.1");
        // A browser opens six at once and keeps them.
        for _ in 0..20 {
            let mut crowd: Vec<_> = (0..6).map(|_| TcpStream::connect(&host).unwrap()).collect();
            for stream in &mut crowd {
                stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
                write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
            }
            for stream in &mut crowd {
                assert!(stream.read(&mut [0; 64]).unwrap() > 0);
            }
        }
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn says_the_way_out_when_there_is_no_site() {
        let error = start(PathBuf::from("/nowhere"), None, "/").unwrap_err().to_string();
        assert_eq!(error, "there is no site in dist/; `cargo xtask build` makes one");
    }
}
