//! What is sent for a request: which file, under which type and in which encoding.

use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use percent_encoding::percent_decode_str;
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use crate::compress::beside;

/// A worker is not under the page's policy but under its own, which only a header can give.
const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
/// What a policy inside the page cannot say.
const PAGE_POLICY: &str = "frame-ancestors 'none'";

/// A folder that is served below a path, which begins and ends with a slash.
pub(crate) struct Site {
    pub(crate) folder: PathBuf,
    pub(crate) under: String,
}

impl Site {
    /// The answer to a request.
    pub(crate) async fn respond(&self, request: &Parts) -> Response {
        if !matches!(request.method, Method::GET | Method::HEAD) {
            return plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered here");
        }
        let Some(file) = self.file(request.uri.path()) else { return missing("there is no such file") };
        let (sent, encoding) = choose(&file, said(request, &header::ACCEPT_ENCODING).unwrap_or_default());
        let Ok((opened, length, tag)) = open(&sent).await else { return missing("the file cannot be read") };
        if said(request, &header::IF_NONE_MATCH).is_some_and(|known| known == tag) {
            return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
        }
        let headers = [
            (header::CONTENT_TYPE, content_type(&file)),
            // In chunks there would be no length, and the page could not show how far it is.
            (header::CONTENT_LENGTH, length.to_string()),
            (header::ETAG, tag),
            // A build may follow at any moment: the browser asks each time, and is mostly told "as before".
            (header::CACHE_CONTROL, "no-cache".into()),
            (header::VARY, "Accept-Encoding".into()),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".into()),
            (header::CONTENT_SECURITY_POLICY, policy(&file).into()),
        ];
        let mut response = (headers, Body::from_stream(ReaderStream::new(opened))).into_response();
        if let Some(encoding) = encoding {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }

    /// The file that an address means; `None` if there is none, or if it lies outside the folder.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let below = percent_decode_str(path.strip_prefix(&self.under)?).decode_utf8().ok()?;
        let below = Path::new(&*below);
        if !below.components().all(|part| matches!(part, Component::Normal(_))) {
            return None;
        }
        let file = self.folder.join(below);
        let file = if file.is_dir() { file.join("index.html") } else { file };
        file.is_file().then_some(file)
    }
}

/// The smallest twin of a file that the reader accepts, and its encoding.
fn choose(file: &Path, accepted: &str) -> (PathBuf, Option<&'static str>) {
    for (token, extension) in [("br", "br"), ("gzip", "gz")] {
        let twin = beside(file, extension);
        if accepts(accepted, token) && twin.is_file() {
            return (twin, Some(token));
        }
    }
    (file.to_owned(), None)
}

fn accepts(accepted: &str, token: &str) -> bool {
    accepted.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(token));
        let refused = parts.any(|p| p.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()) == Some(0.0));
        named && !refused
    })
}

/// The file, its length in bytes, and a tag that changes with it.
async fn open(path: &Path) -> std::io::Result<(File, u64, String)> {
    let file = File::open(path).await?;
    let metadata = file.metadata().await?;
    let written = metadata.modified()?.duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos());
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    Ok((file, metadata.len(), format!("\"{:x}-{written:x}-{extension}\"", metadata.len())))
}

fn content_type(file: &Path) -> String {
    let mime = mime_guess::from_path(file).first_or_octet_stream();
    let text = mime.type_() == mime_guess::mime::TEXT || mime.subtype() == mime_guess::mime::JSON;
    if text { format!("{mime}; charset=utf-8") } else { mime.to_string() }
}

fn policy(file: &Path) -> &'static str {
    let name = file.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    if name.starts_with("worker") { WORKER_POLICY } else { PAGE_POLICY }
}

fn said<'a>(request: &'a Parts, name: &HeaderName) -> Option<&'a str> {
    request.headers.get(name)?.to_str().ok()
}

fn missing(message: &'static str) -> Response {
    plain(StatusCode::NOT_FOUND, message)
}

fn plain(status: StatusCode, message: &'static str) -> Response {
    (status, message).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(under: &str) -> Site {
        Site { folder: env!("CARGO_MANIFEST_DIR").into(), under: under.into() }
    }

    #[test]
    fn addresses_stay_inside_the_folder() {
        assert!(site("/").file("/src/main.rs").is_some());
        assert!(site("/").file("/src/%6Dain.rs").is_some());
        assert!(site("/").file("/../Cargo.toml").is_none());
        assert!(site("/").file("/%2e%2e/Cargo.toml").is_none());
        assert!(site("/").file("//etc/hostname").is_none());
        assert!(site("/deep/er/").file("/deep/er/Cargo.toml").is_some());
        assert!(site("/deep/er/").file("/Cargo.toml").is_none());
    }

    #[test]
    fn encodings_are_taken_only_where_accepted() {
        assert!(accepts("gzip, deflate, br, zstd", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("", "gzip"));
    }

    #[test]
    fn what_is_served_here_is_served_as_the_guide_for_hosts_says() {
        let guide = include_str!("../../docs/hosting.md");
        assert!(guide.matches(WORKER_POLICY).count() >= 4 && guide.matches(PAGE_POLICY).count() >= 4);
        assert_eq!(policy(Path::new("dist/worker_loader.js")), WORKER_POLICY);
        assert_eq!(policy(Path::new("dist/index.html")), PAGE_POLICY);
    }

    #[test]
    fn types_are_those_that_browsers_insist_on() {
        assert_eq!(content_type(Path::new("a/app_bg.wasm")), "application/wasm");
        assert_eq!(content_type(Path::new("app.js")), "text/javascript; charset=utf-8");
        assert_eq!(content_type(Path::new("leads.csv")), "text/csv; charset=utf-8");
        assert_eq!(content_type(Path::new("catalog.json")), "application/json; charset=utf-8");
    }
}
