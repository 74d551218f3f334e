//! Seals the site: writes into the page which files belong to it, and into its policy which scripts and
//! styles may stand in it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::fingerprint::of_bytes;
use crate::{rename, tree};

/// The page, which vouches for all others.
pub(crate) const PAGE: &str = "index.html";
/// What is verified before it runs.
const CODE: [&str; 4] = ["app.js", "app_bg.wasm", "worker.js", "worker_bg.wasm"];
/// What the page opens with, computed beforehand; a site whose data does not vouch for itself has none.
pub(crate) const OPENING: &str = "opening.bin";
/// What belongs to the build besides.
const BESIDE: [&str; 2] = ["worker_loader.js", "icon.png"];
/// Lists every file of the build with its hash and length, for whoever wants to compare a host with it.
const MANIFEST: &str = "build.json";

/// What the page holds of the answer that it opens with; nothing if there is no such answer.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Held {
    /// The hash of the descriptor that the answer was computed from.
    descriptor: String,
    /// The folder of its snapshot below that of the data.
    folder: String,
    /// The line about the answer, as HTML.
    context: String,
    /// The findings, as HTML.
    findings: String,
}

impl Held {
    /// Reads what was written when the answer was computed.
    ///
    /// # Errors
    /// The file is there and cannot be read.
    pub(crate) fn read(file: &Path) -> Result<Self> {
        if !file.exists() {
            return Ok(Self::default());
        }
        serde_json::from_slice(&fs::read(file)?).with_context(|| format!("{} cannot be read", file.display()))
    }
}

/// Seals what Trunk has put together; `draft` is the page as it has left it, `held` what it holds of the answer that it
/// opens with.
///
/// # Errors
/// A file of the site is missing, or the page has no place for a hash.
pub(crate) fn seal(dist: &Path, draft: &str, held: &Held) -> Result<()> {
    let read = |name: &str| fs::read(dist.join(name)).with_context(|| format!("the site has no {name}"));
    let mut files = BTreeMap::new();
    for name in CODE.into_iter().chain(BESIDE) {
        let mut bytes = read(name)?;
        if Path::new(name).extension().is_some_and(|e| e == "js") {
            bytes = lean(&String::from_utf8(bytes)?).into_bytes();
            tree::write(&dist.join(name), &bytes)?;
        }
        files.insert(name, bytes);
    }
    for [script, module] in CODE.as_chunks().0 {
        if let (Some(mut code), Some(mut bytes)) = (files.remove(script), files.remove(module)) {
            rename::number(&mut code, &mut bytes);
            for (name, bytes) in [(*script, code), (*module, bytes)] {
                tree::write(&dist.join(name), &bytes)?;
                files.insert(name, bytes);
            }
        }
    }
    let opening = dist.join(OPENING).exists().then(|| read(OPENING)).transpose()?;
    let hash = opening.as_deref().map(base64_hash).unwrap_or_default();
    files.extend(opening.map(|bytes| (OPENING, bytes)));
    let draft = lean(draft);
    let listing = files.iter().fold(of_bytes(draft.as_bytes()), |list, (name, bytes)| {
        format!("{list}\n{} {name}", of_bytes(bytes))
    });
    let build = of_bytes(listing.as_bytes())[..16].to_owned();

    let mut page = filled(&draft, "build", &build)?;
    for name in CODE {
        page = filled(&page, name, &base64_hash(&files[name]))?;
    }
    page = filled(&page, OPENING, &hash)?;
    page = filled(&page, "descriptor", &held.descriptor)?;
    page = filled(&page, "folder", &held.folder)?;
    // One style needs one hash.
    page = page.replace("</style>\n<style>", "\n");
    if let Some(style) = inline(&page, "style").first() {
        page = page.replace(style, &close(style));
    }
    page = with_policy(&page)?;
    // What the data say comes last: nothing in it is taken for a part of the page.
    let [before, between, after] = parted(&page, ["@context@", "@findings@"])?;
    page = [before, &held.context, between, &held.findings, after].concat();
    tree::write(&dist.join(PAGE), page.as_bytes())?;
    files.insert(PAGE, page.into_bytes());

    let files: BTreeMap<_, _> = files
        .iter()
        .map(|(name, bytes)| (name, json!({ "sha256": of_bytes(bytes), "bytes": bytes.len() })))
        .collect();
    let manifest = serde_json::to_string_pretty(&json!({ "build": build, "files": files }))?;
    tree::write(&dist.join(MANIFEST), (manifest + "\n").as_bytes())
}

/// A text without indentation and without the lines that are comments. No text of ours, nor of wasm-bindgen's,
/// has a literal that goes over several lines.
fn lean(text: &str) -> String {
    let mut lean = String::with_capacity(text.len());
    let mut comment = false;
    for line in text.lines().map(str::trim) {
        comment |= line.starts_with("/*") || line.starts_with("<!--");
        // Trunk leaves the names of the crates behind where it starts no script for them.
        let left = line.is_empty() || line.starts_with("//") || line.contains("href=\"web/Cargo.toml\"");
        if !comment && !left {
            // Trunk puts the first line of a script behind its tag.
            let tag = line.split_once(">//").filter(|(tag, _)| tag.starts_with("<script"));
            lean.extend(tag.map_or([line, "\n"], |(tag, _)| [tag, ">\n"]));
        }
        comment &= !line.ends_with("*/") && !line.ends_with("-->");
    }
    lean
}

/// A lean style on one line.
fn close(style: &str) -> String {
    let mut close = String::with_capacity(style.len());
    for line in lean(style).lines() {
        match line.strip_suffix(" {") {
            Some(selector) => close.extend([selector, "{"]),
            None if line.ends_with(';') => close.push_str(&line.replacen(": ", ":", 1)),
            // The parts of a long value or selector stay apart.
            None if line.ends_with('}') => close.push_str(line),
            None => close.extend([line, " "]),
        }
    }
    close.replace(";}", "}")
}

/// The page with a value where it has left room for it.
fn filled(page: &str, name: &str, value: &str) -> Result<String> {
    let room = format!("@{name}@");
    ensure!(page.contains(&room), "the page has no {room}");
    Ok(page.replace(&room, value))
}

/// The page in three parts, between which there is room for something each.
fn parted<'a>(page: &'a str, [first, second]: [&str; 2]) -> Result<[&'a str; 3]> {
    let (before, rest) = page.split_once(first).with_context(|| format!("the page has no {first}"))?;
    let (between, after) = rest.split_once(second).with_context(|| format!("the page has no {second}"))?;
    Ok([before, between, after])
}

/// The page with the hashes of what stands in it added to its policy.
fn with_policy(page: &str) -> Result<String> {
    let mut page = page.to_owned();
    for (element, directive) in [("script", "script-src 'self'"), ("style", "style-src 'self'")] {
        let mut allowed = directive.to_owned();
        for text in inline(&page, element) {
            let _ = write!(allowed, " 'sha256-{}'", base64_hash(text.as_bytes()));
        }
        ensure!(page.matches(directive).count() == 1, "the page's policy must say {directive} once");
        page = page.replace(directive, &allowed);
    }
    ensure!(!page.contains("'unsafe-"), "the page's policy must not allow anything unsafe");
    ensure!(!page.contains(" style=") && !page.contains(" onload="), "attributes have no hash");
    Ok(page)
}

/// The texts of all elements of this name that have one.
fn inline<'a>(page: &'a str, element: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut texts = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once(&open) {
        let Some((text, tail)) = after.split_once('>').and_then(|(_, text)| text.split_once(&close)) else {
            break;
        };
        if !text.is_empty() {
            texts.push(text);
        }
        rest = tail;
    }
    texts
}

fn base64_hash(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "<meta content=\"script-src 'self' 'wasm-unsafe-eval'; style-src 'self'\">\n\
        <style>a{}</style>\n<style>b{}</style>\n<script type=\"module\">\"@build@\";\"@app.js@\";\
        \"@app_bg.wasm@\";\"@worker.js@\";\"@worker_bg.wasm@\";\"@opening.bin@\";\"@descriptor@\";`@folder@a`</script>@context@|@findings@";

    /// What a site's data may say.
    const FINDINGS: &str =
        "<p>@findings@ style= onload= 'unsafe-eval' script-src 'self' style-src 'self'</p>";

    fn held() -> Held {
        Held {
            descriptor: "sha256:0".to_owned(),
            folder: "june/".to_owned(),
            context: FINDINGS.to_owned(),
            findings: FINDINGS.to_owned(),
        }
    }

    fn site(name: &str) -> std::path::PathBuf {
        let dist = std::env::temp_dir().join(format!("dealerscope-seal-{name}-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        for name in CODE.into_iter().chain(BESIDE) {
            fs::write(dist.join(name), name).unwrap();
        }
        dist
    }

    #[test]
    fn the_page_knows_its_files_and_the_policy_the_page() {
        let dist = site("whole");
        fs::write(dist.join(OPENING), "answer").unwrap();
        seal(&dist, DRAFT, &held()).unwrap();
        let page = fs::read_to_string(dist.join(PAGE)).unwrap();
        let scripts = inline(&page, "script");
        assert!(scripts[0].contains(&base64_hash(b"worker_bg.wasm")), "{page}");
        assert!(scripts[0].contains(&base64_hash(b"answer")), "{page}");
        assert!(scripts[0].ends_with(";\"sha256:0\";`june/a`"), "{page}");
        assert!(page.trim_end().ends_with(&format!("</script>{FINDINGS}|{FINDINGS}")), "{page}");
        assert!(page.contains(&format!("script-src 'self' 'sha256-{}'", base64_hash(scripts[0].as_bytes()))));
        assert!(page.contains(&format!("style-src 'self' 'sha256-{}'\"", base64_hash(b"a{}b{}"))), "{page}");
        let manifest: serde_json::Value =
            serde_json::from_slice(&fs::read(dist.join(MANIFEST)).unwrap()).unwrap();
        assert_eq!(manifest["files"][PAGE]["sha256"], of_bytes(page.as_bytes()));
        assert_eq!(manifest["files"]["app.js"]["bytes"], 7);
        assert!(scripts[0].starts_with(&format!("\"{}\"", manifest["build"].as_str().unwrap())));
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn another_byte_is_another_build() {
        let dist = site("other");
        let build = || {
            seal(&dist, DRAFT, &held()).unwrap();
            fs::read_to_string(dist.join(MANIFEST)).unwrap().lines().nth(1).map(str::to_owned)
        };
        let before = build();
        assert_eq!(before, build());
        fs::write(dist.join("worker_loader.js"), "other").unwrap();
        let without = build();
        assert_ne!(before, without);
        fs::write(dist.join(OPENING), "answer").unwrap();
        assert_ne!(without, build());
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn comments_and_indentation_do_not_travel() {
        let text =
            "/* one */\n<!-- two -->\n  a(\"//\"); // stays\n  // goes\n/**\n * b\n */\n  /* c\n */ \n}\n";
        let style = "a,\nb > c {\n  d: e;\n  f: calc(1px +\n    2px);\n}\n";
        assert_eq!(close(style), "a, b > c{d:e;f: calc(1px + 2px)}");
        assert_eq!(lean(text), "a(\"//\"); // stays\n}\n");
        assert_eq!(lean("<script type=\"module\">// Why.\nb;"), "<script type=\"module\">\nb;\n");
    }

    #[test]
    fn what_has_no_hash_does_not_go_in() {
        let unsafe_style = DRAFT.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
        assert!(with_policy(&unsafe_style).is_err());
        assert!(with_policy(&DRAFT.replace("<style>a", "<p style=\"a\"><style>")).is_err());
        assert!(filled("no room", "build", "x").is_err());
    }
}
