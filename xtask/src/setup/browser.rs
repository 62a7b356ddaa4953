//! Chromium, and a font that has the Chinese characters.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{font, packages};
use crate::process;
use crate::report;
use crate::workspace::Workspace;

/// Names Chromium goes by, best first.
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
/// Names a browser elsewhere.
const CHOICE: &str = "HUIYIN_CHROMIUM";

/// What scripts that drive a browser need.
pub struct Browser {
    /// The Node binary.
    pub node: PathBuf,
    /// The Chromium binary.
    pub chromium: PathBuf,
}

impl Browser {
    /// What the scripts of `end2end/` read: the server's binary, the browser, the assembled client.
    pub fn environment(
        &self,
        workspace: &Workspace,
        server: &Path,
    ) -> [(&'static str, OsString); 3] {
        [
            ("HUIYIN_SERVER_BIN", server.into()),
            (CHOICE, self.chromium.clone().into()),
            ("HUIYIN_DIST", workspace.dist().into()),
        ]
    }
}

/// Finds or installs Chromium, and the font if it can be had.
pub fn ensure() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os(CHOICE)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
    {
        ensure!(
            runs(&chosen),
            "{CHOICE} names {}, which does not run",
            chosen.display()
        );
        return Ok(chosen);
    }
    if find().is_none() {
        // Ubuntu's package of this name only fetches a snap, which containers cannot run; hence the second check.
        packages::install(&["chromium", font::PACKAGE])?;
    }
    let chromium = find().with_context(|| {
        format!("no Chromium that runs was found; install one (`{}`, or Google Chrome's package) or set {CHOICE}",
            packages::by_hand(&["chromium"]))
    })?;
    if let Err(error) = font::ensure() {
        // Tests of pages read text, not glyphs: only screenshots would show boxes.
        report::warning(&format!("screenshots will show boxes: {error:#}"));
    }
    Ok(chromium)
}

fn find() -> Option<PathBuf> {
    NAMES
        .iter()
        .filter_map(|name| process::on_path(&[name]))
        .find(|candidate| runs(candidate))
}

fn runs(browser: &Path) -> bool {
    process::succeeds(Command::new(browser).arg("--version"))
}
