//! The exact versions of the tools: `Trunk.toml` names them, and `Cargo.lock` must agree.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use toml::Table;

/// The version of each tool.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Versions {
    /// Of Trunk, such as `0.21.14`.
    pub(crate) trunk: String,
    /// Of wasm-bindgen, the program and the library.
    pub(crate) wasm_bindgen: String,
    /// Of Binaryen, a single number.
    pub(crate) binaryen: String,
}

impl Versions {
    /// Reads the versions that the work tree asks for.
    ///
    /// # Errors
    /// A file cannot be read, or the library and the program of wasm-bindgen are not of one version.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let trunk_toml = table(&root.join("Trunk.toml"))?;
        let lock = table(&root.join("Cargo.lock"))?;
        Self::from_tables(&trunk_toml, &lock)
    }

    fn from_tables(trunk_toml: &Table, lock: &Table) -> Result<Self> {
        let tool = |name: &str| trunk_toml.get("tools").and_then(|t| t.get(name)).and_then(|v| v.as_str());
        let wasm_bindgen = tool("wasm_bindgen").context("Trunk.toml names no tools.wasm_bindgen")?;
        let wasm_opt = tool("wasm_opt").context("Trunk.toml names no tools.wasm_opt")?;
        let trunk = trunk_toml.get("trunk-version").and_then(|v| v.as_str());
        let trunk = trunk.context("Trunk.toml names no trunk-version")?;
        let locked = locked(lock, "wasm-bindgen");
        ensure!(
            locked.is_none_or(|version| version == wasm_bindgen),
            "Cargo.lock has wasm-bindgen {}, Trunk.toml names {wasm_bindgen}; make tools.wasm_bindgen in \
             Trunk.toml the same",
            locked.unwrap_or_default()
        );
        Ok(Self {
            trunk: trunk.trim_start_matches('=').to_owned(),
            wasm_bindgen: wasm_bindgen.to_owned(),
            binaryen: wasm_opt.trim_start_matches("version_").to_owned(),
        })
    }
}

fn table(path: &Path) -> Result<Table> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    text.parse().with_context(|| format!("{} is not TOML", path.display()))
}

fn locked<'a>(lock: &'a Table, package: &str) -> Option<&'a str> {
    let packages = lock.get("package")?.as_array()?;
    let found = packages.iter().find(|p| p.get("name").and_then(|n| n.as_str()) == Some(package))?;
    found.get("version")?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(locked: &str) -> Result<Versions> {
        let trunk = "trunk-version = '=0.21.14'\n[tools]\nwasm_bindgen = '0.2.130'\nwasm_opt = 'version_132'";
        let lock = format!("[[package]]\nname = 'wasm-bindgen'\nversion = '{locked}'");
        Versions::from_tables(&trunk.parse()?, &lock.parse()?)
    }

    #[test]
    fn versions_are_bare_numbers() {
        let read = versions("0.2.130").unwrap();
        assert_eq!((&*read.trunk, &*read.wasm_bindgen, &*read.binaryen), ("0.21.14", "0.2.130", "132"));
    }

    #[test]
    fn library_and_program_must_agree() {
        let error = versions("0.2.131").unwrap_err().to_string();
        assert!(error.contains("Cargo.lock has wasm-bindgen 0.2.131, Trunk.toml names 0.2.130"), "{error}");
    }
}
