//! Node and the packages of the browser tests.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use super::packages;
use crate::digest;
use crate::process;
use crate::report;
use crate::workspace::Workspace;

/// The oldest Node the browser tests are written for.
const OLDEST: u32 = 20;

/// Finds Node and installs the locked packages of `end2end/` when they are not the ones there.
pub fn ensure(workspace: &Workspace) -> Result<PathBuf> {
    let Some(node) = process::on_path(&["node", "nodejs"]) else {
        bail!(
            "Node {OLDEST} or newer is missing; install it with\n    {}",
            packages::by_hand(&["nodejs", "npm"])
        );
    };
    let version = process::capture(Command::new(&node).arg("--version"))?;
    let major =
        major(&version).with_context(|| format!("cannot read Node's version {version:?}"))?;
    ensure!(
        major >= OLDEST,
        "Node {OLDEST} or newer is needed and {} is {}; newer ones are in Debian 13, Ubuntu 25.04 and on nodejs.org",
        node.display(),
        version.trim()
    );
    npm_packages(workspace)?;
    Ok(node)
}

fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

fn npm_packages(workspace: &Workspace) -> Result<()> {
    let folder = workspace.end2end();
    let lock = folder.join("package-lock.json");
    let locked = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let wanted = digest::of(&locked);
    // The note lies among the packages, so that deleting them deletes it as well.
    let note = folder.join("node_modules/.installed-from");
    if fs::read_to_string(&note).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    report::step(
        "Installing the browser tests' packages",
        "安装浏览器测试所需的包",
    );
    ensure!(
        process::on_path(&["npm"]).is_some(),
        "npm is missing; install it with\n    {}",
        packages::by_hand(&["npm"])
    );
    process::run(Command::new("npm").current_dir(&folder).args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
    ]))?;
    fs::write(&note, wanted).with_context(|| format!("cannot write {}", note.display()))
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn reads_the_major_version() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.1.0"), Some(8));
        assert_eq!(major("command not found"), None);
    }
}
