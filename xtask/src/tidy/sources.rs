//! The text files of the checkout.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use walkdir::{DirEntry, WalkDir};

use crate::process;

/// Endings (or whole names) of the files that people write.
const TEXT: [&str; 17] = [
    "rs",
    "css",
    "js",
    "mjs",
    "html",
    "webmanifest",
    "svg",
    "toml",
    "json",
    "sql",
    "md",
    "txt",
    "sh",
    "yml",
    "run",
    "gitignore",
    "csv",
];
/// Folders that hold what tools made; read only where there is no git to ask.
const MADE: [&str; 6] = ["target", "dist", "dist.new", "node_modules", "var", ".git"];

/// A text file, its name relative to the checkout with forward slashes.
pub struct Source {
    pub name: String,
    pub text: String,
}

impl Source {
    /// What follows the last dot of the name, or the last part of a name without one.
    pub fn ending(&self) -> &str {
        ending(&self.name)
    }
}

/// Every text file that is committed or about to be.
pub fn read(root: &Path) -> Result<Vec<Source>> {
    let mut names = match from_git(root) {
        Ok(names) => names,
        // An unpacked archive has no git; then everything counts but what tools make.
        Err(_) => from_disk(root)?,
    };
    names.retain(|name| TEXT.contains(&ending(name)) && root.join(name).is_file());
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let bytes =
                fs::read(root.join(&name)).with_context(|| format!("cannot read {name}"))?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Ok(Source { name, text })
        })
        .collect()
}

fn ending(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit('.').next().unwrap_or(file)
}

fn from_git(root: &Path) -> Result<Vec<String>> {
    let listed = process::capture(
        Command::new("git")
            .current_dir(root)
            .args(["-c", "core.quotePath=false", "ls-files", "-z"])
            .args(["--cached", "--others", "--exclude-standard"]),
    )?;
    Ok(listed
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect())
}

fn from_disk(root: &Path) -> Result<Vec<String>> {
    let made = |entry: &DirEntry| {
        entry.file_type().is_dir() && MADE.iter().any(|name| entry.file_name() == *name)
    };
    let mut names = Vec::new();
    for entry in WalkDir::new(root)
        .into_iter()
        .filter_entry(|entry| !made(entry))
    {
        let entry = entry?;
        if entry.file_type().is_file() {
            names.push(
                entry
                    .path()
                    .strip_prefix(root)?
                    .to_string_lossy()
                    .replace('\\', "/"),
            );
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn endings() {
        assert_eq!(ending("domain/src/lib.rs"), "rs");
        assert_eq!(ending(".ci/run"), "run");
        assert_eq!(ending(".gitignore"), "gitignore");
    }

    #[test]
    fn an_archive_without_git_is_read_without_what_tools_made() {
        let folder = Scratch::new("sources");
        for name in ["src/a.rs", "target/a.rs", "end2end/node_modules/a.rs"] {
            folder.write(name, "");
        }
        assert_eq!(from_disk(folder.path()).unwrap(), ["src/a.rs"]);
    }
}
