//! Where things lie: the checkout, cargo's target directory, the assembled client.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The wasm target's name, as rustc spells it.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The checkout this command was started in.
pub struct Workspace {
    /// The folder of the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target directory, for every cargo started from here.
    pub target: PathBuf,
}

impl Workspace {
    /// Finds the checkout from the manifest cargo ran, and the target directory from the environment.
    pub fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest
            .parent()
            .context("xtask must lie inside the workspace")?
            .to_path_buf();
        let target = target_directory(&root, |name| env::var_os(name));
        Ok(Self { root, target })
    }

    /// The assembled client: what the server serves and embeds.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The browser tests and their npm dependencies.
    pub fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }

    /// This checkout's notes on what was built from what; never shared between checkouts.
    pub fn state(&self) -> PathBuf {
        self.root.join("target").join("xtask")
    }

    /// The client as cargo leaves it, before wasm-bindgen.
    pub fn client_wasm(&self) -> PathBuf {
        self.target.join(WASM).join("client").join("frontend.wasm")
    }
}

/// Things that are worth keeping beyond one checkout (`$XDG_CACHE_HOME/huiyin`, by default `~/.cache/huiyin`).
pub fn cache() -> Result<PathBuf> {
    cache_directory(|name| env::var_os(name))
        .context("neither XDG_CACHE_HOME nor HOME is set, so there is no place to keep built tools")
}

fn cache_directory(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let given = |name| {
        variable(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    given("XDG_CACHE_HOME")
        .or_else(|| Some(given("HOME")?.join(".cache")))
        .map(|base| base.join("huiyin"))
}

/// `CARGO_TARGET_DIR` wins; a CI machine, whose checkouts are thrown away, keeps its compiled
/// dependencies in the cache folder (`.ci/run` exports the same rule for the build of xtask itself);
/// everyone else has `target/`.
fn target_directory(root: &Path, variable: impl Fn(&str) -> Option<OsString>) -> PathBuf {
    if let Some(given) = variable("CARGO_TARGET_DIR").filter(|value| !value.is_empty()) {
        return root.join(given);
    }
    let on_ci = variable("CI").is_some_and(|value| value == "true");
    match cache_directory(&variable) {
        Some(cache) if on_ci => cache.join("target"),
        _ => root.join("target"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(variables: &[(&str, &str)]) -> PathBuf {
        target_directory(Path::new("/checkout"), |name| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn a_developer_builds_in_the_checkout() {
        assert_eq!(target(&[("HOME", "/me")]), Path::new("/checkout/target"));
        assert_eq!(
            target(&[("HOME", "/me"), ("CI", "false")]),
            Path::new("/checkout/target")
        );
    }

    #[test]
    fn ci_keeps_compiled_dependencies_in_the_cache() {
        assert_eq!(
            target(&[("HOME", "/me"), ("CI", "true")]),
            Path::new("/me/.cache/huiyin/target")
        );
        assert_eq!(
            target(&[
                ("HOME", "/me"),
                ("CI", "true"),
                ("XDG_CACHE_HOME", "/cache")
            ]),
            Path::new("/cache/huiyin/target")
        );
    }

    #[test]
    fn a_given_target_directory_wins_and_may_be_relative() {
        assert_eq!(
            target(&[("CI", "true"), ("CARGO_TARGET_DIR", "/t")]),
            Path::new("/t")
        );
        assert_eq!(
            target(&[("CARGO_TARGET_DIR", "t")]),
            Path::new("/checkout/t")
        );
    }
}
